"""Papers that a message tells apart by what they are for."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def numbers(text: str) -> list[object]:
    return [n for ask in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks for n in ask.numbers]


@pytest.mark.parametrize(
    "naming",
    [
        "Invoice 4711 is for the kitchen, 4712 for the bathroom.",
        "We have two invoices from you, 4711 (kitchen) and 4712 (bathroom).",
        "There are two invoices, the kitchen is 4711 and the bathroom is 4712.",
    ],
)
@pytest.mark.parametrize(
    "picking",
    [
        "Please send the bathroom one.",
        "The kitchen one I have. The other please.",
        "I have the kitchen invoice. Could you email the other one?",
        "Only need the bathroom.",
    ],
)
def test_the_one_that_is_picked_in_english(naming: str, picking: str) -> None:
    assert numbers(f"{naming} {picking}") == ["4712"]


@pytest.mark.parametrize(
    "naming",
    [
        "Rechnung 4711 betrifft die Küche, 4712 den Keller.",
        "Zwei Rechnungen, die für die Küche unter 4711 und die für den Keller unter 4712.",
        "Wir haben Rechnung 4711 für die Küche und Rechnung 4712 für den Keller.",
    ],
)
@pytest.mark.parametrize(
    "picking",
    [
        "Bitte die für den Keller noch einmal.",
        "Die für die Küche ist da. Die andere bitte noch einmal schicken.",
        "Die Küchenrechnung ist da, die für den Keller fehlt.",
        "Mir fehlt die Rechnung für den Keller.",
    ],
)
def test_the_one_that_is_picked_in_german(naming: str, picking: str) -> None:
    assert numbers(f"{naming} {picking}") == ["4712"]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice 4711 is for the kitchen, 4712 for the bathroom. Please send both.",
        "Please send invoices 4711 for the kitchen and 4712 for the bathroom. The bathroom looks lovely now.",
        "Bitte Rechnung 4711 für die Küche und 4712 für den Keller. Danke!",
        "Quotes 4711 with fitting and 4712 without fitting please. Fitting is on the 12th.",
    ],
)
def test_both_stay_where_none_is_picked(text: str) -> None:
    assert numbers(text) == ["4711", "4712"]
