"""Wishes that no sentence says outright, thanks, and what is left for a person."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def asks(text: str, subject: str = "") -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = parse(subject, text, VOCABULARY, today=date(2025, 6, 18)).asks
    return [(a.intent, a.kinds, tuple(map(str, a.numbers))) for a in found]


TEXTS = [
    ("", "Lieferschein 80012345", [("documents", ("delivery_note",), ("80012345",))]),
    ("siehe Betreff, bitte senden", "Rechnung RE-2001", [("documents", ("invoice",), ("RE-2001",))]),
    ("RE-2001", "", [("documents", (), ("RE-2001",))]),
    ("Bitte für Mai.", "Kontoauszug", [("statement", (), ())]),
    ("Is RE-2001 paid? I also ask for a copy.", "",
     [("payment_status", (), ("RE-2001",)), ("documents", (), ("RE-2001",))]),
    ("Vielen Dank, alles angekommen!", "AW: Rechnung RE-2001", []),
    ("Hallo zusammen,", "", []),
    ("Automatic reply: I am out of the office until Monday.", "Invoice 4711", []),
    ("Der Kalender gefällt uns sehr, wer macht die Fotos?", "", [("other", (), ())]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject", "found"), TEXTS)
def test_hints(text: str, subject: str, found: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert asks(text, subject) == found
