"""Says for one day which reminders are right, invoice by invoice; knows nothing of the product's code."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from tests.reminder_world import DAY, Bill, Buyer, Year

LEVELS = {1: -3, 2: 7, 3: 21, 4: 35}
HOLIDAYS = {  # of all Germany, from the calendar on the wall
    *(dt.date(2025, 12, 25), dt.date(2025, 12, 26), dt.date(2026, 1, 1), dt.date(2026, 4, 3)),
    *(dt.date(2026, 4, 6), dt.date(2026, 5, 1), dt.date(2026, 5, 14), dt.date(2026, 5, 25)),
    *(dt.date(2026, 10, 3), dt.date(2026, 12, 25), dt.date(2026, 12, 26), dt.date(2027, 1, 1)),
}
LEAST = Decimal(10)
PATIENCE = 14  # days that a message waiting for a person keeps reminders back

Letter = tuple[str, str, str]  # account, currency, kind
Items = frozenset[tuple[str, int]]  # number, level


@dataclass
class Memory:
    """What was sent so far, as the check itself has it."""

    levels: dict[str, int] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)
    handed: dict[str, dt.date] = field(default_factory=dict)


def working(day: dt.date) -> bool:
    """Monday to Friday, no holiday."""
    return day.isoweekday() <= 5 and day not in HOLIDAYS


def next_working(day: dt.date) -> dt.date:
    """The day, or the first working day after it."""
    return day if working(day) else next_working(day + DAY)


def right(year: Year, day: dt.date, memory: Memory) -> dict[Letter, tuple[Items, frozenset[str]]]:
    """The letters of a working day with fresh data: what stands in them, and who gets them."""
    found: dict[Letter, tuple[Items, frozenset[str]]] = {}
    owing: defaultdict[str, list[Bill]] = defaultdict(list)
    for bill in year.bills:
        if bill.known and bill.known_paid < bill.gross:
            owing[bill.buyer.number].append(bill)
    for buyer in year.buyers:
        if buyer.mode or is_blocked(buyer, day):
            continue
        open_credits = [c for c in year.credits_of[buyer.number] if c.known and not c.used]
        items: defaultdict[Letter, set[tuple[str, int]]] = defaultdict(set)
        totals: defaultdict[Letter, Decimal] = defaultdict(Decimal)
        for bill in owing[buyer.number]:
            level, rest = verdict(bill, year, day, memory)
            if level is not None:
                letter = (buyer.number, bill.currency, "reminder" if level else "invoice")
                items[letter].add((bill.number, level))
                totals[letter] += rest
        for letter, some in items.items():
            total = totals[letter]
            for credit in open_credits:
                named = any(b.number == credit.refers_to for b in owing[buyer.number])
                if letter[1] == buyer.currency and not named:
                    total -= credit.gross
            last = max(level for _, level in some) == max(LEVELS)
            people = readers(buyer, last, letter[2])
            if people and (letter[2] == "invoice" or (total >= LEAST)):
                found[letter] = (frozenset(some), people)
    return found


def is_blocked(buyer: Buyer, day: dt.date) -> bool:
    """By the ERP or by staff."""
    if buyer.blocked_until and day <= buyer.blocked_until:
        return True
    by_staff = buyer.blocked_by_staff
    return bool(by_staff) and buyer.blocked_now and day <= by_staff[1]


def verdict(bill: Bill, year: Year, day: dt.date, memory: Memory) -> tuple[int | None, Decimal]:
    """The level at which a bill is reminded of today, 0 when it is sent first, None for nothing."""
    rest = bill.gross - bill.known_paid
    for credit in year.credits_of[bill.buyer.number]:
        if credit.known and not credit.used and credit.refers_to == bill.number:
            rest -= credit.gross
    if not conscience(bill, year, day) or rest <= 0:
        return None, rest
    if bill.number not in memory.handed:
        asking = day >= bill.due - 3 * DAY and bill.filed and bill.number not in memory.offered
        return (0 if asking else None), rest
    due = max(bill.due, memory.handed[bill.number] + (bill.due - bill.date))
    reached = 0
    for level, days in LEVELS.items():
        if day >= due + days * DAY:
            reached = level
    if reached == 1 and day > next_working(due):
        reached = 0  # too late for a hint, too early for a reminder
    return (reached if reached > memory.levels.get(bill.number, 0) else None), rest


def conscience(bill: Bill, year: Year, day: dt.date) -> bool:
    """Whether nothing that the buyer said, or that we owe them, speaks against it."""
    if bill.disputed:
        return False
    if bill.notice and bill.notice[0] <= day and (bill.notice[2] is None or day <= bill.notice[2]):
        return False
    for other in year.bills_of[bill.buyer.number]:
        if other.message:
            since, closed, named = other.message
            waits = since <= day < closed and (day - since).days < PATIENCE
            if waits and (other is bill or not named):
                return False
    return True


def readers(buyer: Buyer, last: bool, kind: str) -> frozenset[str]:
    """Who may be written to: named for it, else finance, else admin; the last one goes higher up, too."""
    may = [p for p in buyer.people if p[1] in ("finance", "admin")]
    named = {address for address, _, purposes in may if "reminder" in purposes and kind == "reminder"}
    named = named or {address for address, role, _ in may if role == "finance"}
    named = named or {address for address, role, _ in may if role == "admin"}
    higher = {address for address, _, purposes in may if "escalation" in purposes and last}
    return frozenset(named | (higher if kind == "reminder" else set()))
