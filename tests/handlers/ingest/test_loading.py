"""A delivery is stored row by row: what is wrong is rejected, what is early waits, the report says it all."""

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.ingest import content as ingest_content
from handlers.ingest.delivery import Delivery
from handlers.ingest.loading import Load
from handlers.ingest.report import Report
from parsers.deliveries.feed import Feed
from store.blobs import Blobs
from store.engine import Store
from store.records import Document, Grant, StoredFile

NOW = dt.datetime(2025, 11, 21, 6, tzinfo=dt.UTC)
KINDS = ("invoice", "credit_note", "delivery_note", "order_confirmation", "datasheet")
CANONICAL = Feed.canonical()
ACCOUNTS = "account,name\n100,Maier\n200,Huber\n"
DOCUMENTS = "account,kind,number,date,due_date,order,refers_to,net,gross,paid,currency,file,xml\n"
ORDERS = "account,order,date\n100,4500,2025-01-02\n"
PDF = b"%PDF-1.7 paper "

Put = Callable[..., Report]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ingest") / "empty.db"
    Store.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(template, tmp_path / "clerk.db")
    store = Store.open(f"sqlite:///{tmp_path}/clerk.db")
    yield store
    store.close()


@pytest.fixture
def blobs() -> Blobs:
    return Blobs.open("memory:")


@pytest.fixture(autouse=True)
def no_invoices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invoices are read elsewhere; here a file says itself what is in it: "… #number=gross"."""

    def read(data: bytes, name: str = "") -> SimpleNamespace | None:
        number, _, gross = data.decode("latin-1").partition("#")[2].partition("=")
        return SimpleNamespace(number=number, gross=gross or None, payable=None) if number else None

    monkeypatch.setattr(ingest_content, "read_invoice", read)


@pytest.fixture
def put(store: Store, blobs: Blobs) -> Put:
    """Loads tables and files given by name; a table without an ending is CSV."""

    def load(
        tables: Mapping[str, str] | None = None,
        files: Mapping[str, bytes] | None = None,
        feed: Feed = CANONICAL,
    ) -> Report:
        texts = {
            name if "." in name else f"{name}.csv": text.encode() for name, text in (tables or {}).items()
        }
        readers = {name: partial(bytes, data) for name, data in (files or {}).items()}
        return run(store, blobs, Delivery("test", texts, readers), feed)

    return load


def run(store: Store, blobs: Blobs, delivery: Delivery, feed: Feed = CANONICAL) -> Report:
    load = Load(delivery, feed, KINDS, blobs, NOW)
    for step in load.steps():
        with store.read() if step.reads else store.begin(durable=step.durable) as unit:
            step.work(unit)
    return load.report


def documents(store: Store, number: str = "") -> list[Document]:
    with store.read() as unit:
        grants = [Grant(account.id, frozenset(KINDS)) for account in unit.accounts.all()]
        if number:
            return list(unit.documents.by_number(grants, number))
        return list(unit.documents.search(grants, kinds=None, today=NOW.date()))


def attached(store: Store, number: str) -> tuple[StoredFile, ...]:
    with store.read() as unit:
        found = unit.documents.files([d.id for d in documents(store, number)])
    return tuple(file for files in found.values() for file in files)


def figures(report: Report, table: str = "documents") -> tuple[int, ...]:
    """new, changed, same, waiting, rejected."""
    return tuple(report.count(table).as_json().values())


def problems(report: Report) -> list[tuple[str, int, str, str]]:
    return [(str(p.severity), p.line, p.field, p.value) for p in report.problems]


def test_all_tables_are_stored(put: Put, store: Store) -> None:
    report = put(
        {
            "accounts": ACCOUNTS,
            "locations": "account,location,name,aliases\n100,G1,Graz,Graz Süd|Puntigam\n",
            "contacts": "account,email,role,kinds\n100,Eva@kunde.example,buyer,invoice\n",
            "orders": ORDERS,
            "order_lines": "order,line,article,quantity\n4500,10,A-1,2.500\n",
            "documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,2025-03-31,4500,,10,11.90,,eur,,\n",
            "shipments": "order,delivery,status\n4500,LS-1,shipped\n",
            "payments": "account,payment,date,amount,document\n100,Z1,2025-04-01,11.90,RE-1\n",
        }
    )
    assert report.as_json()["rows"] == {"new": 9, "changed": 0, "same": 0, "waiting": 0, "rejected": 0}
    assert report.ok and not report.problems
    (invoice,) = documents(store, "re1")
    assert (invoice.order, invoice.currency, invoice.gross) == ("4500", "EUR", Decimal("11.9"))
    with store.read() as unit:
        assert unit.feeds.data_as_of("canonical") == NOW
        assert unit.contacts.by_email("eva@kunde.example")[0].kinds == ("invoice",)


def test_the_json_report_has_exactly_the_outer_form(put: Put) -> None:
    report = put(
        {"accounts": ACCOUNTS, "documents": DOCUMENTS + '100,invoice,RE-1,2025-03-01,,,,,"13,75",,,,\n'}
    )
    table = json.loads(json.dumps(report.as_json()))
    assert list(table) == ["feed", "rows", "tables", "problems"]
    assert table["tables"]["documents"] == {"new": 0, "changed": 0, "same": 0, "waiting": 0, "rejected": 1}
    (problem,) = table["problems"]
    assert problem == {
        "severity": "rejected",
        "file": "documents.csv",
        "line": 2,
        "field": "gross",
        "value": "13,75",
        "reason": 'is no amount with the decimal sign "."',
        "fix": 'write "13.75", or declare decimal = "," for this feed',
    }


def test_a_repeat_is_same_and_a_change_is_changed(put: Put, store: Store) -> None:
    first = {
        "accounts": ACCOUNTS,
        "orders": ORDERS,
        "documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,4500,,,10,,,,\n",
    }
    put(first)
    assert put(first).as_json()["rows"] == {"new": 0, "changed": 0, "same": 4, "waiting": 0, "rejected": 0}
    report = put({"documents": DOCUMENTS + "100,invoice,re 1,2025-03-01,,4500,,,12.50,,,,\n"})
    assert figures(report) == (0, 1, 0, 0, 0)
    assert [d.gross for d in documents(store)] == [Decimal("12.5")]


def test_the_same_key_twice_in_one_delivery(put: Put, store: Store) -> None:
    row = "100,invoice,RE-1,2025-03-01,,,,,10,,,,\n"
    other = "100,invoice,RE1,2025-03-01,,,,,99,,,,\n"
    report = put(
        {"accounts": ACCOUNTS, "documents": DOCUMENTS + row + row + other, "documents-2": DOCUMENTS + other}
    )
    assert figures(report) == (1, 0, 1, 0, 2)
    assert [(p.file, p.line) for p in report.problems] == [("documents.csv", 4), ("documents-2.csv", 2)]
    assert "line 2," in report.problems[0].reason and "line 2 of documents.csv" in report.problems[1].reason
    assert [d.gross for d in documents(store)] == [Decimal(10)]


def test_a_contact_twice_at_one_account(put: Put, store: Store) -> None:
    report = put(
        {
            "accounts": ACCOUNTS,
            "contacts": "account,email,role\n100,a@k.example,buyer\n100,A@k.example,admin\n",
        }
    )
    assert figures(report, "contacts") == (1, 0, 0, 0, 1)
    with store.read() as unit:
        assert [c.role for c in unit.contacts.by_email("a@k.example")] == ["buyer"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ("100,invoice,RE-1,2025-03-01,,,,4,-5,,,,", "net"),
        ("100,credit_note,GS-1,2025-03-01,,,,,-5,,,,", "gross"),
        ("100,invoice,RE-1,2025-03-01,,,,12,10,,,,", "net"),
        ("100,invoice,RE-1,2025-03-01,,,,,10,-1,,,", "paid"),
        ("100,invoice,RE-1,2025-03-01,,,,,10,,EURO,,", "currency"),
        ("100,rechnung,RE-1,2025-03-01,,,,,10,,,,", "kind"),
        ("100,invoice,RE-1,2025-03-01,,,,,10,,,../x.pdf,", "file"),
        ("100,invoice,RE-1,2025-03-01,,,,,10,,,/etc/passwd,", "file"),
        ("100,invoice,RE-1,2025-03-01,,,,,10,,,a\\b.pdf,", "file"),
    ],
)
def test_rows_that_cannot_be(put: Put, store: Store, cells: str, field: str) -> None:
    report = put({"accounts": ACCOUNTS, "documents": f"{DOCUMENTS}{cells}\n"})
    assert figures(report) == (0, 0, 0, 0, 1)
    assert [p.field for p in report.problems] == [field] and report.problems[0].fix
    assert not documents(store)


def test_the_fix_of_a_negative_credit_note_is_the_positive_amount(put: Put) -> None:
    report = put(
        {"accounts": ACCOUNTS, "documents": DOCUMENTS + "100,credit_note,GS-1,2025-03-01,,,,,-5.50,,,,\n"}
    )
    assert "write 5.5" in report.problems[0].fix


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ("100,invoice,RE-1,2025-03-01,,,,,10,11,,,", "paid"),
        ("100,invoice,RE-1,2025-03-01,2025-02-01,,,,10,,,,", "due_date"),
    ],
)
def test_rows_that_are_odd_are_stored_with_a_warning(put: Put, cells: str, field: str) -> None:
    report = put({"accounts": ACCOUNTS, "documents": f"{DOCUMENTS}{cells}\n"})
    assert figures(report) == (1, 0, 0, 0, 0)
    assert problems(report) == [("warning", 2, field, report.problems[0].value)]


def test_a_row_waits_for_its_account(put: Put, store: Store) -> None:
    early = {"documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,,,,1234.567,,,RE-1.pdf,\n"}
    report = put(early, {"RE-1.pdf": PDF})
    assert figures(report) == (0, 0, 0, 1, 0)
    assert problems(report) == [("waiting", 2, "account", "100")]
    put(early)  # waits once, however often it comes
    assert not documents(store)
    late = put({"accounts": ACCOUNTS})
    assert late.rows.as_json() == {"new": 2, "changed": 0, "same": 0, "waiting": 0, "rejected": 0}
    assert "linked now: 1" in late.as_text()
    assert [d.gross for d in documents(store)] == [Decimal("1234.567")]
    assert [file.name for file in attached(store, "RE-1")] == ["RE-1.pdf"]
    with store.read() as unit:
        assert unit.waiting.count() == 0


def test_a_waiting_row_never_goes_over_a_newer_one(put: Put, store: Store) -> None:
    put({"documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,,,,10,,,,\n"})
    put({"documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,,,,20,,,,\n", "accounts": ACCOUNTS})
    assert [d.gross for d in documents(store)] == [Decimal(20)]


def test_lines_and_shipments_wait_for_their_order(put: Put, store: Store) -> None:
    report = put(
        {
            "accounts": ACCOUNTS,
            "order_lines": "order,line,quantity\n4500,10,1.250\n",
            "shipments": "order,delivery,tracking_url\n4500,LS-1,https://carrier.example/1\n",
        }
    )
    assert figures(report, "order_lines") == figures(report, "shipments") == (0, 0, 0, 1, 0)
    put({"orders": ORDERS})
    with store.read() as unit:
        (order,) = unit.orders.by_key([Grant(1, frozenset(KINDS))], "4500")
        assert [line.quantity for line in unit.orders.lines(order.id)] == [Decimal("1.25")]
        assert unit.shipments.of_order([order.id])[order.id][0].delivery == "LS-1"


def test_a_document_is_answerable_before_its_order(put: Put, store: Store) -> None:
    rows = "100,invoice,RE-1,2025-03-01,,4500,,,10,,,,\n100,credit_note,GS-1,2025-03-02,,,RE-9,,5,,,,\n"
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows})
    assert figures(report) == (0, 0, 0, 2, 0)
    assert problems(report) == [("waiting", 2, "order", "4500"), ("waiting", 3, "refers_to", "RE-9")]
    assert len(documents(store)) == 2
    later = put(
        {"orders": ORDERS, "documents": DOCUMENTS + "100,invoice,RE-9,2025-03-01,,,,,10,,,,\n" + rows}
    )
    assert figures(later) == (1, 0, 2, 0, 0)
    with store.read() as unit:
        grants = [Grant(1, frozenset(KINDS))]
        assert {d.number for d in unit.documents.by_reference(grants, "RE-9")} == {"RE-9", "GS-1"}
        assert {d.number for d in unit.documents.by_reference(grants, "4500")} == {"RE-1"}


def test_a_number_of_another_account_is_not_there(put: Put) -> None:
    report = put(
        {
            "accounts": ACCOUNTS,
            "orders": ORDERS,
            "documents": DOCUMENTS + "200,invoice,R1,2025-03-01,,4500,,,1,,,,\n",
        }
    )
    assert problems(report) == [("waiting", 2, "order", "4500")]


def test_one_document_may_name_several_orders(put: Put) -> None:
    orders = ORDERS + "100,4501,2025-01-02\n"
    report = put(
        {
            "accounts": ACCOUNTS,
            "orders": orders,
            "documents": DOCUMENTS + "100,invoice,R1,2025-03-01,,4500|4501,,,1,,,,\n",
        }
    )
    assert not report.problems


def test_a_parent_and_a_paid_invoice_that_are_not_there(put: Put) -> None:
    report = put(
        {
            "accounts": "account,name,parent\n100,Maier,1\n",
            "payments": "account,payment,date,amount,document\n100,Z1,2025-04-01,11.90,RE-1\n",
        }
    )
    assert problems(report) == [("waiting", 2, "parent", "1"), ("waiting", 2, "document", "RE-1")]
    assert figures(report, "payments") == (0, 0, 0, 1, 0)


def test_files_are_attached_byte_for_byte(put: Put, store: Store, blobs: Blobs) -> None:
    rows = "100,invoice,RE-1,2025-03-01,,,,,10,,,2025/re-1.PDF,re-1.xml\n"
    files = {"2025/RE-1.pdf": PDF + b"\x00\xff", "re-1.xml": b"<?xml version='1.0'?><x/>#RE-1=10,00"}
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, files)
    pdf, xml = attached(store, "RE-1")
    assert (pdf.role, pdf.content_type, pdf.size) == ("pdf", "application/pdf", 17)
    assert (xml.role, xml.content_type) == ("xml", "application/xml")
    assert blobs.get(pdf.sha256) == files["2025/RE-1.pdf"] and blobs.get(xml.sha256) == files["re-1.xml"]
    assert "2 attached" in report.as_text() and figures(report) == (1, 0, 0, 0, 0)


def test_a_lone_xml_in_the_column_file_is_the_xml(put: Put, store: Store) -> None:
    rows = "100,invoice,RE-1,2025-03-01,,,,,10,,,RE-1.xml,\n"
    put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {"RE-1.xml": b"<?xml?>"})
    assert [file.role for file in attached(store, "RE-1")] == ["xml"]


def test_a_missing_file_is_waited_for_until_it_comes(put: Put, store: Store) -> None:
    tables = {
        "accounts": ACCOUNTS,
        "documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,,,,10,,,RE-1.pdf,\n",
    }
    report = put(tables)
    assert problems(report) == [("waiting", 2, "file", "RE-1.pdf")]
    assert figures(report) == (0, 0, 0, 1, 0)
    assert not put({}, {"RE-1.pdf": PDF}).problems  # a single file finds who declares it
    assert len(attached(store, "RE-1")) == 1
    assert figures(put(tables)) == (0, 0, 1, 0, 0)  # it has it already


def test_a_corrected_file_goes_over_the_old_one(put: Put, store: Store, blobs: Blobs) -> None:
    put(
        {"accounts": ACCOUNTS, "documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,,,,10,,,RE-1.pdf,\n"},
        {"RE-1.pdf": PDF},
    )
    put({}, {"RE-1.pdf": PDF + b"corrected"})
    (file,) = attached(store, "RE-1")
    assert blobs.get(file.sha256) == PDF + b"corrected"


def test_a_file_may_come_before_its_row(put: Put, store: Store) -> None:
    report = put({"accounts": ACCOUNTS}, {"scan.pdf": PDF})
    assert [(p.severity, p.file) for p in report.problems] == [("warning", "scan.pdf")]
    put({"documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,,,,10,,,scan.pdf,\n"})
    assert [file.name for file in attached(store, "RE-1")] == ["scan.pdf"]
    with store.read() as unit:
        assert unit.waiting.count() == 0


@pytest.mark.parametrize("content", [b"#RE-1001=99.00", b"#RE-9=99.00"], ids=["same number", "other number"])
def test_a_file_with_another_amount_inside_is_not_attached(put: Put, store: Store, content: bytes) -> None:
    rows = "100,invoice,RE-1001,2025-03-01,,,,,10,,,RE-1.pdf,\n"
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {"RE-1.pdf": PDF + content})
    assert problems(report) == [("warning", 2, "file", "RE-1.pdf")]
    assert "was not attached" in report.problems[0].reason
    assert not attached(store, "RE-1001") and figures(report) == (1, 0, 0, 0, 0)


def test_a_file_with_the_number_of_another_invoice_is_not_attached(put: Put, store: Store) -> None:
    """The monthly fee: the same amount each time, so the number decides; the other row comes later."""
    rows = "100,invoice,RE-1003,2025-03-01,,,,,10,,,a.pdf,\n200,invoice,RE-1002,2025-02-01,,,,,10,,,,\n"
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {"a.pdf": PDF + b"#RE-1002=10.00"})
    assert "was not attached" in report.problems[0].reason and not attached(store, "RE-1003")


def test_a_number_that_the_house_writes_otherwise_is_attached(put: Put, store: Store) -> None:
    rows = "100,invoice,RE-1001,2025-03-01,,,,,10,,,a.pdf,b.xml\n"
    files = {"a.pdf": PDF + b"#1001=10.00", "b.xml": b"<?xml?>#F/77=10.00"}
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, files)
    assert len(attached(store, "RE-1001")) == 2
    assert [(p.value, "F/77" in p.reason) for p in report.problems] == [
        ("b.xml", True)
    ]  # a prefix is nothing


def test_a_credit_note_may_be_negative_in_its_file(put: Put, store: Store) -> None:
    rows = "100,credit_note,GS-1,2025-03-01,,,,,10,,,GS-1.pdf,\n"
    put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {"GS-1.pdf": PDF + b"#GS-1=-10.00"})
    assert len(attached(store, "GS-1")) == 1


@pytest.mark.parametrize("data", [b"<?xml version='1.0'?><broken", b"<not an invoice/>"])
def test_an_xml_that_nobody_can_read_is_served_all_the_same(
    put: Put, store: Store, blobs: Blobs, data: bytes
) -> None:
    rows = "100,invoice,RE-1,2025-03-01,,,,,10,,,,RE-1.xml\n"
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {"RE-1.xml": data})
    assert [str(p.severity) for p in report.problems] == ["warning"]
    (file,) = attached(store, "RE-1")
    assert blobs.get(file.sha256) == data


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("RE-1001.pdf", "RE-1001"),
        ("Rechnung RE-1001 vom März.pdf", "RE-1001"),
        ("200_7777_kopie.pdf", "7777"),  # two accounts have it: the account number decides
    ],
)
def test_a_file_that_no_row_names_is_found_by_its_name(
    put: Put, store: Store, name: str, number: str
) -> None:
    rows = "".join(
        f"{a},invoice,{n},2025-03-01,,,,,10,,,,\n"
        for a, n in ((100, "RE-1001"), (100, "7777"), (200, "7777"))
    )
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {name: PDF})
    assert not report.problems
    (file,) = attached(store, number)
    (document,) = [d for d in documents(store, number) if d.id == file.document_id]
    assert document.account == ("200" if number == "7777" else "100")


def test_a_file_that_may_belong_to_two_belongs_to_none(put: Put, store: Store) -> None:
    rows = "".join(f"{account},invoice,7777,2025-03-01,,,,,10,,,,\n" for account in (100, 200))
    report = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {"7777.pdf": PDF})
    assert "may mean" in report.problems[0].reason and not attached(store, "7777")


def test_a_name_that_two_accounts_declare_belongs_to_neither(put: Put, store: Store) -> None:
    rows = "".join(f"{account},invoice,R{account},2025-03-01,,,,,10,,,paper.pdf,\n" for account in (100, 200))
    put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows})
    report = put({}, {"paper.pdf": PDF})
    assert "several accounts" in report.problems[0].reason
    assert not attached(store, "R100") and not attached(store, "R200")


def test_a_file_is_found_by_the_invoice_in_it(put: Put, store: Store) -> None:
    rows = "100,invoice,RE-1,2025-03-01,,,,,10,,,,\n200,invoice,RE-1,2025-03-01,,,,,99,,,,\n"
    put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}, {"scan.pdf": PDF + b"#RE-1=10.00"})
    (file,) = attached(store, "RE-1")
    assert [d.account for d in documents(store, "RE-1") if d.id == file.document_id] == ["100"]


def test_a_file_that_cannot_be_read_costs_nobody_else(store: Store, blobs: Blobs) -> None:
    def broken() -> bytes:
        raise OSError("damaged")

    tables = {"accounts.csv": ACCOUNTS.encode()}
    report = run(store, blobs, Delivery("test", tables, {"a.pdf": broken, "b.pdf": bytes}))
    assert [p.reason for p in report.problems] == ["cannot be read: damaged", "is empty"]
    assert figures(report, "accounts") == (2, 0, 0, 0, 0)


def test_a_full_delivery_removes_nothing(put: Put, store: Store) -> None:
    put({"accounts": ACCOUNTS, "documents": DOCUMENTS + "100,invoice,RE-1,2025-03-01,,,,,10,,,,\n"})
    feed = Feed("erp", mode="full")
    report = put({"documents": DOCUMENTS + "100,invoice,RE-2,2025-03-01,,,,,10,,,,\n"}, feed=feed)
    assert "1 stored documents are not in this full delivery" in report.problems[0].reason
    assert len(documents(store)) == 2


def test_the_rejected_share_decides(put: Put) -> None:
    good = "".join(f"100,invoice,RE-{n},2025-03-01,,,,,1,,,,\n" for n in range(19))
    bad = "100,invoice,RE-99,2025-03-01,,,,,x,,,,\n"
    assert put({"documents": DOCUMENTS + good + bad, "accounts": ACCOUNTS}).ok
    assert not put({"documents": DOCUMENTS + bad}).ok
    assert put({"documents": DOCUMENTS + bad}, feed=Feed("lax", max_rejected=1.0)).ok


def test_nothing_readable_is_no_success(put: Put) -> None:
    for report in (put(), put({"export": "a,b\n1,2\n"}), put({"documents": "account;kind\n"})):
        assert not report.ok and "Not in order" in report.as_text()


def test_a_table_that_is_none_is_rejected_with_its_rows(put: Put) -> None:
    report = put({"accounts": ACCOUNTS, "documents": "account,kind\n1,2\n3,4\n"})
    assert figures(report) == (0, 0, 0, 0, 2) and figures(report, "accounts")[0] == 2


def test_a_misspelt_mapping_of_the_feed_is_named(put: Put) -> None:
    report = put({"accounts": ACCOUNTS}, feed=Feed("erp", columns={"nummber": "Belegnr"}))
    assert "'number'" in report.problems[0].reason


def test_the_text_shows_the_first_problems_and_counts_the_rest(put: Put) -> None:
    rows = "".join(f"100,invoice,R{n},2025-03-01,,,,,x,,,,\n" for n in range(60))
    text = put({"accounts": ACCOUNTS, "documents": DOCUMENTS + rows}).as_text()
    assert "line 2: gross" in text and "Fix: " in text and "… and 10 more" in text


def test_hostile_rows_are_stored_as_text(put: Put, store: Store) -> None:
    name = "'); DROP TABLE documents;--"
    report = put({"accounts": f'account,name\n100,"{name}"\n200,=cmd|calc\n'})
    assert figures(report, "accounts") == (2, 0, 0, 0, 0)
    with store.read() as unit:
        assert [a.name for a in unit.accounts.all()] == [name, "=cmd|calc"]


CELL = st.sampled_from(
    ["", "100", "900", "invoice", "RE-1", "RE-2", "2025-03-01", "1.50", "13,75", "x.pdf", '"', "a|b"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=13, max_size=13), max_size=8))
def test_whatever_is_loaded_twice_changes_nothing(
    template: Path, tmp_path: Path, blobs: Blobs, table: list[list[str]]
) -> None:
    shutil.copy(template, tmp_path / "twice.db")
    store = Store.open(f"sqlite:///{tmp_path}/twice.db")
    text = DOCUMENTS + "".join(";".join(row) + "\n" for row in table)
    delivery = Delivery("test", {"accounts.csv": ACCOUNTS.encode(), "documents.csv": text.encode()})
    first, second = run(store, blobs, delivery), run(store, blobs, delivery)
    store.close()
    assert second.rows.new == second.rows.changed == 0
    assert second.rows.total == first.rows.total
    assert (second.rows.waiting, second.rows.rejected) == (first.rows.waiting, first.rows.rejected)


def test_what_a_killed_load_left_unlinked_is_linked_by_the_next(put: Put, store: Store, blobs: Blobs) -> None:
    rows = "100,invoice,RE-1,2025-03-01,,4500,,,10,,,,\n100,credit_note,GS-1,2025-03-02,,,RE-1,,5,,,,\n"
    tables = {"accounts": ACCOUNTS, "orders": ORDERS, "documents": DOCUMENTS + rows}
    delivery = Delivery("test", {f"{name}.csv": text.encode() for name, text in tables.items()})
    for step in Load(delivery, CANONICAL, KINDS, blobs, NOW).steps():
        if "relink" in repr(step.work):
            break  # killed here
        with store.read() if step.reads else store.begin(durable=False) as unit:
            step.work(unit)
    assert put(tables).rows.same == 5
    with store.read() as unit:
        found = unit.documents.by_reference([Grant(1, frozenset(KINDS))], "4500")
    assert {d.number for d in found} == {"RE-1", "GS-1"}


def test_a_correction_below_zero_is_kept_and_named(put: Put, store: Store) -> None:
    row = "100,invoice,RK-1,2025-03-01,,,,-7.67,-8.79,,,,\n"
    report = put({"accounts": ACCOUNTS, "documents": f"{DOCUMENTS}{row}"})
    assert figures(report) == (1, 0, 0, 0, 0)
    assert [p.field for p in report.problems] == ["gross"]
