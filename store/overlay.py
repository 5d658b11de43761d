"""Corrections of the house as columns: what a query reads instead of what the ERP has delivered."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Text, and_, case, func, or_, select, true, type_coerce

from store.corrections import DISPUTED, PAID, PART, live
from store.house_schema import corrections
from store.schema import documents


def _said(field: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of the correction of a field that counts; NULL for most documents."""
    mine = select(column).where(live(field), corrections.c.document_id == documents.c.id)
    return mine.order_by(corrections.c.id.desc()).limit(1).correlate(documents).scalar_subquery()


def _day(field: str) -> ColumnElement[Any]:
    # The JSON text of a day is the day in quotation marks; date() reads it on both databases.
    return func.date(func.replace(type_coerce(_said(field, corrections.c.value), Text), '"', ""), type_=Date)


_BOOKED = func.coalesce(documents.c.paid, 0)
_PART = _said(PART, corrections.c.amount)
# Whether the house knows of a payment that the ERP has not booked yet.
_IN_FULL = and_(documents.c.gross > _BOOKED, _said(PAID, corrections.c.id).is_not(None))
_IN_PART = and_(documents.c.gross > _BOOKED, _PART > _BOOKED)
_DISPUTE = type_coerce(_said(DISPUTED, corrections.c.value), Text)

PAID_AMOUNT: ColumnElement[Any] = case(
    (_IN_FULL, documents.c.gross), (_IN_PART, _PART), else_=documents.c.paid
)
PAID_DATE: ColumnElement[Any] = case(
    (_IN_FULL, _day(PAID)), (_IN_PART, _day(PART)), else_=documents.c.paid_date
)
IS_DISPUTED: ColumnElement[Any] = type_coerce(
    or_(_DISPUTE == "true", and_(_DISPUTE.is_(None), documents.c.disputed == true())), Boolean
)
