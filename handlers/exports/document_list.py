"""Documents as a list: what the ERP says of each, its payment state and what is open of it."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.desk import Desk
from handlers.documents.state import open_amount, state_of
from handlers.exports.grid import Cell, Column, Grid, Money
from store.records import Document

LEAD = ("account", "kind", "number", "date", "due")
MONEY = ("net", "gross", "paid", "open", "currency", "state")
REST = ("order", "customer_po", "delivery", "refers_to", "location", "cost_centre", "orderer")


def document_grid(documents: Sequence[Document], desk: Desk) -> Grid:
    """One row for each document; the columns of money only where one of them has an amount."""
    priced = any(d.gross is not None or d.net is not None for d in documents)
    keys = (*LEAD, *(MONEY if priced else ()), *REST)
    says = desk.says
    columns = tuple(Column(key, says("col_our_order" if key == "order" else f"col_{key}")) for key in keys)
    as_of = desk.stale_as_of
    return Grid(says("list_name"), columns, [row_of(d, desk, as_of, priced=priced) for d in documents])


def row_of(document: Document, desk: Desk, as_of: str, *, priced: bool) -> tuple[Cell, ...]:
    """One document; `as_of` is set when the data is too old to call anything overdue."""
    d, says = document, desk.says
    lead = (d.account, says.title(d.kind), d.number, d.date, d.due_date)
    rest = tuple(getattr(d, key) or None for key in REST)
    if not priced:
        return (*lead, *rest)
    owed = state_of(d, desk.today)
    left = open_amount(d) if owed else None
    amounts = (money(value, d.currency) for value in (d.net, d.gross, d.paid, left))
    return (*lead, *amounts, d.currency, says.state(d, desk.today, as_of) or None, *rest)


def money(amount: Decimal | None, currency: str | None) -> Money | None:
    """An amount as a cell; empty for none."""
    return None if amount is None else Money(amount, currency)
