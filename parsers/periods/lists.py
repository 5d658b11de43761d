"""Reads lists of time frames: "Januar, Februar und März 2025", "am 3. und 5. Mai", "1. und 2. Quartal"."""

from collections.abc import Iterator
from datetime import timedelta

from parsers.periods.atoms import DASHES, SPACED, Line
from parsers.periods.calendar_days import Days, Mark, resolve
from parsers.periods.marks import mark
from parsers.periods.names import counted_number
from parsers.periods.ranges import Found, Stretch, days_of, shortened, stretch_at

ONE = timedelta(days=1)
LISTED = ("week", "month", "quarter", "half", "year")  # what a comma or a slash may list
MOST_ITEMS = 24
MOST_SHORT = 5  # numbers that may stand before the mark they belong to


def short_items(line: Line, i: int) -> list[Stretch]:
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


def items_from(line: Line, first: Stretch) -> Iterator[Stretch]:
    """The members of a list like "Januar, Februar und März 2025", all of one grain."""
    item: Stretch | None = first
    for _ in range(MOST_ITEMS):
        if not item:
            return
        yield item
        j = item.j
        if line.has(item.i, "noun"):
            return
        j += line.sign(j, DASHES) and line.glued(j) and line.has(j + 1, "and")  # "August- und September..."
        j += 2 * (line.sign(j, "'’") and line.glued(j) and line.at(j + 1).text == "s")  # "Monday's and ..."
        line.anchor = days_of(line, item, ("", "weekday")) or line.anchor  # "2024 and the year before"
        comma = line.sign(j, ",") and not line.glued(j + 1) and not _denied(line, first.i)
        slash = line.sign(j, "/+&") or comma
        if beside := _beside(line, item, j):
            item = beside
            continue
        if not (line.has(j, "and") or (slash and first.left.grain in LISTED) or line.sign(j, "+&")):
            return
        j = line.past(line.past_dot(j + 1), "link")
        item = stretch_at(line, j) if line.at(j).gap <= SPACED + 1 else None
        if not item:
            item = _listed_number(line, j, first)
        usable = ("", "end", first.left.flaw if first.left.flaw == "weekday" else "")
        if item and (item.left.grain != first.left.grain or item.left.flaw not in usable):
            return
        if item and comma and line.has(item.j, "predicate"):
            return  # "May and June, June is settled"


def _beside(line: Line, item: Stretch, j: int) -> Stretch | None:
    """The July of "June July and August", in haste without a comma."""
    if item.right or item.left.grain != "month" or not line.has(j, "month") or line.at(j).gap > SPACED:
        return None
    found = stretch_at(line, j)
    plain = found is not None and found.left.grain == "month" and not found.left.flaw
    return found if plain else None


def _denied(line: Line, i: int) -> bool:
    """True for the March of "not March, April"."""
    return line.has(i - 1, "denial") or (line.has(i - 1, "link", "from", "cue") and line.has(i - 2, "denial"))


def _listed_number(line: Line, j: int, first: Stretch) -> Stretch | None:
    """The 4 of "KW 3 und 4" and "KW 31/32 bitte", not that of "KW 3 und 4 Paletten"."""
    left = first.left
    if left.grain not in ("week", "quarter") or not left.number or line.digits(j) not in (1, 2):
        return None
    following = line.at(j + 1).text[:1]
    if (following.isupper() or following.isdigit()) and not line.has(j + 1, "link"):
        return None
    return Stretch(j, j + 1, Mark(left.grain, line.at(j).number, year=left.year))


def frames_of(line: Line, items: list[Stretch]) -> tuple[list[Found], int]:
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
            done.append(item._replace(left=left.in_year(later.year - over)))
        elif later and left.flaw == "weekday" and left.days and later.days and not later.flaw:
            back = (later.days[0].weekday() - left.days[0].weekday()) % 7  # "Monday and Tuesday last week"
            day = later.days[0] - timedelta(days=back)
            done.append(item._replace(left=Mark("day", days=(day, day))))
        else:
            done.append(item)
    return done[::-1]


def _next_to(line: Line, item: Stretch, last: Days | None) -> Days | None:
    """The days of a member: right after the one before when they can be, else as if it stood alone."""
    if last and not item.right and item.left.year is None and not item.left.days:
        days = resolve(item.left, line.today, not_before=last[1] + ONE)
        if days and days[0] == last[1] + ONE:
            return days
    return days_of(line, item, ("", "weekday"))
