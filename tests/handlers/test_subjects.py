"""One "Re:", however often a mail went to and fro; and nothing smuggled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.subjects import bare_subject


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Rechnung", "Rechnung"),
        ("Re: AW: WG: Fwd: Rechnung", "Rechnung"),
        ("RE[2]: AW [3]: x", "x"),
        ("Reklamation: x", "Reklamation: x"),
        ("  a\r\n b\tc ", "a b c"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_prefixes_go(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare


@given(st.text(max_size=2_000))
def test_any_subject_becomes_one_short_line(subject: str) -> None:
    bare = bare_subject(subject)
    assert len(bare) <= 200
    assert bare == " ".join(bare.split())
