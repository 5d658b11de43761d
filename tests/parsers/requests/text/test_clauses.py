"""Sentences cut into clauses, each with its signals."""

import pytest

from parsers.phrases import Hit, Lexicon
from parsers.requests.text.clauses import Clause, Reading, clauses, joined, read_sentence
from parsers.requests.text.masks import unmasked
from parsers.requests.text.sentences import Abbreviations, sentences
from parsers.requests.text.words import Thing, cut

LEXICON = Lexicon.compile(
    {
        "joiner": ["und", "aber"],
        "want": ["bitte", "schick* … rüber"],
        "kind:sheet": ["data sheet"],
        "kind:safety": ["safety data sheet"],
        "export": ["liste"],
        "-export": ["meine liste"],
        "reason": ["weil"],
        "greeting": ["hallo"],
        "many": ["{digits} stück"],
    }
)


def parts(text: str, *things: Thing) -> list[Clause]:
    one = sentences(cut(text, things), Abbreviations.compile([]))[0]
    return clauses(0, read_sentence(one, Reading(LEXICON, {"zwei": 2})))


CUTS = [
    ("eins, zwei und drei", ["eins ,", "zwei", "und drei"]),
    ("eins, und zwei", ["eins ,", "und zwei"]),
    ("ware - bezahlt - da", ["ware", "- bezahlt", "- da"]),
    ("betreff: rechnung", ["betreff :", "rechnung"]),
    ("kurz (ja so) weiter", ["kurz ( ja so ) weiter"]),
    (
        "lang (das ist eine lange bemerkung hier) weiter",
        ["lang", "( das ist eine lange bemerkung hier )", "weiter"],
    ),
]


@pytest.mark.parametrize(("text", "found"), CUTS)
def test_cuts(text: str, found: list[str]) -> None:
    assert [part.text for part in parts(text)] == found


def test_a_row_of_numbers_is_not_cut() -> None:
    things = [Thing(0, 1, "number", "1"), Thing(3, 4, "number", "2"), Thing(9, 10, "number", "3")]
    assert len(parts("1, 2 und 3 bitte", *things)) == 1


def test_of_overlapping_kinds_the_longest_stays() -> None:
    assert parts("the safety data sheet")[0].cues == {"kind:safety"}


def test_masks_hide_what_only_looks_like_it() -> None:
    assert "export" in parts("eine liste")[0].cues
    assert "export" not in parts("meine liste")[0].cues
    assert unmasked([Hit("x", 0, 1), Hit("-x", 0, 0)]) == [Hit("x", 0, 1)]


def test_a_gap_ends_at_a_sign() -> None:
    assert "want" in parts("schick das mal rüber")[0].cues
    assert all("want" not in part.cues for part in parts("schick das, mal rüber"))


def test_what_begins_a_clause() -> None:
    assert parts("weil es so ist")[0].opens("reason")
    assert parts("hallo weil es so ist")[0].opens("reason")
    assert not parts("ist so weil")[0].opens("reason")


def test_small_numbers_are_digits_whether_spelled_or_not() -> None:
    assert all("many" in parts(f"{n} stück")[0].cues for n in ("3", "zwei"))
    assert "many" not in parts("4711 stück")[0].cues


def test_joined_clauses_keep_their_hits_in_place() -> None:
    whole = joined(parts("bitte, die liste"))
    assert [whole.words_of(hit) for hit in whole.hits] == ["bitte", "liste"]
