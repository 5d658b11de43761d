"""Lists that come as files: CSV in any form, spreadsheets, printed PDFs, and files that are none of these."""

import io
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name

from parsers.attachments.lists import numbers_in_attachment
from tests.words import VOCABULARY

WORDS = VOCABULARY.numbers


def read(data: bytes | str, name: str = "liste.csv", kind: str = "text/csv") -> list[str]:
    """The numbers in a file."""
    raw = data.encode() if isinstance(data, str) else data
    return list(numbers_in_attachment(name, kind, raw, WORDS))


TABLE = "\n".join(
    [
        "Kundennr{0}Rechnungsnr{0}Bestellung{0}Betrag",
        "10771{0}5077{0}4500771{0}96,00",
        "10771{0}5078{0}4500772{0}88,10",
    ]
)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_of_any_form(separator: str, encoding: str) -> None:
    text = ("Für Sie\n\n" + TABLE).format(separator)
    assert read(text.encode(encoding)) == ["5077", "5078"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Invoice,Date,Amount\n5077,2031-03-12,96.00\n5078,2031-03-14,1204.80\n", ["5077", "5078"]),
        ('Invoice,Text\n"5077","a, b"\n5078,"say ""hi"""\n', ["5077", "5078"]),
        ("RE-2031-0771\r\nRE-2031-0772\r\n\r\nRE-2031-0771\r\n", ["RE-2031-0771", "RE-2031-0772"]),
        ("5077\n5078\n", ["5077", "5078"]),
        ("PO;Menge\n4500771;5\n4500772;6\n", ["4500771", "4500772"]),
        ("Bitte pruefen: RE-100 bis RE-103", ["RE-100", "RE-101", "RE-102", "RE-103"]),
        ("Name;Ort\nMeier;70173 Stuttgart\n", []),
        ("", []),
    ],
)
def test_texts(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [("x.xml", "text/xml"), ("x.html", "text/html"), ("x.png", "image/png"), ("x.bin", "a/b")],
)
def test_other_files_are_no_lists(name: str, kind: str) -> None:
    assert read("RE-2031-0771", name, kind) == []
    assert read("<html>RE-2031-0771", "x.txt", "text/plain") == []


def test_at_most_two_thousand_numbers_wherever_they_stand() -> None:
    text = "Rechnung;Datum\n" + "".join(f"{n};12.03.2031\n" for n in range(50_000, 53_000))
    assert read(text) == [str(n) for n in range(50_000, 52_000)]


def spreadsheet(*rows: list[object]) -> bytes:
    """A file as a spreadsheet program saves it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_spreadsheets() -> None:
    rows = [
        ["Abgleich"],
        [],
        ["Rechnung", "Betrag"],
        [5077, 150000],
        ["RE-2031-0772", 12.5],
        [None, 7],
        [5078.0, 1],
    ]
    assert read(spreadsheet(*rows), "a.xlsx", "application/x") == ["5077", "RE-2031-0772", "5078"]


def parts(**files: str) -> bytes:
    """A spreadsheet file from its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


SHEET = '<worksheet xmlns="urn:m"><sheetData>{}</sheetData></worksheet>'
ROW = '<row><c t="str"><v>RE-2031-0771</v></c></row>'  # not read where its sheet is refused


def test_cells_of_every_kind() -> None:
    row = (
        '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>RE-2031-0772</t></is></c>'
        '<c t="str"><v>RE-2031-0773</v></c><c><v>9.00771234E8</v></c>'
        '<c t="s"><v>99</v></c><c t="e"><v>#N/A</v></c></row>'
    )
    strings = '<sst xmlns="urn:m"><si><r><t>RE-2031</t></r><r><t>-0771</t></r><rPh><t>x</t></rPh></si></sst>'
    data = parts(xl__worksheets__sheet1=SHEET.format(row), xl__sharedStrings=strings)
    assert read(data) == ["RE-2031-0771", "RE-2031-0772", "RE-2031-0773", "900771234"]


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET.format(f'{ROW}<row><c t="inlineStr"><is><t>{" " * 6_000_000}</t></is></c></row>'),
        SHEET.format(ROW + "<row>" + "<c/>" * 1_250_000 + "</row>"),
        '<!DOCTYPE x [<!ENTITY a "RE-2031-0771">]>' + SHEET.format("<row><c t='str'><v>&a;</v></c></row>"),
        SHEET.format("<row>")[:-20],
        "no xml",
    ],
    ids=["large", "wide", "entity", "cut", "text"],
)
def test_spreadsheets_that_are_bombs_or_broken(sheet: str) -> None:
    assert read(parts(xl__worksheets__sheet1=SHEET.format(ROW))) == ["RE-2031-0771"]
    assert read(parts(xl__worksheets__sheet1=sheet)) == []


def paper(*lines: str, font: Dictionary | None = None) -> bytes:
    """A PDF with lines of text; cells at "|" stand 150 units apart."""
    document = pikepdf.new()
    page = document.add_blank_page()
    page.Resources = Dictionary(Font=Dictionary(F1=font or Dictionary(Type=Name.Font, Subtype=Name.Type1)))
    drawn = []
    for n, line in enumerate(lines):
        for column, cell in enumerate(line.split("|")):
            drawn.append(f"BT /F1 10 Tf {40 + 150 * column} {700 - 14 * n} Td ({cell}) Tj ET")
    page.Contents = document.make_stream("\n".join(drawn).encode("latin-1"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_printed_lists() -> None:
    lines = [
        "Offene Posten \\(Stand 1.3.\\)",
        "Rechnung|Betrag|Kunde",
        "5077|96,00|10771",
        "RE-2031-0772|12,00|10771",
    ]
    assert read(paper(*lines), "liste.pdf", "application/pdf") == ["5077", "RE-2031-0772"]


def test_letters_that_the_pdf_maps_itself() -> None:
    document = pikepdf.new()
    page = document.add_blank_page()
    codes = (
        b"1 beginbfchar <0001> <0052> endbfchar 2 beginbfrange <0002> <000B> <0030> "
        b"<000C> <000D> [<0045> <002D>] endbfrange"
    )
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, DW=600, W=pikepdf.Array([1, 13, 600]))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        DescendantFonts=pikepdf.Array([document.make_indirect(inner)]),
        ToUnicode=document.make_stream(codes),
    )
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = document.make_stream(
        b"1 0 0 -1 0 800 cm BT /F1 9 Tf 1 0 0 -1 40 100 Tm "
        b"[<0001000C> -10 <000D> 20 <0003000400050006>] TJ ET"
    )
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue(), "x.pdf") == ["RE-1234"]


def test_a_printed_bomb() -> None:
    bomb = zlib.compress(b"BT (1) Tj " * 3_000_000)
    document = pikepdf.new()
    for _ in range(5):
        page = document.add_blank_page()
        stream = pikepdf.Stream(document, b"")
        stream.write(bomb, filter=Name.FlateDecode)
        page.Contents = stream
    with pikepdf.open(io.BytesIO(paper("RE-2031-0771"))) as last:
        document.pages.extend(last.pages)
        out = io.BytesIO()
        document.save(out, compress_streams=False)
    assert read(out.getvalue(), "x.pdf") == []  # the last page is not reached


WHOLE = [paper("Rechnung RE-2031-0771"), spreadsheet(["Rechnung"], ["RE-2031-0771"])]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8),
    st.floats(0, 1),
)
def test_no_damage_raises(whole: bytes, changes: list[tuple[float, int]], cut: float) -> None:
    data = bytearray(whole)
    for place, byte in changes:
        data[int(place * len(data))] = byte
    read(bytes(data[: int(len(data) * (1 - cut / 4))]), "x", "application/octet-stream")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"Rechnung;Datum\n"]))
def test_no_bytes_raise(data: bytes, start: bytes) -> None:
    read(start + data, "x.csv")
