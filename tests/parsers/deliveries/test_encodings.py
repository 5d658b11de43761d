"""The encoding of a table is recognised, with the evidence; damaged text is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.deliveries.cells import Bad
from parsers.deliveries.encodings import Decoded, decode

TEXT = "account,name\n1,Größe GmbH & Söhne\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_recognised(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)
    assert decoded.sure is (encoding != "cp1252")
    assert decoded.evidence


def test_the_evidence_names_byte_and_line() -> None:
    decoded = decode(TEXT.encode("cp1252"))
    assert isinstance(decoded, Decoded)
    assert "0xF6" in decoded.evidence and "line 2" in decoded.evidence


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode() + "Ünal, Österreich, Größe".encode()[:-2], ""),  # cut inside a character
        (b"a,b\n\x81\x8d,1\n", ""),  # neither UTF-8 nor cp1252
        (TEXT.encode("cp1252"), "utf-8"),
        (TEXT.encode("utf-16")[:-1], ""),
        (TEXT.encode(), "no-such-encoding"),
        (TEXT.encode(), "a\x00b"),
    ],
)
def test_refused(data: bytes, declared: str) -> None:
    assert isinstance(decode(data, declared), Bad)


def test_a_declared_encoding_is_believed() -> None:
    decoded = decode("Größe".encode("cp850"), "cp850")
    assert isinstance(decoded, Decoded)
    assert decoded.text == "Größe" and decoded.sure


@given(st.binary(max_size=300))
def test_never_raises(data: bytes) -> None:
    assert isinstance(decode(data), Decoded | Bad)
