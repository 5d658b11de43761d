"""Asks DNS what the world is told of our mail: where it goes (MX), who sends it (SPF), what holds (DMARC)."""

from collections.abc import Iterator

from bot.channels.addresses import Addresses
from bot.proof.dns import Lookups, Unresolved
from bot.proof.domains import Domains
from bot.sections import MailSection

UNREAL = ("localhost", "test", "example", "invalid", "local")  # endings that no DNS of the world knows


def check(mail: MailSection) -> Iterator[tuple[bool, str]]:
    """What is well and what is not, each with the record to add, for every domain that our mail names."""
    known = Addresses.of(mail)
    author, back = (address.rpartition("@")[2] for address in (known.main, known.bounce))
    for domain in dict.fromkeys((author, back)):
        if domain.rpartition(".")[2] in UNREAL and not mail.proof.nameserver:
            yield True, f"{domain} is a name for trials; nobody was asked"
            continue
        lookups = Lookups(mail.proof.nameserver)
        try:
            yield reached(domain, lookups)
            if domain == back:
                yield sender(domain, lookups)
            if domain == author:
                yield policy(domain, lookups)
        except Unresolved as trouble:
            yield False, f"{trouble}; check the nameserver of this machine, or set [mail.proof] nameserver"


def reached(domain: str, lookups: Lookups) -> tuple[bool, str]:
    """Whether mail finds its way to us, and a bounce as well."""
    hosts = sorted((r.preference, str(r.exchange).rstrip(".")) for r in lookups.records(domain, "MX"))
    if hosts and any(host for _, host in hosts):
        return True, f"MX of {domain}: {', '.join(host for _, host in hosts)}"
    return False, f"{domain} has no MX record, so no mail arrives; add: {domain}. MX 10 your-mail-server."


def sender(domain: str, lookups: Lookups) -> tuple[bool, str]:
    """Whether readers' servers can see that our relay may send for us."""
    found = [text for text in lookups.texts(domain) if text.lower().split(b" ")[0] == b"v=spf1"]
    if len(found) == 1:
        return True, f"SPF of {domain}: {found[0].decode('ascii', 'replace')}"
    if found:
        return False, f"{domain} has {len(found)} SPF records, so none counts; leave one"
    return False, f'{domain} has no SPF record; add: {domain}. TXT "v=spf1 a:your-relay -all"'


def policy(domain: str, lookups: Lookups) -> tuple[bool, str]:
    """Whether we say what happens to mail that is not ours; the record of the whole organisation counts."""
    for name in dict.fromkeys((domain, Domains().organisation(domain))):
        found = [text for text in lookups.texts(f"_dmarc.{name}") if text.upper().startswith(b"V=DMARC1")]
        if found:
            return len(found) == 1, f"DMARC of {name}: {found[0].decode('ascii', 'replace')}"
    return False, f'{domain} has no DMARC record; add: _dmarc.{domain}. TXT "v=DMARC1; p=quarantine"'
