"""Tells a payment that has left from one that is promised, by the words that buyers use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.phrases import fold

LONGEST = 65_536  # characters that are read
GAP = r" (?:[^ .!?]+ ){0,8}?"  # what " ... " in a phrase stands for: up to eight words of the same sentence
SENTENCE = re.compile(r"[.!?;](?=\s)|\n+")


@dataclass(frozen=True, slots=True)
class PayingWords:
    """The words of promises by language, folded."""

    ahead: Mapping[str, re.Pattern[str]]

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "PayingWords":
        """From the tables [paying] of the languages that have them."""
        said = {code: table["paying"]["ahead"] for code, table in languages.items() if "paying" in table}
        return cls({code: _any_of(words) for code, words in said.items()})


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(fold, words), key=len, reverse=True)
    patterns = (GAP.join(map(re.escape, phrase.split(" ... "))) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def promises(text: str, language: str, words: PayingWords) -> bool:
    """True when a text speaks of a payment that is still to come."""
    pattern = words.ahead.get(language)
    return bool(pattern and pattern.search(" ".join(fold(text[:LONGEST]).split())))


def about(text: str, numbers: Iterable[str]) -> str:
    """The sentences that name one of the numbers; the whole text when none does."""
    named = tuple(numbers)
    parts = SENTENCE.split(text[:LONGEST])
    return "\n".join(part for part in parts if any(n in part for n in named)) or text[:LONGEST]
