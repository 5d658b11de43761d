"""By what open items are to be sorted is read from the wish; a place that is named is a filter."""

import datetime as dt

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Bitte senden Sie uns die offenen Posten nach Filiale.", "location"),
        ("Welche Rechnungen sind noch offen, aufgeteilt nach Standorten?", "location"),
        ("Was ist je Kostenstelle offen?", "cost_centre"),
        ("Open items by cost centre please", "cost_centre"),
        ("What is outstanding per branch?", "location"),
        ("Les postes ouverts par site s'il vous plaît", "location"),
        ("Was ist für die Filiale Graz offen?", None),
        ("Offene Posten nach Standort Graz", None),
        ("Offene Posten Kostenstelle 4711", None),
        ("Bitte die Rechnungen nach Filialen als Liste", None),  # only balances are sorted so
    ],
)
def test_by_what(text: str, group: str | None) -> None:
    (ask,) = parse("", text, VOCABULARY, today=dt.date(2025, 11, 14)).asks
    assert ask.group == group
