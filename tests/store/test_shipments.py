"""Shipments by order."""

import datetime as dt

from store.engine import Store
from store.records import Account, Order, Outcome, Shipment


def test_shipments_of_orders(store: Store) -> None:
    rows = [
        Shipment("A-1", "LS-2", "DHL", "JJD 2", shipped=dt.date(2025, 1, 9), status="shipped", parts="2/2"),
        Shipment("A-1", "LS-1", "DHL", "JJD 1", shipped=dt.date(2025, 1, 2)),
        Shipment("a1", "LS-3"),
        Shipment("A-9", "LS-9"),
    ]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.orders.upsert([Order("K1", "A-1"), Order("K1", "A-2")])
        assert unit.shipments.upsert(rows) == [Outcome.NEW] * 3 + [Outcome.UNKNOWN]
        assert unit.shipments.upsert(rows) == [Outcome.SAME] * 3 + [Outcome.UNKNOWN]
        found = unit.shipments.of_order([1, 2, 3])
    assert {id: [s.delivery for s in parcels] for id, parcels in found.items()} == {
        1: ["LS-1", "LS-2", "LS-3"]
    }
    assert (found[1][1].order, found[1][1].tracking, found[1][1].account_id) == ("A-1", "JJD 2", 1)
