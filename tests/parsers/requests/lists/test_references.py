"""Words that point into a row of numbers named before."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TEXTS = [
    ("Invoices 70011, 70012 and 70013: the first we have, the other two please.", [["70012", "70013"]]),
    (
        "Rechnungen 70011, 70012 und 70013: die erste haben wir, die beiden anderen bitte.",
        [["70012", "70013"]],
    ),
    ("Please send invoices 70011 and 70012. For the latter the CMR too.", [["70011", "70012"], ["70012"]]),
    (
        "Bitte die Rechnungen 70011 und 70012. Zur letzten bitte auch den Frachtbrief.",
        [["70011", "70012"], ["70012"]],
    ),
    ("Please send the last invoice.", [[]]),
    ("Danke für die Lieferscheine! Jetzt fehlt nur noch der zu Bestellung 45007008.", [["45007008"]]),
]


@pytest.mark.parametrize(("text", "numbers"), TEXTS)
def test_what_they_point_at(text: str, numbers: list[list[str]]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert [list(ask.numbers) for ask in asks] == numbers
