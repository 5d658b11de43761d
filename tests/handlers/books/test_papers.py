"""Statements and lists on paper: archivable, readable by machines, payable by code, true to the mail."""

import datetime as dt
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from handlers.answers import Table
from handlers.books.paycode import pay_code, payload
from handlers.books.words import amounts
from handlers.desk import Desk
from handlers.intents import open_items, statement
from handlers.letters.letterhead import Letterhead
from parsers.asks import Ask
from store.engine import Unit
from store.records import Document, Payment

IBAN = "DE02120300000000202051"
HEAD = Letterhead(
    "Haus & Hof", ("Kai 7", "20457 Hamburg"), "040 1", "b@house.test", IBAN, "BYLADEM1001", "DE1", "HRB 1"
)
MONTH = dt.timedelta(days=30)
TODAY = dt.date(2025, 11, 14)

Desks = Callable[..., Desk]
pdf_tools = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's tools")


def at(desk: Desks, who: str = "anna@adler.test", language: str = "de", head: Letterhead = HEAD) -> Desk:
    one = desk(who, language)
    return replace(one, house=replace(one.house, letterhead=head))


def made(answer: object, ending: str) -> bytes:
    assert isinstance(answer, Table)
    return next(m.data for m in answer.made if m.name.endswith(ending))


def run(tool: str, pdf: bytes, folder: Path, *words: str) -> str:
    (folder / "paper.pdf").write_bytes(pdf)
    return subprocess.run(
        [tool, *words, str(folder / "paper.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout


def codes(pdf: bytes, folder: Path) -> list[str]:
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "110", "-png", str(folder / "paper.pdf"), str(folder / "page")], check=True
    )
    return [
        found.text
        for page in sorted(folder.glob("page*.png"))
        for found in zxingcpp.read_barcodes(Image.open(page))
    ]


@pytest.fixture
def paper(desk: Desks) -> bytes:
    return made(statement.respond(Ask("statement"), at(desk)), ".pdf")


def test_the_paper_is_archivable_and_accessible(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("de")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "Kontoauszug" in str(meta["dc:title"])
        fonts = [f for page in pdf.pages for f in page.Resources.Font.values()]
        files = [f.DescendantFonts[0].FontDescriptor for f in fonts]
        assert files
        assert all({"/FontFile2", "/FontFile3"} & set(d.keys()) for d in files)
        assert "/Alt" in pdf_strings(pdf)


def pdf_strings(pdf: pikepdf.Pdf) -> str:
    return " ".join(str(key) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) for key in o)


@pdf_tools
def test_the_text_comes_out_of_the_paper(paper: bytes, tmp_path: Path) -> None:
    text = run("pdftotext", paper, tmp_path, "-layout")
    for words in (
        "Haus & Hof",
        "Adler Metallbau GmbH",
        "Kontoauszug 01.09.2025 bis 14.11.2025",
        "RE-2025-0413",
        "Endsaldo 14.11.2025",
    ):
        assert words in text
    assert re.search(r"30\.10\.2025\s+Zahlung\s+ZE-3002\s+100,00\s+923,40", text)
    assert "zu Rechnung RE-2025-0413" in text
    assert "Seite 1 von 1" in text


@pdf_tools
def test_the_code_pays_what_is_open_today(paper: bytes, tmp_path: Path) -> None:
    (found,) = codes(paper, tmp_path)
    assert found.splitlines() == [
        *("BCD", "002", "1", "SCT", "BYLADEM1001", "Haus & Hof", IBAN, "EUR923.40", "", ""),
        "Konto 1001, Saldo vom 14.11.2025",
    ]


@pdf_tools
@pytest.mark.parametrize(
    ("who", "ask", "head"),
    [
        ("ben@birch.test", Ask("open_items"), HEAD),  # pounds
        ("anna@adler.test", Ask("open_items"), Letterhead("Haus & Hof")),  # no IBAN
        ("anna@adler.test", Ask("open_items"), replace(HEAD, iban="DE03120300000000202051")),  # a wrong one
        (
            "anna@adler.test",
            Ask("open_items", until=dt.date(2025, 10, 31)),
            HEAD,
        ),  # a confirmation is no bill
        ("anna@adler.test", Ask("open_items", location="Graz"), HEAD),  # a part of the account
    ],
)
def test_no_code_where_nobody_should_pay_by_it(
    desk: Desks, who: str, ask: Ask, head: Letterhead, tmp_path: Path
) -> None:
    assert codes(made(open_items.respond(ask, at(desk, who, head=head)), ".pdf"), tmp_path) == []


@pdf_tools
def test_old_data_is_called_so_and_nothing_is_overdue_or_payable_by_it(
    desk: Desks, unit: Unit, tmp_path: Path
) -> None:
    one = at(desk)
    unit.feeds.record("erp", one.now - MONTH, {})
    old = replace(one, house=replace(one.house, feeds={"erp": dt.timedelta(hours=26)}))
    answer = open_items.respond(Ask("open_items"), old)
    assert isinstance(answer, Table)
    assert "Stand 15.10.2025" in answer.intro
    assert "überfällig" not in " ".join([answer.intro, *(row.line for row in answer.rows)]).casefold()
    assert codes(made(answer, ".pdf"), tmp_path) == []
    assert "15.10.2025 11:30 und sind älter als üblich" in run("pdftotext", made(answer, ".pdf"), tmp_path)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0", "EUR"), ("-1", "EUR"), ("1", "GBP"), ("1000000000", "EUR"), ("0.001", "EUR")],
)
def test_amounts_that_no_code_can_pay(amount: str, currency: str) -> None:
    assert pay_code(HEAD, Decimal(amount), currency, "x") == ""


def test_a_name_cannot_smuggle_a_line_into_the_code() -> None:
    evil = replace(HEAD, company="Haus\nDE99 evil\r" + "x" * 90)
    rows = payload(evil, Decimal("1.00"), "Konto\n1\nEUR5").split("\n")
    assert len(rows) == 11
    assert (rows[5][:14], len(rows[5]), rows[7], rows[10]) == (
        "Haus DE99 evil",
        70,
        "EUR1.00",
        "Konto 1 EUR5",
    )


@pdf_tools
def test_mail_paper_and_spreadsheet_tell_the_same(desk: Desks, tmp_path: Path) -> None:
    for language in ("de", "en", "fr"):
        one = at(desk, language=language)
        for respond, ask in ((open_items.respond, Ask("open_items")), (statement.respond, Ask("statement"))):
            answer = respond(ask, one)
            assert isinstance(answer, Table)
            text = run("pdftotext", made(answer, ".pdf"), tmp_path, "-layout")
            book = openpyxl.load_workbook(io.BytesIO(made(answer, ".xlsx"))).worksheets[0]
            heads = [c.value for c in book[1]]
            column = heads.index(one.says("col_open" if ask.intent == "open_items" else "col_balance"))
            figures = [r[column].value for r in book.iter_rows(min_row=2)]
            shown = [row.cells[-2 if ask.intent == "open_items" else -1] for row in answer.rows]
            asked = [one.says.amount(Decimal(str(f)).quantize(Decimal("0.01")), "EUR") for f in figures]
            assert asked[: len(shown)] == shown
            for figure in shown:
                assert figure.removesuffix(" EUR") in text.replace("\u00a0", " ") or "\u202f" in figure


def test_a_long_statement_is_summed_by_month_and_complete_in_the_list(
    desk: Desks, unit: Unit, tmp_path: Path
) -> None:
    rows = [
        Document(
            "2001",
            "invoice",
            f"V-{n}",
            dt.date(2025, 1, 1) + dt.timedelta(days=n % 300),
            gross=Decimal("1.10"),
            currency="GBP",
        )
        for n in range(1200)
    ]
    unit.documents.upsert(rows)
    answer = statement.respond(Ask("statement", since=dt.date(2025, 1, 1)), at(desk, "ben@birch.test", "en"))
    assert isinstance(answer, Table)
    assert [row.line for row in answer.rows] == [
        "Opening balance 1 Jan 2025: 0.00 GBP",
        "Closing balance 14 Nov 2025: 1,408.00 GBP",
    ]
    assert "All 1201 lines are in the spreadsheet that comes with this." in answer.lines
    book = openpyxl.load_workbook(io.BytesIO(made(answer, ".xlsx")))
    assert book.worksheets[0].max_row == 1204
    with pikepdf.open(io.BytesIO(made(answer, ".pdf"))) as pdf:
        assert len(pdf.pages) == 1
    if shutil.which("pdftotext"):
        text = run("pdftotext", made(answer, ".pdf"), tmp_path, "-layout")
        assert re.search(r"January 2025\s+124\s+136\.40", text)


def test_several_currencies_stand_apart(desk: Desks, unit: Unit, tmp_path: Path) -> None:
    unit.documents.upsert([Document("2001", "invoice", "E-1", TODAY, gross=Decimal(10), currency="EUR")])
    unit.payments.upsert([Payment("2001", "Z-1", TODAY, Decimal(25), "EUR", None, "zu viel <b>")])
    one = at(desk, "ben@birch.test", "en")
    answer = open_items.respond(Ask("open_items"), one)
    assert isinstance(answer, Table)
    assert amounts({"EUR": Decimal(-15), "GBP": Decimal(88)}, one.says) in answer.intro
    assert "Total: -15.00 EUR" in answer.lines
    listed = open_items.respond(Ask("open_items", form="csv"), one)
    assert isinstance(listed, Table)
    (file,) = listed.made
    assert file.name.endswith(".csv")
    assert b'"Z-1",2025-11-14,,,,-25.00,"EUR"' in file.data
    told = statement.respond(Ask("statement", form="csv"), one)
    assert isinstance(told, Table)
    assert told.made[0].data.count(b'"Opening balance"') == 2
