"""Greeting, signature and old mail are left out; of a forward only the inner message counts."""

from datetime import date

import pytest

from parsers.requests.understanding import Calendar, understand
from tests.words import VOCABULARY


def kept(text: str, sender: str = "customer") -> list[str]:
    message = understand("", text, VOCABULARY, Calendar(date(2025, 6, 18)), sender, None)
    return [" ".join(w.written for w in one.sentence.words) for one in message.read]


TEXTS = [
    ("Guten Tag Frau Kern,\nbitte senden.\nMit freundlichen Grüßen\nJo\nTel. 5", ["bitte senden"]),
    ("Dear all,\nplease send it.\n\nKind regards\nJo\nAP Team", ["please send it"]),
    ("Bitte senden.\nGruß Jo\nPS: Und die Rechnung.", ["Bitte senden", "PS : Und die Rechnung"]),
    ("Please send.\n\nOn 3 June 2025, Jo wrote:\nwhere is 4711?", ["Please send"]),
    ("Bitte senden.\n> alte Frage nach der Rechnung", ["Bitte senden"]),
    ("Hallo, wo bleibt die Rechnung?", ["wo bleibt die Rechnung"]),
    ("Vielen Dank\nBitte noch die Rechnung", ["Vielen Dank", "Bitte noch die Rechnung"]),
    ("Hallo,\nSchöne Grüße aus dem Norden.\nBitte die Rechnung senden.", ["Bitte die Rechnung senden"]),
    ("Hi,\nThanks for all your help lately.\nPlease send it.\nRegards\nJo\nBuyer", ["Please send it"]),
]


@pytest.mark.parametrize(("text", "sentences"), TEXTS)
def test_letters(text: str, sentences: list[str]) -> None:
    assert kept(text) == sentences


FORWARDS = [
    ("bitte erledigen\n\nVon: Kern GmbH\nBetreff: Kopie\n\nHallo, wir brauchen die Rechnung.", 1),
    ("he is angry\n\n> Where is PO 88120?\n> Regards", 1),
    ("kunde braucht die rechnung 4711", 1),
]


@pytest.mark.parametrize(("text", "count"), FORWARDS)
def test_forwards(text: str, count: int) -> None:
    found = kept(text, "staff")
    assert len(found) == count
    assert "erledigen" not in found[0] and "angry" not in found[0]
