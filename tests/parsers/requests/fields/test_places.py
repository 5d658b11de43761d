"""The telling places of a clause."""

from datetime import date

import pytest

from parsers.requests.fields.places import Place, kinds, numbers, places
from parsers.requests.understanding import Calendar, understand
from tests.words import VOCABULARY


def found(text: str) -> list[Place]:
    units = understand("", text, VOCABULARY, Calendar(date(2025, 6, 18)), "customer", None).units
    return places(units[0].clause, VOCABULARY.intents)


def test_places_stand_in_their_order() -> None:
    assert [p.sort for p in found("Rechnung 4500123 vom 3. Juni und Lieferschein")] == [
        "kind",
        "number",
        "period",
        "kind",
    ]


def test_kinds_with_an_intent_of_their_own_are_left_out() -> None:
    assert found("Kontoauszug bitte") == []


LABELS = [
    ("Rechnung zum Lieferschein 80012345", [False, True]),
    ("Rechnung und Lieferschein 80012345", [False, False]),
    ("laut Rechnung", [True]),
]


@pytest.mark.parametrize(("text", "labels"), LABELS)
def test_labels(text: str, labels: list[bool]) -> None:
    assert [p.label for p in found(text) if p.sort == "kind"] == labels


def test_what_is_denied_is_no_place() -> None:
    units = understand(
        "", "bitte keine Rechnung, nicht 4500123", VOCABULARY, Calendar(date(2025, 6, 18)), "customer", None
    ).units
    assert all(kinds(u.clause, {}) == [] and numbers(u.clause) == [] for u in units)


def test_a_day_behind_from_is_tied() -> None:
    assert [p.tied for p in found("Rechnung von gestern") if p.sort == "period"] == [True]
    assert [p.tied for p in found("Rechnung gestern") if p.sort == "period"] == [False]
