"""Keys of numbers and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.keys import name_key, name_key_of, number_key, number_key_of, number_keys


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("0090001234", "90001234"),
        ("#re-2025/0412", "RE20250412"),
        ("RE 2025.0412", "RE20250412"),
        ("re-2025–0412", "RE20250412"),
        ("ＲＥ－１２", "RE12"),
        ("Größe-7", "GRÖSSE7"),
        ("000", "0"),
        ("0", "0"),
        ("", ""),
        ("---", ""),
        ("RE-0012", "RE0012"),
    ],
)
def test_number_key(number: str, key: str) -> None:
    assert number_key(number) == key


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(number: str) -> None:
    assert number_key(number_key(number)) == number_key(number)


def test_cells_with_no_and_with_several_numbers() -> None:
    assert number_key_of(None) == number_key_of("") == ""
    assert number_keys(None) == []
    assert number_keys("A-1|a 2|") == ["A1", "A2", ""]


def test_name_key() -> None:
    assert name_key("  Filiale\t GRAZ ") == "filiale graz"
    assert name_key("Straße") == "strasse"
    assert name_key_of("   ") is name_key_of("") is name_key_of(None) is None
