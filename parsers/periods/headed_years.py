"""Months that a year before them in the sentence is the year of: "from 2024 there lack February and May"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from parsers.periods.atoms import Line
from parsers.periods.ranges import Found

STOP = re.compile(r"[.!?;\n]")
DIGIT = re.compile(r"[0-9]")
MOST_DAYS, SHORTEST = 31, 28  # of a month
ONE = timedelta(days=1)


def headed(line: Line, found: Sequence[Found]) -> list[Found]:
    """The frames; months named without a year take that of the whole year before them, which is left out."""
    kept: list[Found] = []
    year: Found | None = None
    for one in found:
        last = kept[-1] if kept else None
        if year and last and STOP.search(line.text, last.end_pos, one.start_pos):
            year = None
        if year and _month(line, one) and (last is not year or _apart(line, year, one)):
            kept = kept[:-1] if last is year else kept
            kept.append(_in(one, year))
            continue
        year = one if _whole_year(one) else None
        kept.append(one)
    return kept


def _whole_year(one: Found) -> bool:
    first, last = one.since, one.until
    ends = first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return bool(ends and first and last and first.year == last.year)


def _month(line: Line, one: Found) -> bool:
    """True for a month, or a part of one, that is written without a year."""
    if not (one.since and one.until and one.kind == "range") or DIGIT.search(
        line.text, one.start_pos, one.end_pos
    ):
        return False
    alike = any(line.has(i, "shift") for i in _between(line, one.start_pos, one.end_pos))
    return not alike and one.since.month == one.until.month and (one.until - one.since).days < MOST_DAYS


def _apart(line: Line, year: Found, one: Found) -> bool:
    """True unless an "and" or nothing but a comma stands between: "2024 and May" are two frames."""
    between = _between(line, year.end_pos, one.start_pos)
    joined = any(line.has(i, "and") or line.sign(i, "+&") for i in between)
    return not joined and any(not line.sign(i, ",/") for i in between)


def _between(line: Line, first: int, last: int) -> list[int]:
    return [i for i, atom in enumerate(line.atoms) if first <= atom.start < last]


def _in(one: Found, year: Found) -> Found:
    """The frame, moved into the year."""
    if not (one.since and one.until and year.since):
        return one
    first = one.since.replace(year=year.since.year, day=min(one.since.day, SHORTEST))
    next_month = (first.replace(day=SHORTEST) + timedelta(days=MOST_DAYS - SHORTEST + 1)).replace(day=1)
    closes = (one.until + ONE).day == 1  # February is not always as long
    last = next_month - ONE if closes else first + (one.until - one.since)
    return replace(one, since=first, until=last)
