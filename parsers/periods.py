"""Finds the time frames in what people write: ranges, "since", "until", single days and balance dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from parsers.calendar_days import AHEAD, Days, Mark, back, resolve
from parsers.period_atoms import SPACED, Line
from parsers.period_marks import duration, mark
from parsers.period_names import counted_number
from parsers.period_ranges import Stretch, days_of, shortened, stretch_at
from parsers.period_words import PeriodWords

ONE = timedelta(days=1)
MOST_SHORT = 8  # numbers that may stand before the mark they belong to
LISTED = ("week", "month", "quarter", "half", "year")  # what a comma or a slash may list
USABLE = ("", "weak", "end", "vague")  # flaws that a word like "since" makes up for


@dataclass(frozen=True, slots=True)
class Period:
    """A time frame: inclusive days, None where it is open; kind is range, since, until, day or as_of."""

    since: date | None
    until: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """A time frame and where it stands in the text (start_pos included, end_pos not)."""

    start_pos: int
    end_pos: int
    since: date | None
    until: date | None
    kind: str


Frames = tuple[list[Found], int] | None  # what was found (nothing: not sure) and the index behind it


def find(
    text: str, language: str, words: PeriodWords, today: date, fiscal_start: int | None = None
) -> tuple[Found, ...]:
    """All time frames of a text in its order; what may mean two things is left out.

    A month or day without a year is the last one that has begun. `fiscal_start` is the month in which the
    reader's fiscal year starts; without it fiscal years are left out.
    """
    return tuple(_scan(Line(text, words.of(language), today, fiscal_start)))


def read(
    text: str, language: str, words: PeriodWords, today: date, fiscal_start: int | None = None
) -> Period | None:
    """The time frame that a phrase is; None when it says something else too, or when we are not sure."""
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
    i = 0
    while i < len(line.atoms):
        atom = line.atoms[i]
        frames = _frames(line, i) if atom.roles or atom.number >= 0 else None
        if frames:
            found += frames[0]
        i = max(i + 1, frames[1] if frames else 0)
    return found


def _frames(line: Line, i: int) -> Frames:
    """The frames that begin at an atom; a date beyond the edge of the calendar is none."""
    try:
        for role, reader in OPENERS:
            if line.has(i, role) and (frames := reader(line, i)):
                return frames
        return _plain(line, i)
    except (ValueError, OverflowError):
        return None


def _behind(line: Line, i: int) -> int:
    """The index behind the opening word and what may stand between it and its date."""
    j = line.past(line.past_dot(i + 1), "inclusive")
    j = line.past_dot(j) + (line.sign(j, ":") and line.glued(j))
    return line.past(line.past(j, "link"), "inclusive")


def _frame(line: Line, i: int, stretch: Stretch, days: tuple[date | None, date | None], kind: str) -> Frames:
    """One frame in the text, when it stands free there."""
    if not line.cut_off(i, stretch.j) or _inside_number(line, stretch):
        return None
    j = line.past(stretch.j, "inclusive", 1) if stretch.right else stretch.j
    kind = "day" if kind == "range" and days[0] == days[1] else kind
    return [Found(line.at(i).start, line.at(j - 1).end, days[0], days[1], kind)], j


def _since(line: Line, i: int) -> Frames:
    """Seit März, since 3 weeks, ab 1.10.; with a second date it is a range."""
    j = _behind(line, i)
    stretch = stretch_at(line, j, opened=True)
    if not stretch:
        length = duration(line, j)
        first = length and back(line.today, length[0], length[1])
        return _frame(line, i, Stretch(j, length[2], Mark("day")), (first, None), "since") if length else None
    days = days_of(line, stretch, (*USABLE, "weekday"))
    if not days:
        return [], stretch.j
    return (
        _frame(line, i, stretch, days, "range")
        if stretch.right
        else _frame(line, i, stretch, (days[0], None), "since")
    )


def _starting(line: Line, i: int) -> Frames:
    """Ab 1.10., starting in June: like "since", but the day may lie a month ahead."""
    stretch = stretch_at(line, _behind(line, i), opened=True)
    if not stretch or stretch.right or stretch.left.flaw not in USABLE:
        return _since(line, i)
    days = resolve(stretch.left, line.today + AHEAD)
    return _frame(line, i, stretch, (days[0], None), "since") if days else ([], stretch.j)


def _after(line: Line, i: int) -> Frames:
    """After 3 March begins on the 4th."""
    stretch = stretch_at(line, _behind(line, i))
    days = days_of(line, stretch, ("", "end")) if stretch and not stretch.right else None
    return _frame(line, i, stretch, (days[1] + ONE, None), "since") if stretch and days else None


def _before(line: Line, i: int) -> Frames:
    """Before 3 March ends on the 2nd; "before the end of March" may mean either."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch or stretch.right or stretch.left.edge is not None:
        return None
    days = days_of(line, stretch, USABLE)
    return _frame(line, i, stretch, (None, days[0] - ONE), "until") if days else ([], stretch.j)


def _until(line: Line, i: int) -> Frames:
    """Bis Ende Mai, until 3 March; "until Friday" is rather something to come."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch:
        return None
    days = days_of(line, stretch, USABLE)
    if not days:
        return [], stretch.j
    return _frame(
        line, i, stretch, days if stretch.right else (None, days[1]), "range" if stretch.right else "until"
    )


def _by(line: Line, i: int) -> Frames:
    """By 21 November is rather something to come."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch or stretch.right or stretch.left.flaw not in USABLE:
        return _until(line, i)
    days = resolve(stretch.left, line.today, not_before=line.today)
    return _frame(line, i, stretch, (None, days[1]), "until") if days else ([], stretch.j)


def _until_day(line: Line, i: int) -> Frames:
    """A statement to 30/11/2025."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch or stretch.right or not (stretch.left.grain == "day" or stretch.left.edge == 2):
        return None
    return _until(line, i)


def _as_of(line: Line, i: int) -> Frames:
    """Per 31.12., as of end of January, Stand heute: a balance date, which may lie a month ahead."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch or stretch.right:
        return None
    if stretch.left.flaw not in USABLE or not (stretch.left.grain == "day" or stretch.left.edge == 2):
        return [], stretch.j
    days = resolve(stretch.left, line.today + AHEAD)
    return _frame(line, i, stretch, (None, days[1]), "as_of") if days else ([], stretch.j)


def _month_end(line: Line, i: int) -> Frames:
    """At 31 March is a balance date, at 8 May is not."""
    parsed = mark(line, _behind(line, i))
    days = resolve(parsed[0], line.today + AHEAD) if parsed and not parsed[0].flaw else None
    return _as_of(line, i) if days and (days[1] + ONE).day == 1 else None


def _between(line: Line, i: int) -> Frames:
    """Zwischen 3. und 9. Mai, between March and May."""
    stretch = stretch_at(line, _behind(line, i), between=True, opened=True)
    if not stretch or not stretch.right:
        return None
    days = days_of(line, stretch, USABLE)
    return _frame(line, i, stretch, days, "range") if days else ([], stretch.j)


def _from(line: Line, i: int) -> Frames:
    """Vom 3. bis 9. Mai, from March to May, from March on; with one date it says no more than "of"."""
    j = _behind(line, i)
    stretch = stretch_at(line, j, opened=True)
    if not stretch:
        return None
    days = days_of(line, stretch, USABLE)
    if stretch.right:
        return _frame(line, i, stretch, days, "range") if days else ([], stretch.j)
    if days and line.has(stretch.j, "onward"):
        return _onward(line, i, stretch, days)
    return _plain(line, j)


def _onward(line: Line, i: int, stretch: Stretch, days: Days) -> Frames:
    return _frame(line, i, replace(stretch, j=stretch.j + 1), (days[0], None), "since")


def _plain(line: Line, i: int) -> Frames:
    """A frame without an opening word, or a list of such frames."""
    short = _short_items(line, i)
    stretch = short[0] if short else stretch_at(line, i)
    if not stretch or _inside_number(line, stretch):
        return None
    items = short or list(_items(line, stretch))
    if not line.cut_off(i, items[-1].j):
        items = [stretch]
        if not line.cut_off(i, stretch.j):
            return None
    cued = line.alone or line.has(
        i - 1, "on", "from", "until", "by", "since", "starting", "before", "between", "as_of"
    )
    usable = ("", "weak", "weekday") if cued else ("", "weekday")
    usable = (*usable, "end") if line.alone else usable
    if stretch.right and stretch.left.flaw == stretch.right.flaw == "weekday":
        return [], stretch.j
    days = days_of(line, stretch, usable)
    if not stretch.right and line.has(stretch.j, "onward") and line.at(stretch.j).text != "on" and days:
        return _onward(line, i, stretch, days)
    if len(items) > 1:
        return _list(line, items)
    return _frame(line, i, stretch, days, "range") if days else ([], stretch.j)


def _inside_number(line: Line, stretch: Stretch) -> bool:
    """True when a year or month in digits is part of a phone, order or article number, or of "summer 2024"."""
    if stretch.left.grain == "year" and line.has(stretch.i - 1, "narrower"):
        return True
    if line.alone or stretch.left.grain not in ("year", "month") or line.at(stretch.i).number < 0:
        return False
    i = stretch.i - 1
    i -= line.sign(i, ".:#/-–")
    if (
        line.has(i, "number_cue")
        or line.sign(i + 1, "#")
        or line.has(stretch.j, "measure")
        or line.sign(stretch.j, "€$£%")
    ):
        return True
    j = stretch.j + line.sign(stretch.j, "/-–")
    return stretch.left.grain == "year" and (line.at(i).text.isdigit() or line.at(j).text.isdigit())


def _short_items(line: Line, i: int) -> list[Stretch]:
    """The members of "am 3., 4. und 5. Mai" and "1. und 2. Quartal 2025": numbers, then a full mark."""
    numbers: list[tuple[int, int, int]] = []
    number = counted_number(line, i)
    while number and len(numbers) < MOST_SHORT:
        numbers.append((i, number[1], number[0]))
        if not (line.has(number[1], "and") or line.sign(number[1], ",/&+")):
            return []
        i = line.past(number[1] + 1, "link")
        full = mark(line, i)
        if full:
            lefts = [(j, k, shortened(line, j, n, i, full[0])) for j, k, n in numbers]
            short = [Stretch(j, k, left) for j, k, left in lefts if left and left.grain != "month"]
            return [*short, Stretch(i, full[1], full[0])] if len(short) == len(numbers) else []
        number = counted_number(line, i)
    return []


def _items(line: Line, first: Stretch) -> Iterator[Stretch]:
    """The members of a list like "Januar, Februar und März 2025", all of one grain."""
    item: Stretch | None = first
    while item:
        yield item
        j = item.j
        if line.has(item.i, "noun"):
            return
        slash = line.sign(j, "/+&") or (line.sign(j, ",") and not line.glued(j + 1))
        if not (line.has(j, "and") or (slash and first.left.grain in LISTED) or line.sign(j, "+&")):
            return
        j = line.past(j + 1, "link")
        item = stretch_at(line, j) if line.at(j).gap <= SPACED + 1 else None
        if not item:
            item = _listed_number(line, j, first)
        if item and (item.left.grain != first.left.grain or item.left.flaw):
            return


def _listed_number(line: Line, j: int, first: Stretch) -> Stretch | None:
    """The 4 of "KW 3 und 4" and "KW 31/32", not that of "KW 3 und 4 Paletten"."""
    left = first.left
    if left.grain not in ("week", "quarter") or not left.number or line.digits(j) not in (1, 2):
        return None
    if line.at(j + 1).text[:1].isalnum() and not line.has(j + 1, "link"):
        return None
    return Stretch(j, j + 1, Mark(left.grain, line.at(j).number, year=left.year))


def _list(line: Line, items: list[Stretch]) -> Frames:
    """The frames of a list: neighbours in the calendar become one frame."""
    items = _with_years(items)
    found: list[Found] = []
    last: Days | None = None
    for item in items:
        days = _next_to(line, item, last)
        if not days:
            return [], items[-1].j
        start, end = line.at(item.i).start, line.at(item.j - 1).end
        if found and last and days[0] <= last[1] + ONE and last[0] <= days[1] + ONE:
            before = found.pop()
            days, start = (min(last[0], days[0]), max(last[1], days[1])), before.start_pos
        found.append(Found(start, end, days[0], days[1], "day" if days[0] == days[1] else "range"))
        last = days
    return found, items[-1].j


def _with_years(items: list[Stretch]) -> list[Stretch]:
    """Gives members without a year that of the next one: "Dezember und Januar 2025" begins in 2024."""
    done: list[Stretch] = []
    for item in reversed(items):
        left, later = item.left, done[-1].left if done else None
        if later and later.year and left.year is None and not left.days and not item.right:
            over = (left.month or 0, left.number) > (later.month or 0, later.number)
            item = Stretch(item.i, item.j, left.in_year(later.year - over))
        done.append(item)
    return done[::-1]


def _next_to(line: Line, item: Stretch, last: Days | None) -> Days | None:
    """The days of a member: right after the one before when they can be, else as if it stood alone."""
    if last and not item.right and item.left.year is None and not item.left.days:
        days = resolve(item.left, line.today, not_before=last[1] + ONE)
        if days and days[0] == last[1] + ONE:
            return days
    return days_of(line, item)


OPENERS: tuple[tuple[str, Callable[[Line, int], Frames]], ...] = (
    ("since", _since),
    ("starting", _starting),
    ("between", _between),
    ("from", _from),
    ("after", _after),
    ("as_of", _as_of),
    ("month_end_of", _month_end),
    ("before", _before),
    ("by", _by),
    ("until", _until),
    ("until_day", _until_day),
)
