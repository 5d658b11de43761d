"""Wishes said site by site."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Von KST 410 bitte alle Rechnungen seit Juli, von KST 420 nur die aus dem Mai.",
            [("410", ("invoice",)), ("420", ("invoice",))],
        ),
        ("Von KST 410 bitte die Rechnungen vom Juli.", [("410", ("invoice",))]),
    ],
)
def test_by_site(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found = parse("", text, VOCABULARY, today=date(2025, 10, 15)).asks
    assert [(ask.cost_centre, ask.kinds) for ask in found] == expected
