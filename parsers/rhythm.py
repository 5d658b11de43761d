"""Reads how often something is wished: every Friday, on the first of the month, as soon as it is there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parsers.asks import Rhythm
from parsers.phrases import fold

LONGEST = 16_384  # characters that are read
SHORT = 120  # characters of a message that says nothing but "stop"
LAST = 31  # the last day of a month, however many it has
LAST_NTH = 5
SENTENCE = re.compile(r"(?<!\d)[.!?;](?=\s)|\n+")
ADDRESS = re.compile(r"(?<![\w.+-])([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})(?![\w-])")
BETWEEN = r":? (?:[^ @]{1,30} ){0,3}<?"  # words between "to" and an address
EVERY = (
    "year",
    "quarter",
    "month",
    "fortnight",
    "week",
    "workday",
    "day",
    "new",
)  # what counts if several fit
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, folded; of weekdays and ordinals the place is what counts."""

    every: Mapping[str, re.Pattern[str]]
    first: re.Pattern[str]
    last: re.Pattern[str]
    working: re.Pattern[str]
    weekdays: Sequence[re.Pattern[str]]
    ordinals: Sequence[re.Pattern[str]]
    day: re.Pattern[str]
    ignored: re.Pattern[str]
    towards: re.Pattern[str]
    statement: re.Pattern[str]
    listing: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RhythmWords:
    """The words for rhythms by language."""

    languages: Mapping[str, Words]
    stop: frozenset[str]  # words of all languages that end a subscription when nothing else is said
    polite: frozenset[str]  # what may stand beside them
    parts: re.Pattern[str]  # between two things that are wished

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "RhythmWords":
        """From the tables [rhythm] of the languages that have them."""
        tables = {code: table["rhythm"] for code, table in languages.items() if "rhythm" in table}
        stop, polite = (
            frozenset(fold(word) for table in tables.values() for word in table[key])
            for key in ("stop", "polite")
        )
        joins = "|".join(re.escape(word) for table in tables.values() for word in table["joins"])
        parts = re.compile(rf",\s|\s(?:{joins})\s")
        return cls({code: _words(table) for code, table in tables.items()}, stop, polite, parts)


def _words(table: Mapping[str, Any]) -> Words:
    return Words(
        every={unit: _any_of(table[unit]) for unit in EVERY},
        first=_any_of(table["first"]),
        last=_any_of(table["last"]),
        working=_any_of(table["working"]),
        weekdays=[_any_of(names) for names in table["weekdays"]],
        ordinals=[_any_of(names) for names in table["ordinals"]],
        day=re.compile("|".join(re.escape(fold(d)).replace(r"\{n\}", r"(\d{1,2})") for d in table["days"])),
        ignored=_any_of(table["ignored"]),
        towards=re.compile(_any_of(table["towards"]).pattern + BETWEEN + ADDRESS.pattern),
        statement=_any_of(table["statement"]),
        listing=_any_of(table["listing"]),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these, between the borders of words; `*` stands for more letters, `{n}` for a number."""
    longest_first = sorted(map(fold, words), key=len, reverse=True)
    if not longest_first:
        return NEVER
    told = "|".join(
        re.escape(word).replace(r"\*", r"\w{0,20}").replace(r"\{n\}", r"\d{1,2}") for word in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)")


def rhythms(text: str, language: str, words: RhythmWords, several: bool = False) -> tuple[Rhythm, ...]:
    """The rhythms of a text, sentence by sentence; part by part where `several` things are wished."""
    known = words.languages.get(language)
    if known is None:
        return ()
    sentences = SENTENCE.split(text[:LONGEST])
    parts = [part for s in sentences for part in words.parts.split(s)] if several else sentences
    return tuple(found for part in parts if (found := rhythm(" ".join(fold(part).split()), known)))


def rhythm(text: str, words: Words) -> Rhythm | None:
    """The rhythm of one folded sentence; None when it names none."""
    text = words.ignored.sub(" ", text)
    units = [unit for unit in EVERY if words.every[unit].search(text)]
    if not units:
        return None
    unit, weekday = units[0], _place(words.weekdays, text)
    if unit in ("month", "quarter", "year"):
        return _of_calendar(unit, weekday, text, words)
    if unit in ("week", "fortnight"):
        return Rhythm("week", weekday=weekday, interval=2 if unit == "fortnight" else 1)
    if unit == "workday" or (unit == "day" and words.working.search(text)):
        return Rhythm("day", working=True)
    return Rhythm(unit)


def _of_calendar(unit: str, weekday: int | None, text: str, words: Words) -> Rhythm:
    nth = _nth(weekday, text, words) if weekday is not None else None
    if nth is not None:
        return Rhythm(unit, weekday=weekday, nth=nth)
    return Rhythm(unit, day=_day(text, words), working=bool(words.working.search(text)))


def _day(text: str, words: Words) -> int | None:
    """The day of the month."""
    if words.last.search(text):
        return LAST
    days = [int(d) for hit in words.day.finditer(text) for d in hit.groups() if d and 0 < int(d) <= LAST]
    if days:
        return days[0]
    if words.first.search(text):
        return 1
    place = _place(words.ordinals, text)
    return None if place is None else place + 1


def _nth(weekday: int | None, text: str, words: Words) -> int | None:
    """Which of the weekdays of a month: the word right before its name says it."""
    hit = words.weekdays[weekday].search(text) if weekday is not None else None
    before = text[: hit.start()].split()[-1:] if hit else []
    if before and words.last.fullmatch(before[0]):
        return LAST_NTH
    digits = words.day.search(" ".join(text[: hit.start()].split()[-2:])) if hit else None
    if digits:
        return next((int(d) for d in digits.groups() if d and 0 < int(d) <= LAST_NTH), None)
    place = _place(words.ordinals, before[0]) if before else None
    return None if place is None else place + 1


def _place(patterns: Sequence[re.Pattern[str]], text: str) -> int | None:
    """The place of the pattern that is found first in a text."""
    found = [(hit.start(), n) for n, pattern in enumerate(patterns) if (hit := pattern.search(text))]
    return min(found)[1] if found else None


def addressed(text: str, language: str, words: RhythmWords) -> Iterator[str]:
    """The mail addresses that something is wished to, folded."""
    known, said = words.languages.get(language), " ".join(fold(text[:LONGEST]).split())
    return (hit.group(1) for hit in known.towards.finditer(said)) if known else iter(())


def of_statement(text: str, language: str, words: RhythmWords) -> bool:
    """Whether a text speaks of the statement of account."""
    known = words.languages.get(language)
    return bool(known and known.statement.search(" ".join(fold(text[:LONGEST]).split())))


def lists(text: str, language: str, words: RhythmWords) -> bool:
    """Whether a short text asks what is sent regularly."""
    known = words.languages.get(language)
    return bool(known and len(text) <= SHORT and known.listing.search(" ".join(fold(text).split())))


def stops(text: str, words: RhythmWords) -> bool:
    """Whether a text says nothing but that it should end."""
    said = set(re.findall(r"[^\W_]+", fold(text[: SHORT + 1])))
    return len(text) <= SHORT and bool(said & words.stop) and said <= words.stop | words.polite
