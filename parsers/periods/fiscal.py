"""The fiscal year that a text itself tells: "our year runs July to June", "Bilanzstichtag ist der 30.9."."""

from collections.abc import Iterator
from itertools import takewhile

from parsers.periods.atoms import SPACED, Line
from parsers.periods.digits import is_year
from parsers.periods.words import UNITS

FISCAL, YEAR = UNITS.index("fiscal"), UNITS.index("year")
REACH = 10  # atoms between the word for the year, its verb, and its months
MONTHS = 12


def tell(line: Line) -> tuple[int, int]:
    """Sets `line.fiscal_start` where the text tells the month; from which atom to which it does, else (0, 0).

    Told means: a year, a verb behind it, and either twelve months from one to another, or the one in which
    it starts or ends. With a calendar year among them it is a time frame and no habit.
    """
    for i in line.begins:
        if line.value(i, "unit") in (FISCAL, YEAR):
            found = _habit(line, i)
            if found:
                line.fiscal_start, line.own_year = found[0], True
                return found[1], found[2]
    return 0, 0


def _habit(line: Line, i: int) -> tuple[int, int, int] | None:
    """The first month of the year whose word stands at i, and from where to where it is told."""
    if line.value(i, "unit") == FISCAL and (bracketed := _bracketed(line, i)):
        return bracketed
    verb = next((j for j in _near(line, i) if line.has(j, "runs", "opens", "closes")), 0)
    months = [j for j in (*_near(line, i), *_near(line, verb)) if _month(line, j)] if verb else []
    if not months:
        return None
    first, start, end = _month(line, months[0]), min(verb, _day(line, months[0])), max(verb, months[0]) + 1
    if line.has(verb, "closes"):
        return first % MONTHS + 1, start, end
    if line.has(verb, "opens"):
        return first, start, end
    last = max(months)
    whole = (_month(line, last) - first) % MONTHS == MONTHS - 1
    named = any(is_year(line, j) for j in (*_near(line, i), *_near(line, verb)))
    return (first, start, last + 1) if whole and not named else None


def _bracketed(line: Line, i: int) -> tuple[int, int, int] | None:
    """FY 2024-25 (April to March): twelve months in the brackets behind it, without a year."""
    opening = next((j for j in _near(line, i) if line.sign(j, "(")), None)
    inside = list(takewhile(lambda j: not line.sign(j, ")"), _near(line, opening))) if opening else []
    months = [j for j in inside if _month(line, j)]
    if opening is None or len(months) != 2 or any(is_year(line, j) for j in inside):
        return None
    first, last = (_month(line, j) for j in months)
    return (first, opening, inside[-1] + 1) if (last - first) % MONTHS == MONTHS - 1 else None


def _near(line: Line, i: int) -> Iterator[int]:
    """The next atoms of the same paragraph."""
    for j in range(i + 1, i + 1 + REACH):
        if line.at(j).gap > SPACED + 1:
            return
        yield j


def _day(line: Line, j: int) -> int:
    """Where the day before a month begins: "1. April", "1.4."; j itself when there is none."""
    k = j - line.sign(j - 1, ".")
    return k - 1 if line.digits(k - 1) in (1, 2) else j


def _month(line: Line, j: int) -> int:
    """The month at j: by its name, or behind the day and dot of "30.9."; else 0."""
    named = line.value(j, "month")
    if named:
        return named
    dotted = line.sign(j - 1, ".") and line.digits(j - 2) in (1, 2) and line.glued(j)
    return line.at(j).number if dotted and 1 <= line.at(j).number <= MONTHS else 0
