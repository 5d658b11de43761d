"""The whole chain in the order of the trade; gaps are named to those who see every paper of a kind."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from handlers.answers import Answer, Found, Missing, Status
from handlers.desk import Desk
from handlers.documents.chains import part_of
from handlers.intents.documents import respond
from parsers.asks import Ask
from store.engine import Unit
from store.records import Contact, Document, Order, OrderLine, Shipment

DAY = dt.date(2025, 11, 3)
CHAIN = (
    "AN-25-301 AB-5001 LS-80001 LS-80002 CMR-100 WZ-9001 RE-2025-0412 RE-2025-0413 GS-2025-0031 MA-2025-007"
)
Add = Callable[..., None]
Desks = Callable[..., Desk]


def everything(*numbers: str) -> Ask:
    return Ask("documents", ("all",), numbers)


def paper(number: str, kind: str, order: str | None = "X-1", **more: Any) -> Document:
    return Document("1001", kind, number, more.pop("date", DAY), order=order, location="GRZ", **more)


def note(n: int, **more: Any) -> Document:
    return paper(f"LX-{n}", "delivery_note", delivery=f"LX-{n}", **more)


def bill(n: int, delivery: str | None, **more: Any) -> Document:
    return paper(f"RX-{n}", "invoice", delivery=delivery, gross=Decimal(n), **more)


def order(unit: Unit, status: str | None = "partial", parcels: Sequence[Shipment] = ()) -> None:
    unit.orders.upsert([Order("1001", "X-1", DAY, "PO-1", "GRZ", status=status)])
    unit.shipments.upsert(parcels)


def notes_of(answer: Answer) -> list[str]:
    assert isinstance(answer, Found)
    return [line for line in answer.notes if not line.startswith("Bestellung PO-1 (unser Auftrag X-1) vom")]


@pytest.mark.parametrize(
    "number", ["A-5001", "4500123", "LS-80002", "RE-2025-0413", "AN-25-301", "MA-2025-007"]
)
def test_any_number_finds_it_all_in_the_order_of_the_trade(desk: Desks, number: str) -> None:
    found = respond(everything(number), desk())
    assert isinstance(found, Found)
    assert " ".join(d.number for d in found.documents) == CHAIN
    assert found.intro == f"hier ist alles zu {number} (10 Belege):"
    assert found.notes == (
        "Bestellung 4500123 (unser Auftrag A-5001) vom 01.09.2025: geliefert.",
        "Gutschrift GS-2025-0031 gehört zu RE-2025-0412.",
        "Mahnung MA-2025-007 gehört zu RE-2025-0413.",
    )


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([note(1), note(2), bill(1, "LX-1"), bill(2, "LX-2")], []),
        ([note(1), note(2), bill(1, "LX-1|LX-2")], []),
        ([note(1), note(2), bill(1, None)], []),  # may be for all of it
        ([note(1), paper("LX-9", "delivery_note", order=None, delivery="LX-1"), bill(1, "LX-1")], []),
        (
            [note(1), note(2), bill(1, "LX-1")],
            ["Zu Lieferung LX-2 liegt noch keine Rechnung vor.", "RX-1 betrifft nur Lieferung LX-1."],
        ),
        ([note(1)], ["Zu Lieferung LX-1 liegt noch keine Rechnung vor."]),
        (
            [note(1), bill(1, "LX-1"), paper("GX-1", "credit_note", refers_to="RX-1", gross=Decimal(1))],
            ["Gutschrift GX-1 gehört zu RX-1."],
        ),
    ],
)
def test_invoices_that_are_to_come(
    desk: Desks, add: Add, unit: Unit, documents: list[Document], expected: list[str]
) -> None:
    order(unit)
    add(*documents)
    assert notes_of(respond(everything("X-1"), desk())) == expected


@pytest.mark.parametrize("status", ["invoiced", "cancelled"])
def test_of_such_an_order_no_invoice_is_missed(desk: Desks, add: Add, unit: Unit, status: str) -> None:
    order(unit, status)
    add(note(1))
    assert notes_of(respond(everything("X-1"), desk())) == []


def test_delivery_notes_and_parts_that_are_to_come(desk: Desks, add: Add, unit: Unit) -> None:
    parcels = [
        Shipment("X-1", "LX-1", status="shipped", shipped=DAY, parts="1/4"),
        Shipment("X-1", "LX-2", status="packed", parts="2/4"),
        Shipment("X-1", "LX-7", status="returned", parts="3/4"),
    ]
    order(unit, parcels=parcels)
    add(note(1), bill(1, "LX-1"))
    assert notes_of(respond(everything("PO-1"), desk())) == [
        "Bestellung PO-1 (unser Auftrag X-1): Die Teile 3 und 4 von 4 der Lieferung sind noch nicht gebucht.",
        "Lieferung LX-2 (Teil 2/4): der Lieferschein liegt noch nicht vor.",
        "RX-1 betrifft nur Lieferung LX-1.",
    ]


def test_lines_that_are_to_come(desk: Desks, add: Add, unit: Unit) -> None:
    order(unit)
    short = [OrderLine("X-1", str(n), f"T{n}", quantity=Decimal(5), delivered=Decimal(3)) for n in range(7)]
    unit.orders.upsert_lines(
        [*short, OrderLine("X-1", "9", "FULL", quantity=Decimal(1), delivered=Decimal(1))]
    )
    add(note(1), bill(1, "LX-1"))
    found = respond(everything("X-1"), desk())
    assert isinstance(found, Found)
    assert found.notes == (
        "Bestellung PO-1 (unser Auftrag X-1) vom 03.11.2025: teilweise geliefert; "
        "noch offen: 2 T0, 2 T1, 2 T2, 2 T3, 2 T4 und 2 weitere.",
        "RX-1 betrifft nur Lieferung LX-1.",
    )


@pytest.mark.parametrize(
    "contact",
    [
        Contact("1001", "lager@adler.test", "L", "logistics"),
        Contact("1001", "lager@adler.test", "L", "finance", kinds=("delivery_note", "order_confirmation")),
        Contact("1001", "lager@adler.test", "L", "buyer", locations=("GRZ",)),
        Contact("1001", "lager@adler.test", "L", "buyer", cost_centres=("4711",)),
    ],
)
def test_who_may_not_see_all_invoices_is_told_of_none(
    desk: Desks, add: Add, unit: Unit, contact: Contact
) -> None:
    """Whether one is written reads alike: the hidden invoice changes nothing in the answer."""
    order(unit)
    unit.contacts.upsert([contact])
    add(note(1, cost_centre="4711"), note(2, cost_centre="4711"))
    before = respond(everything("X-1"), desk("lager@adler.test"))
    add(Document("1001", "invoice", "RX-1", DAY, order="X-1", delivery="LX-1", gross=Decimal(1)))
    after = respond(everything("X-1"), desk("lager@adler.test"))
    assert notes_of(before) == notes_of(after) == []
    assert isinstance(before, Found) and isinstance(after, Found)
    assert [d.number for d in before.documents] == [d.number for d in after.documents]


def test_an_invoice_in_another_account_is_not_told_of(desk: Desks, add: Add, unit: Unit) -> None:
    order(unit)
    foreign = Document("2001", "invoice", "RX-77", DAY, order="X-1", delivery="LX-1", gross=Decimal(7))
    add(note(1), foreign)
    assert "RX-77" not in " ".join(notes_of(respond(everything("X-1"), desk())))


def test_orders_without_papers(desk: Desks, add: Add, unit: Unit) -> None:
    order(unit, "open")
    alone = respond(everything("X-1"), desk())
    assert isinstance(alone, Status)
    assert alone.lines[0] == "Bestellung PO-1 (unser Auftrag X-1) vom 03.11.2025: offen."
    beside = respond(everything("4500124", "X-1", "999999"), desk())
    assert isinstance(beside, Found) and beside.missing == ("999999",)
    assert any(line.startswith("Bestellung PO-1") for line in beside.notes)
    assert isinstance(respond(everything("X-1"), desk("ben@birch.test")), Missing)


def test_many_chains_are_not_gone_through(desk: Desks, add: Add) -> None:
    add(*(paper(f"LX-{n}", "delivery_note", order=f"Q-{n}", article="ART-5") for n in range(9)))
    found = respond(everything("ART-5"), desk())
    assert isinstance(found, Found) and (len(found.documents), found.notes) == (9, ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *[("2/3", (2, 3)), (" 1 / 1 ", (1, 1)), ("50/50", (50, 50))],
        *[
            (cell, None)
            for cell in (None, "", "3/2", "0/2", "2", "1/99999999", "a/b", "1/2/3", "-1/2", "²/3")
        ],
    ],
)
def test_parts(cell: str | None, expected: tuple[int, int] | None) -> None:
    assert part_of(cell) == expected
