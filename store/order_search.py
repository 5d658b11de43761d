"""Orders by filters: whether they are still open, period, place, person, article."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from store.keys import name_key
from store.schema import order_lines, orders
from store.visible import at_location

_SEPARATORS = " -./_"  # signs within article numbers that do not count


@dataclass(frozen=True, slots=True)
class OrderFilters:
    """What the orders must have; None does not restrict. `open_only`: something is still to be delivered."""

    open_only: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    location: str | None = None
    cost_centre: str | None = None
    person: str | None = None


def passing(filters: OrderFilters) -> ColumnElement[bool]:
    """The condition of all filters together."""
    return and_(true(), *_conditions(filters))


def _conditions(filters: OrderFilters) -> Iterator[ColumnElement[bool]]:
    o = orders.c
    if filters.open_only:
        yield _open()
    if filters.since is not None:
        yield o.date >= filters.since
    if filters.until is not None:
        yield o.date <= filters.until
    if filters.location is not None:
        yield at_location([name_key(filters.location)], orders)
    if filters.cost_centre is not None:
        yield o.cost_centre_key == name_key(filters.cost_centre)
    if filters.person is not None:
        yield o.orderer.icontains(filters.person, autoescape=True)


def _open() -> ColumnElement[bool]:
    """As the ERP says; where it says nothing, when a line of the order is not delivered in full."""
    n = order_lines.c
    short = select(n.id).where(n.order_id == orders.c.id, func.coalesce(n.delivered, 0) < n.quantity)
    unsaid = and_(orders.c.status.is_(None), short.correlate(orders).exists())
    return or_(orders.c.status.in_(("open", "partial")), unsaid)


def bearing_article(key: str, account_ids: Sequence[int]) -> Select[tuple[int]]:
    """The ids of the orders of some accounts with a line whose article has this number key."""
    squeezed: ColumnElement[str] = func.upper(order_lines.c.article)
    for sign in _SEPARATORS:
        squeezed = func.replace(squeezed, sign, "")
    query = select(order_lines.c.order_id).join_from(order_lines, orders)
    return query.where(orders.c.account_id.in_(account_ids), func.ltrim(squeezed, "0") == key)
