"""The movements of an account by currency, from its documents and payments: docs/books.md has the rules."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from handlers.books.settling import settled
from store.keys import number_key, number_key_of
from store.records import Document, Payment

# What happened, in the order in which things of one day are told.
KINDS = ("invoice", "credit_note", "payment", "settlement", "set_off")


@dataclass(frozen=True, slots=True)
class Item:
    """What an amount stands for until it is settled: a document, or money on account."""

    kind: str  # invoice, credit_note, on_account
    number: str  # of the document; of the payment for money on account
    date: dt.date
    due: dt.date | None = None
    document: Document | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a movement and the item that it belongs to; positive = the customer owes more."""

    item: Item
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement; its shares say what it was allocated to."""

    date: dt.date
    kind: str  # of KINDS
    number: str
    shares: tuple[Share, ...]
    text: str = ""

    @property
    def amount(self) -> Decimal:
        """What it changes the balance by."""
        return sum((s.amount for s in self.shares), Decimal(0))


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is left of an item at some day; negative for credits."""

    item: Item
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Book:
    """All movements of one account in one currency, oldest first."""

    account_id: int
    currency: str
    movements: tuple[Movement, ...]

    def balance(self, day: dt.date) -> Decimal:
        """What the customer owes at the end of a day; negative when the house owes."""
        return sum((m.amount for m in self.movements if m.date <= day), Decimal(0))

    def open_items(self, day: dt.date) -> tuple[OpenItem, ...]:
        """What is open at the end of a day, by due date; the amounts add up to the balance."""
        left: defaultdict[Item, Decimal] = defaultdict(Decimal)
        for movement in self.movements:
            if movement.date <= day:
                for share in movement.shares:
                    left[share.item] += share.amount
        items = [OpenItem(item, amount) for item, amount in left.items() if amount]
        return tuple(sorted(items, key=by_due))

    def only(self, wanted: Callable[[Item], bool]) -> "Book":
        """The same book with nothing but these items."""
        kept = (replace(m, shares=tuple(s for s in m.shares if wanted(s.item))) for m in self.movements)
        return replace(self, movements=tuple(m for m in kept if m.shares))


def by_due(one: OpenItem) -> tuple[bool, dt.date, dt.date, str]:
    """Debts by due date first, then credits."""
    item = one.item
    return one.amount < 0, item.due or item.date, item.date, item.number


def books(
    documents: Iterable[Document], payments: Iterable[Payment], currencies: Mapping[int, str]
) -> tuple[Book, ...]:
    """The books of some accounts, one for each account and currency.

    `currencies` is account id -> the currency of rows that name none.
    """
    movements: defaultdict[tuple[int, str], list[Movement]] = defaultdict(list)
    by_account: defaultdict[int, tuple[list[Document], list[Payment]]] = defaultdict(lambda: ([], []))
    for document in documents:
        by_account[document.account_id][0].append(document)
    for payment in payments:
        by_account[payment.account_id][1].append(payment)
    for id, (owed, received) in by_account.items():
        for currency, movement in movements_of(owed, received, currencies.get(id, "")):
            movements[id, currency].append(movement)
    return tuple(
        Book(id, currency, tuple(sorted(some, key=lambda m: (m.date, KINDS.index(m.kind)))))
        for (id, currency), some in sorted(movements.items())
    )


def movements_of(
    documents: Iterable[Document], payments: Iterable[Payment], default: str
) -> Iterator[tuple[str, Movement]]:
    """The movements of one account with their currencies."""
    known: dict[str, Document] = {}
    owed = [d for d in documents if d.gross is not None]
    for document in sorted(owed, key=lambda d: d.kind != "invoice"):
        known.setdefault(number_key(document.number), document)
    booked: defaultdict[int, list[Payment]] = defaultdict(list)
    for payment in sorted(payments, key=lambda p: (p.date, p.id)):
        target = known.get(number_key_of(payment.document))
        currency = payment.currency or (target and target.currency) or default
        if target and currency == (target.currency or default):
            booked[target.id].append(payment)
        else:
            yield currency, on_account(payment)
    for document in owed:
        for movement in of_document(document, booked[document.id]):
            yield document.currency or default, movement


def of_document(document: Document, payments: list[Payment]) -> Iterator[Movement]:
    """A document, the payments booked to it, and what the ERP says was settled besides."""
    sign = -1 if document.kind == "credit_note" else 1
    owed = (document.gross or Decimal(0)) * sign
    paid = None if document.paid is None else document.paid * sign
    item = Item(document.kind, document.number, document.date, document.due_date, document)
    yield Movement(document.date, document.kind, document.number, (Share(item, owed),))
    day = document.paid_date or (payments[-1].date if payments else document.date)
    outcome = settled(owed, paid, tuple((p.date, p.amount) for p in payments), day)
    for payment, (_, amount, own) in zip(payments, outcome.payments, strict=True):
        yield paying(payment, item, amount, own)
    if outcome.derived:
        day, amount, own = outcome.derived
        rest = Item("on_account", document.number, day)
        kind = "settlement" if sign > 0 else "set_off"
        yield Movement(day, kind, document.number, shares((item, own), (rest, amount - own)))


def paying(payment: Payment, item: Item, amount: Decimal, own: Decimal) -> Movement:
    """A payment of which `own` went to the item and the rest is on account."""
    rest = Item("on_account", payment.payment, payment.date)
    parts = shares((item, own), (rest, amount - own))
    return Movement(payment.date, "payment", payment.payment, parts, payment.text or "")


def on_account(payment: Payment) -> Movement:
    """A payment that was booked to nothing we know."""
    item = Item("on_account", payment.payment, payment.date)
    return Movement(
        payment.date, "payment", payment.payment, (Share(item, -payment.amount),), payment.text or ""
    )


def shares(*parts: tuple[Item, Decimal]) -> tuple[Share, ...]:
    """Money received as shares of a movement: it lowers what is owed; nothing is left out but zero."""
    return tuple(Share(item, -amount) for item, amount in parts if amount) or (
        Share(parts[0][0], Decimal(0)),
    )
