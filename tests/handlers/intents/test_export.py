"""Lists of documents: what is visible under the filters, with state and open amount, in the form wished."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from handlers.answers import Answer, Choice, Missing, Table
from handlers.desk import Desk
from handlers.intents.export import respond
from handlers.senders.verify import may_receive
from parsers.asks import Ask
from store.engine import Unit
from store.records import Contact
from tests.world import NOW

Desks = Callable[..., Desk]
INVOICES = Ask("export", kinds=("invoice",), since=dt.date(2025, 1, 1), until=dt.date(2025, 12, 31))


def rows(answer: Answer) -> list[dict[str, str]]:
    """The rows of a plain CSV."""
    assert isinstance(answer, Table)
    (made,) = answer.made
    return list(csv.DictReader(io.StringIO(made.data.decode(), newline="")))


def test_the_list_says_what_the_erp_says(desk: Desks) -> None:
    found = rows(respond(replace(INVOICES, form="csv"), desk(language="en")))
    assert [r["number"] for r in found] == ["RE-2025-0412", "RE-2025-0413", "RE-2025-0500", "RE-2025-0501"]
    part = found[1]
    assert part["open"] == "376.00"
    assert part["paid"] == "100.00"
    assert "part" in part["state"]
    assert (part["order"], part["location"], part["cost_centre"], part["currency"]) == (
        "A-5001",
        "GRZ",
        "4711",
        "EUR",
    )


def test_excel_is_the_form_when_none_is_named(desk: Desks) -> None:
    answer = respond(INVOICES, desk())
    assert isinstance(answer, Table)
    (made,) = answer.made
    assert made.name == "Belegliste_1001_2025-11-14.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).worksheets[0]
    heads = [c.value for c in sheet[1]]
    assert sheet.cell(3, heads.index("Offen") + 1).value == 376
    assert b"<list" in respond(replace(INVOICES, form="xml"), desk()).made[0].data  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("who", "ask", "expected"),
    [
        ("bau@adler.test", INVOICES, ["RE-2025-0412", "RE-2025-0413"]),
        ("anna@adler.test", replace(INVOICES, location="Linz"), ["RE-2025-0500", "RE-2025-0501"]),
        (
            "anna@adler.test",
            replace(INVOICES, status="open"),
            ["RE-2025-0413", "RE-2025-0500", "RE-2025-0501"],
        ),
        ("anna@adler.test", Ask("export", kinds=("delivery_note",)), ["LS-80001", "LS-80002", "LS-80010"]),
        (
            "anna@adler.test",
            Ask("export", kinds=("invoice",), numbers=("A-5001",)),
            ["RE-2025-0412", "RE-2025-0413"],
        ),
        ("anna@adler.test", replace(INVOICES, last=1), ["RE-2025-0501"]),
    ],
)
def test_filters_and_grants(desk: Desks, who: str, ask: Ask, expected: list[str]) -> None:
    assert [r["number"] for r in rows(respond(replace(ask, form="csv"), desk(who, "en")))] == expected


@pytest.mark.parametrize(
    ("who", "ask", "expected"),
    [
        ("lager@adler.test", INVOICES, Missing),
        ("niemand@adler.test", INVOICES, Missing),
        ("anna@adler.test", Ask("export", numbers=("ZZ-99999",)), Missing),
        ("anna@adler.test", replace(INVOICES, since=dt.date(2030, 1, 1), until=None), Missing),
        ("buch@adler.test", INVOICES, Choice),
    ],
)
def test_nothing_to_list(desk: Desks, who: str, ask: Ask, expected: type) -> None:
    assert type(respond(ask, desk(who))) is expected


def test_the_file_is_for_whoever_may_see_every_document_in_it(desk: Desks, unit: Unit) -> None:
    answer = respond(INVOICES, desk())
    assert isinstance(answer, Table)
    paper = unit.papers.add(answer.made[0].paper, NOW)
    kinds, today = desk().kinds, NOW.date()
    assert may_receive("anna@adler.test", (), unit, kinds, today, (paper,))
    assert not may_receive("bau@adler.test", (), unit, kinds, today, (paper,))
    unit.contacts.upsert([Contact("1001", "anna@adler.test", role="admin", locations=("GRZ",))])
    assert not may_receive("anna@adler.test", (), unit, kinds, today, (paper,))
