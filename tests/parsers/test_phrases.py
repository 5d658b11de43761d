"""The form of phrases in the language files, and the search for them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.phrase_search import STOP
from parsers.phrases import Hit, Lexicon, fold, variants


def cues(phrase: str, text: str, **more: Any) -> list[str]:
    """The words that a phrase covers in a text; a comma is a sign that no gap crosses."""
    lexicon = Lexicon.compile({"cue": [phrase]}, **more)
    words = text.split()
    rows = [STOP if word == "," else lexicon.terms(fold(word), word) for word in words]
    return [" ".join(words[hit.first : hit.last + 1]) for hit in lexicon.find(rows)]


FORMS = [
    ("rechnung", "die Rechnung fehlt", ["Rechnung"]),
    ("send*", "sending invoices", ["sending"]),
    ("*rechnung", "die Warenrechnung", ["Warenrechnung"]),
    ("*rechnung", "die Rechnung", []),
    ("bitte um", "bitte um Kopie", ["bitte um"]),
    ("bitte um", "bitte nur um", []),
    ("find* … nicht", "finde die Rechnung leider nicht", ["finde die Rechnung leider nicht"]),
    ("find* … nicht", "finde sie , aber das Datum nicht", []),
    ("am …… schrieb", "am Montag , 3.6. schrieb", ["am Montag , 3.6. schrieb"]),
    ("delivery note|notes", "delivery notes", ["delivery notes"]),
    ("account_manager|rep", "our rep", ["rep"]),
    ("our account_manager|rep please", "our account manager please", ["our account manager please"]),
    ("our account_manager|rep? please", "our please", ["our please"]),
    ("our account_manager|rep", "our manager", []),
    ("give me a? copy", "give me copy", ["give me copy"]),
    ("give me a? copy", "give me a copy", ["give me a copy"]),
    ("=AB", "AB fehlt", ["AB"]),
    ("=AB", "ab morgen", []),
    ("für", "fuer", ["fuer"]),
    ("müller straße", "MUELLER Strasse", ["MUELLER Strasse"]),
]


@pytest.mark.parametrize(("phrase", "text", "found"), FORMS)
def test_forms_of_phrases(phrase: str, text: str, found: list[str]) -> None:
    assert cues(phrase, text) == found


def test_a_gap_has_an_end() -> None:
    assert cues("a … z", "a b b b b b b b z") == ["a b b b b b b b z"]
    assert cues("a … z", "a b b b b b b b b z") == []


def test_a_phrase_may_hold_a_kind() -> None:
    lexicon = Lexicon.compile({"kind:invoice": ["tax invoice"], "missing": ["no {kind}"]})
    rows = [lexicon.terms(word, word) for word in ("no", "tax", "invoice")]
    assert Hit("missing", 0, 1) in lexicon.find(rows)


SPELLINGS = [
    ("Rechnug", True),
    ("Rechnugn", True),
    ("Rchnng", False),
    ("Lieferschien", True),
    ("Leiferschein", True),
    ("Rechnen", False),
]


@pytest.mark.parametrize(("word", "right"), SPELLINGS)
def test_misspelled_words(word: str, right: bool) -> None:
    lexicon = Lexicon.compile(
        {"cue": ["rechnung", "lieferschein"]}, ["rechnung", "lieferschein"], ["rechnen"]
    )
    assert bool(lexicon.terms(fold(word), word)) is right


SLIPS = [
    ("bräucthe", True),  # two letters exchanged
    ("dringgend", True),  # one struck twice
    ("drigend", True),  # one left out
    ("drangend", False),  # another one: that may be another word
    ("Drigend", False),  # a short word with a capital may be a name
    ("Kontoauszüe", True),
    ("Kottbus", False),  # towns have names that are like others
]


@pytest.mark.parametrize(("word", "right"), SLIPS)
def test_slips_of_the_keyboard_in_long_terms(word: str, right: bool) -> None:
    lexicon = Lexicon.compile(
        {"cue": ["bräuchte", "dringend", "kontoauszüge"], "filter:town": ["cottbus", "kottbuss"]}
    )
    assert bool(lexicon.terms(fold(word), word)) is right


def test_a_word_counts_however_it_is_written() -> None:
    alike = {"nicht": ["net", "ned"], "haben": ["ned"]}
    assert cues("nicht da", "net da", alike=alike) == ["net da"]
    assert cues("haben wir", "ned wir", alike=alike) == ["ned wir"]
    assert cues("nicht da", "nett da", alike=alike) == []


def test_variants_spell_out_choices() -> None:
    assert variants("a|b c?") == [("a", "c"), ("a",), ("b", "c"), ("b",)]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text) or not text.isascii()


@given(st.lists(st.sampled_from(["a", "b", "c", ",", "d"]), max_size=30))
def test_every_hit_lies_within_the_row(words: list[str]) -> None:
    lexicon = Lexicon.compile({"x": ["a … c", "b", "a|b c? d"]})
    hits = lexicon.find([STOP if word == "," else lexicon.terms(word, word) for word in words])
    assert all(0 <= hit.first <= hit.last < len(words) for hit in hits)
