"""ARC counts when every forwarder is on the list and the first of them saw the author's own pass."""

from typing import Any

import dkim
import pytest

from parsers.message import Proof, ProofLevel
from tests.dns import Zone
from tests.letters import LETTER, PEER, prove, signed, stamp
from tests.signing import rsa, sealed, signature

LIST, HUB = "list.test", "hub.test"
SAW = "dkim=pass (1024-bit key) header.d=buyer.test header.s=sel; spf=none smtp.mailfrom=x@other.test"
CHANGED = LETTER.replace(b"Subject: Rechnung", b"Subject: [Liste] Rechnung")
ALIGNED, NONE = ProofLevel.ALIGNED, ProofLevel.NONE


@pytest.fixture(autouse=True)
def keys(zone: Zone) -> None:
    """The forwarders have keys too."""
    for domain in (LIST, HUB, "evil.test"):
        zone.add(f"sel._domainkey.{domain}", "TXT", rsa(1024, domain).record)


def forwarded(results: str = SAW, raw: bytes = CHANGED, **changes: Any) -> bytes:
    """Eva's signed letter as a mailing list sent it on, with its Subject changed."""
    line = signed().removesuffix(LETTER)
    domain = changes.get("domain", LIST)
    return sealed(line + raw, rsa(1024, domain), results, **changes)


def judged(zone: Zone, raw: bytes, *sealers: str) -> Proof:
    """The proof, without the lines of DKIM and SPF."""
    proof = prove(zone, raw, sealers=sealers or (LIST,))
    return Proof(proof.level, tuple(line for line in proof.evidence if line.startswith("ARC")))


def test_a_listed_forwarder_vouches(zone: Zone) -> None:
    raw = forwarded()
    verdict = dkim.arc_verify(
        raw, dnsfunc=lambda name, timeout: zone.records[name.decode()[:-1], "TXT"][0].encode()
    )
    assert verdict[0] == dkim.CV_Pass, verdict
    proof = judged(zone, raw)
    assert proof.level is ALIGNED
    assert proof.evidence[0] == "ARC list.test: dkim=pass header.d=buyer.test header.s=sel"
    assert judged(zone, raw, "LIST.test").level is ALIGNED
    assert judged(zone, forwarded(t=stamp(days=-6))).level is ALIGNED
    assert judged(zone, forwarded("dmarc=pass header.from=buyer.test")).level is ALIGNED


def test_without_a_list_nobody_vouches(zone: Zone) -> None:
    proof = prove(zone, forwarded())
    assert proof.level is NONE
    assert not any("ARC" in line for line in proof.evidence)


def test_two_listed_forwarders(zone: Zone) -> None:
    raw = sealed(forwarded(), rsa(1024, HUB), "arc=pass; dkim=fail header.d=buyer.test", number=2, domain=HUB)
    assert judged(zone, raw, LIST, HUB).level is ALIGNED
    assert judged(zone, raw, HUB).evidence == ("ARC list.test: list.test is not on the list of sealers",)
    assert judged(zone, raw, LIST).evidence == ("ARC list.test: hub.test is not on the list of sealers",)
    broken = sealed(forwarded(), rsa(1024, HUB), SAW, number=2, domain=HUB, cv="fail")
    assert judged(zone, broken, LIST, HUB).evidence == ("ARC list.test: a forwarder found it broken",)
    # the first forwarder's word is sealed by the second as well
    assert judged(zone, raw.replace(b"dkim=pass (1024", b"dkim=pass (2048"), LIST, HUB).level is NONE


NOTHING: dict[str, tuple[dict[str, Any], str]] = {
    "no word": ({"results": "none"}, "noted nothing"),
    "of another domain": ({"results": "dkim=pass header.d=evil.test"}, "dkim=pass header.d=evil.test"),
    "failed": ({"results": "dkim=fail header.d=buyer.test"}, "dkim=fail header.d=buyer.test"),
    "other author": ({"results": "dmarc=pass header.from=evil.test"}, "read another sender"),
    "DMARC failed": ({"results": f"{SAW}; dmarc=fail header.from=buyer.test"}, "DMARC failed"),
    "not on the list": ({"domain": "evil.test"}, "evil.test is not on the list of sealers"),
    "message of another": ({"message": {"domain": "evil.test"}}, "evil.test is not on the list of sealers"),
    "first of a chain": ({"cv": "pass"}, "a forwarder found it broken"),
    "old": ({"t": stamp(days=-8)}, "signed 8 days ago"),
    "future": ({"t": stamp(days=1)}, "signed in the future"),
    "subject open": ({"message": {"names": "from:to:date"}}, "does not cover subject"),
    "part of the body": ({"message": {"body_length": 10}}, "covers only part of the body (l=)"),
    "sha1": ({"message": {"a": "rsa-sha1"}}, "algorithm"),
    "covers the seal": ({"message": {"names": "from:subject:date:arc-seal"}}, "malformed"),
    "h in the seal": ({"h": "from"}, "malformed"),
    "selector": ({"s": "no one"}, "malformed"),
    "no key": ({"s": "other"}, "no key"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_seal_that_proves_nothing(zone: Zone, name: str) -> None:
    changes, why = NOTHING[name]
    proof = judged(zone, forwarded(**changes))
    assert proof.level is NONE
    assert proof.evidence[-1].endswith(f": {why}")


TAMPERED = {
    "text": (b"die Rechnung", b"die Mahnung", "the body was changed"),
    "subject": (b"RE-1001", b"RE-1002", "the header was changed, or it is forged"),
    "results": (b"header.s=sel", b"header.s=xxx", "a seal is forged"),
    "seal": (b"cv=none", b"cv=none; x=9999999999", "a seal is forged"),
    "number": (b"ARC-Seal: i=1", b"ARC-Seal: i=2", "no whole chain"),
    "high number": (b"ARC-Seal: i=1", b"ARC-Seal: i=111", "no whole chain"),
    "no results": (b"ARC-Authentication-Results", b"X-Results", "no whole chain"),
    "no seal": (b"ARC-Seal", b"X-Seal", "not sealed"),
    "odd results": (b"Results: i=1;", b"Results: mx.list.test; i=1;", "a seal is forged"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_chain_that_was_touched(zone: Zone, name: str) -> None:
    old, new, why = TAMPERED[name]
    raw = forwarded()
    assert old in raw
    proof = judged(zone, raw.replace(old, new))
    assert proof.level is NONE
    assert proof.evidence[-1].endswith(why)


def test_a_field_twice_is_no_chain(zone: Zone) -> None:
    raw = b"ARC-Authentication-Results: i=1; mx.list.test; " + SAW.encode() + b"\r\n" + forwarded()
    assert judged(zone, raw).evidence == ("ARC: no whole chain",)


def test_a_long_chain_is_none(zone: Zone) -> None:
    raw = forwarded()
    for number in range(2, 8):
        raw = sealed(raw, rsa(1024, LIST), "arc=pass", number=number)
    assert judged(zone, raw).evidence == ("ARC: no whole chain",)


def test_what_the_first_signature_left_open_stays_open(zone: Zone) -> None:
    line = signature(LETTER, rsa(), body_length=5)
    proof = judged(zone, sealed(line + CHANGED, rsa(1024, LIST), SAW))
    assert proof.level is NONE
    assert proof.evidence[-1] == "ARC list.test: DKIM buyer.test: covers only part of the body (l=)"


def test_dns_that_fails(zone: Zone) -> None:
    zone.modes[f"sel._domainkey.{LIST}"] = "servfail"
    assert judged(zone, forwarded()).level is NONE


def test_the_own_pass_comes_first(zone: Zone) -> None:
    raw = sealed(signed(), rsa(1024, LIST), "dkim=fail header.d=buyer.test")
    assert prove(zone, raw, sealers=(LIST,)).level is ProofLevel.SIGNED
    zone.add("buyer.test", "TXT", f"v=spf1 ip4:{PEER} -all")
    assert (
        prove(zone, CHANGED, sealers=(LIST,), mail_from="x@buyer.test").evidence[-1] == "SPF buyer.test: pass"
    )
