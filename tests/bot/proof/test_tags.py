"""Tag lists are read strictly: one that could be read in two ways is empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.proof.tags import packed, tags_of


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        (b"v=1; a=rsa-sha256;", {"v": "1", "a": "rsa-sha256"}),
        (b" b=AA\r\n\tBB = ;x=", {"b": "AA\r\n\tBB =", "x": ""}),
        (b"v=1;\r\n ;", {"v": "1"}),
        (b"L=1; l=2", {"L": "1", "l": "2"}),
        (b"", {}),
        (b"v=1; v=1", {}),
        (b"v=1; junk", {}),
        (b"v=1; =2", {}),
        (b"v=1; a b=2", {}),
        (b"v=1; 1a=2", {}),
        (b"v=1;\x0bl=2", {}),
        (b"v=1; l\xc2\xa0=2", {}),
        (b"v=\xff", {}),
    ],
)
def test_tags(value: bytes, tags: dict[str, str]) -> None:
    assert tags_of(value) == tags


def test_packed() -> None:
    assert packed(" AA\r\n\tB B=") == "AABB="


@given(st.binary(max_size=100) | st.text("a=; \r\n", max_size=50).map(str.encode))
def test_no_bytes_raise(value: bytes) -> None:
    assert all(name.isascii() and name.strip() == name for name in tags_of(value))
