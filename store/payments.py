"""The shelf of payments: money received and the invoices it was booked to."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Connection, select

from store.bulk import upsert
from store.keys import number_key, number_key_of
from store.records import Document, Grant, Outcome, Payment
from store.rows import cells, columns, ids_of_accounts, records
from store.schema import accounts, payments

_COLUMNS = columns(Payment, payments, account=accounts.c.account)

# Payments are of the whole account, as its statement is: who may not read the one may not see the others.
LEDGER_KIND = "statement"


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

    def search(
        self,
        grants: Sequence[Grant],
        *,
        amount: Decimal | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 100,
    ) -> tuple[Payment, ...]:
        """The payments on accounts whose whole ledger the grants show, newest first."""
        p = payments.c
        here = [g.account_id for g in grants if LEDGER_KIND in g.kinds and g.whole_account and not g.until]
        query = select(*_COLUMNS).join_from(payments, accounts).where(p.account_id.in_(sorted(set(here))))
        if amount is not None:
            query = query.where(p.amount == amount)
        if since is not None:
            query = query.where(p.date >= since)
        if until is not None:
            query = query.where(p.date <= until)
        newest = query.order_by(p.date.desc(), p.id.desc()).limit(limit)
        return records(Payment, self._connection.execute(newest)) if here else ()


def _values(row: Payment, account_id: int) -> dict[str, object]:
    values = cells(row, "id", "account")
    return values | {
        "account_id": account_id,
        "number_key": number_key(row.payment) or row.payment,
        "document_key": number_key_of(row.document) or None,
    }
