"""A buyer's own list: each number with the amount beside it, whatever form the list has."""

import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from parsers.asks import Claim
from parsers.attachments.claims import ClaimWords, claims_in_attachment, claims_in_text
from tests.words import LANGUAGES, VOCABULARY

NUMBERS = VOCABULARY.numbers
WORDS = ClaimWords.compile(LANGUAGES)


def claimed(text: str) -> list[tuple[str, str | None]]:
    return [(c.number, c.amount and str(c.amount)) for c in claims_in_text(text, NUMBERS, WORDS)]


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("RE-2025-0412 714,00 EUR", "714.00"),
        ("RE-2025-0412 vom 11.09.2025 über 1.234,50 €", "1234.50"),
        ("RE-2025-0412: EUR 1,234.50", "1234.50"),
        ("RE-2025-0412   -59,50", "-59.50"),
        ("RE-2025-0412   59,50-", "-59.50"),
        ("RE-2025-0412   (59.50)", "-59.50"),
        ("RE-2025-0412 100 EUR", "100.00"),
        ("RE-2025-0412", None),
        ("RE-2025-0412 vom 11.09.2025", None),
        ("RE-2025-0412 fällig 11.10.2025, offen 376,00, Skonto bis 2.10.", "376.00"),
    ],
)
def test_a_line_of_a_mail(line: str, amount: str | None) -> None:
    assert claimed(f"Guten Tag,\nunsere Liste:\n{line}\nDanke") == [("RE-2025-0412", amount)]


def test_a_line_with_several_numbers_has_no_amount_for_one_of_them() -> None:
    assert claimed("RE-2025-0412 und RE-2025-0413: 500,00 EUR") == [
        ("RE-2025-0412", None),
        ("RE-2025-0413", None),
    ]


CSV = (
    "Rechnungsnr.;Datum;Betrag;Offen;Bestellung\n"
    "RE-2025-0412;11.09.2025;714,00;0,00;A-5001\n"
    "RE-2025-0413;21.09.2025;476,00;376,00;A-5001\n"
)
ENGLISH = "Invoice no.,Date,Amount\nRE-2025-0412,2025-09-11,714.00\nRE-2025-0413,2025-09-21,1476.5\n"


def read(name: str, content_type: str, data: bytes) -> list[Claim]:
    return list(claims_in_attachment(name, content_type, data, NUMBERS, WORDS))


def test_the_open_amount_goes_before_the_invoiced() -> None:
    assert read("op.csv", "text/csv", CSV.encode("cp1252")) == [
        Claim("RE-2025-0412", Decimal("0.00")),
        Claim("RE-2025-0413", Decimal("376.00")),
    ]
    assert [c.amount for c in read("list.csv", "text/csv", ENGLISH.encode())] == [
        Decimal("714.00"),
        Decimal("1476.50"),
    ]


def test_a_spreadsheet() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Beleg", "Rechnungsnummer", "Saldo"])
    sheet.append(["x", "RE-2025-0412", 714])
    sheet.append(["y", "RE-2025-0413", -59.5])
    file = io.BytesIO()
    book.save(file)
    found = read("op.xlsx", "application/octet-stream", file.getvalue())
    assert [(c.number, c.amount) for c in found] == [
        ("RE-2025-0412", Decimal("714.00")),
        ("RE-2025-0413", Decimal("-59.50")),
    ]


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 10_000, b"PK\x03\x04broken", b"%PDF-1.7 broken", b"<html>", b";" * 100_000, b"1" * 300_000],
)
def test_what_is_no_list_claims_nothing(data: bytes) -> None:
    assert read("x.csv", "text/csv", data) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="RE-0123456789.,;\t\n€() ", max_size=400))
def test_any_text_is_read(text: str) -> None:
    for claim in claims_in_text(text, NUMBERS, WORDS):
        assert claim.number and (claim.amount is None or claim.amount.is_finite())
