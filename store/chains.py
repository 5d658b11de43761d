"""From any number of a chain to all of its documents."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, and_, select, true, union

from store.document_rows import find
from store.keys import number_key
from store.records import Document, Grant
from store.rows import batches
from store.schema import accounts, document_numbers, documents, orders, shipments
from store.visible import accounts_of as accounts_in
from store.visible import visible_documents, visible_orders

_CHUNK = 5000  # values to a statement; lists, not subqueries: both databases then use the index

_NAMING = ("own", "order", "po", "delivery")


def by_reference(
    connection: Connection, grants: Sequence[Grant], number: str, kinds: Collection[str] | None
) -> tuple[Document, ...]:
    """See `Documents.by_reference`: only what one may see leads into a chain, so nothing hidden shows."""
    key, here = number_key(number), accounts_in(grants)
    if not key or not here:
        return ()
    d, n, o, s = documents.c, document_numbers.c, orders.c, shipments.c
    named = select(n.document_id).where(n.account_id.in_(here), n.key == key)
    bearing = select(d.id, d.chain).where(d.id.in_(named), visible_documents(grants))
    sales = union(
        *(select(o.id).where(o.account_id.in_(here), column == key) for column in (o.number_key, o.po_key)),
        *(
            select(s.order_id).where(s.account_id.in_(here), column == key)
            for column in (s.tracking_key, s.delivery_key)
        ),
    )
    ordered = select(o.id, o.chain).where(o.id.in_(sales), visible_orders(grants))
    hits = connection.execute(bearing).all()
    chains = {chain for _, chain in [*hits, *connection.execute(ordered)]} - {None}
    alone = [id for id, chain in hits if chain is None]  # not linked yet
    wanted = [d.chain.in_(batch) for batch in batches(sorted(chains), _CHUNK)]
    wanted += [d.id.in_(batch) for batch in batches(alone, _CHUNK)]
    narrower = true() if kinds is None else d.kind.in_(sorted(kinds))
    found = [document for one in wanted for document in find(connection, grants, and_(one, narrower))]
    return tuple(sorted(found, key=lambda document: (document.date, document.id), reverse=True))


def accounts_of(connection: Connection, number: str) -> tuple[int, ...]:
    """See `Documents.accounts_of`."""
    key, n = number_key(number), document_numbers.c
    # By way of the accounts: the index begins with them, and so does not have to be read as a whole.
    bearing = select(n.account_id).where(
        n.account_id.in_(select(accounts.c.id)), n.key == key, n.role.in_(_NAMING)
    )
    return tuple(connection.scalars(bearing.distinct().order_by(n.account_id))) if key else ()
