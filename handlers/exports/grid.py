"""A list as rows of typed cells, before any file format has given it a form."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what a spreadsheet works out


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; without a currency when the ERP gave none. A number in every file, also a negative one."""

    amount: Decimal
    currency: str | None = None


Cell = str | int | Decimal | Money | dt.date | None  # a Decimal is a bare number, such as a quantity


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names it for programs (a-z and _), `title` for readers in their language."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One list. `title` names its sheet; a row has as many cells as there are columns.

    `total` is a last row that files for readers show and files for programs leave out.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    total: tuple[Cell, ...] = ()


def formula_like(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula."""
    return text.startswith(FORMULA)
