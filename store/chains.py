"""From any number of a chain to all of its documents."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, select, union

from store.document_rows import find
from store.keys import number_key
from store.records import Document, Grant
from store.schema import document_numbers, documents, orders, shipments
from store.visible import accounts_of, visible_documents, visible_orders


def by_reference(
    connection: Connection, grants: Sequence[Grant], number: str, kinds: Collection[str] | None
) -> tuple[Document, ...]:
    """See `Documents.by_reference`: only what one may see leads into a chain, so nothing hidden shows."""
    key, here = number_key(number), accounts_of(grants)
    if not key or not here:
        return ()
    d, n, o, s = documents.c, document_numbers.c, orders.c, shipments.c
    named = select(n.document_id).where(n.account_id.in_(here), n.key == key)
    bearing = and_(d.id.in_(named), visible_documents(grants))
    sales = union(
        *(select(o.id).where(o.account_id.in_(here), column == key) for column in (o.number_key, o.po_key)),
        *(
            select(s.order_id).where(s.account_id.in_(here), column == key)
            for column in (s.tracking_key, s.delivery_key)
        ),
    )
    ordered = and_(o.id.in_(sales), visible_orders(grants))
    chains = union(_outside(d.chain, bearing), select(o.chain).where(ordered))
    found = union(_outside(d.id, d.chain.in_(chains)), _outside(d.id, bearing))
    condition: ColumnElement[bool] = d.id.in_(found)
    if kinds is not None:
        condition = and_(condition, d.kind.in_(sorted(kinds)))
    return find(connection, grants, condition)


def _outside(column: ColumnElement[Any], condition: ColumnElement[bool]) -> Select[Any]:
    """A look at all documents, whatever query it stands in."""
    return select(column).where(condition).correlate(None)
