"""A question after goods that no word names, and questions that are about something else."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def intents(subject: str, text: str) -> list[str]:
    return [ask.intent for ask in parse(subject, text, VOCABULARY, today=date(2025, 6, 18)).asks]


AFTER_GOODS = [
    ("Auftrag 4711", "steht der Dienstag noch?"),
    ("", "Bestellung 4711-B: von den acht Paletten sind fünf da. Rest wann?"),
    ("", "hängt die PO-6621-3 immer noch beim Zoll?"),
    ("PO 4711-7", "Is Thursday still good? I need to book the forklift."),
    ("", "Anyone know why order 5-66721 is still sat in bay 3?"),
    ("", "What's holding up 33-01904?"),
    ("", "Will 61-04404 make it before the bank holiday?"),
    ("", "Wurde die 60-11804 verladen?"),
]
ABOUT_ELSE = [
    ("Auftrag 4711", "Haben Sie am Dienstag noch offen?"),
    ("Order 4711-7", "Could you take it back on Thursday?"),
    ("", "Is there parking at your yard on Thursday?"),
]


@pytest.mark.parametrize(("subject", "text"), AFTER_GOODS)
def test_a_time_that_is_asked_for_is_that_of_the_order(subject: str, text: str) -> None:
    assert intents(subject, text) == ["order_status"]


@pytest.mark.parametrize(("subject", "text"), ABOUT_ELSE)
def test_what_somebody_does_or_has_is_no_order(subject: str, text: str) -> None:
    assert "order_status" not in intents(subject, text)
