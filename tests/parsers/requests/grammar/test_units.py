"""Clauses of one wish together, of two wishes apart."""

from datetime import date

import pytest

from parsers.requests.grammar.units import Unit
from parsers.requests.understanding import Calendar, understand
from tests.words import VOCABULARY


def units(text: str) -> list[Unit]:
    return list(understand("", text, VOCABULARY, Calendar(date(2025, 6, 18)), "customer", None).units)


TEXTS = [
    ("Bitte die Rechnung 4711, und wann kommt die Ware?", ["documents", "order_status"]),
    ("Könnten Sie uns bitte bestätigen, ob die Zahlung zu RE-1 eingegangen ist?", ["payment_status"]),
    ("Bitte die Rechnungen, die Sie per Lastschrift eingezogen haben.", ["documents"]),
    ("Rechnung RE-1 - gestern überwiesen", ["payment_notice"]),
    ("Alles angekommen, Rechnung und beide Lieferscheine", [""]),
    ("Bitte nicht die Rechnung, sondern den Lieferschein 4711 senden.", ["documents"]),
    ("Please send a copy and we will pay.", ["want"]),
    ("Bitte den Kontoauszug und die offenen Rechnungen schicken", ["statement", "documents"]),
    ("Wir wären dankbar, wenn Sie uns den Kontoauszug senden könnten.", ["statement"]),
    (
        "Bitte schicken Sie die Rechnung 4711 und teilen Sie uns mit, wann sie fällig ist.",
        ["documents", "payment_status"],
    ),
    ("Bitte die Rechnung 4711 und Info, wann sie fällig ist.", ["documents", "payment_status"]),
    ("Please send invoice 4711 and advise when it is due.", ["documents", "payment_status"]),
    ("Ich möchte jeden Montag automatisch sehen, was überfällig ist.", ["subscribe"]),
    ("Where is order 6620 and can I have the order confirmation again?", ["order_status", "documents"]),
    ("Please add kim@firm.example for invoices, and what do we owe you?", ["people", "open_items"]),
    ("Die Kontoauszüge, die monatlich kommen, brauchen wir nicht mehr.", ["unsubscribe"]),
]


@pytest.mark.parametrize(("text", "intents"), TEXTS)
def test_units(text: str, intents: list[str]) -> None:
    assert [unit.intent for unit in units(text)] == intents


def test_a_name_without_a_verb_is_a_weak_wish() -> None:
    assert units("Rechnung 4711")[0].weak
    assert not units("Rechnung 4711 bitte")[0].weak


def test_units_know_their_sentence() -> None:
    assert [unit.sentence for unit in units("Bitte Rechnung 4711. Wo bleibt Auftrag 66120?")] == [0, 1]
