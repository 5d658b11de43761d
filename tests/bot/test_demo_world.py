"""The sample wholesaler: whole, consistent to the cent, the same every time, on paper that opens."""

import csv
import io
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from bot.demo import world as demo
from bot.demo.delivery import COLUMNS, tables, write_tables
from bot.demo.model import Document, World, cents
from bot.demo.papers import files_of
from bot.press import Press
from templates import ROOT

KINDS = {path.stem for path in (ROOT / "kinds").glob("*.toml")}
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
ZERO = Decimal(0)
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def world() -> World:
    return demo.build()


@pytest.fixture(scope="module")
def rows(world: World) -> dict[str, Rows]:
    return as_rows(world)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(ROOT / "pdf")


def as_rows(world: World) -> dict[str, Rows]:
    return {
        name: [dict(zip(COLUMNS[name].split(), row, strict=True)) for row in lines]
        for name, lines in tables(world).items()
    }


def samples(world: World) -> list[Document]:
    """A document of every kind, form and language, the longest one, and some e-invoices."""
    chosen: dict[object, Document] = {}
    for document in world.documents:
        if document.file:
            form = document.details.get("form")
            chosen.setdefault((document.kind, form, document.account.language, document.einvoice), document)
    chosen["long"] = max((d for d in world.documents if d.file), key=lambda d: len(d.lines))
    return list(chosen.values())


def test_counts(world: World, rows: dict[str, Rows]) -> None:
    assert len(rows["accounts"]) == 12
    assert len(rows["contacts"]) == 40
    assert len(rows["orders"]) == 150
    assert 580 <= len(rows["documents"]) <= 680
    assert {row["kind"] for row in rows["documents"]} == KINDS
    assert Counter(d.einvoice for d in world.documents if d.einvoice) == {"zugferd": 30, "xrechnung": 10}
    days = [date.fromisoformat(row["date"]) for row in rows["documents"]]
    assert max(days) == world.today
    assert (world.today - min(days)).days > 700


def test_people(rows: dict[str, Rows], world: World) -> None:
    people = rows["contacts"]
    accounts = {row["account"]: row for row in rows["accounts"]}
    assert {row["role"] for row in people} == {"admin", "all", "finance", "buyer", "logistics", "quality"}
    assert {row["language"] for row in people} == {"de", "en"}
    assert [row["email"] for row in people if row["active"] == "no"] == ["k.ostertag@maier-metallbau.example"]
    assert [row["until"] < str(world.today) for row in people if row["until"]] == [True]
    assert [n for n in Counter(row["email"] for row in people).values() if n > 1] == [2]
    assert [row["account"] for row in accounts.values() if row["parent"] == "10800"] == ["10801", "10802"]
    assert {row["account"] for row in people if row["tree"] == "yes"} == {"10800"}
    assert all(row["email"].endswith(".example") for row in people)


def check_references(rows: dict[str, Rows]) -> None:
    accounts = {row["account"] for row in rows["accounts"]}
    orders = {row["order"]: row for row in rows["orders"]}
    documents = {(row["account"], row["number"]) for row in rows["documents"]}
    places = {(row["account"], row["location"]) for row in rows["locations"]}
    shipments = {row["delivery"] for row in rows["shipments"]}
    assert len(orders) == len(rows["orders"])
    assert len(documents) == len(rows["documents"])
    assert len({(row["account"], row["customer_po"]) for row in orders.values()}) == len(orders)
    assert all(row["parent"] in accounts | {""} for row in rows["accounts"])
    for name in ("locations", "contacts", "orders", "documents", "payments"):
        assert {row["account"] for row in rows[name]} <= accounts
    for row in [*rows["contacts"], *rows["orders"], *rows["documents"]]:
        named = row.get("locations", row.get("location", ""))
        assert all((row["account"], place) in places for place in named.split("|") if place)
    for row in [*rows["order_lines"], *rows["shipments"]]:
        assert row["order"] in orders
    for row in rows["payments"]:
        assert (row["account"], row["document"]) in documents
    for row in rows["documents"]:
        assert not row["order"] or orders[row["order"]]["account"] == row["account"]
        assert not row["order"] or orders[row["order"]]["customer_po"] == row["customer_po"]
        assert not row["refers_to"] or (row["account"], row["refers_to"]) in documents
        assert set(filter(None, row["delivery"].split("|"))) <= shipments


def check_sums(world: World) -> None:
    paid: Counter[str] = Counter()
    for payment in world.payments:
        paid[payment.document] += payment.amount
    billed: Counter[str] = Counter()
    for document in world.documents:
        if document.net is not None:
            rate = 19 if document.account.country == "DE" else 0
            assert document.net == sum(line.quantity * line.price for line in document.lines)
            assert document.gross == document.net + cents(document.net * rate / 100)
        if document.kind in ("invoice", "credit_note"):
            sign = 1 if document.kind == "invoice" else -1
            assert (document.paid or ZERO) == sign * paid[document.number]
            assert ZERO <= (document.paid or ZERO) <= (document.gross or ZERO)
        if document.kind == "invoice":
            billed[document.order] += document.net or ZERO
        if document.kind == "reminder":
            invoice = next(d for d in world.documents if d.number == document.refers_to)
            assert invoice.due_date is not None and invoice.due_date < document.date
            assert (document.gross or ZERO) <= (invoice.gross or ZERO)
        if document.kind == "statement":
            moved = sum((m.amount for m in document.details["movements"]), ZERO)
            assert document.gross == document.details["opening"] + moved
    for order in world.orders:
        net = sum(line.amount for line in order.lines)
        assert (billed[order.order] == net) == (order.status == "invoiced")
        assert all(n <= line.quantity for n, line in zip(order.delivered, order.lines, strict=True))


@pytest.mark.parametrize("today", [demo.TODAY, date(2027, 1, 2), date(2028, 2, 29)])
def test_any_day_is_consistent(today: date) -> None:
    world = demo.build(today)
    check_references(as_rows(world))
    check_sums(world)
    assert max(d.date for d in world.documents) <= today


def test_states(world: World) -> None:
    invoices = [d for d in world.documents if d.kind == "invoice"]
    overdue = [d for d in invoices if d.open and d.due_date and d.due_date < world.today]
    assert any(d.paid for d in overdue)
    assert any(d.disputed for d in overdue)
    assert any(not d.paid and not d.disputed for d in overdue)
    assert any(d.open and d.due_date and d.due_date >= world.today for d in invoices)
    assert any(len(d.delivery) == 2 for d in invoices)
    assert {order.status for order in world.orders} >= {"open", "partial", "invoiced", "cancelled"}
    assert 1 <= sum(not d.file for d in world.documents) <= 5


def test_told_chain(world: World) -> None:
    chain = {d.kind: d for d in world.documents if d.customer_po == "4500123"}
    assert chain["order_confirmation"].number == "AB-25-1042"
    assert chain["delivery_note"].number == "LS-80012345"
    assert chain["invoice"].number == "RE-2025-0412"
    assert chain["invoice"].date == date(2025, 3, 14)
    assert (chain["credit_note"].number, chain["credit_note"].refers_to) == ("GS-2025-0031", "RE-2025-0412")
    assert chain["certificate"].refers_to == "LS-80012345"
    assert any(
        d.number == chain["order_confirmation"].refers_to for d in world.documents if d.kind == "quote"
    )
    waiting = [d.kind for d in world.documents if d.customer_po == "4502290"]
    assert waiting == ["order_confirmation"]


def test_tables_are_the_same_every_time(world: World, tmp_path: Path) -> None:
    for name, sample in (("a", world), ("b", demo.build())):
        (tmp_path / name).mkdir()
        write_tables(sample, tmp_path / name)
    for name in COLUMNS:
        first, second = ((tmp_path / side / f"{name}.csv").read_bytes() for side in "ab")
        assert first == second
        assert next(csv.reader(io.StringIO(first.decode()))) == COLUMNS[name].split()


def test_delivery_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = lambda d, *_: dict.fromkeys(filter(None, (d.file, d.xml)), b"%PDF-1.7")  # noqa: E731
    monkeypatch.setattr(demo, "files_of", names)
    steps: list[tuple[int, int]] = []
    demo.write_delivery(tmp_path, lambda done, of: steps.append((done, of)))
    written = {path.name for path in (tmp_path / "files").iterdir()}
    with (tmp_path / "documents.csv").open(encoding="utf-8", newline="") as file:
        named = {row[column] for row in csv.DictReader(file) for column in ("file", "xml")} - {""}
    assert written == named
    assert [done for done, _ in steps] == list(range(1, steps[-1][1] + 1))


def test_papers_open_and_show_their_number(world: World, press: Press) -> None:
    for document in samples(world):
        content = files_of(document, world, press)[document.file]
        assert len(content) < 60_000
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert any(document.number in page_text(page) for page in pdf.pages), document.number
            assert b"<pdfaid:part>3<" in pdf.Root.Metadata.read_bytes()
        if document.details.get("form") is None and len(document.lines) > 20:
            assert len(pdf.pages) > 1


def test_papers_are_the_same_every_time(world: World, press: Press) -> None:
    again = Press(ROOT / "pdf")
    for document in samples(world)[::4]:
        assert files_of(document, world, press) == files_of(document, world, again)


def test_zugferd(world: World, press: Press) -> None:
    invoices = [d for d in world.documents if d.einvoice == "zugferd"]
    for invoice in invoices[::12]:
        with pikepdf.open(io.BytesIO(files_of(invoice, world, press)[invoice.file])) as pdf:
            assert [str(f.AFRelationship) for f in pdf.Root.AF] == ["/Alternative"]
            assert b"<fx:ConformanceLevel>EN 16931<" in pdf.Root.Metadata.read_bytes()
            xml = etree.fromstring(pdf.attachments["factur-x.xml"].get_file().read_bytes())
        assert xml.findtext(f".//{RAM}GrandTotalAmount") == str(invoice.gross)
        assert xml.findtext(f".//{RAM}TaxBasisTotalAmount") == str(invoice.net)
        assert len(xml.findall(f".//{RAM}IncludedSupplyChainTradeLineItem")) == len(invoice.lines)


def test_xrechnung(world: World, press: Press) -> None:
    invoice = next(d for d in world.documents if d.einvoice == "xrechnung")
    files = files_of(invoice, world, press)
    xml = etree.fromstring(files[invoice.xml])
    assert set(files) == {f"{invoice.number}.pdf", f"{invoice.number}.xml"}
    assert xml.findtext(f"{CBC}ID") == invoice.number
    assert xml.findtext(f"{CBC}BuyerReference") == invoice.account.buyer_reference
    assert xml.findtext(f".//{CBC}TaxInclusiveAmount") == str(invoice.gross)
    lines = [Decimal(node.text) for node in xml.findall(f".//{CBC}LineExtensionAmount")]
    assert lines[0] == invoice.net == sum(lines[1:])


def test_check_digits(world: World) -> None:
    house = world.cast.house
    assert mod_97(house["iban"][4:] + house["iban"][:4]) == 1
    for account in world.cast.accounts:
        if account.buyer_reference:
            assert mod_97(account.buyer_reference.replace("-", "")) == 1


def mod_97(text: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in text)) % 97


def page_text(page: pikepdf.Page) -> str:
    """The glyphs of a page as text, in the order they were written."""
    fonts = {name: unicode_of(font) for name, font in page.obj.Resources.Font.items()}
    text, font = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            for code in (bytes(part) for part in parts if isinstance(part, pikepdf.String)):
                text += [font.get(code[i : i + 2], "") for i in range(0, len(code), 2)]
    return "".join(text)


def unicode_of(font: pikepdf.Object) -> dict[bytes, str]:
    """Glyph code -> text, read from the font's ToUnicode map."""
    table = {}
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            table[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for i in range(int(last, 16) - int(first, 16) + 1):
                start = bytes.fromhex(text).decode("utf-16-be")
                table[(int(first, 16) + i).to_bytes(2, "big")] = start[:-1] + chr(ord(start[-1]) + i)
    return table
