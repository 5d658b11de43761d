"""Lines of lists, and numbers that a wish takes from what the sentences around it are about."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

SHEETS = "Please send the safety data sheets for\n"

LINES = [
    (
        SHEETS + "QX-777 line cleaner\nQX-778 limescale remover\nQX-779 descaler\nThanks",
        ["QX-777", "QX-778", "QX-779"],
    ),
    (SHEETS + "QX-777 pH plus\nQX-778 pH minus\nQX-779 descaler", ["QX-777", "QX-778", "QX-779"]),
    (
        "Bitte die SDB:\nQX-777 Beizpaste\nQX-778 Schneidöl\n\nSchneidöl hat sich erledigt.",
        ["QX-777"],
    ),
]

TOLD = [
    ("Shipment 77-9120 never showed up according to the depot. Please send the signed POD.", ["77-9120"]),
    ("Die AB zu 77-7714 brauche ich doch nicht, ich brauche die Rechnung.", ["77-7714"]),
    ("I don't need the delivery note for 7712-44, it's the invoice I need.", ["7712-44"]),
    (
        "In Auftrag SO-77877 steht auch Art. 77-2090. Bitte den Lieferschein.",
        ["SO-77877"],
    ),
    ("Please send the SDS. It is your article QX-88/20.", ["QX-88/20"]),
]


@pytest.mark.parametrize(("text", "wanted"), [*LINES, *TOLD])
def test_which_numbers_a_wish_is_about(text: str, wanted: list[str]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert [sorted(map(str, ask.numbers)) for ask in asks if ask.intent == "documents"] == [wanted]
