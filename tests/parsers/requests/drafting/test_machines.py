"""What machines write, and persons who write the same words."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def intents(subject: str, text: str) -> list[str]:
    return [ask.intent for ask in parse(subject, text, VOCABULARY, today=date(2025, 11, 14)).asks]


MACHINES = [
    ("Undelivered Mail Returned to Sender", 'Ihre Nachricht "Kontoauszug März" wurde nicht zugestellt.'),
    ("[AP-20931] We have received your e-mail", "Statements and copy invoices are processed within 5 days."),
    ("Eingang", "Dies ist eine automatisch erzeugte E-Mail. Rechnungen werden binnen 14 Tagen geprüft."),
    (
        "Your request #5521",
        "This mailbox is not monitored. Delivery notes go to goods-in@x.example.",
    ),
    ("Autoreply", "I'm away until 4 August. For statements contact Lyn, for invoices Jo."),
    (
        "Ticket #88123",
        "Ihre Nachricht wurde dem Team zugewiesen. Dies ist eine automatische Mail.",
    ),
]
PERSONS = [
    ("", "Could you send the April invoices again? My mailbox is full, a link is best.", "documents"),
    ("", "Ich brauche die Rechnung 4711-2, die automatische Mail kam ohne Anhang.", "documents"),
]


@pytest.mark.parametrize(("subject", "text"), MACHINES)
def test_no_person_wrote_it(subject: str, text: str) -> None:
    assert intents(subject, text) == []


@pytest.mark.parametrize(("subject", "text", "expected"), PERSONS)
def test_a_person_wrote_it(subject: str, text: str, expected: str) -> None:
    assert intents(subject, text) == [expected]
