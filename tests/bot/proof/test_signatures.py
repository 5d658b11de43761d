"""Which DKIM signatures prove the author, each with its line of evidence."""

from typing import Any

import pytest

from bot.proof import signatures
from bot.proof.dns import Lookups
from bot.proof.domains import Author
from bot.proof.letter import Letter
from parsers.message import Proof, ProofLevel
from tests.dns import Zone
from tests.letters import DOMAINS, LETTER, NOW, prove, signed, stamp
from tests.signing import ed25519, rsa, signature

SIGNED, NONE = ProofLevel.SIGNED, ProofLevel.NONE

GOOD: dict[str, dict[str, Any]] = {
    "relaxed": {},
    "simple": {"c": "simple/simple"},
    "mixed": {"c": "simple/relaxed"},
    "header form only": {"c": "relaxed"},
    "no form": {"c": None},
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
    proof = prove(zone, signed(**GOOD[name]))
    assert proof == Proof(SIGNED, ("DKIM buyer.test: pass",))
    assert zone.asked == {("sel._domainkey.buyer.test", "TXT"): 1}


def test_ed25519(zone: Zone) -> None:
    zone.records["sel._domainkey.buyer.test", "TXT"] = [ed25519().record]
    raw = signed(key=ed25519(), a="ed25519-sha256")
    assert prove(zone, raw) == Proof(SIGNED, ("DKIM buyer.test: pass",))
    assert prove(zone, raw.replace(b"RE-1001", b"RE-1002")).level is NONE
    assert prove(zone, signed()).evidence[0] == "DKIM buyer.test: a key for another algorithm"


def test_the_second_signature_may_be_the_good_one(zone: Zone) -> None:
    raw = signature(LETTER, rsa(1024, "list"), domain="list.test") + signed()
    assert prove(zone, raw) == Proof(SIGNED, ("DKIM list.test: not of buyer.test", "DKIM buyer.test: pass"))


# DKIM that proves nothing


def tampered(old: bytes, new: bytes, **changes: Any) -> bytes:
    raw = signed(**changes)
    assert old in raw
    return raw.replace(old, new)


FORGED = "the header was changed, or it is forged"
BAD: dict[str, tuple[bytes, str]] = {
    "not signed": (LETTER, "DKIM: not signed"),
    "other domain": (signed(domain="evil.test"), "DKIM evil.test: not of buyer.test"),
    "longer domain": (signed(domain="evilbuyer.test"), "DKIM evilbuyer.test: not of buyer.test"),
    "public suffix": (signed(domain="co.uk"), "DKIM co.uk: not of buyer.test"),
    "top level": (signed(domain="test"), "DKIM ?: malformed"),
    "body": (tampered(b"die Rechnung", b"die Mahnung"), "DKIM buyer.test: the body was changed"),
    "body, simple": (
        tampered(b"Tag,  b", b"Tag, b", c="simple/simple"),
        "DKIM buyer.test: the body was changed",
    ),
    "body, longer": (signed() + b"und alle anderen\r\n", "DKIM buyer.test: the body was changed"),
    "subject": (tampered(b"RE-1001", b"RE-1002"), f"DKIM buyer.test: {FORGED}"),
    "header, simple": (
        tampered(b"Subject: R", b"subject: R", c="simple/simple"),
        f"DKIM buyer.test: {FORGED}",
    ),
    "another key": (signed(key=rsa(1024, "other")), f"DKIM buyer.test: {FORGED}"),
    "no value": (signed().replace(b"b=", b"b=;x=", 1), "DKIM buyer.test: malformed"),
    "value of junk": (tampered(b"\r\n b=", b"\r\n b=AAAA"), f"DKIM buyer.test: {FORGED}"),
    "length": (signed(body_length=10), "DKIM buyer.test: covers only part of the body (l=)"),
    "whole length": (signed(body_length=9999), "DKIM buyer.test: covers only part of the body (l=)"),
    "sha1": (signed(a="rsa-sha1"), "DKIM buyer.test: algorithm rsa-sha1"),
    "no algorithm": (signed().replace(b" a=rsa-sha256;", b""), "DKIM buyer.test: algorithm ?"),
    "expired": (signed(x=stamp(seconds=-1)), "DKIM buyer.test: expired"),
    "old": (signed(t=stamp(days=-8)), "DKIM buyer.test: signed 8 days ago"),
    "future": (signed(t=stamp(hours=1)), "DKIM buyer.test: signed in the future"),
    "times": (signed(t="1e9"), "DKIM buyer.test: malformed times"),
    "huge time": (signed(t="9" * 5000), "DKIM buyer.test: malformed times"),
    "subject open": (signed(names="from:to:date"), "DKIM buyer.test: does not cover subject"),
    "all open": (signed(names="to"), "DKIM buyer.test: does not cover from, subject, date"),
    "version": (signed(first=(("v", "2"),)), "DKIM buyer.test: malformed"),
    "no version": (signed(first=()), "DKIM buyer.test: malformed"),
    "tag twice": (signed().replace(b"d=buyer.test;", b"d=buyer.test; d=buyer.test;", 1), "DKIM ?: malformed"),
    "form": (signed().replace(b"c=relaxed/relaxed", b"c=none/relaxed", 1), "DKIM buyer.test: malformed"),
    "selector": (signed(s="a b"), "DKIM buyer.test: malformed"),
    "domain with blank": (signed(domain="x. buyer.test"), "DKIM ?: malformed"),
    "query": (signed(q="http"), "DKIM buyer.test: malformed"),
    "foreign identity": (signed(i="eva@evil.test"), "DKIM buyer.test: malformed"),
    "parent identity": (signed(i="@test"), "DKIM buyer.test: malformed"),
    "letters": (signed(z="ü"), "DKIM ?: malformed"),
    "empty": (b"DKIM-Signature:\r\n" + LETTER, "DKIM ?: malformed"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_signature_that_proves_nothing(zone: Zone, name: str) -> None:
    zone.add("sel._domainkey.evil.test", "TXT", rsa().record)
    zone.add("sel._domainkey.evilbuyer.test", "TXT", rsa().record)
    raw, evidence = BAD[name]
    proof = prove(zone, raw)
    assert proof.level is NONE
    assert proof.evidence[0] == evidence


def test_a_header_that_was_there_must_be_covered_each_time(zone: Zone) -> None:
    """The sender check refuses two Subjects anyway; the signature does so by itself."""
    author = Author("buyer.test", DOMAINS, Lookups(zone.nameserver))
    for extra in (b"Subject: alle Rechnungen\r\n", b"From: eva@buyer.test\r\n", b"Date: heute\r\n"):
        passed, evidence = signatures.check(Letter.of(extra + signed()), author, NOW)
        assert (passed, "does not cover" in evidence[0]) == (False, True)
        assert prove(zone, extra + signed()) == Proof(NONE, ("no strict sender address",))


def test_without_a_time_the_signed_date_counts(zone: Zone) -> None:
    def dated(date: str) -> Proof:
        return prove(zone, signed(LETTER.replace(b"Fri, 14 Nov 2025 10:20:00 +0100", date.encode())))

    assert dated("Mon, 10 Nov 2025 10:20:00 +0100").level is SIGNED
    assert dated("Fri, 14 Nov 2025 20:20:00 +0000").level is SIGNED  # a wrong time zone
    assert dated("Thu, 06 Nov 2025 09:29:00 +0000").evidence[0] == "DKIM buyer.test: signed 8 days ago"
    assert dated("Sun, 16 Nov 2025 10:20:00 +0000").evidence[0] == "DKIM buyer.test: signed in the future"
    for none in ("yesterday", "", "Fri, 99 Nov 99999999999 10:20:00 +0100", "\u0661"):
        assert dated(none).evidence[0] == "DKIM buyer.test: without any date"
    undated = signed(LETTER.replace(b"Date:", b"X-Date:"), names="from:subject")
    assert prove(zone, undated).evidence[0] == "DKIM buyer.test: without any date"


def test_only_five_signatures_are_looked_at(zone: Zone) -> None:
    fakes = b"".join(signature(LETTER, rsa(1024, "other"), s=f"s{n}") for n in range(50))
    for n in range(50):
        zone.add(f"s{n}._domainkey.buyer.test", "TXT", rsa().record)
    proof = prove(zone, fakes + signed())
    assert (proof.level, len(proof.evidence)) == (NONE, 6)
    assert sum(zone.asked.values()) == 5
