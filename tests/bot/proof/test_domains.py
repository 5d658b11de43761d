"""Which domains may speak for a sender, and when their DMARC record says otherwise."""

import pytest

from parsers.message import Proof, ProofLevel
from tests.dns import Zone
from tests.letters import DOMAINS, prove, signed
from tests.signing import rsa

SIGNED, NONE = ProofLevel.SIGNED, ProofLevel.NONE


@pytest.mark.parametrize(
    ("one", "other", "aligned"),
    [
        ("buyer.test", "buyer.test", True),
        ("mail.buyer.test", "buyer.test", True),
        ("a.buyer.test", "b.c.buyer.test", True),
        ("a.buyer.co.uk", "buyer.co.uk", True),
        ("buyer.co.uk", "other.co.uk", False),
        ("co.uk", "buyer.co.uk", False),
        ("test", "buyer.test", False),
        ("evilbuyer.test", "buyer.test", False),
        ("buyer.test.evil.test", "buyer.test", False),
        ("eva.github.io", "max.github.io", False),
        ("xn--byer-0ra.test", "buyer.test", False),
        ("", "buyer.test", False),
        ("", "", False),
    ],
)
def test_alignment(one: str, other: str, aligned: bool) -> None:
    assert DOMAINS.aligned(one, other) is aligned
    assert DOMAINS.aligned(other, one) is aligned


def test_a_signature_of_a_sub_domain(zone: Zone) -> None:
    zone.add("sel._domainkey.mail.buyer.test", "TXT", rsa().record)
    raw = signed(domain="mail.buyer.test")
    assert prove(zone, raw) == Proof(SIGNED, ("DKIM mail.buyer.test: pass",))
    zone.add("_dmarc.buyer.test", "TXT", "v=DMARC1; p=none; adkim=r")
    assert prove(zone, raw).level is SIGNED
    zone.records["_dmarc.buyer.test", "TXT"] = ["v=DMARC1; p=reject; adkim=s; aspf=s"]
    assert prove(zone, raw).evidence[0] == "DKIM mail.buyer.test: not of buyer.test"
    assert prove(zone, signed()).level is SIGNED


@pytest.mark.parametrize(
    "record", ["v=DMARC1; p=reject; p=none", "v=DMARC1; p=reject; adkim=x", "v=DMARC1; p=réject"]
)
def test_an_unclear_dmarc_record_is_a_strict_one(zone: Zone, record: str) -> None:
    zone.add("sel._domainkey.mail.buyer.test", "TXT", rsa().record)
    zone.add("_dmarc.buyer.test", "TXT", record)
    assert prove(zone, signed(domain="mail.buyer.test")).level is NONE
    zone.records["_dmarc.buyer.test", "TXT"] = ["v=DMARC1; p=none", "v=DMARC1; p=reject"]
    assert prove(zone, signed(domain="mail.buyer.test")).level is NONE
    zone.modes["_dmarc.buyer.test"] = "servfail"
    assert prove(zone, signed(domain="mail.buyer.test")).level is NONE
