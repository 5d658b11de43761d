"""A statement: the movements of a period between an opening and a closing balance."""

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from handlers.books.ledger import Book, Movement, OpenItem

MONTHS = 3  # of a statement for which no beginning is named


@dataclass(frozen=True, slots=True)
class Line:
    """One movement and the balance after it."""

    movement: Movement
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """The movements of one month in sums: charges raise what is owed, credits and payments lower it."""

    first: dt.date
    charges: Decimal
    credits: Decimal
    payments: Decimal
    balance: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One book from `since` to `until`, both included; `open` adds up to `closing`."""

    book: Book
    since: dt.date
    until: dt.date
    opening: Decimal
    lines: tuple[Line, ...]
    closing: Decimal
    open: tuple[OpenItem, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """The lines summed up by month; months without movements are left out."""
        found: dict[dt.date, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.movement.date.replace(day=1), []).append(line)
        return tuple(month(first, lines) for first, lines in found.items())


def statement(book: Book, since: dt.date, until: dt.date) -> Statement:
    """The statement of a book for a period."""
    opening = balance = book.balance(since - dt.timedelta(days=1))
    lines = []
    for movement in book.movements:
        if since <= movement.date <= until:
            balance += movement.amount
            lines.append(Line(movement, balance))
    return Statement(book, since, until, opening, tuple(lines), balance, book.open_items(until))


def month(first: dt.date, lines: list[Line]) -> Month:
    """One month of a statement."""
    sums = {"invoice": Decimal(0), "credit_note": Decimal(0), "payment": Decimal(0)}
    for line in lines:
        kind = line.movement.kind
        sums[kind if kind in sums else "payment"] += line.movement.amount
    return Month(first, sums["invoice"], sums["credit_note"], sums["payment"], lines[-1].balance, len(lines))


def period(since: dt.date | None, until: dt.date | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days of a statement that was asked for: never later than today, three months when only the end
    is known."""
    last = min(until or today, today)
    return min(since or months_before(last, MONTHS - 1), last), last


def months_before(day: dt.date, months: int) -> dt.date:
    """The first of the month that many months before."""
    number = day.year * 12 + day.month - 1 - months
    return dt.date(number // 12, number % 12 + 1, 1)


def is_month(since: dt.date | None, until: dt.date | None) -> bool:
    """Whether two days are the first and the last of one month."""
    if not since or not until or since.day != 1 or (since.year, since.month) != (until.year, until.month):
        return False
    return until.day == calendar.monthrange(until.year, until.month)[1]
