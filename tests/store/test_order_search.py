"""Orders by filters, parcels and articles, as far as the grants reach."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from store.engine import Store, Unit
from store.order_search import OrderFilters
from store.records import Account, Grant, Location, Order, OrderLine, Shipment

DAY = dt.date(2025, 3, 1)
ALL = frozenset({"order_confirmation"})
MINE = [Grant(1, ALL)]


def filled(unit: Unit) -> None:
    unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
    unit.locations.upsert([Location("K1", "GRZ", "Filiale Graz", ("Werk Graz",))])
    unit.orders.upsert(
        [
            Order("K1", "A-1", DAY, location="GRZ", orderer="Karl Kauf", status="open"),
            Order("K1", "A-2", dt.date(2025, 4, 1), cost_centre="4711", status="partial"),
            Order("K1", "A-3", dt.date(2025, 5, 1), status="delivered"),
            Order("K1", "A-4", status=None),
            Order("K1", "A-5", status=None),
            Order("K2", "B-1", DAY, status="open"),
        ]
    )
    unit.orders.upsert_lines(
        [
            OrderLine("A-1", "1", "UPX-40"),
            OrderLine("A-4", "1", "0upx 40/1", quantity=Decimal(2), delivered=Decimal(1)),
            OrderLine("A-5", "1", "T-1", quantity=Decimal(2), delivered=Decimal(2)),
            OrderLine("B-1", "1", "UPX-40"),
        ]
    )
    unit.shipments.upsert(
        [Shipment("A-1", "L-1", tracking="1Z 99"), Shipment("B-1", "L-9", tracking="1Z 98")]
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "A-3 A-2 A-1 A-5 A-4"),
        ({"open_only": True}, "A-2 A-1 A-4"),
        ({"since": dt.date(2025, 4, 1)}, "A-3 A-2"),
        ({"since": DAY, "until": dt.date(2025, 4, 1)}, "A-2 A-1"),
        ({"location": "werk graz"}, "A-1"),
        ({"location": "Linz"}, ""),
        ({"cost_centre": "4711"}, "A-2"),
        ({"person": "KAUF"}, "A-1"),
        ({"person": "%"}, ""),
    ],
)
def test_filters(store: Store, filters: dict[str, Any], expected: str) -> None:
    with store.begin() as unit:
        filled(unit)
        found = unit.orders.search(MINE, OrderFilters(**filters), 10)
        assert " ".join(o.order for o in found) == expected
        assert unit.orders.count(MINE, OrderFilters(**filters)) == len(found)
        assert len(unit.orders.search(MINE, OrderFilters(**filters), 1)) <= 1


def test_parcels_and_articles(store: Store) -> None:
    with store.begin() as unit:
        filled(unit)
        assert [o.order for o in unit.orders.by_shipment(MINE, "l1")] == ["A-1"]
        assert [o.order for o in unit.orders.by_shipment(MINE, "1z-99")] == ["A-1"]
        assert [o.order for o in unit.orders.by_article(MINE, "upx40", 9)] == ["A-1"]
        assert [o.order for o in unit.orders.by_article(MINE, "UPX-40-1", 9)] == ["A-4"]
        for number in ("L-9", "1Z98", "", "--"):
            assert unit.orders.by_shipment(MINE, number) == ()
        assert unit.orders.by_article(MINE, "", 9) == unit.orders.by_article(MINE, "X", 9) == ()
        for grants in ([], [Grant(1, frozenset())], [Grant(1, frozenset({"invoice"}))], [Grant(2, ALL)]):
            assert unit.orders.by_shipment(grants, "L-1") == ()
            assert "A-1" not in {o.order for o in unit.orders.by_article(grants, "UPX-40", 9)}
            assert "A-1" not in {o.order for o in unit.orders.search(grants, OrderFilters(), 9)}
            assert unit.orders.count(grants, OrderFilters()) in (0, 1)
