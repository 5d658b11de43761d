"""Letters that only mention papers: who writes is a stranger, or it is about the writer's rules and yard."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def intents(subject: str, text: str) -> list[str]:
    return [ask.intent for ask in parse(subject, text, VOCABULARY, today=date(2025, 11, 14)).asks]


ABOUT_ELSE = [
    ("Supplier rating 2025", "You scored 92 points. Delivery notes were incomplete in 4 cases."),
    ("Lieferantenbewertung", "Ihre Gesamtnote ist B. Abzüge gab es für zwei fehlende Lieferscheine."),
    ("New entrance", "From Monday drivers use the gate in Mill Lane. Invoices still go to head office."),
    ("Our new terms", "Please note clause 9: invoices without a cost centre are returned unpaid."),
    ("Factoring", "Cash for your unpaid invoices within 24 hours. No fees in the first month."),
    (
        "Apprenticeship",
        "I'm 17, I've filed invoices for my uncle. My CV is attached.",
    ),
    (
        "Initiativbewerbung",
        "Ich betreue das Mahnwesen und suche etwas Neues. Zeugnisse reiche ich nach.",
    ),
    ("Datenleck", "In Ihrer Mail hing der Kontoauszug eines anderen Kunden."),
    (
        "Neue Software",
        "Wir stellen auf ein neues ERP um, davor können wir keine Rechnungen buchen.",
    ),
]
OURS = [
    ("Gutschriften", "Die Gutschriften für die Europaletten aus Mai fehlen uns, schicken Sie sie mir bitte."),
    ("workshop", "Please send the last two invoices for the workshop."),
    ("", "die letzten 5 lieferscheine für tor 4 bitte"),
]


@pytest.mark.parametrize(("subject", "text"), ABOUT_ELSE)
def test_papers_are_only_mentioned(subject: str, text: str) -> None:
    assert intents(subject, text) in (["other"], [])


@pytest.mark.parametrize(("subject", "text"), OURS)
def test_papers_are_asked_for(subject: str, text: str) -> None:
    assert intents(subject, text) == ["documents"]
