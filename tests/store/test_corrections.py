"""What the house knows better than the ERP counts in every query, until it is undone or the ERP agrees."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from store.corrections import PAID, Correction
from store.engine import Store, Unit
from store.records import Account, Document, Grant

NOW = dt.datetime(2025, 11, 14, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
GRANTS = (Grant(1, frozenset({"invoice", "delivery_note"})),)
INVOICE = Document(
    "K1",
    "invoice",
    "RE-1",
    dt.date(2025, 1, 1),
    dt.date(2025, 1, 31),
    gross=Decimal("119.00"),
    paid=Decimal("19.00"),
)


def loaded(unit: Unit) -> int:
    unit.accounts.upsert([Account("K1", "One")])
    unit.documents.upsert([INVOICE, Document("K1", "delivery_note", "LS-1", dt.date(2025, 1, 1))])
    return unit.documents.by_number(GRANTS, "RE-1")[0].id


def paid(id: int, day: str = "2025-11-12") -> Correction:
    return Correction(id, PAID, day, "lea@house.test", NOW)


def numbers(unit: Unit, status: str) -> list[str]:
    found = unit.documents.search(GRANTS, kinds=None, status=status, today=TODAY)
    assert len(found) == unit.documents.count(GRANTS, kinds=None, status=status, today=TODAY)
    return [d.number for d in found]


def test_paid_counts_everywhere_and_is_undone(store: Store) -> None:
    with store.begin() as unit:
        id = loaded(unit)
        assert (numbers(unit, "overdue"), numbers(unit, "paid")) == (["RE-1"], [])
        unit.corrections.add(paid(id, "2025-11-10"))
        unit.corrections.add(paid(id))
        for document in (
            unit.documents.by_number(GRANTS, "RE-1")[0],
            unit.documents.by_ids(GRANTS, [id])[0],
            unit.documents.by_reference(GRANTS, "RE-1")[0],
        ):
            assert (document.paid, document.paid_date) == (Decimal("119.00"), dt.date(2025, 11, 12))
        assert [numbers(unit, s) for s in ("overdue", "open", "partial", "paid")] == [[], [], [], ["RE-1"]]
        assert unit.corrections.undo(id, PAID, "max@house.test", NOW) == 1
        assert unit.corrections.undo(id, PAID, "max@house.test", NOW) == 0
        (document,) = unit.documents.by_number(GRANTS, "RE-1")
        assert (document.paid, document.paid_date) == (Decimal("19.00"), None)
        assert numbers(unit, "overdue") == ["RE-1"]
        first, last = unit.corrections.of_document(id)
        assert (first.value, last.value, last.author, last.undone_by) == (
            *("2025-11-10", "2025-11-12", "lea@house.test"),
            "max@house.test",
        )


def test_what_the_erp_says_of_a_payment_goes_before(store: Store) -> None:
    with store.begin() as unit:
        id = loaded(unit)
        unit.corrections.add(paid(id))
        booked = replace(INVOICE, paid=Decimal("120.00"), paid_date=dt.date(2025, 11, 13))
        unit.documents.upsert([booked])
        (document,) = unit.documents.by_number(GRANTS, "RE-1")
        assert (document.paid, document.paid_date) == (Decimal("120.00"), dt.date(2025, 11, 13))


def test_a_document_without_an_amount_has_no_payment(store: Store) -> None:
    with store.begin() as unit:
        loaded(unit)
        (note,) = unit.documents.by_number(GRANTS, "LS-1")
        unit.corrections.add(paid(note.id))
        (note,) = unit.documents.by_number(GRANTS, "LS-1")
        assert (note.paid, note.paid_date) == (None, None)
