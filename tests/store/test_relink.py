"""Chains from the numbers that documents name."""

import datetime as dt
from typing import Any

import pytest

from store.engine import Store, Unit
from store.records import Account, Document, Grant, Order, Shipment

DAY = dt.date(2025, 3, 1)
KINDS = ("quote", "order_confirmation", "delivery_note", "invoice", "credit_note", "reminder", "certificate")
ALL = [Grant(1, frozenset(KINDS)), Grant(2, frozenset(KINDS))]


def paper(kind: str, number: str, account: str = "K1", **refs: Any) -> Document:
    return Document(account, kind, number, DAY, **refs)


def chains(unit: Unit) -> set[frozenset[str]]:
    """The documents in groups of equal chain."""
    found: dict[int, set[str]] = {}
    for document in unit.documents.search(ALL, kinds=None, today=DAY):
        found.setdefault(document.chain, set()).add(f"{document.kind} {document.number}")
    return {frozenset(group) for group in found.values()}


def groups(*named: str) -> set[frozenset[str]]:
    return {frozenset(group.split(", ")) for group in named}


@pytest.mark.parametrize(
    ("orders", "papers", "expected"),
    [
        pytest.param(
            [Order("K1", "4500", customer_po="PO-1")],
            [
                paper("quote", "AN-1"),
                paper("order_confirmation", "AB-1", order="4500", refers_to="AN-1"),
                paper("delivery_note", "LS-1", customer_po="PO 1"),
                paper("invoice", "RE-1", delivery="ls1"),
                paper("credit_note", "GU-1", refers_to="RE 1"),
                paper("reminder", "MA-1", refers_to="0RE-1"),
                paper("invoice", "RE-2"),
            ],
            (
                "quote AN-1, order_confirmation AB-1, delivery_note LS-1, invoice RE-1, credit_note GU-1, "
                "reminder MA-1",
                "invoice RE-2",
            ),
            id="the whole chain",
        ),
        pytest.param(
            [],
            [
                paper("quote", "12"),
                paper("invoice", "12"),
                paper("certificate", "12", language="de"),
                paper("certificate", "0012", language="en"),
            ],
            ("quote 12", "invoice 12", "certificate 12, certificate 0012"),
            id="equal numbers of two ranges are strangers, variants are not",
        ),
        pytest.param(
            [Order("K1", "7"), Order("K1", "8")],
            [
                paper("delivery_note", "55", order="7"),
                paper("quote", "55", order="8"),
                paper("invoice", "RE-1", order="7", delivery="55"),
            ],
            ("delivery_note 55, invoice RE-1", "quote 55"),
            id="the delivery of its own order is meant",
        ),
        pytest.param(
            [],
            [paper("credit_note", "GU-1", refers_to="RE-9"), paper("reminder", "MA-1", refers_to="RE9")],
            ("credit_note GU-1, reminder MA-1",),
            id="both name an invoice that never came",
        ),
        pytest.param(
            [],
            [paper("invoice", "RE-1", order="by phone"), paper("invoice", "RE-2", order="By Phone")],
            ("invoice RE-1", "invoice RE-2"),
            id="no digit, no number",
        ),
        pytest.param(
            [Order("K1", "7", customer_po="PO-1"), Order("K1", "8", customer_po="PO-1")],
            [paper("invoice", "RE-1", order="7"), paper("invoice", "RE-2", customer_po="PO-1")],
            ("invoice RE-1", "invoice RE-2"),
            id="a PO of two orders tells nothing",
        ),
        pytest.param(
            [],
            [
                paper("invoice", "RE-1", order="7", customer_po="PO-1"),
                paper("delivery_note", "LS-1", customer_po="PO-1"),
                paper("quote", "AN-1", customer_po="PO-2"),
            ],
            ("invoice RE-1, delivery_note LS-1", "quote AN-1"),
            id="the PO of an order that is known from a document",
        ),
        pytest.param(
            [Order("K1", "7"), Order("K1", "8")],
            [
                paper("invoice", "RE-1", order="7|8"),
                paper("delivery_note", "LS-1", order="7"),
                paper("delivery_note", "LS-2", order="8"),
            ],
            ("invoice RE-1, delivery_note LS-1, delivery_note LS-2",),
            id="a collective invoice",
        ),
        pytest.param(
            [],
            [paper("invoice", "RE-1", order="7"), paper("invoice", "RE-2", account="K2", order="7")],
            ("invoice RE-1", "invoice RE-2"),
            id="accounts never mix",
        ),
        pytest.param(
            [],
            [paper("invoice", "RE-1", refers_to="RE-2"), paper("invoice", "RE-2", refers_to="RE-1")],
            ("invoice RE-1, invoice RE-2",),
            id="a circle",
        ),
        pytest.param(
            [], [paper("invoice", "RE-1", refers_to="RE-1", delivery="RE-1")], ("invoice RE-1",), id="itself"
        ),
        pytest.param(
            [Order("K1", "7")],
            [paper("invoice", "RE-1", order="7"), paper("certificate", "Z-1", refers_to="7")],
            ("invoice RE-1, certificate Z-1",),
            id="refers to an order",
        ),
    ],
)
def test_chains(store: Store, orders: list[Order], papers: list[Document], expected: tuple[str, ...]) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        unit.orders.upsert(orders)
        unit.documents.upsert(papers)
        assert unit.documents.relink([1, 2]) == len(orders) + len(papers)
        assert chains(unit) == groups(*expected)
        assert unit.documents.relink([1, 2]) == unit.documents.relink([]) == 0


def test_a_shipment_joins_its_delivery_note_to_the_order(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.orders.upsert([Order("K1", "7")])
        unit.shipments.upsert([Shipment("7", "LS-1", tracking="JJD 1")])
        unit.documents.upsert([paper("delivery_note", "LS-1"), paper("invoice", "RE-1", order="7")])
        unit.documents.relink([1])
        assert chains(unit) == groups("delivery_note LS-1, invoice RE-1")
        (order,) = unit.orders.by_key(ALL, "7")
        assert unit.orders.of_chain(ALL, order.chain) == (order,)
        assert len(unit.documents.chain(ALL, order.chain)) == 2


def test_only_what_changed_is_written_and_ids_stay(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.documents.upsert([paper("invoice", "RE-1"), paper("invoice", "RE-2")])
        unit.documents.relink([1])
        before = {d.number: d.chain for d in unit.documents.search(ALL, kinds=None, today=DAY)}
        unit.documents.upsert([paper("credit_note", "GU-1", refers_to="RE-2")])
        assert unit.documents.relink([1]) == 1
        after = {d.number: d.chain for d in unit.documents.search(ALL, kinds=None, today=DAY)}
        assert after == before | {"GU-1": before["RE-2"]}
        unit.documents.upsert([paper("invoice", "RE-2", refers_to="RE-1")])
        assert unit.documents.relink([1]) == 2
        unit.documents.upsert([paper("invoice", "RE-2")])
        assert unit.documents.relink([1]) == 2
        assert chains(unit) == groups("invoice RE-1", "invoice RE-2, credit_note GU-1")


def test_a_thousand_deep(light: Store) -> None:
    papers = [paper("invoice", f"RE-{n}", refers_to=f"RE-{n + 1}") for n in range(3000)]
    with light.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.documents.upsert(papers)
        unit.documents.relink([1])
        assert len(unit.documents.by_reference(ALL, "RE-1500")) == 3000
