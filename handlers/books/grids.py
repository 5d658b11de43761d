"""Open items and statements as lists for spreadsheets and programs."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from handlers.books.ageing import Ageing, ageing, days_late
from handlers.books.ledger import OpenItem
from handlers.books.statements import Statement
from handlers.books.words import BUCKETS, allocation, entry, state
from handlers.exports import Cell, Column, Grid, Money
from handlers.letters.says import Says
from store.records import Account, Document

Open = tuple[Account, str, OpenItem]  # account, currency, what is open
OPEN = (
    *("account", "kind", "number", "date", "due", "days", "amount", "open", "currency", "state"),
    *("order", "customer_po", "delivery", "location", "cost_centre", "orderer"),
)
STATEMENT = (
    *("date", "entry", "number", "due", "allocated", "debit", "credit", "balance", "currency"),
    *("order", "customer_po", "location", "cost_centre"),
)


def columns(keys: Sequence[str], says: Says) -> tuple[Column, ...]:
    """Columns by their keys; "order" is the number under which the house knows it."""
    return tuple(Column(key, says("col_our_order" if key == "order" else f"col_{key}")) for key in keys)


def open_grid(items: Sequence[Open], day: dt.date, says: Says) -> Grid:
    """One row for each open item; credits are negative and set off in the total."""
    rows = [open_row(account, currency, one, day, says) for account, currency, one in items]
    sums = totals(items)
    total: tuple[Cell, ...] = ()
    if len(sums) == 1:
        ((currency, amount),) = sums.items()
        cells: dict[str, Cell] = {
            "account": says("books_total_head"),
            "open": Money(amount, currency),
            "currency": currency,
        }
        total = tuple(cells.get(key) for key in OPEN)
    return Grid(says("books_open_items"), columns(OPEN, says), rows, total)


def open_row(account: Account, currency: str, one: OpenItem, day: dt.date, says: Says) -> tuple[Cell, ...]:
    """One open item."""
    item, document = one.item, one.item.document
    amount = gross_of(document)
    return (
        account.account,
        says("books_on_account") if document is None else says.title(item.kind),
        item.number,
        item.date,
        item.due,
        days_late(one, day) or None,
        None if amount is None else Money(amount, currency),
        Money(one.amount, currency),
        currency,
        state(one, day, says) or None,
        *(getattr(document, key, None) for key in OPEN[10:]),
    )


def gross_of(document: Document | None) -> Decimal | None:
    """The amount of a document as it counts in the books: of a credit note negative."""
    if document is None or document.gross is None:
        return None
    return -document.gross if document.kind == "credit_note" else document.gross


def totals(items: Sequence[Open]) -> dict[str, Decimal]:
    """The sums by currency."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for _, currency, one in items:
        sums[currency] += one.amount
    return dict(sorted(sums.items()))


def by_currency(items: Sequence[Open], day: dt.date) -> dict[str, Ageing]:
    """The ageing of each currency."""
    return {
        currency: ageing([one for _, own, one in items if own == currency], day) for currency in totals(items)
    }


def ageing_grid(items: Sequence[Open], day: dt.date, says: Says) -> Grid:
    """One row for each account and currency."""
    groups: defaultdict[tuple[str, str], list[OpenItem]] = defaultdict(list)
    for account, currency, one in items:
        groups[account.account, currency].append(one)
    heads = [Column(f"age_{name}", says(f"books_age_{name}")) for name in BUCKETS]
    names = {"credits": "books_credits", "total": "books_total_head", "disputed": "books_disputed"}
    ends = [Column(key, says(name)) for key, name in names.items()]
    rows: list[tuple[Cell, ...]] = [
        (number, currency, *aged(ageing(some, day), currency)) for (number, currency), some in groups.items()
    ]
    lead = columns(("account", "currency"), says)
    return Grid(says("books_ageing_head"), (*lead, *heads, *ends), rows)


def aged(found: Ageing, currency: str) -> list[Money]:
    """The buckets, the credits, the total, and what of it is disputed."""
    amounts = (*found.debts, found.credits, found.total, found.disputed)
    return [Money(amount, currency) for amount in amounts]


def statement_grid(one: Statement, says: Says) -> Grid:
    """Opening balance, every movement, closing balance."""
    currency = one.book.currency
    rows = [
        balance_row("books_opening", one.since, one.opening, currency, says),
        *(statement_row(one, n, says) for n in range(len(one.lines))),
        balance_row("books_closing", one.until, one.closing, currency, says),
    ]
    return Grid(f"{says.title('statement')} {currency}", columns(STATEMENT, says), rows)


def balance_row(key: str, day: dt.date, amount: Decimal, currency: str, says: Says) -> tuple[Cell, ...]:
    """The balance at the beginning or the end."""
    cells: dict[str, Cell] = {
        "date": day,
        "entry": says(key),
        "balance": Money(amount, currency),
        "currency": currency,
    }
    return tuple(cells.get(name) for name in STATEMENT)


def statement_row(one: Statement, n: int, says: Says) -> tuple[Cell, ...]:
    """One movement."""
    line, currency = one.lines[n], one.book.currency
    movement = line.movement
    item = movement.shares[0].item
    amount, document = movement.amount, item.document
    return (
        movement.date,
        entry(movement, says),
        movement.number,
        item.due if movement.kind == "invoice" else None,
        allocation(movement, currency, says) or None,
        Money(amount, currency) if amount >= 0 else None,
        Money(-amount, currency) if amount < 0 else None,
        Money(line.balance, currency),
        currency,
        *(getattr(document, key, None) for key in STATEMENT[9:]),
    )
