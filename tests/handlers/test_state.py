"""The payment state follows from amounts and days alone."""

import datetime as dt
from decimal import Decimal

import pytest

from handlers.state import open_amount, state_of
from store.records import Document

TODAY = dt.date(2025, 11, 14)


def invoice(kind: str = "invoice", **values: object) -> Document:
    return Document("1", kind, "RE-1", dt.date(2025, 10, 1), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "code", "days"),
    [
        ({"gross": Decimal(100)}, "open", 0),
        ({"gross": Decimal(100), "due_date": TODAY}, "open", 0),
        ({"gross": Decimal(100), "due_date": TODAY - dt.timedelta(1)}, "overdue", 1),
        ({"gross": Decimal(100), "paid": Decimal(0)}, "open", 0),
        ({"gross": Decimal(100), "paid": Decimal("99.99")}, "partial", 0),
        ({"gross": Decimal(100), "paid": Decimal(100), "due_date": dt.date(2025, 1, 1)}, "paid", 0),
        ({"gross": Decimal(100), "paid": Decimal(120)}, "paid", 0),
        ({"gross": Decimal(100), "disputed": True}, "disputed", 0),
        ({"gross": Decimal(100), "paid": Decimal(100), "disputed": True}, "paid", 0),
        ({"gross": Decimal(0)}, "paid", 0),
    ],
)
def test_states(values: dict[str, object], code: str, days: int) -> None:
    state = state_of(invoice(**values), TODAY)
    assert state is not None
    assert state.code == code
    if code != "paid":
        assert state.days == days


@pytest.mark.parametrize("document", [invoice(), invoice("delivery_note", gross=Decimal(1))])
def test_what_nobody_pays_has_no_state(document: Document) -> None:
    assert state_of(document, TODAY) is None


def test_open_amount_is_never_negative() -> None:
    assert open_amount(invoice(gross=Decimal(100), paid=Decimal(30))) == Decimal(70)
    assert open_amount(invoice(gross=Decimal(100), paid=Decimal(130))) == 0
    assert open_amount(invoice()) == 0
