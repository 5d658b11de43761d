"""Open items by place or cost centre add up; what is disputed is owed, but nobody is asked for it."""

import datetime as dt
import io
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from handlers.answers import Table
from handlers.books.grouping import WAYS
from handlers.desk import Desk
from handlers.intents import open_items, statement
from parsers.asks import Ask
from store.engine import Unit
from store.records import Document, Payment
from tests.handlers.books.test_papers import HEAD, codes, made, run

DAY = dt.date(2025, 10, 1)
Desks = Callable[..., Desk]
pdf_tools = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's tools")


def told(ask: Ask, desk: Desk) -> Table:
    answer = open_items.respond(ask, replace(desk, house=replace(desk.house, letterhead=HEAD)))
    assert isinstance(answer, Table)
    return answer


def figure(text: str) -> Decimal:
    """ "1.234,50 EUR" as a number."""
    return Decimal(text.split(maxsplit=1)[0].replace("\u00a0", "").replace(".", "").replace(",", "."))


def test_items_stand_under_the_name_of_their_place_with_its_sum(desk: Desks, unit: Unit) -> None:
    unit.documents.upsert(
        [
            Document(
                "1001",
                "invoice",
                "X-1",
                DAY,
                gross=Decimal("10.05"),
                currency="EUR",
                location="filiale  graz",
            ),
            Document("1001", "invoice", "X-2", DAY, gross=Decimal("1.10"), currency="EUR"),
        ]
    )
    answer = told(Ask("open_items", group="location"), desk())
    lines = [row.line.partition(" ·")[0] for row in answer.rows]
    assert lines == [
        "Filiale Graz: 326,55 EUR (3 Posten)",  # "GRZ" and "filiale graz" are one place
        *("Rechnung X-1", "Rechnung RE-2025-0413", "Gutschrift GS-2025-0031"),
        "Filiale Linz: 606,90 EUR (2 Posten)",
        *("Rechnung RE-2025-0500", "Rechnung RE-2025-0501"),
        "ohne Standort: 1,10 EUR (1 Posten)",
        "Rechnung X-2",
    ]
    assert [row.strong for row in answer.rows].count(True) == 3
    assert answer.rows[0].cells == ("Filiale Graz", "", "", "", "326,55 EUR", "")


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize("seed", range(6))
def test_the_sums_add_up_to_the_cent(desk: Desks, unit: Unit, by: str, seed: int) -> None:
    dice = random.Random(seed)
    for n in range(dice.randint(1, 90)):
        paid = Decimal(dice.randint(0, 900)) / 100
        where = {key: dice.choice([None, "GRZ", "Linz", "Depot 9", "4711", "ß-1"]) for key in WAYS}
        kind = dice.choice(["invoice", "credit_note"])
        gross = Decimal(dice.randint(1, 99_999)) / 100
        row = Document("1001", kind, f"X-{n}", DAY, gross=gross, currency="EUR", paid=paid, **where)  # type: ignore[arg-type]
        unit.documents.upsert([row])
    unit.payments.upsert([Payment("1001", "Z-1", DAY, Decimal("7.77"), "EUR", None)])
    answer = told(Ask("open_items", group=by), desk())
    sums = [figure(row.cells[-2]) for row in answer.rows if row.strong]
    whole = next(figure(line.partition(": ")[2]) for line in answer.lines if line.startswith("Summe: "))
    assert sum(sums, Decimal(0)) == whole
    counted = [int(re.search(r"\((\d+) Posten\)", row.line)[1]) for row in answer.rows if row.strong]  # type: ignore[index]
    book = openpyxl.load_workbook(io.BytesIO(made(answer, ".xlsx")))
    assert sum(counted) == book.worksheets[0].max_row - 2  # head and total
    if len(sums) > 1:
        sheet = book[desk().says(f"books_by_{by}")]
        assert [Decimal(str(row[-1].value)) for row in sheet.iter_rows(min_row=2)] == sums
    if sum(counted) <= 50:
        items = [figure(row.cells[-2]) for row in answer.rows if not row.strong]
        assert sum(items, Decimal(0)) == whole


@pdf_tools
def test_the_paper_is_grouped_as_the_mail_is(desk: Desks, tmp_path: Path) -> None:
    text = run(
        "pdftotext", made(told(Ask("open_items", group="location"), desk()), ".pdf"), tmp_path, "-layout"
    )
    graz, linz = text.index("Filiale Graz"), text.index("Filiale Linz")
    assert graz < text.index("RE-2025-0413") < linz < text.index("RE-2025-0500")
    assert re.search(r"Filiale Linz\s+606,90", text)


@pdf_tools
def test_what_is_disputed_is_in_the_balance_but_not_in_the_code(
    desk: Desks, unit: Unit, tmp_path: Path
) -> None:
    row = Document(
        "1001",
        "invoice",
        "X-1",
        DAY,
        DAY,
        gross=Decimal(100),
        paid=Decimal(20),
        currency="EUR",
        disputed=True,
    )
    unit.documents.upsert([row])
    answer = told(Ask("open_items"), desk())
    assert "1.003,40 EUR" in answer.intro
    assert any(line.endswith("davon strittig 80,00 EUR") for line in answer.lines)
    assert any("X-1" in row.line and row.line.endswith("in Klärung") for row in answer.rows)
    (code,) = codes(made(answer, ".pdf"), tmp_path)
    assert "EUR923.40" in code
    text = run("pdftotext", made(answer, ".pdf"), tmp_path, "-layout")
    assert "Heute offen, ohne die strittigen 80,00 EUR: 923,40 EUR" in text
    assert "davon strittig" in text
    book = openpyxl.load_workbook(io.BytesIO(made(answer, ".xlsx")))
    heads = [cell.value for cell in book["Überfälligkeit"][1]]
    assert book["Überfälligkeit"].cell(2, heads.index("davon strittig") + 1).value == 80
    states = [row[9].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert states.count("in Klärung") == 1
    listed = told(Ask("open_items", form="csv"), desk())
    assert "in Klärung".encode() in listed.made[0].data
    whole = statement.respond(Ask("statement"), replace(desk(), house=replace(desk().house, letterhead=HEAD)))
    assert any("davon strittig 80,00 EUR" in line for line in whole.lines)  # type: ignore[union-attr]
    assert "EUR923.40" in codes(made(whole, ".pdf"), tmp_path)[0]


@pdf_tools
def test_where_all_is_disputed_nothing_is_asked_for(desk: Desks, unit: Unit, tmp_path: Path) -> None:
    for number in ("RE-2025-0413", "RE-2025-0500", "RE-2025-0501"):
        (held,) = unit.documents.by_number(desk().person.grants, number)
        unit.documents.upsert([replace(held, disputed=True)])
    answer = told(Ask("open_items"), desk())
    assert "923,40 EUR" in answer.intro
    assert codes(made(answer, ".pdf"), tmp_path) == []
