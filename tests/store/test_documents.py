"""Documents in bulk: what counts as new, changed, the same, another variant."""

import dataclasses
import datetime as dt
from decimal import Decimal

from sqlalchemy import func, select

from store.engine import Store
from store.records import Account, Document, Grant, Outcome
from store.schema import document_numbers

DAY = dt.date(2025, 3, 1)
ALL = [Grant(1, frozenset({"invoice", "sds", "delivery_note"}))]
FULL = Document(
    "K1",
    "invoice",
    "RE-2025/0412",
    DAY,
    due_date=dt.date(2025, 3, 31),
    order="A-1",
    customer_po="PO 7",
    delivery="LS-1",
    refers_to="AB-1",
    location="Graz",
    cost_centre="4711",
    orderer="Maria Huber",
    currency="EUR",
    net=Decimal("10.00"),
    gross=Decimal("12.00"),
    paid=Decimal("2.00"),
    paid_date=DAY,
    disputed=True,
    article="ART-9",
    batch="B 1",
    language="de",
    revision="2",
    file="re.pdf",
    xml="re.xml",
)


def test_every_field_comes_back(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        assert unit.documents.upsert([FULL]) == [Outcome.NEW]
        (found,) = unit.documents.by_number(ALL, "re 2025 0412")
        assert found == dataclasses.replace(FULL, id=1, account_id=1, chain=0)
        assert unit.documents.by_ids(ALL, [1, 7]) == (found,)
        assert unit.documents.by_ids([], [1]) == unit.documents.by_number(ALL, "") == ()


def test_new_same_changed_unknown(store: Store) -> None:
    dearer = dataclasses.replace(FULL, gross=Decimal("12.01"))
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        assert unit.documents.upsert([FULL, dataclasses.replace(FULL, account="K9")]) == [
            Outcome.NEW,
            Outcome.UNKNOWN,
        ]
        written_otherwise = dataclasses.replace(FULL, gross=Decimal("12.0"), net=Decimal("1E+1"))
        assert unit.documents.upsert([FULL, written_otherwise]) == [Outcome.SAME, Outcome.SAME]
        assert unit.documents.upsert([dearer]) == [Outcome.CHANGED]
        assert unit.documents.upsert([]) == []
        assert [d.gross for d in unit.documents.by_number(ALL, "RE-2025/0412")] == [Decimal("12.01")]


def test_variants_only_of_documents_without_money(store: Store) -> None:
    sheet = Document("K1", "sds", "S-1", DAY, article="ART-9")
    sheets = [
        dataclasses.replace(sheet, language=code, revision=r) for code in ("de", "en") for r in ("1", "2")
    ]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        assert unit.documents.upsert([*sheets, sheet]) == [Outcome.NEW] * 5
        assert unit.documents.upsert([FULL, dataclasses.replace(FULL, language="en")]) == [
            Outcome.NEW,
            Outcome.CHANGED,
        ]
        assert len(unit.documents.by_number(ALL, "S1")) == 5


def test_numbers_follow_a_change(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.documents.upsert([FULL])
        unit.documents.upsert([dataclasses.replace(FULL, order="A-2|A-3", customer_po=None)])
        found = {
            n: len(unit.documents.by_reference(ALL, n)) for n in ("A-1", "a2", "A 3", "PO7", "LS-1", "ART9")
        }
        stored = unit.documents._connection.scalar(select(func.count()).select_from(document_numbers))
    assert found == {"A-1": 0, "a2": 1, "A 3": 1, "PO7": 0, "LS-1": 1, "ART9": 1}
    assert stored == 7


def test_numbers_of_a_key_twice_in_one_call(store: Store) -> None:
    rows = [dataclasses.replace(FULL, order=order) for order in ("A-1", "A-2", "A-3")]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.documents.upsert(rows[:1])
        assert unit.documents.upsert(rows) == [Outcome.SAME, Outcome.CHANGED, Outcome.CHANGED]
        assert not unit.documents.by_reference(ALL, "A-1") and not unit.documents.by_reference(ALL, "A-2")
        assert unit.documents.by_reference(ALL, "A-3")


def test_numbers_that_are_no_numbers(store: Store) -> None:
    rows = [Document("K1", "invoice", number, DAY, order="-") for number in ("--", "..", "000", "x" * 5000)]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        assert unit.documents.upsert(rows) == [Outcome.NEW] * 4
        assert unit.documents.by_number(ALL, "--") == unit.documents.by_reference(ALL, "") == ()
        assert [d.number for d in unit.documents.by_number(ALL, "0")] == ["000"]


def test_thousands_in_one_call(store: Store) -> None:
    rows = [dataclasses.replace(FULL, number=f"RE-{n}", order=f"A-{n // 2}") for n in range(5000)]
    with store.begin(durable=False) as unit:
        unit.accounts.upsert([Account("K1", "One")])
        assert unit.documents.upsert(rows) == [Outcome.NEW] * 5000
        assert unit.documents.upsert(rows) == [Outcome.SAME] * 5000
        assert [d.number for d in unit.documents.by_number(ALL, "re4999")] == ["RE-4999"]
