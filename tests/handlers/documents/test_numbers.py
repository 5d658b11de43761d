"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.documents.numbers import counted, same_number_forms, straightened, unlikeliness
from parsers.asks import NumberRange


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("RE-0412", "RE-0414", "RE-0412 RE-0413 RE-0414"),
        ("RE-2025-0412", "0413", "RE-2025-0412 RE-2025-0413"),
        ("RE-2025-0098", "101", "RE-2025-0098 RE-2025-0099 RE-2025-0100 RE-2025-0101"),
        ("8", "11", "8 9 10 11"),
        ("RE-2", "RE-1", "RE-1 RE-2"),
        ("re-1", "RE-2", "re-1 re-2"),
        ("RE-1", "LS-2", ""),
        ("RE-1", "RE", ""),
        ("", "", ""),
        ("A", "B", ""),
    ],
)
def test_counted(first: str, last: str, expected: str) -> None:
    assert " ".join(counted(NumberRange(first, last))) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_range_begins_in_no_time(first: str, last: str) -> None:
    next(counted(NumberRange(first, last)), None)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("RE-2025-O4I2", ("RE-2025-0412",)),
        ("LS8OOO1", ("LS80001", "1580001")),  # LS may be a prefix or not
        ("R8OOO1", ("R80001",)),
        ("RE-2025-0412", ()),
        ("SOLIS", ()),  # no digit: a word
        ("", ()),
    ],
)
def test_straightened(number: str, expected: tuple[str, ...]) -> None:
    assert set(straightened(number)) == set(expected)


def test_forms() -> None:
    assert same_number_forms("LS 80012345") == ("LS 80012345", "80012345")
    assert same_number_forms("LS-80012345") == ("LS-80012345",)
    assert same_number_forms("PO 77") == ("PO 77",)


def test_likelier_slips_come_first() -> None:
    slips = ["RE-2025-0421", "RE-2025-412", "RE-2025-0411", "RE-2025-0499", "LS-1"]
    ranks = [unlikeliness(slip, "RE-2025-0412") for slip in slips]
    assert ranks == sorted(ranks)
    assert unlikeliness("0412", "RE-2025-0412") == unlikeliness("RE-2025-O4I2", "RE-2025-0412") == ranks[0]
