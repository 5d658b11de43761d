"""Several concerns in one letter: none takes the numbers, papers or reasons of another."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
WAYS = ["{}\n\n{}", "zwei Dinge:\n1) {}\n2) {}", "- {}\n- {}"]

# text, intent, kind, number
GERMAN = [
    (
        "Ihre Offerte OF-25.0319 habe ich liegen lassen. Könnten Sie sie mir nochmals zustellen?",
        "documents",
        "quote",
        "OF-25.0319",
    ),
    (
        "Für die Abnahme fehlt uns der Lieferschein 70-11832. Können Sie ihn uns mailen?",
        "documents",
        "delivery_note",
        "70-11832",
    ),
    (
        "Die Auftragsbestätigung zu B-77120 ist nie gekommen, bitte senden Sie sie uns.",
        "documents",
        "order_confirmation",
        "B-77120",
    ),
    (
        "Wann kommt eigentlich die Bestellung 4500118? Wir brauchen sie am Montag.",
        "order_status",
        "",
        "4500118",
    ),
    ("Ist unsere Zahlung zur Rechnung 2025-0877 bei Ihnen eingegangen?", "payment_status", "", "2025-0877"),
    (
        "Auf der Rechnung 90-4418 stehen 60 kg, geliefert wurden 40. Die 20 kg bezahlen wir nicht.",
        "dispute",
        "",
        "90-4418",
    ),
]


# items of a list that tell first and ask then
TOLD = [
    (
        "am 10. haben wir 8.220,00 EUR für die Rechnung VR-61993 angewiesen. Können Sie den Eingang sehen?",
        "payment_status",
        "",
        "VR-61993",
    ),
    (
        "mir wurden mit Rechnung RG 3315-88 vier Pauschalen zu je 39 EUR berechnet, obwohl alles auf einem "
        "LKW kam. Ich bitte Sie, drei davon gutzuschreiben.",
        "dispute",
        "",
        "3315-88",
    ),
    (
        "im Lieferschein 70-1188 stehen 60 kg, dabei waren aber nur 40. Die fehlenden 20 kg bezahlen wir "
        "nicht, bitte ausbuchen.",
        "dispute",
        "",
        "70-1188",
    ),
    *GERMAN[:4],
]


def told(text: str) -> list[tuple[Any, ...]]:
    asks = [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks]
    return sorted((a["intent"], *a.get("kinds", [""]), *a.get("numbers", [])) for a in asks)


@pytest.mark.parametrize("row", GERMAN, ids=lambda row: row[0][:40])
def test_each_is_read_alone(row: tuple[str, ...]) -> None:
    assert told(row[0]) == [row[1:]]


@pytest.mark.parametrize("way", WAYS)
@given(two=st.permutations(GERMAN).map(lambda rows: rows[:2]))
def test_and_beside_any_other(way: str, two: list[tuple[str, ...]]) -> None:
    text = "Guten Tag,\n" + way.format(*(row[0] for row in two))
    assert told(text) == sorted(row[1:] for row in two)


@pytest.mark.parametrize("way", WAYS[1:])
@given(two=st.permutations(TOLD).map(lambda rows: rows[:2]))
def test_an_item_of_a_list_knows_nothing_of_the_others(way: str, two: list[tuple[str, ...]]) -> None:
    text = "Guten Tag,\n" + way.format(*(row[0] for row in two))
    assert told(text) == sorted(row[1:] for row in two)


def test_a_concern_that_leans_on_another_stays_with_it() -> None:
    text = "Guten Tag,\n1) die Rechnung 4711-1 bitte nochmals.\n2) und den Lieferschein dazu."
    assert told(text) == [("documents", "delivery_note", "invoice", "4711-1")]


def test_what_holds_for_all_is_said_of_all() -> None:
    text = "Bitte die Rechnung 4711-1.\n\nUnd den Lieferschein 8080-2.\n\nBeides als Anhang."
    asks = [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks]
    assert [(ask["numbers"], ask["form"]) for ask in asks] == [
        (["4711-1"], "attachment"),
        (["8080-2"], "attachment"),
    ]


APART = [
    (
        "Six buckets are on your sheet 330-118, we counted four. I'm not paying for two.\n\n"
        "We received a reminder for invoice 4477-19. The invoice itself never came. Please email a copy.",
        [("dispute", "", "330-118"), ("documents", "invoice", "4477-19")],
    ),
    (
        "Zwei Dinge:\n- Ihre Rechnung 5509-17 weist 7 % aus statt 19 %. Bitte berichtigen.\n"
        "- Ist die Lieferung zu B25-00917 schon unterwegs? Bei uns steht noch nichts.",
        [("dispute", "", "5509-17"), ("order_status", "", "B25-00917")],
    ),
    (
        "Could you confirm whether SO-40991 is complete? Two pallets got to our DC.\n\n"
        "The cargo under delivery 5520-NX is stopped at Gdansk. The broker asks for the CMR.",
        [("documents", "shipping_document", "5520-NX"), ("order_status", "", "SO-40991")],
    ),
    (
        "Please send invoice 4711-1 once more. Has 4712-2 been shipped? The van was here, but half empty.",
        [("documents", "invoice", "4711-1"), ("order_status", "", "4712-2")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_paragraphs_with_numbers_of_their_own(text: str, expected: list[tuple[str, ...]]) -> None:
    assert told(text) == expected
