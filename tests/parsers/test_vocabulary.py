"""The vocabulary is compiled from tables: another language is another table."""

from datetime import date
from functools import cache

import pytest

from bot.words import read_kinds, read_languages
from parsers.requests.reader import parse
from parsers.vocabulary import Vocabulary
from tests.words import VOCABULARY

DUTCH = {
    "name": "Nederlands",
    "language": {"words": ["graag", "wij", "de", "van", "factuur", "ontvangen", "niet", "kunt", "u"]},
    "asks": {
        "want": ["stuur*", "ontvangen"],
        "please": ["graag", "kunt u"],
        "missing": ["niet ontvangen"],
        "dispute": ["klopt niet"],
        "heading": ["antw"],
        "number_words": {"3": ["drie"]},
    },
}


@cache
def vocabulary() -> Vocabulary:
    kinds = read_kinds()
    kinds["invoice"]["words"]["nl"] = ["factuur", "facturen"]
    return Vocabulary.compile(kinds, {**read_languages(), "nl": DUTCH})


TEXTS = [
    ("Kunt u de factuur 4711 sturen?", ["documents"]),
    ("Wij hebben de factuur 4711 niet ontvangen.", ["documents"]),
    ("De factuur 4711 klopt niet.", ["dispute"]),
]


@pytest.mark.parametrize(("text", "intents"), TEXTS)
def test_a_new_language_is_a_table(text: str, intents: list[str]) -> None:
    request = parse("Antw: factuur", text, vocabulary(), today=date(2025, 6, 18))
    assert request.language == "nl"
    assert [ask.intent for ask in request.asks] == intents


def test_languages_without_a_name_are_not_spoken() -> None:
    languages = {code: table for code, table in read_languages().items() if code == "en"}
    spoken = Vocabulary.compile(read_kinds(), {**languages, "xx": {"numbers": {}}}).spoken
    assert spoken == ("en",)


def test_a_spoken_language_needs_its_tables() -> None:
    with pytest.raises(KeyError):
        Vocabulary.compile(read_kinds(), {"xx": {"name": "X"}})


def test_kinds_may_have_an_intent_of_their_own() -> None:
    assert VOCABULARY.intents == {"statement": "statement"}


def test_reply_marks() -> None:
    marks = vocabulary().reply_marks
    assert marks.sub("", "AW: Re: WG: Rechnung") == "Rechnung"
    assert marks.sub("", "Antw: Re[2]: x") == "x"
    assert marks.sub("", "Rechnung: 4711") == "Rechnung: 4711"
