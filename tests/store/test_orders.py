"""Orders, their lines, and who may see them."""

import datetime as dt
from decimal import Decimal

from store.engine import Store
from store.orders import order_ids
from store.records import Account, Grant, Order, OrderLine, Outcome

DAY = dt.date(2025, 3, 1)
ALL = frozenset({"order_confirmation", "invoice"})


def test_by_number_and_by_purchase_order(store: Store) -> None:
    row = Order("K1", "0045-01", DAY, "PO 7/1", "Graz", "4711", total=Decimal("99.90"))
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        rows = [row, Order("K2", "X-1", DAY, customer_po="PO-71"), Order("K9", "A-9")]
        assert unit.orders.upsert(rows) == [Outcome.NEW, Outcome.NEW, Outcome.UNKNOWN]
        assert unit.orders.upsert(rows)[:2] == [Outcome.SAME, Outcome.SAME]
    mine = [Grant(1, ALL)]
    with store.read() as unit:
        for number in ("45-01", "004501", "po 71", "PO7/1"):
            (found,) = unit.orders.by_key(mine, number)
            assert (found.order, found.total, found.chain) == ("0045-01", Decimal("99.90"), 0)
        assert len(unit.orders.by_key([*mine, Grant(2, ALL)], "PO71")) == 2
        for grants in (
            [],
            [Grant(2, ALL)],
            [Grant(1, frozenset())],
            [Grant(1, frozenset({"invoice"}))],
            [Grant(1, ALL, locations=frozenset({"Wien"}))],
            [Grant(1, ALL, cost_centres=frozenset())],
            [Grant(1, ALL, until=dt.date(2025, 2, 28))],
        ):
            assert unit.orders.by_key(grants, "45-01") == ()
        assert unit.orders.by_key([Grant(1, ALL, frozenset({"GRAZ"}))], "45-01")
        assert unit.orders.by_key(mine, "") == unit.orders.by_key(mine, "--") == ()


def test_lines(store: Store) -> None:
    lines = [OrderLine("A-1", n, "ART", "Screw", Decimal("2.5")) for n in ("10", "9", "100")]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.orders.upsert([Order("K1", "A-1")])
        assert unit.orders.upsert_lines([*lines, OrderLine("A-2", "1")]) == [
            *[Outcome.NEW] * 3,
            Outcome.UNKNOWN,
        ]
        assert unit.orders.upsert_lines(lines) == [Outcome.SAME] * 3
        found = unit.orders.lines(1)
    assert [line.line for line in found] == ["9", "10", "100"]
    assert (found[0].order, found[0].quantity) == ("A-1", Decimal("2.50"))


def test_a_number_of_two_accounts_means_no_order(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        unit.orders.upsert([Order("K1", "0012"), Order("K2", "12"), Order("K1", "A-5"), Order("K2", "A-5")])
        connection = unit.orders._connection
        found = order_ids(connection, ["0012", "12", "00012", "A-5", "", "none"])
    assert {number: account for number, (_, account) in found.items()} == {"0012": 1, "12": 2}
