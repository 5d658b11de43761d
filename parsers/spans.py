"""Tells how long a colleague may see something from the days of the documents that they may see."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

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
    if errand.deed == "remove":
        return replace(errand, until=farewell(errand, words, reading))
    for frame in reading.frames(errand.words):
        said = errand.words[frame.start_pos : frame.end_pos]
        if frame.kind == "until" and frame.until:
            errand = replace(errand, until=errand.until or coming(frame.until, said, today))
        elif both := parted(said, words, reading):
            errand = replace(errand, since=both[0], before=both[1], until=both[2])
        elif frame.since and frame.since != frame.until and frame.since < today and not errand.since:
            errand = replace(errand, since=frame.since, before=frame.until)
    return errand


def farewell(errand: Errand, words: ErrandWords, reading: _Reading) -> date | None:
    """The last day of somebody who is yet to leave; None when they have left, or no day is named."""
    today, found = reading.today, reading.frames(errand.words)
    days = [last_day(frame, errand.words, words, today) for frame in found]
    if "year_end" in errand.marks:
        days.append(date(today.year, 12, 31))
    if "month_end" in errand.marks:
        days.append(month_end(today))
    return max((day for day in days if day and day >= today), default=None)


def last_day(frame: Found, text: str, words: ErrandWords, today: date) -> date | None:
    """The last day that a frame names: "zum 31.12." that day, "ab 1.12." the day before.

    Without a year it is the nearest one of its kind. Who "left today" is gone already.
    """
    said, before = text[frame.start_pos : frame.end_pos], WORD.findall(fold(text[: frame.start_pos]))
    opening = {*before[-1:], *WORD.findall(fold(said))[:1]}
    opened = frame.kind == "since" or not words.starts.isdisjoint(opening)
    day = frame.since if opened and frame.since else frame.until or frame.since
    if day is None:
        return None
    day = day if YEAR.search(said) else nearest(day, today)
    if opened:
        return day - timedelta(days=1)
    return None if day == today and frame.kind != "until" else day


def nearest(day: date, today: date) -> date:
    """The same day of last, this or next year, whichever is nearest to today."""
    return min((on(day, today.year + n) for n in (-1, 0, 1)), key=lambda d: abs(d - today))


def month_end(today: date) -> date:
    """The last day of this month."""
    return (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


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
