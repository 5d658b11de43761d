"""The shelf of payments: money received and the invoices it was booked to."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from store.bulk import upsert
from store.keys import number_key, number_key_of
from store.records import Document, Outcome, Payment
from store.rows import cells, columns, ids_of_accounts, records
from store.schema import accounts, payments

_COLUMNS = columns(Payment, payments, account=accounts.c.account)


class Payments:
    """Payments by the document they were booked to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, rows: Sequence[Payment]) -> list[Outcome]:
        """Store payments under (account, number key); UNKNOWN when the account is not there."""
        ids = ids_of_accounts(self._connection, (row.account for row in rows))
        values = [_values(row, ids[row.account]) if row.account in ids else None for row in rows]
        return upsert(self._connection, payments, values, ("account_id", "number_key")).outcomes

    def of_document(self, document: Document) -> tuple[Payment, ...]:
        """The payments booked to a document that came from a query with grants, oldest first."""
        key = number_key(document.number)
        booked = (payments.c.account_id == document.account_id) & (payments.c.document_key == key)
        query = select(*_COLUMNS).join_from(payments, accounts).where(booked)
        rows = self._connection.execute(query.order_by(payments.c.date, payments.c.id))
        return records(Payment, rows) if key else ()


def _values(row: Payment, account_id: int) -> dict[str, object]:
    values = cells(row, "id", "account")
    return values | {
        "account_id": account_id,
        "number_key": number_key(row.payment) or row.payment,
        "document_key": number_key_of(row.document) or None,
    }
