"""Doubles together, explanations dropped."""

from datetime import date

import pytest

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.settle import settled, shared
from parsers.requests.reader import parse
from parsers.requests.understanding import Calendar, understand
from tests.words import VOCABULARY

UNIT = understand("", "bitte", VOCABULARY, Calendar(date(2025, 6, 18)), "customer", None).units[0]


def intents(text: str) -> list[str]:
    return [ask.intent for ask in parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks]


TEXTS = [
    ("Der Preis auf RE-1001 ist falsch. Bitte um Gutschrift. So zahlen wir nicht.", ["dispute"]),
    ("Bitte die Rechnung 4711. Für Rückfragen: Durchwahl -12.", ["documents"]),
    ("Rechnung 4711 fehlt. Bitte senden. Wir zahlen dann sofort.", ["documents"]),
    ("Haben Sie unsere Zahlung zu RE-1001 erhalten? Wir haben am 3. Juni überwiesen.", ["payment_status"]),
    ("Wir sind umgezogen. Rechnungen bitte an die neue Adresse.", ["other"]),
    ("Das ist die falsche Rechnung. Ich meinte RE-1002.", ["documents"]),
]


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_messages(text: str, found: list[str]) -> None:
    assert intents(text) == found


def test_lists_of_the_same_kind_are_one_wish() -> None:
    found = settled([Draft("documents", UNIT, {"invoice"}, [n]) for n in ("1", "2")])
    assert [draft.numbers for draft in found] == [["1", "2"]]


def test_kinds_with_the_same_numbers_are_one_wish() -> None:
    found = shared([Draft("documents", UNIT, {kind}, ["1"]) for kind in ("invoice", "quote")])
    assert [draft.kinds for draft in found] == [{"invoice", "quote"}]


def test_the_same_kind_for_two_sites_is_two_wishes() -> None:
    found = settled([Draft("documents", UNIT, {"invoice"}, [], location=site) for site in ("Graz", "Linz")])
    assert len(found) == 2


def test_every_person_is_one_ask() -> None:
    found = settled([Draft("people", UNIT, person=name) for name in ("A", "B", "a", None)])
    assert [draft.person for draft in found] == ["A", "B"]
