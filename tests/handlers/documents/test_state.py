"""What a document's amounts and days say of its state."""

import datetime as dt
from decimal import Decimal

import pytest

from handlers.documents.state import open_amount, state_of
from store.records import Document

TODAY = dt.date(2025, 11, 14)


def row(
    kind: str = "invoice", due: str | None = "2025-12-01", disputed: bool = False, **more: object
) -> Document:
    amounts = {k: Decimal(str(v)) for k, v in more.items() if v is not None}
    day = dt.date.fromisoformat(due) if due else None
    return Document("1", kind, "R-1", dt.date(2025, 11, 1), day, disputed=disputed, **amounts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "code", "days", "left"),
    [
        (row(gross=100), "open", 0, "100"),
        (row(gross=100, due=None), "open", 0, "100"),
        (row(gross=100, due="2025-11-14"), "open", 0, "100"),  # due today is not overdue
        (row(gross=100, due="2025-11-13"), "overdue", 1, "100"),
        (row(gross=100, paid=0, due="2025-01-01"), "overdue", 317, "100"),
        (row(gross=100, paid="99.99"), "partial", 0, "0.01"),
        (row(gross=100, paid=40, due="2025-11-04"), "partial", 10, "60"),
        (row(gross=100, paid=100), "paid", 0, "0"),
        (row(gross=100, paid=120, due="2025-01-01"), "paid", 0, "0"),
        (row(gross=100, paid=100, disputed=True), "paid", 0, "0"),
        (row(gross=100, disputed=True, due="2025-11-13"), "disputed", 1, "100"),
        (row(gross=None), None, 0, "0"),
        (row(gross=0), "paid", 0, "0"),
        (row(gross=-50), None, 0, "0"),
        (row("credit_note", gross=100), None, 0, "100"),
        (row("quote", gross=100), None, 0, "100"),
    ],
)
def test_states(document: Document, code: str | None, days: int, left: str) -> None:
    state = state_of(document, TODAY)
    assert (state.code if state else None) == code
    assert (state.days if state else 0) == days
    assert open_amount(document) == Decimal(left)
