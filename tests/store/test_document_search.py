"""Filters over documents."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from store.engine import Store, Unit
from store.records import Account, Document, Grant, Location

TODAY = dt.date(2025, 6, 15)
KINDS = frozenset({"invoice", "credit_note", "certificate"})
ALL = [Grant(1, KINDS)]


def invoice(number: str, month: int, gross: str, paid: str | None = None, **more: Any) -> Document:
    date = dt.date(2025, month, 1)
    money = {"gross": Decimal(gross), "paid": Decimal(paid) if paid else None}
    return Document("K1", "invoice", number, date, due_date=date + dt.timedelta(days=30), **money, **more)


DOCUMENTS = [
    invoice("I1", 1, "100", location="G", orderer="Maria Huber", net=Decimal("83.33")),
    invoice("I2", 2, "200", "50", location="Filiale Graz", cost_centre="KST 1"),
    invoice("I3", 3, "300", "300", location="Wien", orderer="Huberta 100%"),
    invoice("I4", 6, "400", "0"),
    invoice("I5", 5, "0"),
    Document("K1", "credit_note", "C1", dt.date(2025, 4, 1), gross=Decimal("100")),
    Document("K1", "certificate", "Z1", dt.date(2025, 4, 2), article="ART-9", batch="B/1"),
    Document("K1", "certificate", "Z2", dt.date(2025, 4, 2), article="ART-8|ART-9"),
    Document("K2", "invoice", "F1", dt.date(2025, 5, 1), gross=Decimal("100"), location="G"),
]


@pytest.fixture
def unit(store: Store) -> Iterator[Unit]:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        unit.locations.upsert([Location("K1", "G", "Graz", ("Filiale Graz",)), Location("K1", "W", "Wien")])
        unit.documents.upsert(DOCUMENTS)
        yield unit


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "I4 I5 Z2 Z1 C1 I3 I2 I1"),
        ({"kinds": ["invoice"]}, "I4 I5 I3 I2 I1"),
        ({"kinds": []}, ""),
        ({"kinds": ["quote"]}, ""),
        ({"since": dt.date(2025, 3, 1), "until": dt.date(2025, 4, 1)}, "C1 I3"),
        ({"status": "open"}, "I4 C1 I2 I1"),
        ({"status": "overdue"}, "I2 I1"),
        ({"status": "paid"}, "I5 I3"),
        ({"status": "partial"}, "I2"),
        ({"location": "graz"}, "I2 I1"),
        ({"location": "FILIALE  graz"}, "I2 I1"),
        ({"location": "W"}, "I3"),
        ({"location": "Linz"}, ""),
        ({"cost_centre": "kst 1"}, "I2"),
        ({"person": "huber"}, "I3 I1"),
        ({"person": "Maria Huber"}, "I1"),
        ({"person": "100%"}, "I3"),
        ({"person": "%"}, "I3"),
        ({"person": "_"}, ""),
        ({"amount": Decimal("100.0")}, "C1 I1"),
        ({"amount": Decimal("83.33")}, "I1"),
        ({"article": "art 9"}, "Z2 Z1"),
        ({"article": "B1"}, ""),
        ({"batch": "B1"}, "Z1"),
        ({"last": 1}, "I4 Z2 C1"),
        ({"last": 2, "kinds": ["invoice"], "until": dt.date(2025, 3, 31)}, "I3 I2"),
        ({"last": 0}, ""),
        ({"limit": 2}, "I4 I5"),
    ],
)
def test_search(unit: Unit, filters: dict[str, Any], found: str) -> None:
    filters = {"kinds": None, "today": TODAY} | filters
    assert " ".join(d.number for d in unit.documents.search(ALL, **filters)) == found
    if "limit" not in filters:
        assert unit.documents.count(ALL, **filters) == len(found.split())


def test_nobody_sees_nothing_and_each_its_own(unit: Unit) -> None:
    assert unit.documents.search([], kinds=None, today=TODAY) == ()
    assert unit.documents.count([], kinds=None, today=TODAY) == 0
    assert unit.documents.kinds_seen([]) == {}
    other = [Grant(2, KINDS)]
    assert [d.number for d in unit.documents.search(other, kinds=None, today=TODAY)] == ["F1"]
    # "Filiale Graz" is a name at K1 only.
    assert unit.documents.search(other, kinds=None, today=TODAY, location="Filiale Graz") == ()
    assert unit.documents.kinds_seen([*ALL, *other]) == {"certificate": 2, "credit_note": 1, "invoice": 6}


def test_a_payment_state_that_does_not_exist(unit: Unit) -> None:
    with pytest.raises(ValueError, match="lost"):
        unit.documents.search(ALL, kinds=None, today=TODAY, status="lost")
