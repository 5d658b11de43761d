"""Numbers that only their shape tells."""

import pytest

from parsers.numbers.finder import find
from tests.words import VOCABULARY

WORDS = VOCABULARY.numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("invoice 25.300871; then there is 25.300902 too", ["25.300871", "25.300902"]),
        ("Rechnung 77-124, gemeint ist eher 77-128", ["77-124", "77-128"]),
        ("Rechnung 50113, Lager in 50667 Köln", ["50113"]),  # a postcode
        ("nothing named 1.4301 here", []),
    ],
)
def test_what_is_written_like_a_number_is_one(text: str, found: list[str]) -> None:
    assert [n.value for n in find(text, WORDS)] == found
