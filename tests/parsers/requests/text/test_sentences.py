"""Where sentences and list items begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.requests.text.sentences import LONGEST, Abbreviations, sentences
from parsers.requests.text.words import cut

SHORT = Abbreviations.compile(["nr", "bzw", "*nr", "Dr"])


def split(text: str) -> list[str]:
    return [" ".join(w.written for w in one.words) for one in sentences(cut(text, ()), SHORT)]


TEXTS = [
    ("Hallo. Bitte senden!", ["Hallo", "Bitte senden"]),
    ("Rechnung Nr. 4711 bzw. 4712", ["Rechnung Nr . 4711 bzw . 4712"]),
    ("Auftragsnr. 12 fehlt. Danke", ["Auftragsnr . 12 fehlt", "Danke"]),
    ("das 1. Quartal", ["das 1 . Quartal"]),
    ("erste zeile\nzweite zeile", ["erste zeile", "zweite zeile"]),
    ("- Rechnung 1\n- Rechnung 2", ["Rechnung 1", "Rechnung 2"]),
    ("1. Kontoauszug\n2) Rechnung\na) Zeugnis", ["Kontoauszug", "Rechnung", "Zeugnis"]),
    ("kommt das heute noch?! wäre gut", ["kommt das heute noch", "wäre gut"]),
    ("", []),
    ("...", []),
]


@pytest.mark.parametrize(("text", "parts"), TEXTS)
def test_sentences(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_a_line_broken_by_the_mail_program_goes_on() -> None:
    wrapped = "Wir bitten Sie höflich um die Zusendung der Rechnung zu unserer letzten\nBestellung vom März."
    assert len(split(wrapped)) == 1


def test_no_mail_program_breaks_lines_of_ninety_characters() -> None:
    wish = (
        "brauch mal das Produktdatenblatt von Artikel 60418, das ist der Aufschnitt für die Kita, sie fragt"
    )
    assert len(split(wish + "\nFür Rückfragen stehe ich gern zur Verfügung.")) == 2


def test_short_lines_stand_for_themselves() -> None:
    assert len(split("Seniorenstift: Rechnung bitte\nKita: Lieferschein bitte\nFeuerwehr: nur Auskunft")) == 3


def test_signs_are_remembered() -> None:
    one, two = sentences(cut("- wann kommt das?\n> altes Zitat.", ()), SHORT)
    assert (one.item, one.end, one.quoted) == (True, "?", False)
    assert (two.item, two.end, two.quoted) == (False, ".", True)


def test_a_quotation_of_several_sentences_is_quoted() -> None:
    told = sentences(cut('Siehe unten\n"Bitte senden. Danke."\nGruß', ()), SHORT)
    assert [one.quoted for one in told] == [False, True, True, False]


def test_paragraphs_are_counted() -> None:
    assert [one.block for one in sentences(cut("a\nb\n\nc", ()), SHORT)] == [0, 0, 1]


@given(st.text(max_size=300))
def test_no_sentence_is_empty_or_endless(text: str) -> None:
    assert all(0 < len(one.words) <= LONGEST for one in sentences(cut(text, ()), SHORT))
