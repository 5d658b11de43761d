"""Days without their month: "from the 12th to the 16th", "seit dem 3.", "nur bis zum 15."."""

from datetime import date

from parsers.periods.atoms import DASHES, Line
from parsers.periods.calendar_days import Days, back
from parsers.periods.leaning import within
from parsers.periods.names import LAST_DAY, counted_number

GOES_ON = ("determiner", "link", "and", "added", "to", "from")  # behind a day that is no number of a thing


def bare_days(line: Line, j: int) -> tuple[Days, int] | None:
    """From the 12th to the 16th, vom 3. bis 9., vom 7.: the last such days, and the index behind."""
    first = bare_day(line, j)
    if not first:
        return None
    if not (line.has(first[1], "to") or line.sign(first[1], DASHES)):
        if any(parsed and parsed[0].month for parsed in line.marks.values()):
            return None  # beside "14.01." the month would be that one
        day = latest(line, first[0])
        return (day, day), first[1]
    k = line.past(first[1] + 1, "link")
    last = bare_day(line, k)
    if not last or last[0] < first[0]:
        return None
    until = latest(line, last[0])
    return (until.replace(day=first[0]), until), last[1]


def free_day(line: Line, i: int) -> tuple[Days, int] | None:
    """The 3rd of "dated the 3rd, please", not that of "on the 3rd floor"; and the index behind."""
    led = line.has(i, "ordinal_mark") and (line.has(i - 1, "on") or line.has(i - 2, "on"))
    day = bare_days(line, i) if led else None
    goes_on = day and line.at(day[1]).text[:1].isalnum() and not line.has(day[1], *GOES_ON)
    return None if goes_on else day


def bare_end(line: Line, i: int, j: int) -> tuple[Days, int] | None:
    """Nur bis zum 15.: the beginning of what was answered before, up to a day in it."""
    only = line.has(i - 1, "only") or line.has(i - 2, "only")
    day = bare_day(line, j) if only and line.thread else None
    until = within(line, day[0]) if day else None
    return ((line.thread[0], until), day[1]) if day and until and line.thread else None


def bare_day(line: Line, i: int) -> tuple[int, int] | None:
    """The number of "3rd" and "3." and the index behind it."""
    number = None if line.alone or not line.digits(i) else counted_number(line, i)
    dotted = number and (line.has(i, "ordinal_mark") or line.sign(number[1] - 1, "."))
    return number if number and dotted and number[0] <= LAST_DAY else None


def latest(line: Line, day: int) -> date:
    """The last day of the calendar with this number; raises ValueError where its month has none."""
    month = line.today if day <= line.today.day else back(line.today.replace(day=1), 1, "month")
    return month.replace(day=day)
