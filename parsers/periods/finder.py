"""Finds the time frames in what people write: ranges, "since", "until", single days and balance dates."""

from dataclasses import dataclass
from datetime import date

from parsers.periods import fiscal
from parsers.periods.atoms import Line
from parsers.periods.frames import frames_at
from parsers.periods.headed_years import headed
from parsers.periods.ranges import Found
from parsers.periods.words import PeriodWords

__all__ = ["Found", "Period", "PeriodWords", "find", "read"]

LONGEST = 65_536  # characters that are read; nobody names a time frame behind them
BARE_DAY = 4  # letters of "19th"
MOST_MARKS = 2_000  # numbers and calendar words that are read


@dataclass(frozen=True, slots=True)
class Period:
    """A time frame: inclusive days, None where it is open; kind is range, since, until, day or as_of."""

    since: date | None
    until: date | None
    kind: str


def find(
    text: str,
    language: str,
    words: PeriodWords,
    today: date,
    fiscal_start: int | None = None,
    thread: tuple[date, date] | None = None,
) -> tuple[Found, ...]:
    """All time frames of a text in its order; what may mean two things is left out.

    A month or day without a year is the last one that has begun. `fiscal_start` is the month in which the
    reader's fiscal year starts, unless the text tells it; without it fiscal years are left out. `thread` is
    what "the month before" leans on when the text itself names no other. Behind LONGEST characters or
    MOST_MARKS numbers and calendar words nothing is read.
    """
    line = Line(text[:LONGEST], words.of(language), today, fiscal_start, anchor=thread, thread=thread)
    return tuple(headed(line, _scan(line)))


def read(
    text: str, language: str, words: PeriodWords, today: date, fiscal_start: int | None = None
) -> Period | None:
    """The time frame that a phrase is; None when it says something else too, or when we are not sure."""
    if len(text) > LONGEST:
        return None
    line = Line(text, words.of(language), today, fiscal_start, alone=True)
    found = _scan(line)
    if len(found) != 1 or not all(_says_nothing(line, i, found[0]) for i in range(len(line.atoms))):
        return None
    return Period(found[0].since, found[0].until, found[0].kind)


def _says_nothing(line: Line, i: int, found: Found) -> bool:
    """True for an atom inside the frame, a sign, an article, or the time of day."""
    atom = line.at(i)
    if found.start_pos <= atom.start < found.end_pos or line.has(i, "filler", "link", "clock", "inclusive"):
        return True
    if not atom.text or not atom.text[0].isalnum():
        return True
    clock = line.has(i + 1, "clock") or line.sign(i + 1, ":.") or line.sign(i - 1, ":.")
    return clock and 0 <= atom.number < 60


def _scan(line: Line) -> list[Found]:
    found: list[Found] = []
    if not line.begins:
        return found
    told, behind = fiscal.tell(line)
    read = 0  # the atoms that are part of a frame before
    for i in line.begins:
        if i < read or told <= i < behind:
            continue
        if len(line.marks) >= MOST_MARKS:
            break
        if frames := frames_at(line, i):
            found += frames[0]
            line.anchor = _anchor(line, frames[0]) or line.anchor
            read = frames[1]
    return found


def _anchor(line: Line, found: list[Found]) -> tuple[date, date] | None:
    """The days that what follows may lean on: the last frame that has begun."""
    for one in reversed(found):
        since, until = one.since or one.until, one.until
        if one.end_pos - one.start_pos <= BARE_DAY:
            continue  # the 19th is rather that of a visit
        if since and until and one.kind != "since" and since <= line.today:
            return since, until
    return None
