"""Lists as XLSX, CSV and XML: read back they hold the same, and nothing in them is taken for a formula."""

import csv as csv_module
import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from handlers.exports import EXCEL_GERMAN, PLAIN, Cell, Column, Grid, Money, Profile, csv, xlsx, xml

DAY = dt.date(2025, 11, 14)
COLUMNS = (
    Column("number", "Nummer"),
    Column("amount", "Betrag"),
    Column("date", "Datum"),
    Column("n", "Tage"),
)
SCHEMA = Path(__file__).parents[3] / "docs" / "list.xsd"
EVIL = [
    "=1+1",
    "+49 40 555",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    'x";=1+1;"',
    "a,=1",
    "=cmd|' /C calc'!A0",
]


def grid(*rows: tuple[Cell, ...], title: str = "Liste") -> Grid:
    return Grid(title, COLUMNS, rows)


def read_csv(data: bytes, profile: Profile) -> list[list[str]]:
    text = data.decode("utf-8-sig" if profile.mark else "utf-8")
    return list(csv_module.reader(io.StringIO(text, newline=""), delimiter=profile.separator))


def test_german_excel() -> None:
    one = grid(("RE-1", Money(Decimal("-1234.50"), "EUR"), DAY, 3), ("Ümlaut", None, None, None))
    data = csv(one, EXCEL_GERMAN)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n") == [
        '"Nummer";"Betrag";"Datum";"Tage"',
        '"RE-1";-1234,50;14.11.2025;3',
        '"Ümlaut";;;',
        "",
    ]


def test_plain() -> None:
    data = csv(grid(("RE-1", Money(Decimal("-1234.50"), "EUR"), DAY, -3)), PLAIN)
    assert data == b'"number","amount","date","n"\r\n"RE-1",-1234.50,2025-11-14,-3\r\n'


@pytest.mark.parametrize("profile", [EXCEL_GERMAN, PLAIN])
@pytest.mark.parametrize("text", EVIL)
def test_a_csv_holds_no_formula_whatever_separates_it(text: str, profile: Profile) -> None:
    data = csv(grid((text, Money(Decimal("-0.01")), DAY, 1)), profile)
    for separator in ",;\t":
        plain = data.decode("utf-8-sig")
        for row in csv_module.reader(io.StringIO(plain, newline=""), delimiter=separator):
            texts = [cell for cell in row if not any(c.isdigit() for c in cell) or "=" in cell]
            assert not [c for c in texts if c.lstrip('"').startswith(("=", "+", "@", "\t", "\r", "\n"))]
    (_, row) = read_csv(data, profile)
    assert row[1] == ("-0,01" if profile is EXCEL_GERMAN else "-0.01")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8"), max_size=20),
            st.decimals(-(10**9), 10**9, places=2).map(lambda d: Money(d, "EUR")),
            st.none() | st.dates(),
            st.none() | st.integers(-999, 999),
        ),
        max_size=5,
    )
)
def test_a_csv_read_back_is_the_list(rows: list[tuple[Cell, ...]]) -> None:
    _, *found = read_csv(csv(grid(*rows), PLAIN), PLAIN)
    assert len(found) == len(rows)
    for row, (text, money, day, n) in zip(found, rows, strict=True):
        assert isinstance(money, Money)
        assert Decimal(row[1]) == money.amount
        assert row[2] == (day.isoformat() if isinstance(day, dt.date) else "")
        assert row[3] == ("" if n is None else str(n))
        blanked = str(text).replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        assert row[0] in (blanked, f"'{blanked}")


def test_xlsx_keeps_numbers_days_and_texts_apart() -> None:
    rows = [(text, Money(Decimal("-1234.50"), "EUR"), DAY, 7) for text in EVIL]
    total = ("Summe", Money(Decimal("-2469.00"), "EUR"), None, None)
    sheets = [Grid("Offene/Posten: [2025]", COLUMNS, rows, total), grid(title="Offene/Posten: [2025]")]
    data = xlsx(sheets, DAY)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert [c.value for c in sheet[1]] == ["Nummer", "Betrag", "Datum", "Tage"]
    assert sheet.freeze_panes == "A2"
    assert len(book.sheetnames) == 2
    for cells, text in zip(sheet.iter_rows(min_row=2, max_row=len(rows) + 1), EVIL, strict=True):
        assert cells[0].data_type == "s"
        assert cells[0].value.replace("_x000D_", "\r").strip() == text.strip()
        assert cells[0].quotePrefix or not text.startswith(("=", "+", "-", "@"))
        assert (cells[1].value, cells[1].data_type) == (-1234.5, "n")
        assert '"EUR"' in cells[1].number_format
        assert cells[2].value.date() == DAY
        assert cells[3].value == 7
    assert sheet.cell(len(rows) + 2, 2).value == -2469
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not [n for n in parts.namelist() if b"<f>" in parts.read(n)]


def test_xlsx_of_the_same_list_is_the_same_file() -> None:
    one = [grid(("RE-1", Money(Decimal(1), "EUR"), DAY, 1))]
    assert xlsx(one, DAY) == xlsx(one, DAY)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_xml_is_as_documented_whatever_stands_in_it(text: str, title: str) -> None:
    data = xml(grid((text, Money(Decimal("-0.50"), "EUR"), DAY, 3), (None, None, None, None), title=title))
    tree = etree.fromstring(data)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(tree)
    ns = {"l": "urn:docclerk:list:1"}
    (amount,) = tree.xpath("//l:cell[@key='amount']", namespaces=ns)
    assert (amount.text, dict(amount.attrib)) == (
        "-0.50",
        {"key": "amount", "type": "money", "currency": "EUR"},
    )
    assert tree.xpath("count(//l:row)", namespaces=ns) == 2


def test_a_day_before_excel_began_is_a_text() -> None:
    data = xlsx([grid(("RE-1", None, dt.date(1, 1, 1), None))], DAY)
    assert openpyxl.load_workbook(io.BytesIO(data)).active["C2"].value == "0001-01-01"


def test_an_empty_list_has_its_heads() -> None:
    assert csv(grid(), PLAIN) == b'"number","amount","date","n"\r\n'
    assert openpyxl.load_workbook(io.BytesIO(xlsx([grid()], DAY))).active.max_row == 1
    assert b'rows="0"' in xml(grid())
