"""What the results of another server are worth."""

import pytest

from bot.proof.dns import Lookups
from bot.proof.domains import Author
from bot.proof.letter import Letter
from bot.proof.noted import weigh
from parsers.mail.auth_results import methods
from parsers.message import ProofLevel
from tests.letters import DOMAINS, LETTER, NOW, signed, stamp
from tests.signing import rsa

SIGNED, ALIGNED, NONE = ProofLevel.SIGNED, ProofLevel.ALIGNED, ProofLevel.NONE
DKIM = "dkim=pass header.d=buyer.test header.s=sel"
SPF = "spf=pass smtp.mailfrom=eva@buyer.test"
DMARC = "dmarc=pass header.from=buyer.test"


def weighed(*statements: str, raw: bytes | None = None) -> tuple[ProofLevel, str]:
    """The level and the last line of evidence, for the signed letter."""
    author = Author("buyer.test", DOMAINS, Lookups("no nameserver"))
    level, evidence = weigh(methods(statements), Letter.of(signed() if raw is None else raw), author, NOW)
    return level, evidence[-1] if evidence else ""


def test_what_proves_the_author() -> None:
    assert weighed(DKIM) == (SIGNED, DKIM)
    assert weighed("dkim=pass header.i=@mail.buyer.test")[0] is SIGNED
    assert weighed(SPF, raw=LETTER) == (ALIGNED, SPF)
    assert weighed(DMARC, raw=LETTER) == (ALIGNED, DMARC)
    assert weighed("dkim=fail header.d=other.test", "spf=fail", DMARC, DKIM) == (SIGNED, DKIM)


@pytest.mark.parametrize(
    "text",
    [
        "none",
        "dkim=none",
        "dkim=fail header.d=buyer.test",
        "dkim=temperror header.d=buyer.test",
        "dkim=pass header.d=evil.test",
        "dkim=pass header.d=evilbuyer.test",
        "dkim=pass header.d=test",
        "dkim=pass",
        "dkim=pass header.i=eva@evil.test",
        "dkim=pass header.d=buyer.test header.d=buyer.test",
        "spf=softfail smtp.mailfrom=eva@buyer.test",
        "spf=pass smtp.mailfrom=x@evil.test",
        "spf=pass smtp.mailfrom=<>",
        'spf=pass smtp.mailfrom=""',
        'spf=pass smtp.mailfrom="x@evil.test "@buyer.test',
        "spf=pass smtp.helo=buyer.test",
        "spf=pass",
        "dmarc=pass header.from=evil.test",
        "dmarc=pass",
        "dmarc=none header.from=buyer.test",
        "arc=pass header.d=buyer.test",
        'spf=fail smtp.mailfrom="; dkim=pass header.d=buyer.test; "@evil.test',
    ],
)
def test_results_that_prove_nothing(text: str) -> None:
    assert weighed(text)[0] is NONE


def test_failed_dmarc_never_passes() -> None:
    assert weighed(DKIM, SPF, "dmarc=fail header.from=buyer.test") == (NONE, "DMARC failed")
    assert weighed(DKIM, "dmarc=fail") == (NONE, "DMARC failed")
    assert weighed(DKIM, "dmarc=pass header.from=evil.test") == (NONE, "read another sender")


OPEN = {
    "length": (signed(body_length=5), "covers only part of the body (l=)"),
    "sha1": (signed(a="rsa-sha1"), "algorithm rsa-sha1"),
    "subject": (signed(names="from:date"), "does not cover subject"),
    "old": (signed(t=stamp(days=-8)), "signed 8 days ago"),
    "expired": (signed(x=stamp(days=-1)), "expired"),
    "beside a good one": (signed(signed(body_length=5)), "covers only part of the body (l=)"),
    "below a forged one": (
        signed(signed(body_length=5), rsa(1024, "x")),
        "covers only part of the body (l=)",
    ),
}


@pytest.mark.parametrize("name", OPEN)
def test_what_a_signature_leaves_open_does_not_count(name: str) -> None:
    raw, why = OPEN[name]
    for results in ((DKIM,), (DMARC,), (DKIM, DMARC)):
        assert weighed(*results, raw=raw) == (NONE, f"DKIM buyer.test: {why}")
    assert weighed(DKIM, SPF, raw=raw)[0] is ALIGNED


def test_a_pass_without_its_signature_or_among_many_does_not_count() -> None:
    foreign = signed(domain="evil.test").removesuffix(LETTER)
    assert weighed(DKIM, raw=LETTER)[0] is NONE
    assert weighed(DKIM, raw=foreign + LETTER)[0] is NONE
    assert weighed(DKIM, raw=foreign + signed())[0] is SIGNED
    assert weighed(DKIM, raw=b"DKIM-Signature: d=buyer.test; d=x\r\n" + signed())[0] is NONE
    assert weighed(DKIM, raw=signed().removesuffix(LETTER) * 50 + LETTER) == (NONE, "DKIM: 50 signatures")
