"""Open items by how long they are overdue."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from handlers.books.ledger import OpenItem

LIMITS = (0, 30, 60, 90)  # last day of each bucket; what is later stands in the one after


@dataclass(frozen=True, slots=True)
class Ageing:
    """`debts`: not due, 1-30, 31-60, 61-90, over 90 days overdue; `credits` are negative."""

    debts: tuple[Decimal, ...]
    credits: Decimal
    disputed: Decimal = Decimal(0)  # what of the debts is in dispute

    @property
    def total(self) -> Decimal:
        """What is open, credits set off."""
        return sum(self.debts, self.credits)

    @property
    def overdue(self) -> Decimal:
        """The debts that are overdue; credits are not set off against them."""
        return sum(self.debts[1:], Decimal(0))


def ageing(items: Iterable[OpenItem], day: dt.date) -> Ageing:
    """The items of one currency as they stand on a day."""
    debts = [Decimal(0)] * (len(LIMITS) + 1)
    credits = disputed = Decimal(0)
    for one in items:
        disputed += one.amount if in_dispute(one) else 0
        if one.amount < 0:
            credits += one.amount
        else:
            late = days_late(one, day)
            debts[next((n for n, last in enumerate(LIMITS) if late <= last), len(LIMITS))] += one.amount
    return Ageing(tuple(debts), credits, disputed)


def in_dispute(one: OpenItem) -> bool:
    """Whether an item is owed by our books, but not agreed to: it counts, and nobody is asked to pay it."""
    return one.amount > 0 and one.item.document is not None and one.item.document.disputed


def days_late(one: OpenItem, day: dt.date) -> int:
    """Days overdue; 0 for credits, for what is not due, and where the ERP names no day."""
    if one.amount < 0 or one.item.due is None:
        return 0
    return max((day - one.item.due).days, 0)
