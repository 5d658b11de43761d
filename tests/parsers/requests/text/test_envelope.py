"""Salutations and closings that share a line with what a message says."""

import pytest

from parsers.requests.text.clauses import Reading, read_sentence
from parsers.requests.text.envelope import opened
from parsers.requests.text.sentences import sentences
from parsers.requests.text.words import cut
from tests.words import VOCABULARY


def parts(text: str, language: str) -> list[str]:
    reading = Reading(VOCABULARY.lexicons[language])
    found = []
    for sentence in sentences(cut(text, ()), VOCABULARY.abbreviations[language]):
        one = read_sentence(sentence, reading)
        found += [" ".join(w.written for w in s.words) for s, _ in opened(one.sentence, one.hits)]
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Sehr geehrte Frau Ulm, wo ist die Ware?", ["Sehr geehrte Frau Ulm ,", "wo ist die Ware"]),
        (
            "de",
            "Guten Tag zusammen, Rechnung fehlt\ndanke, Ute",
            ["Guten Tag zusammen ,", "Rechnung fehlt", "danke , Ute"],
        ),
        ("de", "Hallo", ["Hallo"]),
        ("de", "Hallo Herr Ott", ["Hallo Herr Ott"]),
        ("en", "Dear Ms Quinn, the note is missing", ["Dear Ms Quinn ,", "the note is missing"]),
        ("en", "please send it, kind regards, Joe", ["please send it ,", "kind regards , Joe"]),
        ("en", "", []),
    ],
)
def test_opened(language: str, text: str, expected: list[str]) -> None:
    assert parts(text, language) == expected
