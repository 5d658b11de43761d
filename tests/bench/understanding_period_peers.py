"""Libraries of others that read time frames, behind the form of our stage."""

import calendar
import datetime as dt
import re
from typing import Any

from tests.bench.understanding_runs import Read, Row


def days(start: dt.date | None, end: dt.date | None) -> Row:
    """The answer of a period reader."""
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}


def open_recognizers() -> Read:
    """The longest date or range that recognizers-text finds, in its past reading, ends made inclusive."""
    from recognizers_date_time import Culture, recognize_datetime

    def read(row: Row) -> Row:
        now = dt.datetime.fromisoformat(row["reference_date"])
        found = recognize_datetime(row["text"], Culture.English, reference=now)
        found = [f for f in found if f.type_name.endswith((".date", ".daterange")) and f.resolution]
        if not found:
            return days(None, None)
        return recognised(max(found, key=lambda f: len(f.text)).resolution["values"][0])

    return read


def recognised(value: dict[str, Any]) -> Row:
    """Days from a value; "(4 March, 9 March, 5 days)" names its last day, other ranges end before `end`."""
    if "value" in value:
        if value["value"] == "not resolved":
            return days(None, None)
        day = dt.date.fromisoformat(value["value"])
        return days(day, day)
    start, end = (dt.date.fromisoformat(value[e]) if e in value else None for e in ("start", "end"))
    named = re.fullmatch(r"\(.*D\)", value.get("timex", "")) is not None
    return days(start, end if end is None or named else end - dt.timedelta(days=1))


def open_ctparse() -> Read:
    """The best reading of ctparse within a second."""
    from ctparse import ctparse

    def read(row: Row) -> Row:
        found = ctparse(row["text"], ts=dt.datetime.fromisoformat(row["reference_date"]), timeout=1.0)
        if not found or not hasattr(found.resolution, "start"):
            return days(None, None)
        return days(outer(found.resolution.start, last=False), outer(found.resolution.end, last=True))

    return read


def outer(time: Any, *, last: bool) -> dt.date | None:
    """The first or last day of what ctparse calls a time: a day, or a month or a year without a day."""
    if time is None or time.year is None:
        return None
    month = time.month or (12 if last else 1)
    day = time.day or (calendar.monthrange(time.year, month)[1] if last else 1)
    return dt.date(time.year, month, day)


def open_dateparser() -> Read:
    """Dateparser on the whole phrase: the day, week, month or year that it says it found, the past one."""
    from dateparser.date import DateDataParser

    def read(row: Row) -> Row:
        now = dt.datetime.fromisoformat(row["reference_date"])
        settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "past"}
        found = DateDataParser(languages=[row["lang"]], settings=settings).get_date_data(row["text"])
        return widened(found.date_obj.date(), found.period) if found.date_obj else days(None, None)

    return read


def widened(day: dt.date, period: str) -> Row:
    """The first and the last day of the period around a day."""
    if period == "year":
        return days(day.replace(month=1, day=1), day.replace(month=12, day=31))
    if period == "month":
        return days(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    if period == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return days(monday, monday + dt.timedelta(days=6))
    return days(day, day)
