"""Behind an answer, what is named beside that which was answered is meant; numbers that came well are not."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

MAY = {"kinds": ["invoice"], "since": "2025-05-01", "until": "2025-05-31"}
TWO = {"kinds": ["invoice"], "numbers": ["55-101", "55-102"]}
SAID = [
    ("hm das ist der mai\nich wollte juni", MAY, {"since": "2025-06-01", "until": "2025-06-30"}),
    ("That's the May one, I was after June.", MAY, {"since": "2025-06-01", "until": "2025-06-30"}),
    ("those are leeds, I need bradford", {**MAY, "location": "Leeds"}, {"location": "bradford"}),
    ("bitte nur die vom Mai", {**MAY, "until": "2025-10-31"}, {"until": "2025-05-31", "location": None}),
    (
        "nope wrong one, i typed 4417 but its 4471",
        {"kinds": ["invoice"], "numbers": ["4417"]},
        {"numbers": ["4471"]},
    ),
    ("55-101 opens fine, 55-102 doesn't. Try again?", TWO, {"numbers": ["55-102"]}),
    ("Can you also send 55-103 and its delivery note?", TWO, {"kinds": ["delivery_note", "invoice"]}),
    ("Könnten wir das monatlich bekommen?", {**MAY, "intent": "statement"}, {"intent": "subscribe"}),
    ("I don't need the list, I need the actual invoices.", {"intent": "open_items"}, {"status": "open"}),
    ("Welche davon sind noch nicht bezahlt?", MAY, {"intent": "open_items", "since": "2025-05-01"}),
]


@pytest.mark.parametrize(("text", "context", "told"), SAID)
def test_what_is_meant_behind_an_answer(
    text: str, context: dict[str, object], told: dict[str, object]
) -> None:
    before = Ask.from_table({"intent": "documents", **context})
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 8, 14), context=before).asks
    table = ask.as_table()
    assert {name: table.get(name) for name in told} == told
