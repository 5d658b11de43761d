"""Payments by document."""

import datetime as dt
from decimal import Decimal

from store.engine import Store
from store.records import Account, Document, Outcome, Payment


def test_payments_of_a_document(store: Store) -> None:
    def paid(number: str, day: int, document: str | None, account: str = "K1") -> Payment:
        return Payment(account, number, dt.date(2025, 1, day), Decimal("10.50"), document=document)

    rows = [paid("P2", 9, "RE-1"), paid("P1", 2, "re 1"), paid("P3", 3, None), paid("P1", 2, "RE-1", "K2")]
    invoice = Document("K1", "invoice", "RE-1", dt.date(2025, 1, 1), account_id=1)
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        assert unit.payments.upsert([*rows, paid("P", 1, None, "K9")])[-1] is Outcome.UNKNOWN
        assert unit.payments.upsert(rows) == [Outcome.SAME] * 4
        found = unit.payments.of_document(invoice)
        assert [(p.payment, p.amount, p.account) for p in found] == [
            ("P1", Decimal("10.50"), "K1"),
            ("P2", Decimal("10.50"), "K1"),
        ]
        nameless = Document("K1", "invoice", "--", dt.date(2025, 1, 1), account_id=1)
        assert unit.payments.of_document(nameless) == ()
