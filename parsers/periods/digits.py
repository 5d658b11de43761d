"""Reads dates, months and years that are written with digits: 3.4.2025, 2025-04-03, 04/2025, 3.4., '25."""

from parsers.periods.atoms import DASHES, GLUED, SPACED, WRAPPED, Line
from parsers.periods.calendar_days import Mark

EARLIEST, LATEST = 1900, 2099
WRITTEN = 2000  # a bare number below is no year of a document
FUTURE = 1  # years ahead that a two-digit or bare year may lie
SHORT_PAST = 10  # years back that a two-digit year behind "Q3/" or "Mrz" may lie

Parsed = tuple[Mark, int] | None  # what was read and the index behind it


def is_year(line: Line, i: int) -> bool:
    """True when the atom is a four-digit year that does not go on as another number."""
    return line.digits(i) == 4 and EARLIEST <= line.at(i).number <= LATEST and not goes_on(line, i)


def goes_on(line: Line, i: int) -> bool:
    """True when a number goes on without a space: 2025/0412, 2025,50, 2025A."""
    if not line.glued(i + 1):
        return False
    after, behind = line.at(i + 1).text, line.at(i + 2)
    if after == "/" and line.digits(i) == len(behind.text) == 4 and behind.number == line.at(i).number + 1:
        return False  # 2024/2025
    return after[0].isalnum() or (after in "/.,:_" and line.glued(i + 2) and behind.text.isdigit())


def century(line: Line, short: int) -> int:
    """The full year of a two-digit one: up to ten years ahead, else the past."""
    year = line.today.year // 100 * 100 + short
    return year if year <= line.today.year + 10 else year - 100


def recent(line: Line, i: int) -> int | None:
    """The full year of a two-digit number, when it may be the year of a document."""
    if line.digits(i) != 2 or line.has(i, "ordinal_mark") or goes_on(line, i):
        return None
    year = line.today.year // 100 * 100 + line.at(i).number
    return year if line.today.year - SHORT_PAST <= year <= line.today.year + FUTURE else None


def short_year(line: Line, i: int) -> int | None:
    """The full year of a two-digit number that can be no day; any year when nothing else is said."""
    if line.alone and line.digits(i) == 2 and not goes_on(line, i) and not line.has(i + 1, "clock"):
        return century(line, line.at(i).number)
    return recent(line, i)


def numeric(line: Line, i: int) -> Parsed:
    """A mark that begins with a number and needs no word."""
    if line.digits(i) == 4:
        return _year_first(line, i)
    if line.digits(i) in (1, 2) and not line.has(i, "ordinal_mark") and _joined(line, i, "./-"):
        return _three_parts(line, i) or _month_and_year(line, i) or _day_and_month(line, i)
    return None


def _joined(line: Line, i: int, signs: str) -> str:
    """The sign between the numbers at i and i + 2, "" when they do not hang together."""
    text = line.at(i + 1).text
    if not text or (text not in signs and not (text in DASHES and "-" in signs)):
        return ""
    loose = SPACED if line.alone or text == "." else GLUED
    before = SPACED if line.alone else GLUED
    fits = line.at(i + 1).gap <= before and line.at(i + 2).gap <= loose
    return ("-" if text in DASHES else text) if fits else ""


def _day(number: int, month: int, year: int | None, flaw: str = "") -> Mark | None:
    return (
        Mark("day", number, month=month, year=year, flaw=flaw)
        if 1 <= number <= 31 and 1 <= month <= 12
        else None
    )


def _year_first(line: Line, i: int) -> Parsed:
    """2025-04-03, 2025/04/03, 2025-04."""
    sign = _joined(line, i, "-/.")
    if not sign or not EARLIEST <= line.at(i).number <= LATEST or line.digits(i + 2) not in (1, 2):
        return None
    year, second = line.at(i).number, line.at(i + 2).number
    if _joined(line, i + 2, sign) and line.glued(i + 4) and line.digits(i + 4) in (1, 2):
        third = line.at(i + 4).number
        mark = _day(third, second, year) if second <= 12 else _day(second, third, year)
        return (mark, i + 5) if mark else None
    written = line.digits(i + 2) == 2 and (sign != "." or line.alone) and year >= WRITTEN
    if 1 <= second <= 12 and (written or line.alone):
        return Mark("month", second, year=year), i + 3
    return None


def _three_parts(line: Line, i: int) -> Parsed:
    """3.4.2025, 3/4/25, 3-4-2025."""
    sign = _joined(line, i, "./-")
    if not sign or _joined(line, i + 2, sign) != sign or line.digits(i + 2) not in (1, 2):
        return None
    length = line.digits(i + 4)
    if length not in (2, 4) or (line.at(i + 4).gap and length == 2 and not line.alone):
        return None
    first, second, last = (line.at(i + k).number for k in (0, 2, 4))
    year = last if length == 4 else century(line, last)
    if not EARLIEST <= year <= LATEST:
        return None
    if sign == "-" and length == 2:
        mark = _short_dashed(line, first, second, last)
    else:
        mark = _ordered(line, sign, first, second, year)
    return (mark, i + 5) if mark else None


def _ordered(line: Line, sign: str, first: int, second: int, year: int | None, flaw: str = "") -> Mark | None:
    """The day in the only possible order, or in the one that the sign stands for."""
    day_first, month_first = _day(first, second, year, flaw), _day(second, first, year, flaw)
    if not (day_first and month_first) or first == second:
        return day_first or month_first
    order = line.slash if sign == "/" else "day"
    if order == "unclear":
        begun = [m for m in (day_first, month_first) if m and year and _begun(line, m)]
        return begun[0] if len(begun) == 1 and not line.alone else _day(first, second, year, "doubt")
    return day_first if order == "day" else month_first


def _begun(line: Line, mark: Mark) -> bool:
    """True for a day that is not still to come, as the day of a document."""
    day = (mark.year or 0, mark.month or 0, mark.number)
    return day <= (line.today.year, line.today.month, line.today.day)


def _short_dashed(line: Line, first: int, second: int, last: int) -> Mark | None:
    """3-4-25 may begin with the day, the month or the year: only one possible reading counts."""
    marks = [
        _day(first, second, century(line, last)),
        _day(second, first, century(line, last)),
        _day(last, second, century(line, first)),
    ]
    possible = {mark for mark in marks if mark}
    return possible.pop() if len(possible) == 1 and line.alone else None


def _month_and_year(line: Line, i: int) -> Parsed:
    """04/2025, 4.2025, 04-2025."""
    if _joined(line, i, "./-") and is_year(line, i + 2) and 1 <= line.at(i).number <= 12:
        year = line.at(i + 2).number
        if line.alone or WRITTEN <= year <= line.today.year + FUTURE:
            return Mark("month", line.at(i).number, year=year), i + 3
    return None


def _day_and_month(line: Line, i: int) -> Parsed:
    """3.4. and the weak forms 03.04 and 3/4, which need a word before them or another date behind."""
    sign = _joined(line, i, "./")
    if not sign or line.digits(i + 2) not in (1, 2):
        return None
    first, second, j = line.at(i).number, line.at(i + 2).number, i + 3
    numbered = line.digits(i) < 2 and (line.alone or line.has(i - 1, "number_cue") or line.sign(i - 1, "."))
    year = recent(line, i + 2) if second > 12 and sign == "/" and not numbered else None
    if year and 1 <= first <= 12 and (line.slash == "day" or _again(line, second)):
        return Mark("month", first, year=year), j
    flaw = "weak"
    if sign == "." and line.sign(j, ".") and line.glued(j):
        j += 1
        short = line.digits(i) + line.digits(i + 2) < 3
        flaw = "weak" if short and sentence_ends(line, j) else ""
    mark = _ordered(
        line, "/" if flaw and line.lexicon.slash == "unclear" else sign, first, second, None, flaw
    )
    return (mark, j) if mark else None


def _again(line: Line, short: int) -> bool:
    """True where the short year of "01/25" comes twice: "from 01/25 to 10/25" are no days of two months."""
    return not line.alone and line.text.count(f"/{short}") > 1


def sentence_ends(line: Line, j: int) -> bool:
    """True when the dot before may end a sentence ("Zeugnis 3.1.") instead of a date."""
    after = line.at(j)
    return not line.alone and (not after.text or after.gap > SPACED or after.capital)


def year_at(line: Line, i: int, short: bool = True) -> tuple[int, int] | None:
    """A year behind a month, quarter, half or week: 2025, /25, '25, (with `short`) 25."""
    j = i
    joiner = ""
    if line.sign(j, "/.,'’") or (line.at(j).text in DASHES and line.at(j).text):
        joiner = line.at(j).text
        j += 1
        if joiner in DASHES and line.at(j).gap and not line.alone:
            return None
    elif line.has(j, "link") and not line.has(j, "month"):
        j = line.past(j, "link")
    if is_year(line, j) and line.at(j).gap <= (SPACED if joiner else WRAPPED):
        return line.at(j).number, j + 1
    if line.at(j).gap > SPACED:
        return None
    if short and joiner != "," and (not joiner or line.glued(j)):
        year = recent(line, j)
        return (year, j + 1) if year else None
    return None
