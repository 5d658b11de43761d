"""Papers told by a sum, reminders beside what they remind of, and colleagues who come and go."""

from datetime import date
from typing import Any

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)


def asks(text: str) -> list[dict[str, Any]]:
    return [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks]


SUMS = [
    "I need the invoice matching our payment of 1,234.50.",
    "There's a charge of 1,234.50 on our card and I have no invoice for it.",
    "A direct debit of 1,234.50 went out on 3 November. Send me the invoice behind it please.",
    "Auf der Kreditkarte sind 1.234,50 € von Ihnen, ich hab keinen Beleg dazu. Haben Sie die Rechnung?",
    "Zu unserer Zahlung von 1.234,50 fehlt mir die Rechnung.",
]


@pytest.mark.parametrize("text", SUMS)
def test_an_invoice_that_a_sum_tells(text: str) -> None:
    assert asks(text) == [{"intent": "documents", "kinds": ["invoice"], "amount": "1234.50"}]


BOTH = {"intent": "documents", "kinds": ["invoice", "reminder"], "numbers": ["4711022"]}
DAY = {"since": "2025-11-03", "until": "2025-11-03"}
REMINDERS = [
    ("Mahnung und Rechnung zu 4711022 bitte.", BOTH),
    ("Please send reminder and invoice for 4711022.", BOTH),
    (
        "The overdue notice from 3 November, please.",
        {"intent": "documents", "kinds": ["reminder"], **DAY},
    ),
]


@pytest.mark.parametrize(("text", "ask"), REMINDERS)
def test_a_reminder_is_a_paper_of_its_own(text: str, ask: dict[str, Any]) -> None:
    assert asks(text) == [ask]


def test_a_colleague_is_no_site() -> None:
    gone = asks("Kim Sutter has moved to sales, he must not get invoices any more.")
    assert gone == [{"intent": "people", "person": "Kim Sutter"}]
    come = asks("Neuer Kollege im Lager: Jan Orten, jan.orten@x.example, bitte Lieferscheine freischalten.")
    person = {"kinds": ["delivery_note"], "person": "jan.orten@x.example"}
    assert come == [{"intent": "people", **person}]
