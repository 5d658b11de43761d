"""The ERP's own statements, and the period that each of them is about."""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

from handlers.books.statements import months_before
from handlers.desk import Desk
from store.records import Document

KIND = "statement"
MOST = 500  # statements that are looked at
GRACE = 10  # days into the next month on which a statement is still one of the month before


def delivered(since: dt.date | None, until: dt.date, desk: Desk) -> tuple[Document, ...]:
    """The delivered statements of exactly these days; those that end on a day when only the end is asked."""
    known = desk.unit.documents.search(desk.person.grants, kinds=(KIND,), today=desk.today, limit=MOST)
    found = []
    for account_id in {d.account_id for d in known}:
        own = [d for d in known if d.account_id == account_id]
        months = usual_months(own)
        for document in own:
            end = end_of(document.date)
            if end == until and since in (None, months_before(end, months - 1)):
                found.append(document)
    return tuple(sorted(found, key=lambda d: (d.account, d.number)))


def end_of(day: dt.date) -> dt.date:
    """The last day that a statement of this day is about: the month's end before it, unless it is later."""
    return day.replace(day=1) - dt.timedelta(days=1) if day.day <= GRACE else day


def usual_months(statements: Iterable[Document]) -> int:
    """How many months one of an account's statements is about: as many as lie between two of them."""
    ends = sorted({end_of(d.date) for d in statements})
    gaps = [(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(ends)]
    return max(min(gaps, default=1), 1)
