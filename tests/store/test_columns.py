"""Types that mean the same in both databases."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.columns import Amount, ForeignText, JsonTuple, Moment, ten_thousandths
from store.engine import Store
from store.records import Account, Payment

AMOUNT, MOMENT, FOREIGN = Amount(), Moment(), ForeignText()


@pytest.mark.parametrize(
    ("amount", "stored", "shown"),
    [
        ("13.75", 137500, "13.75"),
        ("-0.0001", -1, "-0.0001"),
        ("1.5", 15000, "1.50"),
        ("1E+3", 10000000, "1000.00"),
        ("0", 0, "0.00"),
    ],
)
def test_amounts_are_exact(amount: str, stored: int, shown: str) -> None:
    assert ten_thousandths(Decimal(amount)) == stored
    assert str(AMOUNT.process_result_value(stored, None)) == shown


@pytest.mark.parametrize(
    "amount", ["0.00001", "0.1" + "0" * 40 + "1", "NaN", "Infinity", "1E+15", "1E+999999", "1E-999999"]
)
def test_what_is_no_amount(amount: str) -> None:
    with pytest.raises(ValueError):
        ten_thousandths(Decimal(amount))


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_amounts_come_back(amount: Decimal) -> None:
    assert AMOUNT.process_result_value(ten_thousandths(amount), None) == amount


def test_too_fine_an_amount_is_refused_by_the_shelf(store: Store) -> None:
    row = Payment("K1", "P1", dt.date(2025, 1, 1), Decimal("0.12345"))
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
    with pytest.raises(ValueError, match="four decimals"), store.begin() as unit:
        unit.payments.upsert([row])


def test_moments() -> None:
    vienna = dt.datetime(2025, 7, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert MOMENT.process_bind_param(vienna, None) == dt.datetime(2025, 7, 1, 10, tzinfo=dt.UTC)
    back = MOMENT.process_result_value(dt.datetime(2025, 7, 1, 10), None)  # noqa: DTZ001
    assert back == vienna and back.tzinfo is dt.UTC
    with pytest.raises(ValueError, match="no time zone"):
        MOMENT.process_bind_param(dt.datetime(2025, 7, 1), None)  # noqa: DTZ001
    assert MOMENT.process_bind_param(None, None) is MOMENT.process_result_value(None, None) is None


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=30))
def test_any_text_of_a_stranger_can_be_stored(text: str) -> None:
    stored = FOREIGN.process_bind_param(text, None)
    assert stored is not None and "\0" not in stored
    stored.encode()


def test_tuples() -> None:
    column = JsonTuple()
    assert column.process_result_value(column.process_bind_param(("a", "b"), None), None) == ("a", "b")
    assert column.process_result_value(None, None) == ()
