"""How and where one gets at papers at all is asked of the clerk himself; a certain paper is wanted."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

PAPERS_DE = ("meine Rechnungen", "Rechnungskopien", "alte Lieferscheine", "einen Kontoauszug", "Gutschriften")
PAPERS_EN = ("my invoices", "invoice copies", "old delivery notes", "a statement", "credit notes")
WAYS_DE = (
    "Wie komme ich an {}?",
    "Wo finde ich {}?",
    "Wie kann ich {} herunterladen?",
    "Wo kann ich {} einsehen?",
    "Wie lade ich {} herunter?",
    "Kann ich über diese Adresse auch {} anfordern?",
)
WAYS_EN = (
    "How do I get {}?",
    "Where can I find {}?",
    "How can I download {}?",
    "Where do I see {} online?",
    "Can I also request {} here?",
    "Is there a way to download {} myself?",
)
WANTED = (
    "Wie komme ich an die Rechnung 4711-20?",
    "Wo finde ich den Lieferschein?",
    "Wie bekomme ich die Rechnungen vom Oktober?",
    "How do I get a copy of invoice 4711-20?",
    "Where can I find the invoice?",
    "Is there a way to get the October invoices?",
    "How can I get the invoice for order 4711-20?",
)
GENERAL = [way.format(paper) for way, paper in (*product(WAYS_DE, PAPERS_DE), *product(WAYS_EN, PAPERS_EN))]


def intents(text: str) -> list[str]:
    """The intents of a text."""
    return [ask.intent for ask in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks]


@pytest.mark.parametrize("text", GENERAL)
def test_the_way_to_papers(text: str) -> None:
    assert intents(text) == ["help"]


@pytest.mark.parametrize("text", WANTED)
def test_a_certain_paper(text: str) -> None:
    assert intents(text) == ["documents"]
