"""The state of a document, derived from its amounts and days, never from a text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.records import Document

OWED_KINDS = frozenset({"invoice"})


@dataclass(frozen=True, slots=True)
class State:
    """`code` is open, overdue, partial, paid or disputed; `days` overdue; `on` when paid or when due."""

    code: str
    days: int = 0
    paid: Decimal = Decimal(0)
    on: date | None = None


def state_of(document: Document, today: date) -> State | None:
    """The payment state; None for kinds that nobody pays and for rows without an amount to pay."""
    if document.kind not in OWED_KINDS or document.gross is None or document.gross < 0:
        return None
    paid = document.paid or Decimal(0)
    days = (today - document.due_date).days if document.due_date and document.due_date < today else 0
    if document.gross <= paid:
        return State("paid", paid=paid, on=document.paid_date)
    if document.disputed:
        return State("disputed", days, paid)
    if paid > 0:
        return State("partial", days, paid)
    return State("overdue", days) if days else State("open", on=document.due_date)


def open_amount(document: Document) -> Decimal:
    """What is still to pay; zero when nothing is."""
    return max((document.gross or Decimal(0)) - (document.paid or Decimal(0)), Decimal(0))
