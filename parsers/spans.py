"""Tells how long a colleague may see something from the days of the documents that they may see."""

import re
from dataclasses import dataclass, replace
from datetime import date

from parsers.asks import Errand
from parsers.errands import ErrandWords
from parsers.periods.finder import Found, find
from parsers.phrases import fold
from parsers.vocabulary import Vocabulary

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is needed to read days in one language."""

    language: str
    vocabulary: Vocabulary
    today: date

    def frames(self, text: str) -> tuple[Found, ...]:
        """The time frames of a text."""
        return find(text, self.language, self.vocabulary.periods, self.today)


def spanned(errand: Errand, language: str, words: ErrandWords, vocabulary: Vocabulary, today: date) -> Errand:
    """The errand with its last day ("bis 30.04.") and the days of the documents ("Rechnungen aus 2024").

    A last day without a year is one to come. "2024 bis 30.04.2026" are the documents of a year, seen until a
    day: an access that ends later than what it shows is of no use, and one that never ends is too much.
    """
    reading = _Reading(language, vocabulary, today)
    for frame in reading.frames(errand.words):
        said = errand.words[frame.start_pos : frame.end_pos]
        if frame.kind == "until" and frame.until:
            errand = replace(errand, until=errand.until or coming(frame.until, said, today))
        elif both := parted(said, words, reading):
            errand = replace(errand, since=both[0], before=both[1], until=both[2])
        elif frame.since and frame.since != frame.until and frame.since < today and not errand.since:
            errand = replace(errand, since=frame.since, before=frame.until)
    return errand


def parted(said: str, words: ErrandWords, reading: _Reading) -> tuple[date, date, date] | None:
    """A range that is two things: a whole period of documents, and behind "until" the last day of access."""
    for joint in WORD.finditer(said):
        if joint.start() == 0 or fold(joint[0]) not in words.ends:
            continue
        before, after = reading.frames(said[: joint.start()]), reading.frames(said[joint.start() :])
        if len(before) == len(after) == 1 and whole(before[0], said) and after[0].until:
            until = coming(after[0].until, said[joint.start() :], reading.today)
            first, last = before[0].since, before[0].until
            if first and last and until >= reading.today > last:
                return first, last, until
    return None


def whole(frame: Found, said: str) -> bool:
    """Whether a frame is a named period with its year, not one day."""
    return frame.since != frame.until and bool(YEAR.search(said[frame.start_pos : frame.end_pos]))


def coming(day: date, said: str, today: date) -> date:
    """A last day as it was meant: without a year the next one of its kind."""
    if day >= today or YEAR.search(said):
        return day
    return next((d for d in (on(day, today.year), on(day, today.year + 1)) if d >= today), day)


def on(day: date, year: int) -> date:
    """The same day of another year; 28 February where there is no 29th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
