"""Payments by document."""

import datetime as dt
from decimal import Decimal

from store.engine import Store
from store.records import Account, Document, Grant, Outcome, Payment


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


def test_payments_on_an_account_are_for_who_sees_all_of_its_ledger(store: Store) -> None:
    day, ledger = dt.date(2025, 1, 5), frozenset({"statement", "invoice"})
    rows = [Payment("K1", f"P{n}", day + dt.timedelta(n), Decimal(n), "EUR") for n in range(1, 4)]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        unit.payments.upsert([*rows, Payment("K2", "P9", day, Decimal(2))])
        whole = [Grant(1, ledger)]
        assert [p.payment for p in unit.payments.search(whole)] == ["P3", "P2", "P1"]
        assert [p.payment for p in unit.payments.search(whole, amount=Decimal("2.00"))] == ["P2"]
        assert [p.payment for p in unit.payments.search(whole, since=day + dt.timedelta(2), limit=1)] == [
            "P3"
        ]
        assert [p.payment for p in unit.payments.search(whole, until=day + dt.timedelta(1))] == ["P1"]
        for grants in (
            [],
            [Grant(1, frozenset({"invoice"}))],
            [Grant(1, ledger, locations=frozenset({"Graz"}))],
            [Grant(1, ledger, cost_centres=frozenset({"4711"}))],
            [Grant(1, ledger, since=day)],
            [Grant(1, ledger, until=day)],
        ):
            assert unit.payments.search(grants) == ()
