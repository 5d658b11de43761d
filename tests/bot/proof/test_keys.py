"""Which published keys may be relied on."""

import pytest

from parsers.message import ProofLevel
from tests.dns import Zone
from tests.letters import prove, signed
from tests.signing import ed25519, rsa, weak_record

SIGNED, NONE = ProofLevel.SIGNED, ProofLevel.NONE

KEYS: dict[str, tuple[list[str], str]] = {
    "none": ([], "no key"),
    "several": ([rsa().record, rsa(1024, "other").record], "several keys"),
    "revoked": (["v=DKIM1; k=rsa; p="], "a revoked key"),
    "test": ([rsa().record + "; t=y"], "a test key (t=y)"),
    "test and more": ([rsa().record + "; t=s : Y"], "a test key (t=y)"),
    "512 bits": ([weak_record(512)], "a short key (512 bits)"),
    "768 bits": ([weak_record(768)], "a short key (768 bits)"),
    "1023 bits": ([weak_record(1023)], "a short key (1023 bits)"),
    "16384 bits": ([weak_record(16_384)], "an oversized key"),
    "sha1 only": ([rsa().record + "; h=sha1"], "a key for other uses"),
    "not for mail": ([rsa().record + "; s=tlsrpt"], "a key for other uses"),
    "other algorithm": ([ed25519().record], "a key for another algorithm"),
    "unknown algorithm": ([rsa().record.replace("k=rsa", "k=dsa")], "a key for another algorithm"),
    "junk": (["v=DKIM1; p=????"], "a malformed key"),
    "no record": (["v=spf1 -all"], "a malformed key"),
    "cut": ([rsa().record[:-40]], "a malformed key"),
    "other version": ([rsa().record.replace("DKIM1", "DKIM2")], "a malformed key"),
    "tag twice": ([rsa().record + "; k=rsa"], "a malformed key"),
    "endless": ([rsa().record + "; n=" + "x" * 5000], "no key"),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_proves_nothing(zone: Zone, name: str) -> None:
    records, why = KEYS[name]
    zone.records["sel._domainkey.buyer.test", "TXT"] = records
    proof = prove(zone, signed())
    assert (proof.level, proof.evidence[0]) == (NONE, f"DKIM buyer.test: {why}")


def test_a_key_may_be_for_this_domain_only(zone: Zone) -> None:
    zone.records["sel._domainkey.buyer.test", "TXT"] = [rsa().record + "; t=s; s=email; h=sha256"]
    assert prove(zone, signed(i="@buyer.test")).level is SIGNED
    assert prove(zone, signed()).level is SIGNED
    assert prove(zone, signed(i="@mail.buyer.test")).evidence[0].endswith("a key that is not for sub domains")


def test_a_key_behind_a_cname(zone: Zone) -> None:
    zone.records = {("sel._domainkey.buyer.test", "CNAME"): ["sel.provider.test"]}
    zone.add("sel.provider.test", "TXT", rsa().record)
    assert prove(zone, signed()).level is SIGNED
