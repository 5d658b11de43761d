"""The doors for mail: straight to the listener, or by way of a mailbox of a real Dovecot."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

from tests.dns import Zone, serving
from tests.doors.conversations import Story, Turn
from tests.doors.heard import Heard, Post
from tests.doors.house import House, running
from tests.dovecot import Dovecot, dovecot
from tests.hostile.letters import FOE, FRIEND
from tests.houses import RELAY_ID, free_port, wait_for
from tests.signing import rsa, signature
from tests.test_stories import letter
from tests.world import ADDRESS

DOMAINS = ("adler.test", "birch.test", "cedar.test", "house.test", "other.test", "evil.test")
BOX = "belege"


class Mail:
    """What both have in common; `bring` differs."""

    words = True

    def __init__(self, house: House) -> None:
        self.house = house

    def leaves_out(self, turn: Turn, before: Post | None) -> str:
        """Nothing: every turn is a mail."""
        return ""

    def say(self, story: Story, turn: Turn, before: Post | None) -> Heard:
        """As a mail of its writer's mail program."""
        since = len(self.house.sink.mails)
        dated = f"Date: {format_datetime(self.house.clerk.clock())}\n".encode()
        raw = re.sub(rb"\r?\n", b"\r\n", dated + letter(dict(turn), before.mail if before else None))
        writer = parseaddr(turn.get("from_header", turn["from"]).rpartition(" ")[2])[1]
        if proven := turn.get("proven", True):
            domain = writer.rpartition("@")[2]
            raw = signature(raw, rsa(1024, domain), domain=domain) + raw
        self.bring(raw, writer, proven=proven)
        found = re.search(rb"^Message-ID: *(\S+)", raw, re.M | re.I)
        assert found
        item = self.house.await_rest(found[1].decode())
        return self.house.heard(item, self.house.mails(since))

    def bring(self, raw: bytes, writer: str, *, proven: bool) -> None:
        """To the clerk; what is not proven really comes from somewhere else."""
        raise AssertionError("a door is one of those below")


@dataclass
class Smtp(Mail):
    """The writers' own servers deliver to the listener; it asks DNS for their SPF and DKIM."""

    house: House
    port: int

    def bring(self, raw: bytes, writer: str, *, proven: bool) -> None:
        """One SMTP dialogue."""
        with smtplib.SMTP("127.0.0.1", self.port, source_address=(FRIEND if proven else FOE, 0)) as server:
            server.sendmail(writer, [ADDRESS], raw)


@dataclass
class Imap(Mail):
    """The provider checks each mail, notes what it found, and puts it into a mailbox of the clerk."""

    house: House
    server: Dovecot

    def bring(self, raw: bytes, writer: str, *, proven: bool) -> None:
        """One LMTP dialogue."""
        verdict, domain = "pass" if proven else "fail", writer.rpartition("@")[2]
        found = f"dkim={verdict} header.d={domain}; dmarc={verdict} header.from={domain}"
        noted = f"Authentication-Results: {RELAY_ID}; {found}\r\n"
        self.server.deliver(BOX, noted.encode() + raw, writer)


def zone() -> Zone:
    """The DNS in which all writers' domains say who sends and signs for them."""
    found = Zone()
    for domain in DOMAINS:
        found.add(domain, "TXT", f"v=spf1 ip4:{FRIEND} -all")
        found.add(f"sel._domainkey.{domain}", "TXT", rsa(1024, domain).record)
        found.add(f"_dmarc.{domain}", "TXT", "v=DMARC1; p=reject")
    return found


@contextmanager
def open_smtp(folder: Path) -> Iterator[Smtp]:
    """The clerk as the MX itself."""
    port = free_port()
    with serving(zone()) as names:
        mail: dict[str, Any] = {
            "smtp": {"listen": f"127.0.0.1:{port}", "trust": "direct"},
            "proof": {"nameserver": names.nameserver},
        }
        with running(folder, ("smtp",), {"mail": {"address": ADDRESS, **mail}}) as house:
            yield Smtp(house, port)


@contextmanager
def open_imap(folder: Path) -> Iterator[Imap]:
    """The clerk on a mailbox of a provider that checks senders."""
    with dovecot() as server:
        box = server.section(BOX, authserv_id=RELAY_ID, hops=1)
        with running(folder, ("imap",), {"mail": {"address": ADDRESS, "imap": box}}) as house:
            assert wait_for(lambda: begun(house)), "no mailbox was opened"
            yield Imap(house, server)
            assert wait_for(lambda: not server.mails(BOX)), "not all mails were put away"


def begun(house: House) -> bool:
    """Whether the clerk has met the folder that mails are brought to."""
    [section] = house.clerk.config.mail.imap
    with house.clerk.store.read() as unit:
        return unit.mailboxes.folder(section.account, "INBOX") is not None
