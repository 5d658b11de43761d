"""The shelf of orders and their lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, func, or_, select

from store.bulk import upsert
from store.keys import name_key_of, number_key, number_key_of
from store.order_search import OrderFilters, bearing_article, passing
from store.records import Grant, Order, OrderLine, Outcome
from store.rows import batches, cells, columns, ids_of_accounts, records
from store.schema import accounts, order_lines, orders, shipments
from store.visible import accounts_of, visible_orders

_COLUMNS = columns(
    Order, orders, account=accounts.c.account, chain=func.coalesce(orders.c.chain, 0).label("chain")
)
_LINES = columns(OrderLine, order_lines, order=orders.c.order)


class Orders:
    """Orders as far as the grants reach; they are visible to those who may see order confirmations."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, rows: Sequence[Order]) -> list[Outcome]:
        """Store orders under (account, number key); UNKNOWN when the account is not there."""
        ids = ids_of_accounts(self._connection, (row.account for row in rows))
        values = [_values(row, ids[row.account]) if row.account in ids else None for row in rows]
        return upsert(self._connection, orders, values, ("account_id", "number_key")).outcomes

    def upsert_lines(self, rows: Sequence[OrderLine]) -> list[Outcome]:
        """Store lines under (order, line); UNKNOWN when no order, or more than one account's, is meant."""
        ids = order_ids(self._connection, (row.order for row in rows))
        values = [_line(row, ids[row.order][0]) if row.order in ids else None for row in rows]
        return upsert(self._connection, order_lines, values, ("order_id", "line")).outcomes

    def by_key(self, grants: Sequence[Grant], number: str) -> tuple[Order, ...]:
        """The orders with this order number or customer PO, newest first."""
        key = number_key(number)
        if not key:
            return ()
        here = orders.c.account_id.in_(accounts_of(grants))
        return self._find(grants, here & or_(orders.c.number_key == key, orders.c.po_key == key))

    def by_shipment(self, grants: Sequence[Grant], number: str) -> tuple[Order, ...]:
        """The orders for which a delivery or a parcel of this number has left, newest first."""
        key, here = number_key(number), accounts_of(grants)
        if not key or not here:
            return ()
        s = shipments.c
        sent = (
            select(s.order_id).where(s.account_id.in_(here), c == key)
            for c in (s.delivery_key, s.tracking_key)
        )
        return self._find(grants, or_(*(orders.c.id.in_(ids) for ids in sent)))

    def by_article(self, grants: Sequence[Grant], number: str, limit: int) -> tuple[Order, ...]:
        """The newest orders with a line for this article."""
        key = number_key(number)
        found = bearing_article(key, accounts_of(grants))
        return self._find(grants, orders.c.id.in_(found), limit) if key else ()

    def search(self, grants: Sequence[Grant], filters: OrderFilters, limit: int) -> tuple[Order, ...]:
        """The orders that pass the filters, newest first."""
        return self._find(grants, passing(filters), limit)

    def count(self, grants: Sequence[Grant], filters: OrderFilters) -> int:
        """How many orders pass the filters."""
        query = select(func.count()).select_from(orders)
        return self._connection.scalar(query.where(passing(filters), visible_orders(grants))) or 0

    def of_chain(self, grants: Sequence[Grant], chain: int) -> tuple[Order, ...]:
        """The orders of a chain."""
        return self._find(grants, orders.c.chain == chain)

    def lines(self, order_id: int) -> tuple[OrderLine, ...]:
        """The lines of an order that came from a query with grants, as the ERP numbered them."""
        query = select(*_LINES).join_from(order_lines, orders).where(order_lines.c.order_id == order_id)
        query = query.order_by(func.length(order_lines.c.line), order_lines.c.line)
        return records(OrderLine, self._connection.execute(query))

    def _find(
        self, grants: Sequence[Grant], condition: ColumnElement[bool], limit: int | None = None
    ) -> tuple[Order, ...]:
        query = select(*_COLUMNS).join_from(orders, accounts).where(condition, visible_orders(grants))
        query = query.order_by(orders.c.date.desc().nulls_last(), orders.c.id.desc()).limit(limit)
        return records(Order, self._connection.execute(query))


def order_ids(connection: Connection, numbers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Number -> (order id, account id), for numbers that mean one order in the whole house.

    Lines and shipments name no account: a number that two accounts use means none, unless one of
    them writes it exactly so.
    """
    wanted = {number: key for number in set(numbers) if (key := number_key(number))}
    found: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for batch in batches(sorted(set(wanted.values())), 1000):
        query = select(orders.c.number_key, orders.c.order, orders.c.id, orders.c.account_id)
        for key, *rest in connection.execute(query.where(orders.c.number_key.in_(batch))):
            found[key].append(tuple(rest))
    meant = {number: _meant(number, found[key]) for number, key in wanted.items()}
    return {number: ids for number, ids in meant.items() if ids}


def _meant(number: str, candidates: list[tuple[str, int, int]]) -> tuple[int, int] | None:
    exact = [c for c in candidates if c[0] == number] or candidates
    return exact[0][1:] if len(exact) == 1 else None


def _values(row: Order, account_id: int) -> dict[str, object]:
    values = cells(row, "id", "account", "chain")
    return values | {
        "account_id": account_id,
        "number_key": number_key(row.order) or row.order,
        "po_key": number_key_of(row.customer_po) or None,
        "location_key": name_key_of(row.location),
        "cost_centre_key": name_key_of(row.cost_centre),
    }


def _line(row: OrderLine, order_id: int) -> dict[str, object]:
    values = cells(row, "id", "order")
    return values | {"order_id": order_id}
