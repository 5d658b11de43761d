"""A real Postfix with a real opendkim before a clerk, started privately where the machine has both."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.houses import free_port, wait_for

POSTFIX, OPENDKIM = (
    shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin") for name in ("postfix", "opendkim")
)
MISSING = [
    name
    for name, there in (
        ("postfix", POSTFIX),
        ("opendkim", OPENDKIM),
        ("root, whom Postfix needs", os.geteuid() == 0),
    )
    if not there
]

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = {name}
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_bind_address = 127.0.0.1
alias_maps =
alias_database =
local_recipient_maps =
default_transport = error:5.4.4 no route in test
relay_domains = {domain}
relay_recipient_maps =
transport_maps = inline:{{ {{{domain}=lmtp:inet:127.0.0.1:{door}}} }}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_milters = inet:127.0.0.1:{milter}
milter_default_action = tempfail
milter_protocol = 6
smtpd_forbid_bare_newline = yes
smtpd_forbid_bare_newline_exclusions =
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}
"""
# service type private unpriv chroot wakeup maxproc command
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
VERIFIER = """\
Mode v
Socket inet:{milter}@127.0.0.1
Syslog no
AuthservID {name}
AlwaysAddARHeader yes
RemoveARFrom {name}
TestDNSData file:{folder}/dns.txt
On-BadSignature accept
On-NoSignature accept
On-KeyNotFound accept
On-SignatureError accept
InternalHosts 192.0.2.1
"""


@contextmanager
def before(door: int, name: str, domain: str, keys: Mapping[str, str]) -> Iterator[int]:
    """The port of a Postfix that hands mail for a domain to an LMTP door on loopback.

    `keys`: name in DNS -> DKIM record; opendkim asks nobody else.
    """
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="dc-mx-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        port, milter = free_port(), free_port()
        for name_of_folder in ("etc", "queue", "data", "log"):
            (folder / name_of_folder).mkdir()
        shutil.chown(folder / "data", "postfix")
        (folder / "dns.txt").write_text("".join(f"{key} {record}\n" for key, record in keys.items()))
        values = {
            "folder": folder,
            "name": name,
            "domain": domain,
            "door": door,
            "port": port,
            "milter": milter,
        }
        for file, text in (("main.cf", MAIN), ("master.cf", MASTER), ("opendkim.conf", VERIFIER)):
            (folder / "etc" / file).write_text(text.format(**values))
        verifier = subprocess.Popen([str(OPENDKIM), "-f", "-x", folder / "etc" / "opendkim.conf"])
        stack.callback(verifier.wait, 10)
        stack.callback(verifier.terminate)
        assert wait_for(lambda: answers(milter), 10), "opendkim does not listen"
        postfix = [str(POSTFIX), "-c", str(folder / "etc")]
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        stack.callback(subprocess.run, [*postfix, "stop"], check=False, capture_output=True)
        assert wait_for(lambda: answers(port), 20), (folder / "log" / "mail.log").read_text()
        yield port


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
