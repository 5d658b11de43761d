"""What is said of papers in general: from when they go elsewhere, what a portal hides."""

from datetime import date

import pytest

from parsers.requests.grammar.standing import onwards, unserved
from parsers.requests.text.clauses import Clause, joined
from parsers.requests.understanding import Calendar, understand
from tests.words import VOCABULARY


def clause(text: str) -> Clause:
    units = understand("", text, VOCABULARY, Calendar(date(2025, 6, 18)), "customer", None).units
    return joined([part for unit in units for part in unit.parts])


MOVED = {
    "Ab Juli alle Rechnungen an kasse@nord.example": True,
    "From August please send all invoices to cash@north.example": True,
    "As of 1 July invoices should go to cash@north.example": True,
    "Ab Juli alle Rechnungen bitte statt per Post als Mail": True,
    "Ab 01.01.2025 bitte alle Rechnungen an kasse@nord.example": False,
    "From January 2025 please send all invoices to cash@north.example": False,
    "Bitte alle Rechnungen ab Januar an kasse@nord.example": False,
    "Ab Juli kümmert sich kasse@nord.example um die Rechnungen": False,
    "Ab Juli alle Rechnungen bitte": False,
}


@pytest.mark.parametrize("text", MOVED)
def test_a_new_recipient_from_some_day_on(text: str) -> None:
    assert onwards(clause(text)) is MOVED[text]


def test_a_portal_that_shows_nothing_is_no_wish() -> None:
    assert unserved(clause("Das Portal zeigt mir keine Rechnungen an"))
    assert not unserved(clause("Im Portal finde ich keine Rechnungen, bitte senden"))
    assert not unserved(clause("Bitte die Rechnungen senden"))
