"""Numbers of lists around a wish: which belong to it and which are left out."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

BRACKETS = "We do not hold these invoices:\n\nQX-401\n(QX-402)\nQX-403\n\n"
TICKS = "Copies of these invoices please:\n\nQX-401\nQX-402 \u2713\nQX-403"

LISTS = [
    (TICKS, ["QX-401", "QX-403"]),
    (BRACKETS + "Please send copies of those not in brackets.", ["QX-401", "QX-403"]),
    ("Bitte folgende Lieferscheine:\n80221\n80224 - da\n80229", ["80221", "80229"]),
    ("Bitte folgende Rechnungen:\n80221\n80224 (nur falls sie nicht storniert ist)", ["80221", "80224"]),
    ("We lack the invoices 80221 and 80224. For 80229 we already have it.", ["80221", "80224"]),
    (
        "The certificate for delivery 5520117 is missing. Heats are 440781, 440795.",
        ["5520117", "440781", "440795"],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_which_of_a_list_are_wanted(text: str, wanted: list[str]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert [list(ask.numbers) for ask in asks] == [wanted]
