"""Our canonical forms are dkimpy's, in time that grows with the text only."""

from collections.abc import Callable
from typing import Any

import dkim
import pytest
from dkim.canonicalization import Relaxed, Simple
from hypothesis import given
from hypothesis import strategies as st

from bot.proof import Prover
from bot.proof.keys import fits
from bot.proof.letter import Letter, canonical_body, canonical_field, signed_bytes, unsigned
from bot.proof.signatures import signatures_of
from parsers.mail.identity import Field
from parsers.message import ProofLevel
from tests.dns import Zone
from tests.letters import DOMAINS, EVA, LETTER, item, prove, signed
from tests.pace import grows_linearly
from tests.signing import rsa

FORMS: dict[bool, Any] = {False: Simple, True: Relaxed}
LINES = st.lists(st.sampled_from([b"", b" ", b"\t ", b"a", b"a  b\t", b" .c", b"\xfc"]), max_size=8).map(
    lambda lines: b"".join(line + b"\r\n" for line in lines)
)


@given(LINES, st.booleans())
def test_bodies(body: bytes, relaxed: bool) -> None:
    assert canonical_body(body, relaxed=relaxed) == FORMS[relaxed].canonicalize_body(body)
    assert canonical_body(body.replace(b"\r\n", b"\n"), relaxed=relaxed) == canonical_body(
        body, relaxed=relaxed
    )


def test_a_body_without_a_last_line_end() -> None:
    assert canonical_body(b"a \r\nb \t", relaxed=True) == b"a\r\nb\r\n"
    assert canonical_body(b"a ", relaxed=False) == b"a \r\n"
    assert canonical_body(b"", relaxed=True) == b""
    assert canonical_body(b"", relaxed=False) == b"\r\n"


@given(
    st.lists(st.sampled_from([b" ", b"\t", b"\r\n ", b"a", b"B:", b"\xfc"]), max_size=10).map(b"".join),
    st.booleans(),
)
def test_fields(value: bytes, relaxed: bool) -> None:
    ((name, text),) = FORMS[relaxed].canonicalize_headers([(b"X-Name", value + b"\r\n")])
    assert canonical_field(Field(b"X-Name", value), relaxed=relaxed) + b"\r\n" == name + b":" + text


def test_a_signature_is_emptied_before_it_is_hashed() -> None:
    def emptied(value: bytes) -> bytes:
        return unsigned(Field(b"DKIM-Signature", value)).value

    assert emptied(b" v=1; b=AA\r\n AA= ;\r\n bh=BB; h=b") == b" v=1; b=;\r\n bh=BB; h=b"
    assert emptied(b" v=1;\r\n b =AA") == b" v=1;\r\n b ="


def test_of_equal_names_the_lowest_is_signed_first() -> None:
    letter = Letter.of(b"A: 1\r\nB: 2\r\na: 3\r\n\r\n")
    assert [one.value for one in letter.chosen(["a", "a", "a", "b", "c", ""])] == [b" 3", b" 1", b" 2"]


@given(LINES, st.sampled_from([b"simple", b"relaxed"]), st.sampled_from([b"simple", b"relaxed"]))
def test_what_dkimpy_signs_is_genuine(body: bytes, header: bytes, text: bytes) -> None:
    with_body = LETTER.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + body
    line = dkim.sign(with_body, b"sel", b"buyer.test", rsa().pem, canonicalize=(header, text))
    letter = Letter.of(line + with_body)
    (one,) = signatures_of(letter)
    forms = one.forms
    assert forms is not None
    data = signed_bytes(letter.chosen(one.covers), one.field, relaxed=forms[0])
    assert fits(rsa().private.public_key(), one.tags["b"], data)  # type: ignore[arg-type]


HUGE = {
    "blanks": (b"", b" ", b"x\r\n"),
    "empty lines": (b"", b"\r\n", b""),
    "blank lines": (b"", b" \r\n", b""),
    "tabs at the end": (b"x", b"\t", b"\r\n"),
    "long line": (b"", b"x", b""),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_body_is_hashed_in_time(zone: Zone, name: str) -> None:
    head, unit, tail = HUGE[name]
    above = signed().removesuffix(LETTER) * 5 + LETTER.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + head

    def check(n: int) -> None:
        raw = above + unit * (n // len(unit)) + tail
        assert prove(zone, raw).evidence[0] == "DKIM buyer.test: the body was changed"

    assert grows_linearly(check, 500_000)


NAMES = b"DKIM-Signature: v=1; a=rsa-sha256; d=buyer.test; s=sel; b=AA; bh=AA; h="
HOSTILE: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "blanks": (15_000, lambda n: b"DKIM-Signature: v=1; b" + b" " * n + b"\r\n"),
    "folds": (5000, lambda n: b"DKIM-Signature: v=1; b=" + b"\r\n " * n + b"\r\n"),
    "tags": (3750, lambda n: b"DKIM-Signature: " + b"a=1;" * n + b"\r\n"),
    "names": (3000, lambda n: NAMES + b"from:" * n + b"\r\n"),
    "host": (7500, lambda n: b"DKIM-Signature: v=1; d=" + b"a." * n + b"\r\n"),
    "selector": (7500, lambda n: b"DKIM-Signature: v=1; d=buyer.test; s=" + b"a." * n + b"\r\n"),
    "seals": (750, lambda n: (b"ARC-Seal: i=1" + b" " * n + b";\r\n") * 20),
    "subjects": (500, lambda n: b"X: 1\r\n" * n),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_headers_are_judged_in_linear_time(zone: Zone, name: str) -> None:
    size, headers = HOSTILE[name]

    def check(n: int) -> None:
        assert prove(zone, headers(n) + LETTER, sealers=("list.test",)).level is ProofLevel.NONE

    assert grows_linearly(check, size)


PARTS = st.sampled_from(
    [
        *(
            b"DKIM-Signature:",
            b"ARC-Seal:",
            b"ARC-Message-Signature:",
            b"ARC-Authentication-Results:",
            b"\r\n",
            b";",
        ),
        *(
            b" v=1",
            b" a=rsa-sha256",
            b"d=buyer.test",
            b"s=sel",
            b"h=from:subject:date",
            b"bh=AA==",
            b"b=",
            b"i=1",
        ),
        *(
            b"=",
            b"c=relaxed",
            b"t=1",
            b"x=",
            b"\xff",
            b"\x00",
            b"cv=none",
            b" ",
            b"mx.list.test",
            b"dkim=pass",
        ),
    ]
)


@given(st.lists(PARTS, max_size=25).map(b"".join) | st.binary(max_size=200), st.booleans())
def test_nothing_raises(text: bytes, behind: bool) -> None:
    raw = text + b"\r\n" + LETTER
    prover = Prover(
        "mta" if behind else "direct", "mx", ("192.0.2.0/24",), "no address", ("buyer.test",), DOMAINS
    )
    proof = prover.prove(item(raw), EVA)
    assert proof.level is ProofLevel.NONE
    assert not any("check failed" in line for line in proof.evidence)
