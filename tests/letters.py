"""Eva's letter for the tests of the sender check: signed, stored as a door stores it, and proven."""

import datetime as dt
from typing import Any

from bot.proof import Prover
from bot.proof.domains import Domains
from parsers.message import Proof
from store.traffic import InboxItem
from tests.dns import Zone
from tests.signing import Key, rsa, signature

NOW = dt.datetime(2025, 11, 14, 9, 30, tzinfo=dt.UTC)
EVA = "eva@buyer.test"
PEER = "192.0.2.10"
LETTER = (
    b"From: Eva Sander <eva@buyer.test>\r\n"
    b"To: belege@house.test\r\n"
    b"Subject: Rechnung\r\n RE-1001\r\n"
    b"Date: Fri, 14 Nov 2025 10:20:00 +0100\r\n"
    b"Message-ID: <1@buyer.test>\r\n"
    b"\r\n"
    b"Guten Tag,  bitte die Rechnung. \r\n\r\n.\r\n\r\n\r\n"
)
DOMAINS = Domains()


def item(raw: bytes, **envelope: Any) -> InboxItem:
    """A mail as the SMTP door stores it; unless told otherwise its envelope proves nothing of its author."""
    told = {"door": "smtp", "peer": PEER, "helo": "mail.buyer.test", "mail_from": "x@other.test"} | envelope
    return InboxItem(1, "email", "x", raw, told, NOW, "working", 1)


def prove(zone: Zone, raw: bytes, *, sealers: tuple[str, ...] = (), **envelope: Any) -> Proof:
    """The proof that Eva wrote it, as the MX sees it."""
    prover = Prover("direct", "", (), zone.nameserver, sealers, DOMAINS)
    return prover.prove(item(raw, **envelope), EVA)


def signed(raw: bytes = LETTER, key: Key | None = None, **changes: Any) -> bytes:
    """The letter with a signature above it."""
    return signature(raw, key or rsa(), **changes) + raw


def stamp(**delta: float) -> str:
    """A time for t= or x=, counted from now."""
    return str(int((NOW + dt.timedelta(**delta)).timestamp()))
