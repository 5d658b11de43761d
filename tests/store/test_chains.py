"""From any number of a chain to all of it, but only through what one may see."""

import datetime as dt
from collections.abc import Iterator

import pytest

from store.engine import Store, Unit
from store.records import Account, Document, Grant, Order, Shipment

DAY = dt.date(2025, 3, 1)
KINDS = frozenset({"order_confirmation", "delivery_note", "invoice", "credit_note", "certificate"})


@pytest.fixture
def unit(store: Store) -> Iterator[Unit]:
    papers = [
        Document("K1", "order_confirmation", "AB-1", DAY, order="4500"),
        Document("K1", "delivery_note", "LS-1", DAY, order="4500", location="Graz"),
        Document("K1", "invoice", "RE-1", DAY, delivery="LS-1", location="Wien"),
        Document("K1", "credit_note", "GU-1", DAY, refers_to="RE-1", location="Wien"),
        Document("K1", "certificate", "Z-1", DAY, article="ART-9", batch="B-1", delivery="LS-1"),
        Document("K1", "invoice", "RE-2", DAY),
        Document("K2", "invoice", "RE-3", DAY, order="4500"),
    ]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        unit.orders.upsert([Order("K1", "4500", customer_po="PO 77", location="Graz")])
        unit.shipments.upsert([Shipment("4500", "LS-1", tracking="JJD-001")])
        unit.documents.upsert(papers)
        unit.documents.relink([1, 2])
        yield unit


def numbers(unit: Unit, grants: list[Grant], number: str, kinds: list[str] | None = None) -> set[str]:
    return {d.number for d in unit.documents.by_reference(grants, number, kinds)}


@pytest.mark.parametrize(
    "number", ["AB1", "ls-1", "RE-1", "GU 1", "Z-1", "004500", "PO77", "JJD001", "ART-9", "B1"]
)
def test_any_number_finds_the_whole_chain(unit: Unit, number: str) -> None:
    assert numbers(unit, [Grant(1, KINDS)], number) == {"AB-1", "LS-1", "RE-1", "GU-1", "Z-1"}
    assert numbers(unit, [Grant(1, KINDS)], number, ["invoice", "quote"]) == {"RE-1"}
    assert numbers(unit, [Grant(1, KINDS)], number, []) == set()


@pytest.mark.parametrize("number", ["", "--", "RE-99", "%", "'; DROP TABLE documents; --", "x" * 100_000])
def test_numbers_that_are_not_there(unit: Unit, number: str) -> None:
    assert numbers(unit, [Grant(1, KINDS)], number) == set()


def test_the_same_number_of_two_accounts(unit: Unit) -> None:
    assert numbers(unit, [Grant(2, KINDS)], "4500") == {"RE-3"}
    assert numbers(unit, [Grant(2, KINDS)], "RE-1") == set()
    assert len(numbers(unit, [Grant(1, KINDS), Grant(2, KINDS)], "4500")) == 6


def test_what_is_hidden_leads_nowhere(unit: Unit) -> None:
    graz = [Grant(1, KINDS, locations=frozenset({"graz"}))]
    assert numbers(unit, graz, "4500") == {"LS-1"}
    assert numbers(unit, graz, "RE-1") == numbers(unit, graz, "RE-99") == set()
    notes = [Grant(1, frozenset({"delivery_note"}))]
    assert numbers(unit, notes, "LS-1") == {"LS-1"}
    assert numbers(unit, notes, "RE-1") == set()
    assert numbers(unit, notes, "PO77") == set()  # the order itself is not theirs to see
    assert numbers(unit, notes, "4500") == {"LS-1"}  # but it stands on their delivery note


def test_before_the_chains_are_known(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        papers = [Document("K1", "invoice", n, DAY, order="4500") for n in ("RE-1", "RE-2")]
        unit.documents.upsert([*papers, Document("K1", "invoice", "RE-3", DAY)])
        assert numbers(unit, [Grant(1, KINDS)], "4500") == {"RE-1", "RE-2"}
        assert numbers(unit, [Grant(1, KINDS)], "RE-3") == {"RE-3"}
        assert unit.documents.chain([Grant(1, KINDS)], 0) == ()


def test_the_accounts_that_a_number_stands_in(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("A1", "One"), Account("A2", "Two"), Account("A3", "Three")])
        unit.documents.upsert(
            [
                Document("A1", "invoice", "RE-7", dt.date(2025, 1, 1), order="B-1|B-2"),
                Document("A2", "delivery_note", "LS-1", dt.date(2025, 1, 1), order="re 7", article="X-9"),
            ]
        )
        ids = {a.account: a.id for a in unit.accounts.all()}
        assert unit.documents.accounts_of("re-7") == (ids["A1"], ids["A2"])
        assert unit.documents.accounts_of("B-2") == (ids["A1"],)
        assert unit.documents.accounts_of("X-9") == unit.documents.accounts_of("--") == ()
