"""What staff corrected meets the next delivery: agreement clears it, a contradiction changes nothing."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from handlers.acts import carry_out
from handlers.ingest.delivery import Delivery
from handlers.ingest.loading import Load
from handlers.ingest.report import Report
from handlers.staff.corrections import Correct, Uncorrect
from parsers.deliveries.feed import Feed
from store.engine import Store
from store.records import Document, Grant

NOW = dt.datetime(2025, 11, 21, 6, tzinfo=dt.UTC)
LEA = "lea@house.test"
KINDS = frozenset({"invoice", "delivery_note"})
HEAD = "account,kind,number,date,order,gross,paid,disputed,currency\n"
ROW = "100,invoice,RE-1,2025-01-31,4500,119.00,,,EUR\n"

Put = Callable[[str], Report]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path}/clerk.db", create=True)
    yield store
    store.close()


@pytest.fixture
def put(store: Store) -> Put:
    """Delivers documents."""

    def load(rows: str) -> Report:
        tables = {
            "accounts.csv": b"account,name\n100,Maier\n200,Huber\n",
            "orders.csv": b"account,order\n100,4500\n100,4501\n",
            "documents.csv": (HEAD + rows).encode(),
        }
        loading = Load(Delivery("drop", tables), Feed.canonical(), tuple(KINDS), lambda many: [], NOW)
        for step in loading.steps():
            with store.begin() as unit:
                step.work(unit)
        return loading.report

    return load


def seen(store: Store, account: int = 1) -> list[Document]:
    with store.read() as unit:
        return list(unit.documents.by_number([Grant(account, KINDS)], "RE-1"))


def correct(store: Store, field: str, value: object, **more: str) -> bool:
    with store.begin() as unit:
        return carry_out(Correct(1, field, value, LEA, **more), unit, NOW)


def warned(report: Report) -> list[str]:
    return [p.reason for p in report.problems if "contradicts" in p.reason]


@pytest.mark.parametrize(
    ("field", "value", "amount", "agreeing"),
    [
        ("paid", "2025-02-14", None, ROW.replace("119.00,,", "119.00,119.00,")),
        ("part", "2025-02-14", "50.00", ROW.replace("119.00,,", "119.00,50.00,")),
        ("disputed", True, None, ROW.replace(",,EUR", ",yes,EUR")),
        ("order", "4501", None, ROW.replace("4500", "4501")),
        ("account", "200", None, ROW.replace("100,invoice", "200,invoice")),
    ],
)
def test_a_contradiction_is_told_and_agreement_clears(
    put: Put, store: Store, field: str, value: object, amount: str | None, agreeing: str
) -> None:
    put(ROW)
    assert correct(store, field, value, **({"amount": amount} if amount else {}))
    account = 2 if field == "account" else 1
    before = seen(store, account)
    assert len(before) == 1
    told = put(ROW.replace("EUR", "EUR"))
    assert [LEA in reason for reason in warned(told)] == [True]
    assert seen(store, account) == before  # nothing was overwritten
    assert seen(store, 3 - account) == []
    assert warned(put(agreeing)) == []
    with store.read() as unit:
        assert unit.corrections.counting() == ()
        assert unit.corrections.of_document(1)[0].undone_by == "erp"
    assert [(d.account, d.order) for d in seen(store, account)] == [(before[0].account, before[0].order)]


def test_what_each_correction_shows(put: Put, store: Store) -> None:
    put(ROW)
    correct(store, "part", "2025-02-14", amount="50.00")
    assert (seen(store)[0].paid, seen(store)[0].paid_date) == (Decimal("50.00"), dt.date(2025, 2, 14))
    correct(store, "paid", "2025-02-20")
    assert (seen(store)[0].paid, seen(store)[0].paid_date) == (Decimal("119.00"), dt.date(2025, 2, 20))
    correct(store, "disputed", True)
    assert seen(store)[0].disputed
    correct(store, "disputed", False)
    assert not seen(store)[0].disputed


def test_what_was_moved_goes_back(put: Put, store: Store) -> None:
    put(ROW)
    assert correct(store, "account", "200")
    assert (seen(store, 1), len(seen(store, 2))) == ([], 1)
    with store.begin() as unit:
        assert carry_out(Uncorrect(1, "account", LEA), unit, NOW)
        assert not carry_out(Uncorrect(1, "account", LEA), unit, NOW)
    assert (len(seen(store, 1)), seen(store, 2)) == (1, [])


def test_nothing_is_moved_onto_another(put: Put, store: Store) -> None:
    put(ROW + ROW.replace("100,invoice", "200,invoice"))
    assert not correct(store, "account", "200")
    assert not correct(store, "account", "999")
    with store.read() as unit:
        assert unit.corrections.counting() == ()


def test_an_order_number_finds_what_was_moved_to_it(put: Put, store: Store) -> None:
    put(ROW)
    correct(store, "order", "4501")
    with store.read() as unit:
        grants = [Grant(1, KINDS)]
        assert [d.number for d in unit.documents.by_reference(grants, "4501")] == ["RE-1"]
        assert unit.documents.by_reference(grants, "4500") == ()
