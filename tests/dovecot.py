"""A real Dovecot with IMAP and LMTP on loopback, as a user of its own; every user name is a mailbox."""

import base64
import grp
import hashlib
import hmac
import json
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from tests.houses import free_port, wait_for

DOVECOT, DOVEADM = (shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("dovecot", "doveadm"))
MISSING = [name for name, there in (("dovecot", DOVECOT), ("doveadm", DOVEADM)) if not there]
PASSWORD = "secret"  # of every user
TOKEN_KEY = b"a key that only the test and its server know"

CONFIG = """\
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
instance_name = {name}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
default_process_limit = 200
first_valid_uid = 1
mail_uid = {user}
mail_gid = {group}
mail_home = {folder}/mail/%u
mail_location = {format}:~/{format}
mail_max_userip_connections = 100
mailbox_list_index = yes
mail_fsync = never
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_username_format = %Ln
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
hostname = imap.house.test
lmtp_save_to_detail_mailbox = no
recipient_delimiter = +
imap_idle_notify_interval = 2 mins
imap_capability = {capability}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login none
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service imap {{
  process_min_avail = 2
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""
OAUTH2 = """\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""


@dataclass
class Dovecot:
    """One server. A mailbox is there as soon as somebody names it."""

    folder: Path
    owner: str | None  # whom the server runs as, when we may choose
    imap: int = field(default_factory=free_port)
    imaps: int = field(default_factory=free_port)
    lmtp: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when IMAP and LMTP are open."""
        command = [str(DOVECOT), "-F", "-c", str(self.folder / "dovecot.conf")]
        group = pwd.getpwnam(self.owner).pw_gid if self.owner else None
        self.process = subprocess.Popen(
            command, user=self.owner, group=group, cwd="/", start_new_session=True
        )
        assert wait_for(lambda: answers(self.imap) and answers(self.lmtp), 15), self.log()

    def stop(self) -> None:
        """SIGTERM, as a restart of the machine's service does; sessions are closed."""
        assert self.process
        self.process.terminate()
        self.process.wait(15)
        self.signal(signal.SIGKILL)

    def signal(self, number: signal.Signals) -> None:
        """To the server and all its processes: SIGSTOP makes every connection half-open."""
        assert self.process
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def log(self) -> str:
        """What the server wrote."""
        return (self.folder / "dovecot.log").read_text(errors="replace")

    def section(self, user: str, **more: Any) -> dict[str, Any]:
        """A table [mail.imap] for a mailbox, with short waits."""
        waits = {"poll": "5s", "renew": "1s", "timeout": "2s"}
        login = {"host": "127.0.0.1", "port": self.imap, "tls": "none", "user": user, "password": PASSWORD}
        return {**login, **waits, **more}

    def deliver(self, user: str, raw: bytes, mail_from: str = "anna@adler.test") -> None:
        """As a mail server hands over mail: with a trace above it."""
        with smtplib.LMTP("127.0.0.1", self.lmtp, local_hostname="mx.house.test", timeout=10) as door:
            door.sendmail(mail_from, [f"{user}@house.test" if "@" not in user else user], raw)

    @contextmanager
    def session(self, user: str, folder: str = "") -> Iterator[IMAPClient]:
        """A person's mail program."""
        with IMAPClient("127.0.0.1", self.imap, ssl=False, timeout=10) as client:
            client.login(user, PASSWORD)
            if folder:
                client.select_folder(folder)
            yield client

    def append(self, user: str, raw: bytes, folder: str = "INBOX", flags: tuple[bytes, ...] = ()) -> None:
        """Puts a mail into a folder as it is, making the folder."""
        with self.session(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            client.append(folder, raw, flags)

    def mails(self, user: str, folder: str = "INBOX") -> dict[str, frozenset[bytes]]:
        """Message-ID -> flags of what lies in a folder; nothing when the folder is not there."""
        with self.session(user) as client:
            if not client.folder_exists(folder):
                return {}
            client.select_folder(folder, readonly=True)
            shown = client.fetch(client.search(), ["FLAGS", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
        key = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"
        return {
            data[key].decode().partition(":")[2].strip(): frozenset(data[b"FLAGS"]) for data in shown.values()
        }

    def admin(self, *words: str) -> str:
        """One doveadm command."""
        command = [str(DOVEADM), "-c", str(self.folder / "dovecot.conf"), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def dovecot(
    capability: str = "", format: str = "maildir", prefix: str = "", separator: str = "/"
) -> Iterator[Dovecot]:
    """A running server; `capability` is all that it admits to know."""
    folder = Path(tempfile.mkdtemp(prefix="dc-imap-"))
    user = server_user()
    server = Dovecot(folder, user if os.geteuid() == 0 else None)
    account = pwd.getpwnam(user)
    values = {
        "folder": folder,
        "name": folder.name,
        "user": user,
        "group": grp.getgrgid(account.pw_gid).gr_name,
        "capability": capability,
        "format": format,
        "prefix": prefix,
        "separator": separator,
        "password": PASSWORD,
        "imap": server.imap,
        "imaps": server.imaps,
        "lmtp": server.lmtp,
    }
    (folder / "dovecot.conf").write_text(CONFIG.format(**values))
    (folder / "oauth2.conf").write_text(OAUTH2.format(**values))
    key = folder / "keys" / "default" / "HS256" / "default"
    key.parent.mkdir(parents=True)
    key.write_bytes(base64.b64encode(TOKEN_KEY))
    certificate(folder)
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid)
    try:
        server.start()
        yield server
    finally:
        if server.process:
            server.signal(signal.SIGKILL)
            server.process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def server_user() -> str:
    """Dovecot gives no mail to root: then as another user of this machine."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("dovenull", "dovecot", "nobody") if name in names)


def certificate(folder: Path) -> None:
    """cert.pem and key.pem for 127.0.0.1, signed by itself."""
    files = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    ask = ["openssl", "req", "-x509", *kind, *files, *names]
    subprocess.run([str(word) for word in ask], check=True, capture_output=True)


def token(user: str, *, seconds: int = 60) -> str:
    """An OAuth2 token (a signed JWT) that the server takes for so long."""
    head = {"alg": "HS256", "typ": "JWT"}
    now = int(time.time())
    body = {"sub": user, "iat": now - 1, "nbf": now - 1, "exp": now + seconds}
    signed = ".".join(part(json.dumps(table).encode()) for table in (head, body))
    return f"{signed}.{part(hmac.digest(TOKEN_KEY, signed.encode(), hashlib.sha256))}"


def part(data: bytes) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
