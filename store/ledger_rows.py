"""The shelf of the books: every document and payment that makes up the balance of an account."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, exists, or_, select

from store.document_rows import COLUMNS
from store.records import Document, Grant, Payment
from store.rows import columns, records
from store.schema import accounts, documents, payments
from store.visible import visible_documents

KINDS = frozenset({"invoice", "credit_note"})  # what raises and lowers a balance, besides payments

_PAYMENT = columns(Payment, payments, account=accounts.c.account)


class LedgerRows:
    """Rows of the books as far as grants reach, all of them, oldest first; no grants mean no rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def documents(self, grants: Sequence[Grant]) -> tuple[Document, ...]:
        """The visible invoices and credit notes with an amount."""
        if not grants:
            return ()
        counted = and_(documents.c.kind.in_(sorted(KINDS)), documents.c.gross.is_not(None))
        query = select(*COLUMNS).join_from(documents, accounts).where(counted, visible_documents(grants))
        return records(Document, self._connection.execute(query.order_by(documents.c.date, documents.c.id)))

    def payments(self, grants: Sequence[Grant]) -> tuple[Payment, ...]:
        """All payments of accounts that are seen whole; of others those booked to visible documents."""
        if not grants:
            return ()
        whole = sorted({g.account_id for g in grants if g.whole_account and g.until is None})
        booked = exists(
            select(documents.c.id).where(
                documents.c.account_id == payments.c.account_id,
                documents.c.number_key == payments.c.document_key,
                documents.c.kind.in_(sorted(KINDS)),
                visible_documents(grants),
            )
        )
        seen = or_(payments.c.account_id.in_(whole), booked)
        reached = payments.c.account_id.in_(sorted({g.account_id for g in grants}))
        query = select(*_PAYMENT).join_from(payments, accounts).where(reached, seen)
        return records(Payment, self._connection.execute(query.order_by(payments.c.date, payments.c.id)))
