"""Names of several words are read like names of one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.requests.reader import parse
from parsers.requests.text.compounds import united
from parsers.requests.text.words import cut
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
TOWNS = [
    *("Stoke-on-Trent", "Ashby-de-la-Zouch", "Weston-super-Mare", "Newcastle upon Tyne", "Lower Darwen"),
    *("Neustadt an der Aisch", "Zell am See", "Frankfurt am Main"),
]
PLACES = [
    "Please send the May invoices for our {} branch.",
    "I only need the delivery notes that went to {}, those of May.",
    "Bitte die Rechnungen vom Mai für das Werk {}.",
    "Alle Lieferscheine vom Mai bitte (nur {}).",
]
PEOPLE = [
    ("Bitte alle Rechnungen, die Herr von Stetten bestellt hat.", "von Stetten"),
    ("Alle Lieferscheine, die Frau van der Berg bestellt hat, bitte.", "van der Berg"),
    ("Please send the invoices for everything Mr de Souza ordered.", "de Souza"),
]
PLAIN = [
    "Die Lieferung an der Rampe war da.",
    "Von Frau Kern kam die Rechnung.",
    "We rely upon you, Mr Kern.",
    "a great help, Lower prices",
    "die Lieferschein-Kopie und RE-2025-0412",
    "",
]


def words(text: str) -> list[str]:
    return [word.written for word in united(cut(text, []), text, VOCABULARY.names)]


@pytest.mark.parametrize("town", TOWNS)
def test_a_town_of_several_words_is_a_site(town: str) -> None:
    for sentence in PLACES:
        (ask,) = parse("", sentence.format(town), VOCABULARY, today=TODAY).asks
        assert ask.location == town, sentence


@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_a_name_with_a_particle_is_a_person(text: str, name: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=TODAY).asks
    assert ask.person == name


@pytest.mark.parametrize("text", PLAIN)
def test_other_words_stay_apart(text: str) -> None:
    assert words(text) == [word.written for word in cut(text, [])]


@given(st.text("Aa -vondeupSt.,", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    def letters(row: list[str]) -> str:
        return "".join(filter(str.isalnum, "".join(row)))

    assert letters(words(text)) == letters([text])
