"""Sites in a list below a wish."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)


def sites(text: str) -> list[str | None]:
    return [ask.location for ask in parse("", text, VOCABULARY, today=TODAY).asks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitte die Lieferscheine vom Oktober für folgende Standorte:\n- Ulm\n- Bonn", ["Ulm", "Bonn"]),
        ("Lieferscheine vom Oktober, bitte getrennt für\na) Werk Ulm\nb) Werk Bonn", ["Ulm", "Bonn"]),
        ("Delivery notes for October for these sites please:\nLeeds\nYork\n\nPetra", ["Leeds", "York"]),
        ("We need the October invoices for:\n1. Leeds depot\n2. York depot", ["Leeds", "York"]),
        ("Please send the October invoices to me:\nPetra Wolf\nLeeds", [None]),
        ("Bitte die Rechnungen vom Oktober.\n\nUlm\nPetra Wolf", [None]),
    ],
)
def test_sites(text: str, expected: list[str | None]) -> None:
    assert sites(text) == expected
