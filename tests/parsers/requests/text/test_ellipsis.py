"""Compounds that share their head: both papers are meant."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

BOTH = [
    ("bitte das Sicherheits- und Produktdatenblatt zu FS-40", ("datasheet", "sds")),
    ("Sicherheits- sowie das technische Datenblatt zu FS-40 bitte", ("datasheet", "sds")),
    ("ich brauche Rechnungs- und Lieferscheinkopien zu 4711", ("delivery_note", "invoice")),
    ("bitte die Sicherheits-/Produktdatenblätter zu FS-40", ("datasheet", "sds")),
]


@pytest.mark.parametrize(("text", "kinds"), BOTH)
def test_the_first_part_takes_the_head_of_the_second(text: str, kinds: tuple[str, ...]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert sorted({kind for ask in asks for kind in ask.kinds}) == list(kinds)


OTHERS = ["Vor- und Nachname fehlen", "bitte hin- und zurückfahren", "- und Rechnung"]


@pytest.mark.parametrize("text", OTHERS)
def test_other_hyphens_name_no_paper(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert all(set(ask.kinds) <= {"invoice"} for ask in asks)
