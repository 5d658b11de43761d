"""The shelf of shipments: what has left for an order, with whom and how far it has come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from store.bulk import upsert
from store.keys import number_key, number_key_of
from store.orders import order_ids
from store.records import Outcome, Shipment
from store.rows import cells, columns
from store.schema import orders, shipments

_COLUMNS = columns(Shipment, shipments, order=orders.c.order)


class Shipments:
    """Shipments by order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, rows: Sequence[Shipment]) -> list[Outcome]:
        """Store shipments under (order, delivery); UNKNOWN when the order is not there."""
        ids = order_ids(self._connection, (row.order for row in rows))
        values = [_values(row, *ids[row.order]) if row.order in ids else None for row in rows]
        return upsert(self._connection, shipments, values, ("order_id", "delivery_key")).outcomes

    def of_order(self, order_ids: Iterable[int]) -> dict[int, tuple[Shipment, ...]]:
        """Shipments of orders that came from a query with grants: order id -> shipments, oldest first."""
        query = (
            select(shipments.c.order_id, *_COLUMNS)
            .join_from(shipments, orders)
            .where(shipments.c.order_id.in_(sorted(set(order_ids))))
            .order_by(shipments.c.shipped.nulls_last(), shipments.c.id)
        )
        found: defaultdict[int, list[Shipment]] = defaultdict(list)
        for order_id, *values in self._connection.execute(query):
            found[order_id].append(Shipment(*values))
        return {order_id: tuple(parcels) for order_id, parcels in found.items()}


def _values(row: Shipment, order_id: int, account_id: int) -> dict[str, object]:
    values = cells(row, "id", "order")
    return values | {
        "order_id": order_id,
        "account_id": account_id,
        "delivery_key": number_key(row.delivery) or row.delivery,
        "tracking_key": number_key_of(row.tracking) or None,
    }
