"""Phrases by which programs write mail in all languages, looked up by their first word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple

_TAGS = re.compile(r"(?:\[[^\[\]]{0,60}\] ?|\*+ ?){0,4}")
_WORD = re.compile(r"[^\W\d_]+")
_GAP = r"(?:[^.!?]|(?<=\d)\.){0,60}?"  # other words of the same sentence; a day like 16.11. does not end it
_EDGE = r"(?= ?(?:$|[:;,.!*()\[\"\uff1a\u2013\u2014\u201e\u201c-]))"
_COLON = r"(?= ?[:\uff1a])"
_EDGED = ("automatic_subjects", "bounce_hints", "receipt_subjects")  # nothing but a sign may follow
_NOTHING = re.compile(r"(?!)")
_UNSPACED = re.compile(r"[\u2e80-\U0010ffff]")  # scripts that are written without blanks between words


def flat(text: str) -> str:
    """The form in which phrases are sought: lower case, one blank between words."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


class FlatText(NamedTuple):
    """A text in `flat` form with its words, so that few phrases are looked for."""

    text: str
    words: frozenset[str]
    unspaced: bool  # some of it is written without blanks

    @classmethod
    @lru_cache(maxsize=1)  # a short text is its own opening
    def of(cls, text: str) -> "FlatText":
        """Looks once over a flat text."""
        words = frozenset(_WORD.findall(text))
        return cls(text, words, not text.isascii() and bool(_UNSPACED.search(text)))

    def places(self, word: str) -> Iterator[int]:
        """Where a word begins, and others that begin with it."""
        at = self.text.find(word)
        while at >= 0:
            if not at or not self.text[at - 1].isalpha():
                yield at
            at = self.text.find(word, at + 1)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that say the same, each behind its first word; those of unspaced scripts may begin anywhere."""

    by_word: Mapping[str, re.Pattern[str]]
    words: frozenset[str]  # of `by_word`, quickly compared
    unspaced: re.Pattern[str]

    @classmethod
    def compile(cls, phrases: Iterable[str], behind: str = "") -> "Phrases":
        """`…` in a phrase stands for a few other words; `behind` is a pattern for what must follow it."""
        by_word: dict[str, list[str]] = {}
        for phrase in {flat(phrase) for phrase in phrases}:
            word = _WORD.match(phrase)
            known = word and not _UNSPACED.search(word[0])
            by_word.setdefault(word[0] if word and known else "", []).append(phrase)
        unspaced = by_word.pop("", [])
        return cls(
            {word: _pattern(of_word, behind) for word, of_word in by_word.items()},
            frozenset(by_word),
            _pattern(unspaced, behind) if unspaced else _NOTHING,
        )

    def within(self, text: FlatText) -> bool:
        """True when one of the phrases stands in the text."""
        for word in self.words & text.words:
            match = self.by_word[word].match
            for at in text.places(word):
                if match(text.text, at):
                    return True
        return text.unspaced and bool(self.unspaced.search(text.text))

    def open(self, subject: str) -> bool:
        """True when a flat subject begins with one of the phrases, tags like [extern] passed over."""
        begin, word = _first_word(subject)
        pattern = self.by_word.get(word, _NOTHING)
        return bool(pattern.match(subject, begin) or self.unspaced.match(subject, begin))


@lru_cache(maxsize=1)  # one subject is asked about several times
def _first_word(subject: str) -> tuple[int, str]:
    """Where the words of a flat subject begin behind its tags, and the first one; "" when a sign does."""
    tags = _TAGS.match(subject)
    begin = tags.end() if tags else 0
    word = _WORD.match(subject, begin)
    return begin, word[0] if word else ""


@dataclass(frozen=True, slots=True)
class AutomaticWords:
    """The tables [automatic] of all languages."""

    automatic_subjects: Phrases
    absence_subjects: Phrases
    absence_texts: Phrases
    absence_advice: Phrases
    notice_texts: Phrases
    acknowledgement_texts: Phrases
    bounce_subjects: Phrases
    bounce_hints: Phrases
    bounce_texts: Phrases
    bounce_greetings: Phrases
    receipt_subjects: Phrases
    receipt_texts: Phrases
    feedback_subjects: Phrases
    forward_subjects: Phrases
    wishes: Phrases
    no_reply_addresses: tuple[str, ...]

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "AutomaticWords":
        """Takes the merged language tables (code -> table); languages without [automatic] are passed over."""
        tables = [table["automatic"] for table in languages.values() if "automatic" in table]
        forwards = [table["forward"] for table in languages.values() if "forward" in table]
        names = {f.name for f in fields(cls)} - {"forward_subjects", "no_reply_addresses"}
        edges = dict.fromkeys(_EDGED, _EDGE)
        return cls(
            **{name: Phrases.compile(_all(tables, name), edges.get(name, "")) for name in names},
            forward_subjects=Phrases.compile(_all(forwards, "forward_prefixes"), _COLON),
            no_reply_addresses=tuple(sorted(set(_all(tables, "no_reply_addresses")))),
        )


def _all(tables: Iterable[Mapping[str, Any]], name: str) -> Iterator[str]:
    return (str(phrase) for table in tables for phrase in table.get(name, ()))


def _pattern(phrases: Iterable[str], behind: str) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(_bounded(phrase) + behind for phrase in ordered))


def _bounded(phrase: str) -> str:
    """A pattern of the phrase; where it begins is known, but its parts must end with a word."""
    parts = (part.strip() for part in phrase.split("\u2026"))
    return _GAP.join(
        re.escape(part) + ("" if _UNSPACED.match(part[-1]) else r"(?![^\W\d_])") for part in parts
    )
