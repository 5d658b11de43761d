"""Short answers to papers that were sent: what is broken, what shall come regularly, what is enough."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

OCTOBER = {"kinds": ["invoice"], "since": "2025-10-01", "until": "2025-10-31"}
TWO = {"kinds": ["invoice"], "numbers": ["4711-22", "4711-23"]}
CASES = [
    ("Bitte ab jetzt immer automatisch.", OCTOBER, "subscribe", ()),
    ("Kann das künftig monatlich kommen?", OCTOBER, "subscribe", ()),
    ("Can this come monthly in future?", OCTOBER, "subscribe", ()),
    ("Link geht nicht mehr, bitte neu.", TWO, "documents", ("4711-22", "4711-23")),
    ("The link has expired.", TWO, "documents", ("4711-22", "4711-23")),
    ("I only see one of the two.", TWO, "documents", ("4711-22", "4711-23")),
    ("Die zweite fehlt im Anhang.", TWO, "documents", ("4711-23",)),
]


@pytest.mark.parametrize(("text", "context", "intent", "numbers"), CASES)
def test_answer(text: str, context: dict[str, object], intent: str, numbers: tuple[str, ...]) -> None:
    before = Ask.from_table(context)
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14), context=before).asks
    assert (ask.intent, ask.kinds, ask.numbers, ask.form) == (intent, ("invoice",), numbers, None)


ONE_LETTER = [
    ("Bitte die Rechnungen vom Oktober außer 4711-22, die habe ich.", [()]),
    ("Alle Rechnungen vom September bitte, außer RE-2025-0413, die habe ich.", [()]),
    ("All invoices from September please, except for 4711-22.", [()]),
    ("Wir haben alle Rechnungen aus September außer RE-2025-0413.", [("RE-2025-0413",)]),
    ("We have invoices 4711-22 to 4711-26 except 4711-24.", [("4711-24",)]),
    ("Of invoices 4711-22 to 4711-26 I'm only missing 4711-24.", [("4711-24",)]),
    ("Alles zu 90012 bitte, von 90013 reicht die Rechnung.", [("90012",), ("90013",)]),
    (
        "Safety data sheet for 31-5500, data sheet for 31-5510, declaration of conformity for both.",
        [("31-5500",), ("31-5510",), ("31-5500", "31-5510")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE_LETTER)
def test_some_of_them(text: str, expected: list[tuple[str, ...]]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [ask.numbers for ask in asks] == expected
