"""The day of an occasion selects no papers: "for Monday's audit", "für den Zahllauf am Freitag"."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))
DAYS_EN = ("Monday", "tomorrow", "next Tuesday", "this Friday")
EVENTS_EN = ("audit", "close", "payment run", "VAT return", "board meeting")
DAYS_DE = ("am Montag", "morgen", "am 20. November", "nächste Woche")
EVENTS_DE = ("die Prüfung", "den Abschluss", "den Zahllauf", "die Abnahme")
FRAMES_EN = (
    "For {}'s {} I need the October invoices.",
    "Before {}'s {} please send the October invoices.",
    "Please send the October invoices in time for {}'s {}.",
)
TEXTS = [
    *(frame.format(day, event) for frame, day, event in product(FRAMES_EN, DAYS_EN, EVENTS_EN)),
    *(f"Für {event} {day} brauche ich die Oktober-Rechnungen." for day, event in product(DAYS_DE, EVENTS_DE)),
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_day_of_an_occasion(text: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.kinds, ask.since, ask.until) == ("documents", ("invoice",), *OCTOBER)
    assert (ask.location, ask.person) == (None, None)


@pytest.mark.parametrize(
    "text", ["the POD for yesterday's drop", "delivery note for yesterday's load please"]
)
def test_the_day_of_goods(text: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert ask.since == ask.until == date(2025, 11, 13)
