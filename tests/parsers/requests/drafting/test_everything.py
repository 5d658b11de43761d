""" "Everything" goes with its own number beside papers that are named with theirs."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

APART = (
    "Bitte die Rechnung zu 4711-20 und alles zu 4711-21.",
    "Zu 4711-20 die Rechnung, zu 4711-21 bitte alle Belege.",
    "von der 4711-20 die rechnung, von der 4711-21 alles was ihr habt",
    "Alles zu 4711-21 und die Rechnung zu 4711-20 bitte",
    "invoice for 4711-20 and everything for 4711-21 please",
    "for 4711-20 the invoice, for 4711-21 all documents please",
    "everything on 4711-21 plus the invoice for 4711-20",
)
WHOLE = (
    "Alle Unterlagen zu 4711-20 und 4711-21 bitte",
    "Rechnung, Lieferschein, einfach alles zu 4711-20 und 4711-21",
    "everything you have on 4711-20 and 4711-21 please",
)


def wishes(text: str) -> set[tuple[tuple[str, ...], tuple[object, ...]]]:
    """Kinds and numbers of each ask."""
    return {(ask.kinds, ask.numbers) for ask in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks}


@pytest.mark.parametrize("text", APART)
def test_each_number_has_its_papers(text: str) -> None:
    assert wishes(text) == {(("invoice",), ("4711-20",)), (("all",), ("4711-21",))}


@pytest.mark.parametrize("text", WHOLE)
def test_everything_goes_with_all_numbers(text: str) -> None:
    assert wishes(text) == {(("all",), ("4711-20", "4711-21"))}
