"""What the hostile mails are made of: letters, envelopes, the DNS of their world, and who is who in it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime, make_msgid

from tests.dns import Zone
from tests.signing import Key, ed25519, rsa, signature, weak_record
from tests.world import ADDRESS

ANNA, BEN, KAUF, LEA, MALLORY = (
    "anna@adler.test",
    "ben@birch.test",
    "kauf@adler.test",
    "lea@house.test",
    "mallory@evil.test",
)
WISH = "Guten Tag,\r\nbitte senden Sie mir die Rechnung RE-2025-0412.\r\nDanke\r\n"
FRIEND, FOE = "127.0.0.1", "127.0.0.66"  # whence the customers' own servers deliver, and whence anybody else
CUSTOMERS = ("adler.test", "birch.test", "cedar.test", "house.test", "strict.test")
RELAY = "relay.house.test"

# Contacts beside those of the small world: their domains do odd things in DNS.
CONTACTS = """\
2001,gil@open.test,Gil Open,finance,,,,,,en,yes
2001,pat@soft.test,Pat Soft,finance,,,,,,en,yes
2001,flo@flood.test,Flo Flood,finance,,,,,,en,yes
2001,sev@servfail.test,Sev Fail,finance,,,,,,en,yes
2001,ned@silent.test,Ned Silent,finance,,,,,,en,yes
2001,mia@strict.test,Mia Strict,finance,,,,,,en,yes
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail on its way: what stands in it, and what the SMTP dialogue says."""

    raw: bytes
    mail_from: str = MALLORY
    peer: str = FOE
    helo: str = "mail.evil.test"
    bounce: bool = False  # it goes to the address for bounces


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile or odd mail, and what becomes of it.

    `expect`: answer, challenge, refuse (the neutral text or nothing), hold, ignore, or reject (at the door).
    `to`: whom an answer goes to. `documents`: the numbers that an answer gives; None = whatever they may see.
    `house`: the clerk that is the MX itself ("direct"), the one behind a relay ("mta"), or "any".
    """

    row: str  # of the threat table
    name: str
    expect: str
    build: Callable[[], Sent]
    to: str = ANNA
    documents: frozenset[str] | None = None
    house: str = "direct"


def rows(
    row: str,
    expect: str,
    built: dict[str, Callable[[], Sent]],
    to: str = ANNA,
    documents: tuple[str, ...] | None = None,
    house: str = "direct",
) -> list[Case]:
    """Cases of one row that end alike."""
    given = None if documents is None else frozenset(documents)
    return [Case(row, name, expect, build, to, given, house) for name, build in built.items()]


def letter(
    sender: str | bytes = f"Anna Adler <{ANNA}>",
    text: str | bytes = WISH,
    *more: str | bytes,
    subject: str | bytes = "Rechnung",
    without: tuple[str, ...] = (),
    date: dt.datetime | None = None,
    top: tuple[str | bytes, ...] = (),
) -> bytes:
    """A mail of these header lines, new at every call; `more` stand below the usual ones, `top` above."""
    usual = {
        "From": sender,
        "To": ADDRESS,
        "Subject": subject,
        "Date": format_datetime(date or dt.datetime.now(dt.UTC)),
        "Message-ID": make_msgid(domain="client.test"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    }
    kept = [octets(f"{name}: ") + octets(value) for name, value in usual.items() if name not in without]
    return b"\r\n".join([*map(octets, top), *kept, *map(octets, more), b"", octets(text)])


def parts(*contents: tuple[str, str | bytes], kind: str = "mixed") -> tuple[str, bytes]:
    """A Content-Type line and the body of a multipart of (header lines, content)."""
    mark = "=_frontier"
    body = b"".join(b"--%b\r\n%b\r\n\r\n%b\r\n" % (mark.encode(), octets(h), octets(c)) for h, c in contents)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"', body + b"--%b--\r\n" % mark.encode()


def multipart(
    *contents: tuple[str, str | bytes], kind: str = "mixed", sender: str = f"Anna Adler <{ANNA}>"
) -> bytes:
    """A mail of several parts."""
    line, body = parts(*contents, kind=kind)
    return letter(sender, body, line, without=("Content-Type",))


def octets(text: str | bytes) -> bytes:
    """As it travels."""
    return text if isinstance(text, bytes) else text.encode()


def proven(raw: bytes, address: str = ANNA) -> Sent:
    """A mail that its writer's own server delivers."""
    return Sent(raw, address, FRIEND, "mail." + address.rpartition("@")[2])


def asks(text: str, address: str = ANNA, subject: str = "Anfrage") -> Sent:
    """A plain mail of a proven contact."""
    return proven(letter(address, text, subject=subject), address)


def stranger(sender: str | bytes = MALLORY, text: str | bytes = WISH, subject: str = "Rechnung") -> Sent:
    """A mail that really comes from evil.test."""
    return Sent(letter(sender, text, subject=subject))


def key_of(domain: str) -> Key:
    """The key with which a domain signs."""
    return rsa(1024, domain)


def signed(
    raw: bytes | None = None, domain: str = "adler.test", key: Key | None = None, **tags: str
) -> bytes:
    """A mail with a signature above it."""
    raw = raw or letter()
    tags = {"domain": domain, "t": stamp(), **tags}
    return signature(raw, key or key_of(domain), **tags) + raw  # type: ignore[arg-type]


def stamp(**ago: float) -> str:
    """A time for t= or x=, so long ago."""
    return str(int((dt.datetime.now(dt.UTC) - dt.timedelta(**ago)).timestamp()))


def zone() -> Zone:
    """The DNS of the whole world."""
    found = Zone()
    for domain in CUSTOMERS:
        found.add(domain, "TXT", f"v=spf1 ip4:{FRIEND} -all")
        found.add(f"sel._domainkey.{domain}", "TXT", key_of(domain).record)
        found.add(
            f"_dmarc.{domain}", "TXT", "v=DMARC1; p=reject" + "; adkim=s; aspf=s" * ("strict" in domain)
        )
    for domain in ("evil.test", "adler.test.evil.test", "xn--dler-43d.test", "evil-adler.test", "list.test"):
        found.add(domain, "TXT", f"v=spf1 ip4:{FOE} -all")
        found.add(f"sel._domainkey.{domain}", "TXT", key_of(domain).record)
    for name in ("mail.adler.test", "sub.strict.test"):
        found.add(name, "TXT", f"v=spf1 ip4:{FRIEND} -all")
    found.add("sel._domainkey.sub.strict.test", "TXT", key_of("sub.strict.test").record)
    found.add("open.test", "TXT", "v=spf1 +all")
    found.add("soft.test", "TXT", "v=spf1 ip4:192.0.2.1 ~all")
    for name, record in odd_keys().items():
        found.add(f"{name}._domainkey.adler.test", "TXT", *record)
    flood(found)
    found.modes |= {
        "servfail.test": "servfail",
        "sel._domainkey.servfail.test": "servfail",
        "silent.test": "silent",
        "sel._domainkey.silent.test": "silent",
    }
    return found


def odd_keys() -> dict[str, list[str]]:
    """Selector -> what is published there."""
    good = key_of("adler.test").record
    return {
        "revoked": ["v=DKIM1; k=rsa; p="],
        "testing": [good.replace("k=rsa", "k=rsa; t=y")],
        "short": [weak_record(512)],
        "sha1only": [good.replace("k=rsa", "k=rsa; h=sha1")],
        "other": [good.replace("k=rsa", "k=rsa; s=tlsrpt")],
        "twice": [good, key_of("evil.test").record],
        "malformed": ["v=DKIM1; k=rsa; p=not base64 at all"],
        "ed": [ed25519().record],
        "elsewhere": [key_of("evil.test").record],
    }


def flood(found: Zone) -> None:
    """A domain whose SPF and keys ask for more and more; a chain of names that never ends."""
    for n in range(60):
        here = "flood.test" if n == 0 else f"s{n}.flood.test"
        found.add(here, "TXT", "v=spf1 " + " ".join(f"include:s{60 * n + m}.flood.test" for m in range(1, 9)))
    found.add("ring.flood.test", "CNAME", "gnir.flood.test")
    found.add("gnir.flood.test", "CNAME", "ring.flood.test")
    found.add("long.flood.test", "TXT", "v=spf1 " + "a" * 20_000)
