"""Cells are read strictly: what could mean two things is refused, with the fix."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.deliveries.cells import Bad, amount_reader, date_reader, readers
from parsers.deliveries.feed import ISO, Feed
from tests.pace import grows_linearly

CHOICES = {"kind": ("invoice", "credit_note", "delivery_note"), "role": ("buyer", "finance")}
READ = readers(Feed.canonical(), CHOICES)
POINT, COMMA = amount_reader(".", money=True), amount_reader(",", money=True)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0", "0"),
        ("13.75", "13.75"),
        ("1234567.8", "1234567.8"),
        ("-13.75", "-13.75"),
        ("13.75-", "-13.75"),  # as SAP writes it
        ("12.5000", "12.5"),
        ("0.500", "0.5"),
        ("1234.567", "1234.567"),  # four digits before: no group
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),  # two groups: nothing else can be meant
        ("1 234", "1234"),
        ("1’234.50", "1234.50"),
        ("1\u00a0234.50", "1234.50"),
    ],
)
def test_amounts_with_a_point(cell: str, value: str) -> None:
    assert POINT(cell) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "value"), [("13,75", "13.75"), ("1.234,50", "1234.50"), ("1.234.567", "1234567"), ("7", "7")]
)
def test_amounts_with_a_comma(cell: str, value: str) -> None:
    assert COMMA(cell) == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    [
        "13,75",  # never 1375
        "1,234",  # 1234 here, 1.234 there
        "1.234",
        "1.234,50",
        "12,34.50",
        "1,2345.00",
        "0,123",
        "1.2.3",
        "1.",
        ".5",
        "1e5",
        "=1+1",
        "--5",
        "-5-",
        "(5)",
        "12.50 EUR",
        "€ 12.50",
        "１２.50",
        "1.23456",
        "9999999999999.00",
        "NaN",
        "-",
    ],
)
def test_amounts_that_are_refused(cell: str) -> None:
    assert isinstance(POINT(cell), Bad)


def test_the_fix_of_an_amount_names_both_ways_out() -> None:
    bad = POINT("13,75")
    assert isinstance(bad, Bad)
    assert '"13.75"' in bad.fix and 'decimal = ","' in bad.fix


def test_a_quantity_may_have_three_decimals() -> None:
    assert READ["quantity"]("1.250") == Decimal("1.25")
    assert isinstance(READ["amount"]("1.250"), Bad)


@given(
    st.decimals(min_value=-99999999, max_value=99999999, places=2),
    st.sampled_from([".", ","]),
    st.booleans(),
    st.integers(0, 4),
)
def test_an_amount_of_the_other_locale_is_never_another_value(
    amount: Decimal, decimal: str, grouped: bool, places: int
) -> None:
    value = round(amount, places)
    text = f"{value:,.{places}f}" if grouped else f"{value:.{places}f}"
    if decimal == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    for read in (POINT, COMMA):
        got = read(text)
        assert isinstance(got, Bad) or got == value


@given(st.text(max_size=40))
def test_no_reader_raises(cell: str) -> None:
    stripped = cell.strip()
    if stripped:
        for read in READ.values():
            read(stripped)


@pytest.mark.parametrize(
    ("form", "cell", "day"),
    [
        (ISO, "2025-12-31", dt.date(2025, 12, 31)),
        (ISO, "2025-12-31T00:00:00", dt.date(2025, 12, 31)),
        (ISO, "9999-12-31", dt.date(9999, 12, 31)),
        (ISO, "31.12.2025", None),
        (ISO, "2025-13-01", None),
        (ISO, "2025-02-30", None),
        (ISO, "20251231", None),
        (ISO, "0000-00-00", None),
        (ISO, "1900-01-01", None),
        (ISO, "2025-12-31T23:30:00Z", None),
        ("%d.%m.%Y", "31.12.2025", dt.date(2025, 12, 31)),
        ("%d.%m.%Y", "12/31/2025", None),
        ("%d.%m.%Y", "2025-12-31", None),
        ("%d.%m.%Y", "31.12.25", None),
    ],
)
def test_dates(form: str, cell: str, day: dt.date | None) -> None:
    got = date_reader(form)(cell)
    assert isinstance(got, Bad) if day is None else got == day


@pytest.mark.parametrize(
    ("form", "cell", "value"),
    [
        ("kind", "Invoice", "invoice"),
        ("kinds", "invoice | credit_note|invoice", ("invoice", "credit_note")),
        ("yes_no", "Ja", True),
        ("yes_no", "0", False),
        ("currency", "eur", "EUR"),
        ("email", "Eva.Maier@Kunde.example", "eva.maier@kunde.example"),
        ("list", "Graz| Wien |", ("Graz", "Wien")),
        ("days", "30", 30),
        ("text", "zwei\n Zeilen", "zwei Zeilen"),
        ("text", "un\u00adsichtbar", "unsichtbar"),
        ("key", "#RE-2025/0412", "#RE-2025/0412"),
        ("keys", "LS-1 | LS-2", "LS-1|LS-2"),
        ("file", "files/RE 1.pdf", "RE 1.pdf"),
        ("file", "2025/RE-1.pdf", "2025/RE-1.pdf"),
        ("url", "https://carrier.example/t?id=1", "https://carrier.example/t?id=1"),
    ],
)
def test_other_forms(form: str, cell: str, value: object) -> None:
    assert READ[form](cell) == value


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("kind", "invoce"),
        ("kinds", "invoice|nonsense"),
        ("yes_no", "maybe"),
        ("currency", "€"),
        ("currency", "XXQ"),
        ("email", "eva@buyer.example <x@evil.example>"),
        ("email", "eva@localhost"),
        ("email", "éva@buyer.example"),
        ("email", "eva..m@buyer.example"),
        ("days", "-1"),
        ("days", "1.5"),
        ("key", "4.5E+09"),
        ("key", "4,50013E+11"),
        ("key", "---"),
        ("key", "x" * 101),
        ("text", "a\x00b"),
        ("text", "a\ud800b"),
        ("text", "x" * 2001),
        ("file", "/etc/passwd"),
        ("file", "../secret.pdf"),
        ("file", "a/../b.pdf"),
        ("file", "files/../../x.pdf"),
        ("file", "a\\b.pdf"),
        ("file", "C:x.pdf"),
        ("file", "a//b.pdf"),
        ("file", "a\x00.pdf"),
        ("url", "javascript:alert(1)"),
        ("url", 'https://x.example/"onload='),
        ("url", "//x.example"),
    ],
)
def test_other_forms_that_are_refused(form: str, cell: str) -> None:
    bad = READ[form](cell)
    assert isinstance(bad, Bad)
    assert bad.reason and bad.fix


def test_the_nearest_word_is_named() -> None:
    bad = READ["kind"]("invoce")
    assert isinstance(bad, Bad)
    assert bad.fix.startswith('write "invoice"')


@pytest.mark.parametrize("unit", ["1,", "a.", "-", "https://x", "a@", "1.000", "|", "E+9", " ", "ä"])
def test_no_reader_is_slow(unit: str) -> None:
    def all_forms(n: int) -> None:
        cell = (unit * n)[:n].strip() or "x"
        for read in readers(Feed.canonical(), CHOICES).values():  # new ones: they remember
            read(cell)

    assert grows_linearly(all_forms, 32_000)
