"""Reads what stands before a date: "since", "until", "as of", "between", or nothing."""

from collections.abc import Callable
from datetime import date, timedelta

from parsers.periods.atoms import SPACED, Line
from parsers.periods.bare_days import bare_day, bare_days, bare_end, free_day, latest
from parsers.periods.calendar_days import AHEAD, Days, Mark, back, part, resolve
from parsers.periods.lengths import duration
from parsers.periods.lists import frames_of, items_from, short_items
from parsers.periods.marks import mark
from parsers.periods.ranges import Found, Stretch, days_of, month_closed, stretch_at

ONE = timedelta(days=1)
SOON = timedelta(days=183)  # a deadline is hardly further away
USABLE = ("", "weak", "end", "vague")  # flaws that a word like "since" makes up for

Frames = tuple[list[Found], int] | None  # what was found (nothing: not sure) and the index behind it


def frames_at(line: Line, i: int) -> Frames:
    """The frames that begin at an atom; a date beyond the edge of the calendar is none."""
    try:
        roles = line.at(i).roles
        for role, reader in OPENERS if roles else ():
            if role in roles and (frames := reader(line, i)):
                return frames
        return _plain(line, i)
    except (ValueError, OverflowError):
        return None


def _behind(line: Line, i: int) -> int:
    """The index behind the opening word and what may stand between it and its date."""
    j = line.past(line.past_dot(i + 1), "inclusive")
    j = line.past_dot(j) + (line.sign(j, ":") and line.glued(j))
    return line.past(line.past(line.past(j, "link"), "inclusive"), "dating")


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
    if not stretch and line.anchor and line.has(j, "that_day"):
        return _frame(line, i, Stretch(j, j + 1, Mark("day")), (line.anchor[0], None), "since")
    if not stretch:
        length = duration(line, j)
        if not length and (day := bare_day(line, j)):
            return _frame(line, i, Stretch(j, day[1], Mark("day")), (latest(line, day[0]), None), "since")
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
    days = _soon(line, stretch.left) or days_of(line, stretch, USABLE)
    return _frame(line, i, stretch, (None, days[0] - ONE), "until") if days else ([], stretch.j)


def _until(line: Line, i: int) -> Frames:
    """Bis Ende Mai, until 3 March; "until Friday" is rather something to come."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch:
        end = bare_end(line, i, _behind(line, i))
        return _frame(line, i, Stretch(i, end[1], Mark("day"), Mark("day")), end[0], "range") if end else None
    days = days_of(line, stretch, USABLE)
    if not days:
        return [], stretch.j
    if not stretch.right:
        days = _running(line, stretch.left) or _soon(line, stretch.left) or days
    return _frame(
        line, i, stretch, days if stretch.right else (None, days[1]), "range" if stretch.right else "until"
    )


def _running(line: Line, mark_: Mark) -> Days | None:
    """The end of the month that runs: "bis Ende November" in the middle of November."""
    if mark_.edge is None or mark_.year or mark_.days:
        return None
    whole = resolve(mark_._replace(edge=None), line.today)
    return part(whole, mark_.grain, mark_.edge) if whole and whole[1] >= line.today else None


def _soon(line: Line, mark_: Mark) -> Days | None:
    """The day that comes next, when that is much nearer: "bis zum 10. Jänner" in December."""
    if line.alone or mark_.grain not in ("day", "holiday") or mark_.year or mark_.days:
        return None
    ahead, behind = resolve(mark_, line.today, not_before=line.today), resolve(mark_, line.today)
    near = ahead and behind and 4 * (ahead[0] - line.today) < line.today - behind[0]
    return ahead if near else None


def _by(line: Line, i: int) -> Frames:
    """By 21 November is rather something to come."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch or stretch.right or stretch.left.flaw not in USABLE:
        return _until(line, i)
    days = resolve(stretch.left, line.today, not_before=line.today)
    if days and days[0] > line.today + SOON:
        return _until(line, i)
    return _frame(line, i, stretch, (None, days[1]), "until") if days else ([], stretch.j)


def _until_day(line: Line, i: int) -> Frames:
    """A statement to 30/11/2025."""
    stretch = stretch_at(line, _behind(line, i))
    if not stretch or stretch.right or not (stretch.left.grain == "day" or stretch.left.edge == 2):
        return None
    return _until(line, i)


def _as_of(line: Line, i: int) -> Frames:
    """Per 31.12., as of end of January, Stand heute: a balance date, which may lie a month ahead."""
    stretch = month_closed(line, _behind(line, i)) or stretch_at(line, _behind(line, i))
    if not stretch or stretch.right:
        return None
    if stretch.left.flaw not in USABLE or not (stretch.left.grain == "day" or stretch.left.edge == 2):
        return [], stretch.j
    days = resolve(stretch.left, line.today + AHEAD)
    return _frame(line, i, stretch, (None, days[1]), "as_of") if days else ([], stretch.j)


def _month_end(line: Line, i: int) -> Frames:
    """At 31 March is a balance date, at 8 May is not."""
    if month_closed(line, _behind(line, i)):
        return _as_of(line, i)
    parsed = mark(line, _behind(line, i))
    if parsed and parsed[0].edge == 2 and parsed[0].flaw == "vague":
        return _as_of(line, i)  # "at year end"
    days = resolve(parsed[0], line.today + AHEAD) if parsed and not parsed[0].flaw else None
    return _as_of(line, i) if days and (days[1] + ONE).day == 1 else None


def _between(line: Line, i: int) -> Frames:
    """Zwischen 3. und 9. Mai, between March and May."""
    stretch = stretch_at(line, _behind(line, i), between=True, opened=True)
    if stretch and not stretch.right and line.has(stretch.j, "and"):
        return _until_event(line, i, stretch)
    if not stretch or not stretch.right:
        return None
    days = days_of(line, stretch, USABLE)
    return _frame(line, i, stretch, days, "range") if days else ([], stretch.j)


def _until_event(line: Line, i: int, stretch: Stretch) -> Frames:
    """Between 1 July and his leaving: until the day told before, when it lies behind the first one."""
    days = days_of(line, stretch, USABLE)
    if not days:
        return None
    told = line.anchor[1] if line.anchor and line.anchor[0] == line.anchor[1] > days[0] else None
    return _frame(line, i, stretch, (days[0], told), "range" if told else "since")


def _from(line: Line, i: int) -> Frames:
    """Vom 3. bis 9. Mai, from March to May, from March on; with one date it says no more than "of"."""
    j = _behind(line, i)
    stretch = stretch_at(line, j, opened=True)
    if not stretch:
        bare = bare_days(line, j)
        return (
            _frame(line, i, Stretch(j, bare[1], Mark("day"), Mark("day")), bare[0], "range") if bare else None
        )
    days = days_of(line, stretch, USABLE)
    if stretch.right:
        return _frame(line, i, stretch, days, "range") if days else ([], stretch.j)
    opening = stretch.left.edge == 0 and not (stretch.left.grain == "month" and line.has(i, "of_begun"))
    if opening and not line.alone and days:
        return _frame(line, i, stretch, (days[0], None), "since")
    if days and _goes_on(line, stretch.j):
        return _onward(line, i, stretch, days)
    return _plain(line, j)


def _goes_on(line: Line, j: int) -> bool:
    """True for the "an" of "von Juli an", not of "die Rechnungen von Juli an die Buchhaltung"."""
    after = line.at(j + 1)
    given = after.capital or line.has(j + 1, "determiner", "carrier") or line.sign(j + 2, "@")
    ends = line.has(j, "late_onward") and not (after.text and after.gap <= SPACED and given)
    return ends or line.has(j, "onward")


def _onward(line: Line, i: int, stretch: Stretch, days: Days) -> Frames:
    """1/1/2025 and after, März 2025 und früher."""
    whole = stretch._replace(j=stretch.j + 1)
    if line.has(stretch.j, "backward"):
        return _frame(line, i, whole, (None, days[1]), "until")
    return _frame(line, i, whole, (days[0], None), "since")


def _plain(line: Line, i: int) -> Frames:
    """A frame without an opening word, or a list of such frames."""
    stretch = stretch_at(line, i)
    short = [] if stretch else short_items(line, i)
    stretch = short[0] if short else stretch
    if not stretch and (day := free_day(line, i)):
        return _frame(line, i, Stretch(i, day[1], Mark("day")), day[0], "range")
    if not stretch or _inside_number(line, stretch):
        return None
    items = short or list(items_from(line, stretch))
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
        return [], stretch.j  # rather opening hours
    days = days_of(line, stretch, usable)
    open_end = _goes_on(line, stretch.j) or line.has(stretch.j, "backward")
    open_end = open_end and not line.has(stretch.j, "link")
    if open_end and days and not stretch.right:
        return _onward(line, i, stretch, days)
    if len(items) > 1:
        return frames_of(line, [_evident(line, item) for item in items])
    return _frame(line, i, stretch, days, "range") if days else ([], stretch.j)


def _evident(line: Line, item: Stretch) -> Stretch:
    """In a list a name like "Jan" or "May" is a month."""
    named = item.left.grain == "month" and (line.at(item.i).capital or not line.has(item.i, "verb"))
    return item._replace(left=item.left._replace(flaw="")) if named and item.left.flaw == "end" else item


def _inside_number(line: Line, stretch: Stretch) -> bool:
    """True when a year or month in digits is part of a phone or order number, or of "summer 2024"."""
    if stretch.left.grain == "year" and line.has(stretch.i - 1, "narrower"):
        return True
    if line.alone or line.at(stretch.i).number < 0:
        return False
    i = stretch.i - 1
    i -= line.sign(i, ".:#/-–")
    if stretch.left.grain not in ("year", "month"):
        return line.has(i, "number_cue") and line.digits(stretch.j - 1) == 2
    if (
        line.has(i, "number_cue")
        or line.sign(i + 1, "#")
        or line.has(stretch.j, "measure")
        or line.sign(stretch.j, "€$£%")
    ):
        return True
    j = stretch.j + line.sign(stretch.j, "/-–")
    return stretch.left.grain == "year" and (line.at(i).text.isdigit() or line.at(j).text.isdigit())


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
