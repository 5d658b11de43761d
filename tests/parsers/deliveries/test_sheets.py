"""Tables are opened whatever their encoding, separator and header, and each row is read or refused."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.deliveries.feed import Feed
from parsers.deliveries.rows import BadRow, Row
from parsers.deliveries.sheets import Sheet, Unreadable, open_table
from parsers.deliveries.tables import TABLES
from tests.pace import grows_linearly

CHOICES = {"kind": ("invoice", "credit_note"), "role": ("buyer", "finance")}
CANONICAL = Feed.canonical()
GERMAN = Feed("erp", decimal=",", date="%d.%m.%Y", columns={"number": "Belegnr", "date": "Datum"})
HEADER = "account,kind,number,date,gross\n"


def opened(text: str | bytes, name: str = "documents.csv", feed: Feed = CANONICAL) -> Sheet:
    sheet = open_table(name, text.encode() if isinstance(text, str) else text, feed, CHOICES)
    assert isinstance(sheet, Sheet), sheet
    return sheet


def rows(text: str | bytes, name: str = "documents.csv", feed: Feed = CANONICAL) -> list[Row | BadRow]:
    return list(opened(text, name, feed).rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(separator: str, encoding: str, ending: str) -> None:
    lines = [["Account", "NAME", "city"], ["1", '"Größe, Söhne; Co"', "Graz"]]
    text = ending.join(separator.join(line) for line in lines) + ending
    assert rows(text.encode(encoding), "accounts.csv") == [
        Row(2, {"account": "1", "name": "Größe, Söhne; Co", "city": "Graz"})
    ]


def test_a_german_feed() -> None:
    text = "Kunde;account;kind;Belegnr;Datum;gross\nx;1;invoice;RE-1;31.12.2025;1.234,50\n"
    (row,) = rows(text, feed=GERMAN)
    assert isinstance(row, Row)
    assert row.values["gross"] == Decimal("1234.50")
    assert row.values["date"] == dt.date(2025, 12, 31)
    assert row.values["number"] == "RE-1"


def test_a_declared_column_goes_before_one_of_our_own_name() -> None:
    text = "account,kind,number,Belegnr,Datum\n1,invoice,print-7,RE-1,31.12.2025\n"
    sheet = opened(text, feed=GERMAN)
    assert [row.values["number"] for row in sheet.rows if isinstance(row, Row)] == ["RE-1"]
    assert [fault.field for fault in sheet.oddities] == ["number"]


def test_an_unknown_column_is_named_once_with_the_nearest_one() -> None:
    sheet = opened("account,kind,number,date,grosss\n1,invoice,A1,2025-01-01,1\n2,invoice,A2,2025-01-01,1\n")
    (oddity,) = sheet.oddities
    assert oddity.field == "grosss" and '"gross"' in oddity.fix
    assert len(list(sheet.rows)) == 2


def test_line_numbers_count_lines_of_the_file() -> None:
    text = 'sep=,\naccount,name,street\n\n1,"two\nlines",x\n2,B,\n'
    assert [row.line for row in rows(text, "accounts.csv")] == [4, 6]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("1,invoice,,2025-01-01,1", "number"),  # required
        ("1,invoce,A1,2025-01-01,1", "kind"),
        ('1,invoice,A1,2025-01-01,"13,75"', "gross"),
        ("1,invoice,A1,31.12.2025,1", "date"),
        ("1,invoice,A1,2025-01-01", ""),  # cut off
        ("1,invoice,A1,2025-01-01,13,75", ""),  # one cell too many
    ],
)
def test_a_bad_row_says_where_and_does_not_cost_the_next(line: str, field: str) -> None:
    bad, good = rows(f"{HEADER}{line}\n1,invoice,A2,2025-01-01,1.00\n")
    assert isinstance(bad, BadRow) and isinstance(good, Row)
    assert bad.line == 2 and bad.faults[0].field == field
    assert bad.faults[0].reason and bad.faults[0].fix


def test_all_faults_of_a_row_are_named() -> None:
    (bad,) = rows(f"{HEADER}1,invoce,,yesterday,x\n")
    assert isinstance(bad, BadRow)
    assert [fault.field for fault in bad.faults] == ["kind", "number", "date", "gross"]


def test_an_open_quotation_mark_costs_what_it_swallowed_and_says_so() -> None:
    bad, *rest = rows(f'{HEADER}1,invoice,"A1,2025-01-01,1\n1,invoice,A2,2025-01-01,1\n1,x\n')
    assert isinstance(bad, BadRow) and not rest
    assert bad.rows == 3 and "lines 2 to 4" in bad.faults[0].reason


def test_a_stray_quotation_mark_costs_its_own_row() -> None:
    bad, good = rows('account,name\n1,"Maier" KG\n2,Huber 5" Rohr\n', "accounts.csv")
    assert isinstance(bad, BadRow) and bad.rows == 1
    assert isinstance(good, Row) and good.values["name"] == 'Huber 5" Rohr'


@pytest.mark.parametrize("name", ["Documents.CSV", "documents_2025-11-21.csv", "20251121-documents-2.csv"])
def test_the_file_name_says_the_table(name: str) -> None:
    assert opened(HEADER, name).table.name == "documents"


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_header_says_the_table_when_the_name_does_not(table: object) -> None:
    assert opened(",".join(table.columns), "export.csv").table == table  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("export.csv", "a,b,c\n1,2,3\n"),
        ("documents.csv", "account,kind,date\n1,invoice,2025-01-01\n"),
        ("documents.csv", "account,kind,number,number,date\n"),
        ("documents.csv", ""),
        ("documents.csv", "," * 1000 + "\n"),
        ("documents.json", "{}"),
        ("documents.json", "[1"),
        ("documents.json", "[" * 100_000),
    ],
)
def test_files_that_are_no_table(name: str, text: str) -> None:
    refused = open_table(name, text.encode(), CANONICAL, CHOICES)
    assert isinstance(refused, Unreadable)
    assert refused.rows >= 1 and refused.fault.reason and refused.fault.fix


def test_cp1252_is_taken_with_a_doubt_unless_declared() -> None:
    data = "account,name\n1,Größe\n".encode("cp1252")
    (doubt,) = opened(data, "accounts.csv").oddities
    assert "0xF6" in doubt.reason and "cp1252" in doubt.fix
    assert opened(data, "accounts.csv", Feed("erp", encoding="cp1252")).oddities == ()


@pytest.mark.parametrize("feed", [CANONICAL, GERMAN], ids=["point", "comma"])
def test_json_figures_mean_the_same_in_every_feed(feed: Feed) -> None:
    day = "31.12.2025" if feed is GERMAN else "2025-12-31"
    item = {"account": 1, "kind": "invoice", "number": "A1", "date": day, "gross": 1.234, "disputed": True}
    (row,) = rows(json.dumps([item]), "documents.json", feed)
    assert isinstance(row, Row)
    assert row.values["gross"] == Decimal("1.234") and row.values["disputed"] is True
    assert row.values["account"] == "1"


def test_json_rows_that_are_none() -> None:
    items = [
        5,
        {"account": "1", "name": {"a": 1}},
        {"account": "2", "name": None},
        {"account": "3", "name": "x"},
    ]
    found = rows(json.dumps(items), "accounts.json")
    assert [type(row) for row in found] == [BadRow, BadRow, BadRow, Row]
    assert [row.line for row in found] == [1, 2, 3, 4]


@pytest.mark.parametrize("figure", ["1e999999999", "NaN", "-Infinity", "1e-999999999", "9" * 5000])
def test_monstrous_json_figures_are_refused(figure: str) -> None:
    text = f'[{{"account":"1","kind":"invoice","number":"A","date":"2025-01-01","gross":{figure}}}]'
    (bad,) = rows(text, "documents.json")
    assert isinstance(bad, BadRow)


@given(st.binary(max_size=400), st.sampled_from(["documents.csv", "x.csv", "contacts.json"]))
def test_any_bytes_never_raise(data: bytes, name: str) -> None:
    read_all(name, data)


@given(st.text(st.sampled_from('ab1,;\t"\n\r|-. é\x00'), max_size=200))
def test_any_rows_never_raise(text: str) -> None:
    read_all("documents.csv", (HEADER + text).encode())


def read_all(name: str, data: bytes) -> None:
    sheet = open_table(name, data, CANONICAL, CHOICES)
    if isinstance(sheet, Sheet):
        for row in sheet.rows:
            assert isinstance(row, Row | BadRow)


@pytest.mark.parametrize("unit", ['"', ",", "\n", '",\n', "a", "1,", '""', ";\t"])
def test_hostile_text_is_not_slow(unit: str) -> None:
    def both(n: int) -> None:
        text = (unit * n)[:n]
        read_all("documents.csv", (HEADER + text).encode())
        read_all("documents.csv", text.encode())

    assert grows_linearly(both, 16_000)
