"""Columns that mean the same on SQLite and PostgreSQL: exact amounts, UTC moments, JSON, foreign text."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_DIGITS = 14  # before the decimal point: well inside BIGINT, beyond every invoice


def ten_thousandths(value: Decimal | None) -> int | None:
    """The whole number that stands for an amount; ValueError when four decimals cannot hold it exactly."""
    if value is None:
        return None
    if not value.is_finite() or value.adjusted() >= _DIGITS:
        raise ValueError(f"{value} is not an amount")
    whole = int(value.scaleb(4))
    if Decimal(whole).scaleb(-4) != value:
        raise ValueError(f"{value} does not fit into four decimals")
    return whole


class Amount(TypeDecorator[Decimal]):
    """A Decimal kept as whole ten-thousandths: sums and comparisons are exact in both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Decimal -> ten-thousandths."""
        return ten_thousandths(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Ten-thousandths -> Decimal, with two decimals unless it has more."""
        if value is None:
            return None
        return Decimal(value).scaleb(-4) if value % 100 else Decimal(value // 100).scaleb(-2)


class Moment(TypeDecorator[dt.datetime]):
    """A point in time: stored in UTC, aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Aware -> UTC; ValueError for a naive time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def json_text(value: Any) -> str:
    """Compact JSON in ASCII with sorted keys; dates and Decimals become strings."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


class Json(TypeDecorator[Any]):
    """Any JSON value as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Value -> JSON text."""
        return None if value is None else json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """JSON text -> value."""
        return None if value is None else json.loads(value)


class JsonTuple(Json):
    """A tuple of plain values as a JSON list."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """JSON list -> tuple."""
        return () if value is None else tuple(json.loads(value))


class ForeignText(TypeDecorator[str]):
    """Text that a stranger wrote: NUL and lone surrogates, which no database takes, become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Any str -> a str that can be stored."""
        if value is None:
            return None
        return value.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
