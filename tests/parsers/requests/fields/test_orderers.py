"""Whose orders are meant."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

PEOPLE = [
    ("Please send me the invoices for everything Shona Reid bought off you in May.", "Shona Reid"),
    ("invoices for the stuff dave miller ordered last month pls", "dave miller"),
    ("We need the invoices for Mrs Okafor's orders in May.", "Okafor"),
    (
        "Gavin Purcell left in a hurry. Can I have the invoices for whatever he ordered in May?",
        "Gavin Purcell",
    ),
    ("what did Shona Reid buy off you in may? need the invoices for all of it", "Shona Reid"),
    ("ich brauch die rechnungen für alles was der petkov im mai bestellt hat", "petkov"),
    ("Bitte alle Rechnungen zu dem, was unser Polier Krüger im Mai bei Ihnen geholt hat.", "Krüger"),
    ("Rechnungen aus Mai, bestellt durch Hr. Özdemir, bitte als Kopie.", "Özdemir"),
]
NOBODY = [
    "Please send the invoice RE-2001 to Ms Huber.",
    "Dear Ms Wagner, please send us the invoices of May.",
    "All invoices we ordered in May through the web shop please.",
    "Frau Klein aus der Buchhaltung braucht die Rechnungen vom Mai.",
    "Bitte alle Rechnungen, die wir damals telefonisch bestellt haben, vom Mai.",
]


def person(text: str) -> str | None:
    return parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks[0].person


@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_whose_orders(text: str, name: str) -> None:
    assert person(text) == name


@pytest.mark.parametrize("text", NOBODY)
def test_somebody_who_ordered_nothing(text: str) -> None:
    assert person(text) is None
