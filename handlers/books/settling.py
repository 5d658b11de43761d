"""How much of the money received settles one document, and how much of it stays on account."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Received = tuple[date, Decimal]
Allocated = tuple[date, Decimal, Decimal]  # day, amount received, what of it settles the document


@dataclass(frozen=True, slots=True)
class Settled:
    """The payments with what they settle; `derived` is what `paid` says beyond them."""

    payments: tuple[Allocated, ...]
    derived: Allocated | None


def settled(owed: Decimal, paid: Decimal | None, payments: tuple[Received, ...], day: date) -> Settled:
    """Allocates to a document of `owed` (negative for a credit) what was received for it.

    `paid` is what the ERP counts as settled, with the sign of `owed`; None: just what the payments say.
    Payments are in order of their days; what is too much is taken from the latest of them. `day` is when
    the part without a payment counts as settled.
    """
    if owed < 0:
        mirrored = tuple((day, -amount) for day, amount in payments)
        return turned(settled(-owed, None if paid is None else -paid, mirrored, day))
    received = sum((amount for _, amount in payments), Decimal(0))
    derived = max(paid - received, Decimal(0)) if paid is not None else Decimal(0)
    target = min(max(received if paid is None else paid, Decimal(0)), owed)
    surplus = received + derived - target
    beyond = min(max(surplus, Decimal(0)), derived)  # no more of it than was derived
    allocated = without(payments, surplus - beyond)
    if not derived:
        return Settled(allocated, None)
    return Settled(allocated, (day, derived, derived - beyond))


def without(payments: tuple[Received, ...], surplus: Decimal) -> tuple[Allocated, ...]:
    """The payments with a surplus taken from the latest that can bear it."""
    found: list[Allocated] = []
    for day, amount in reversed(payments):
        cut = min(max(amount, Decimal(0)), surplus) if surplus > 0 else max(min(amount, Decimal(0)), surplus)
        surplus -= cut
        found.append((day, amount, amount - cut))
    return tuple(reversed(found))


def turned(result: Settled) -> Settled:
    """The same with every amount negated."""
    payments = tuple((day, -amount, -own) for day, amount, own in result.payments)
    derived = result.derived
    return Settled(payments, derived and (derived[0], -derived[1], -derived[2]))
