"""Puts two marks together: from one to another, each completing what the other leaves out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from parsers.periods.atoms import DASHES, SPACED, Line
from parsers.periods.calendar_days import Days, Mark, resolve
from parsers.periods.digits import recent, sentence_ends, year_at
from parsers.periods.marks import mark
from parsers.periods.names import counted_number
from parsers.periods.words import UNITS

MONTH = UNITS.index("month")


@dataclass(frozen=True, slots=True)
class Found:
    """A time frame and where it stands in the text (start_pos included, end_pos not); see Period."""

    start_pos: int
    end_pos: int
    since: date | None
    until: date | None
    kind: str


class Stretch(NamedTuple):
    """A mark, or the way from one mark to another one, in the atoms from i up to j."""

    i: int
    j: int
    left: Mark
    right: Mark | None = None


def stretch_at(line: Line, i: int, between: bool = False, opened: bool = False) -> Stretch | None:
    """A mark or a range of two; `between` and `opened` say which word came before."""
    if line.at(i).roles and (days := _weekdays(line, i, between, opened)) is not None:
        return days
    parsed = mark(line, i)
    if not parsed:
        return _from_short(line, i, between, opened)
    left, j = parsed
    if left.grain in ("day", "month") and _past_one(line, j):
        j += 1
    if left.grain == "month" and (inner := _days_within(line, left, i, j)):
        return inner
    if line.has(j, "to_now"):
        return Stretch(i, j + 1, left, Mark("day", days=(line.today, line.today)))
    k = _connected(line, j, between, opened)
    right = _right(line, k, left) if k else None
    if right and not (between or opened) and _deadline(line, left, right[0]):
        return Stretch(i, j, left)
    return Stretch(i, right[1], left, right[0]) if right else Stretch(i, j, left)


def _deadline(line: Line, left: Mark, right: Mark) -> bool:
    """True for the "until tomorrow" of "the statement for May until tomorrow": not its last day."""
    ahead = right.grain == "day" and right.days is not None and right.days[0] > line.today
    return ahead and not (left.days and left.days[1] >= line.today)


def month_closed(line: Line, i: int) -> Stretch | None:
    """The "June end" of "as of June end"."""
    parsed = mark(line, i)
    if not parsed or parsed[0].grain != "month" or parsed[0].edge is not None:
        return None
    closed = line.value(parsed[1], "edge") == 2 and line.at(parsed[1]).gap <= SPACED
    return Stretch(i, parsed[1] + 1, parsed[0]._replace(edge=2)) if closed else None


def _past_one(line: Line, j: int) -> bool:
    """True for the "last" of "1 November last"."""
    if line.value(j, "shift") != -1 or line.at(j).gap > SPACED or line.at(j).number >= 0:
        return False
    return not line.at(j + 1).roles.keys() & {"unit", "month", "weekday", "number", "fused", "half", "edge"}


def _from_short(line: Line, i: int, between: bool, opened: bool) -> Stretch | None:
    """3. bis 9. Mai, 01-03/2025, Anfang bis Mitte Mai: the left side takes the rest from the right."""
    number = counted_number(line, i)
    if not (number or line.has(i, "edge")):
        return None
    k = _connected(line, number[1] if number else i + 1, between, opened)
    right = mark(line, k) if k else None
    if not right:
        return None
    if number:
        left = shortened(line, i, number[0], k, right[0])
        return Stretch(i, right[1], left, right[0]) if left else None
    if right[0].edge is not None:
        return Stretch(i, right[1], right[0]._replace(edge=line.value(i, "edge")), right[0])
    return None


def _weekdays(line: Line, i: int, between: bool, opened: bool) -> Stretch | None:
    """Monday 11 to Friday 15 August, Montag, 11. bis Freitag, 15. August: only the second one has a month."""
    if not line.has(i, "weekday", "weekday_short"):
        return None
    j = line.past(i + 1 + line.sign(i + 1, ".,"), "link")
    number = counted_number(line, j)
    k = _connected(line, number[1], between, opened) if number else 0
    right = mark(line, k) if k and line.has(k, "weekday", "weekday_short") else None
    left = shortened(line, j, number[0], k, right[0]) if number and right and right[0].month else None
    return Stretch(i, right[1], left, right[0]) if left and right else None


def shortened(line: Line, i: int, number: int, k: int, full: Mark) -> Mark | None:
    """The mark meant by the number at i before the full one at k: "3. bis 9. Mai", "3. und 4. Quartal"."""
    if full.days or full.edge is not None:
        return None
    dotted = line.has(i, "ordinal", "ordinal_mark") or line.sign(i + 1, ".")
    alike = dotted and (line.has(k, "ordinal", "ordinal_mark") or line.sign(k + 1, "."))
    digits = line.at(k).number >= 0 and (
        (line.glued(i + 1) and line.glued(k))
        or line.at(i).text[0] == "0"
        or line.value(i - 1, "unit") == MONTH
    )
    fits = {"day": True, "month": digits, "quarter": alike, "half": alike, "week": alike}
    return full._replace(number=number) if fits.get(full.grain) else None


def _days_within(line: Line, month: Mark, i: int, j: int) -> Stretch | None:
    """Im November zwischen dem 19. und dem 20., last month from the 4th to the 23rd."""
    k = j + line.sign(j, ",")
    if not line.has(k, "between", "from"):
        return None
    left = counted_number(line, line.past(k + 1, "link"))
    k = _connected(line, left[1], line.has(k, "between"), True) if left else 0
    right = counted_number(line, k) if k else None
    if not left or not right or mark(line, k):
        return None
    number, year = (month.days[0].month, month.days[0].year) if month.days else (month.number, month.year)
    days = (Mark("day", day[0], month=number, year=year) for day in (left, right))
    return Stretch(i, right[1], *days)


def _connected(line: Line, j: int, between: bool, opened: bool) -> int:
    """The index behind "to", "bis", a dash, or the "and" of "between"; 0 when no second date is announced."""
    j = line.past(j, "inclusive")
    if line.sign(j, DASHES):
        if line.at(j).gap > SPACED or line.at(j + 1).gap > SPACED:
            return 0
    elif not (line.has(j, "to") or (between and line.has(j, "and")) or (opened and line.has(j, "onto"))):
        return 0
    j = line.past(line.past_dot(j + 1), "inclusive")
    return line.past(line.past(line.past_dot(j), "onto"), "link")


def _right(line: Line, k: int, left: Mark) -> tuple[Mark, int] | None:
    """The second mark of a range; after "July 13 to" or "KW 3 -" a number is enough."""
    if (
        left.grain in ("week", "quarter")
        and left.number
        and line.digits(k) in (1, 2)
        and (not line.sign(k + 1, ".") or sentence_ends(line, k + 2))
    ):
        year = year_at(line, k + 1)
        return left._replace(number=line.at(k).number, year=year[0] if year else left.year), year[
            1
        ] if year else k + 1
    if line.has(k, "month_close") and (closing := _closing(left)):
        return closing, k + 1
    parsed = mark(line, k)
    if parsed:
        return _in_year(line, left, *parsed)
    if left.grain == "day" and left.month and (number := counted_number(line, k)):
        year = year_at(line, number[1], short=False)
        flaw = "doubt" if number[0] <= left.number else "weak" if left.flaw == "weak" else ""
        right = Mark("day", number[0], month=left.month, year=year[0] if year else left.year, flaw=flaw)
        return right, year[1] if year else number[1]
    return None


def _in_year(line: Line, left: Mark, right: Mark, j: int) -> tuple[Mark, int]:
    """The June of "Jan-Jun 25", where a day would stand beside a whole month."""
    whole = left.grain == "month" and left.number and left.year is None and left.edge is None
    if not whole or right.grain != "day" or right.year or not right.month or right.days:
        return right, j
    year = recent(line, j - 1)
    near = year is not None and line.today.year - 1 <= year <= line.today.year
    return (Mark("month", right.month, year=year), j) if near else (right, j)


def _closing(left: Mark) -> Mark | None:
    """The end of the month in which a range begins: "from 15 October to the end of the month"."""
    month = left.month if left.grain == "day" else left.number if left.grain == "month" else None
    return Mark("month", month, year=left.year, edge=2) if month else None


def days_of(line: Line, stretch: Stretch, usable: tuple[str, ...] = ("",)) -> Days | None:
    """The days from the first to the last of a stretch; None when not sure."""
    left, right = stretch.left, stretch.right
    if not right:
        return resolve(left, line.today) if left.flaw in usable else None
    if left.other and (right.number, right.month)[right.grain == "day"] == left.number:
        left, right = (Mark("day", m.other, month=m.number) if m.other else m for m in (left, right))
    if left.flaw == "weekday" and left.days and right.grain == "day":
        return _from_weekday(left.days[0], right, line)
    if right.flaw == "weekday" and right.days and left.days and left.grain == "day" and not line.alone:
        day, on = left.days[0], right.days[0]
        return day, day + timedelta(days=(on.weekday() - day.weekday()) % 7)
    flaws = {left.flaw, right.flaw} - {""}
    if "doubt" in flaws or (left.flaw == right.flaw and flaws - set(usable) - {"end", "vague"}):
        return None
    if left.year is None and not left.days and right.year is not None:
        return _backwards(left, right, line.today)
    first = resolve(left, line.today)
    last = resolve(right, line.today, not_before=first[0]) if first else None
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _from_weekday(first: date, right: Mark, line: Line) -> Days | None:
    """Monday to Wednesday of this week; without a week they are rather opening hours, or still to come."""
    last = resolve(right, line.today) if not right.flaw and not line.alone else None
    back_ = last and (last[0].weekday() - first.weekday()) % 7
    return (last[0] - timedelta(days=back_), last[0]) if last and back_ else None


def _backwards(left: Mark, right: Mark, today: date) -> Days | None:
    """December to May 2022: the left mark lies in the same year or in the one before."""
    last = resolve(right, today)
    for year in (right.year or 0, (right.year or 0) - 1):
        first = resolve(left.in_year(year), today)
        if first and last and first[0] <= last[1]:
            return first[0], last[1]
    return None
