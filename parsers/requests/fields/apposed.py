"""Time frames that belong together: "FY 2025 (July 2024 to June 2025)", "from 1 May to the fire, 4 June"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from parsers.requests.fields.appointments import MANY
from parsers.requests.text.clauses import Clause

MONTH = timedelta(days=27)  # what lasts as long may be told again, more exactly
BESIDE = (",", ":", "=", "-", "–")  # alone between two time frames, the second of which says it exactly
NEAR = 2  # words from a time frame to the end it is given
EVENT = 10  # words of "to the day of the fire, 4 June"

Days = tuple[date | None, date | None]
Frame = tuple[int, Any]  # the index of the word and the time frame


def apposed(clause: Clause, frames: Sequence[Frame]) -> dict[int, Any]:
    """What becomes of the time frames of a clause, by the index of their word: another one, or None."""
    found: dict[int, Any] = {}
    for before, after in pairwise(frames):
        for at, frame in (
            *_explained(clause, before, after),
            *_year(before, after),
            *_months_of(before, after),
            *_event(clause, before, after),
            *_shortened(before, after),
        ):
            found[at] = frame
    return found


def completed(clause: Clause, days: Days) -> Days:
    """The days of a time frame as a later clause of its sentence tells them more exactly, else the same."""
    things = ((i, word.thing) for i, word in enumerate(clause.words))
    frames: list[Frame] = [(i, thing.value) for i, thing in things if thing and thing.sort == "period"]
    told = apposed(clause, frames) if 1 < len(frames) <= MANY else {}
    for (at, frame), (_, behind) in pairwise(frames):
        if at in told and (frame.since, frame.until) == days:
            exact = told[at] or behind
            return exact.since, exact.until
    return days


def _explained(clause: Clause, before: Frame, after: Frame) -> Iterator[tuple[int, Any]]:
    """A fiscal year, a quarter, a month with its days behind it."""
    (at, whole), (then, days) = before, after
    if not (whole.kind == days.kind == "range" and whole.until - whole.since >= MONTH):
        return
    signs = {word.written for word in clause.words[at + 1 : then]}
    led = "(" in signs or (then == at + 2 and not signs.isdisjoint(BESIDE))
    led = led or any(at < h.first < then for h in clause.of("namely"))
    if led and ")" not in signs and days.since <= whole.until and whole.since <= days.until:
        yield at, None


def _year(before: Frame, after: Frame) -> Iterator[tuple[int, Any]]:
    """The "of this year" behind days: "vom 10.2. bis 28.2. dieses Jahres"."""
    (at, days), (then, year) = before, after
    if then != at + 1 or year.kind != "range" or days.kind not in ("day", "range"):
        return
    if not _calendar(year):
        return
    if days.since.year == days.until.year and (days.since.day, days.until.day) < (29, 32):
        told = year.since.year
        yield at, replace(days, since=days.since.replace(year=told), until=days.until.replace(year=told))
        yield then, None


def _months_of(before: Frame, after: Frame) -> Iterator[tuple[int, Any]]:
    """The months right behind a year that does not hold them yet: "of 2025 from January to December"."""
    (at, year), (then, days) = before, after
    if then != at + 1 or not (year.kind == days.kind == "range" and _calendar(year)):
        return
    if days.since.year == days.until.year != year.since.year and (days.until.month, days.until.day) != (
        2,
        29,
    ):
        told = year.since.year
        yield at, None
        yield then, replace(days, since=days.since.replace(year=told), until=days.until.replace(year=told))


def _calendar(frame: Any) -> bool:
    """True for the whole of one year."""
    return bool((frame.since, frame.until) == (date(frame.since.year, 1, 1), date(frame.since.year, 12, 31)))


def _shortened(before: Frame, after: Frame) -> Iterator[tuple[int, Any]]:
    """A year with one end of its own: "of this year until the end of May", "2024 from March on"."""
    (at, whole), (then, end) = before, after
    if whole.kind != "range" or then - at > NEAR or end.kind not in ("until", "since"):
        return
    if end.kind == "until" and whole.since < end.until < whole.until:
        yield at, replace(whole, until=end.until)
        yield then, None
    if end.kind == "since" and whole.until.month == 12 and (end.since.month, end.since.day) < (12, 31):
        begin = end.since.replace(day=min(end.since.day, 28), year=whole.until.year)
        if whole.since < begin:
            yield at, replace(whole, since=begin)
            yield then, None


def _event(clause: Clause, before: Frame, after: Frame) -> Iterator[tuple[int, Any]]:
    """From a day to that of something that happened, whose day stands behind a comma."""
    (at, first), (then, last) = before, after
    if not (first.kind == last.kind == "day" and first.since < last.since and then - at <= EVENT):
        return
    signs = [word.written for word in clause.words[at + 1 : then] if not word.written[:1].isalnum()]
    if signs in ([","], ["("]) and any(h.first == at + 1 for h in clause.of("filter:until_event")):
        yield at, replace(first, until=last.until, kind="range")
        yield then, None
