"""From any number of a chain to all of its documents."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, or_, select, union

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
    bearing = select(d.id, d.chain).where(d.id.in_(named), visible_documents(grants))
    named_orders = union(
        *(select(o.id).where(o.account_id.in_(here), column == key) for column in (o.number_key, o.po_key)),
        *(
            select(s.order_id).where(s.account_id.in_(here), column == key)
            for column in (s.tracking_key, s.delivery_key)
        ),
    )
    ordered = select(o.id, o.chain).where(o.id.in_(named_orders), visible_orders(grants))
    hits = connection.execute(bearing).all()
    found = {chain for _, chain in [*hits, *connection.execute(ordered)] if chain is not None}
    condition = or_(d.chain.in_(sorted(found)), d.id.in_(sorted(id for id, _ in hits)))
    if kinds is not None:
        condition &= d.kind.in_(sorted(kinds))
    return find(connection, grants, condition)
