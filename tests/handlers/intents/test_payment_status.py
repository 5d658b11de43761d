"""What is paid, due and open: from amounts, to those who may know, and never more certain than the data."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.answers import Answer, Choice, Handover, Missing, Result, Status, Table
from handlers.desk import Desk
from handlers.intents.payment_status import respond
from parsers.asks import Ask
from store.engine import Unit
from store.records import Contact, Document, Payment


def paid(*numbers: str, **more: object) -> Ask:
    return Ask("payment_status", numbers=numbers, **more)  # type: ignore[arg-type]


def said(answer: Answer) -> str:
    assert isinstance(answer, Table | Status)
    rows = [f"{row.line} {row.detail}" for row in answer.rows] if isinstance(answer, Table) else []
    return "\n".join([*rows, *answer.lines])


@pytest.mark.parametrize(
    ("who", "ask", "expected"),
    [
        ("anna@adler.test", paid("RE-2025-0412"), Table),
        ("anna@adler.test", paid("LS-80002"), Table),  # the invoice of a delivery
        ("anna@adler.test", paid("RE-2025-9001"), Missing),
        ("anna@adler.test", paid("RE-2025-0142"), Choice),  # nearly one
        ("lager@adler.test", paid("RE-2025-0412"), Missing),
        ("niemand@adler.test", paid("RE-2025-0412"), Missing),
        ("anna@adler.test", paid(amount="714.00"), Table),
        ("anna@adler.test", paid(amount="777.00"), Status),
        ("kauf@adler.test", paid(amount="777.00"), Missing),
        ("kauf@adler.test", paid(amount="100.00"), Missing),  # a payment, not an invoice: not for a buyer
        ("anna@adler.test", paid(), Table),  # the last payments
        ("kauf@adler.test", paid(), Handover),
        ("anna@adler.test", paid(status="overdue"), Table),
        ("buch@adler.test", paid(), Choice),  # for which account?
    ],
)
def test_shapes(desk: Callable[..., Desk], who: str, ask: Ask, expected: type) -> None:
    assert type(respond(ask, desk(who))) is expected


def test_every_state(desk: Callable[..., Desk], add: Callable[..., None]) -> None:
    day = dt.date(2025, 11, 1)
    bill = Document("1001", "invoice", "RE-1", day, dt.date(2025, 11, 20), currency="EUR", gross=Decimal(100))
    add(
        bill,
        replace(bill, number="RE-2", paid=Decimal(30)),
        replace(bill, number="RE-3", due_date=dt.date(2025, 11, 12)),
        replace(bill, number="RE-4", paid=Decimal(100), paid_date=dt.date(2025, 11, 10)),
        replace(bill, number="RE-5", disputed=True, paid=Decimal(5)),
        replace(bill, number="RE-6", gross=None),
    )
    answer = respond(paid(*(f"RE-{n}" for n in range(1, 7))), desk())
    text = said(answer)
    for words in (
        "RE-1 · 01.11.2025 · 100,00 EUR · offen, fällig am 20.11.2025 noch offen: 100,00 EUR",
        "RE-2 · 01.11.2025 · 100,00 EUR · teilbezahlt (30,00 EUR von 100,00 EUR)",
        "noch offen: 70,00 EUR",
        "RE-3 · 01.11.2025 · 100,00 EUR · überfällig seit 2 Tagen",
        "RE-4 · 01.11.2025 · 100,00 EUR · bezahlt am 10.11.2025",
        "RE-5 · 01.11.2025 · 100,00 EUR · in Klärung, teilbezahlt (5,00 EUR von 100,00 EUR)",
        "Noch offen zusammen: 365,00 EUR.",
    ):
        assert words in text


def test_rows_and_cells_say_the_same(desk: Callable[..., Desk]) -> None:
    answer = respond(paid("RE-2025-0413"), desk())
    assert isinstance(answer, Table)
    (row,) = answer.rows
    assert len(row.cells) == len(answer.columns)
    for cell in row.cells:
        assert cell in f"{row.line} {row.detail}"


def test_who_sees_only_a_place_is_not_told_of_payments_on_the_account(
    desk: Callable[..., Desk], unit: Unit
) -> None:
    unit.contacts.upsert([Contact("1001", "kauf@adler.test", "K", "finance", locations=("GRZ",))])
    unit.payments.upsert(
        [Payment("1001", "ZE-9", dt.date(2025, 11, 3), Decimal("595.00"), "EUR", "RE-2025-0500")]
    )
    limited = desk("kauf@adler.test")
    assert isinstance(respond(paid(amount="595.00"), limited), Missing)
    assert isinstance(respond(paid(), limited), Handover)
    assert "Eingegangen zu RE-2025-0413: 100,00 EUR am 30.10.2025." in said(
        respond(paid("RE-2025-0413"), limited)
    )
    whole = respond(paid(amount="595.00"), desk())
    assert "gebucht auf RE-2025-0500 · überfällig" in said(whole)


def test_refunds_are_no_payments(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.payments.upsert([Payment("1001", "ZE-9", dt.date(2025, 11, 3), Decimal("-59.50"), "EUR")])
    assert "59,50" not in said(respond(paid(), desk()))


def test_missing_reads_as_for_the_paper_itself(write: Callable[..., Result]) -> None:
    """The same words whether it is there and foreign, or nowhere, or was asked for as a paper."""
    for number in ("RE-2025-0700", "RE-2025-7777", "LS-80020"):
        told = write(f"Ist {number} bezahlt?").replies[0].text
        assert told == write(f"Bitte Rechnung zu {number}").replies[0].text
        assert "88" not in told and "GBP" not in told


def test_a_follow_up_leans_on_it(write: Callable[..., Result]) -> None:
    first = write("Ist RE-2025-0413 bezahlt?")
    then = write("Und bitte den Lieferschein dazu", after=first)
    assert [e.document.number for e in then.replies[0].enclosures if e.document] == ["LS-80002"]
