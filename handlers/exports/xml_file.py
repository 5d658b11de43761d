"""Writes a grid as XML for programs; docs/exports.md and docs/list.xsd say what stands in it."""

import datetime as dt
import re
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from handlers.exports.grid import Cell, Column, Grid, Money

NAMESPACE = "urn:docclerk:list:1"
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


def xml(grid: Grid) -> bytes:
    """The grid as `<list>` of `<row>`s in UTF-8; an empty cell is left out, the total too."""
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<list xmlns="{NAMESPACE}" title={attribute(grid.title)} rows="{len(grid.rows)}">',
        *(f"<column key={attribute(c.key)}>{text(c.title)}</column>" for c in grid.columns),
    ]
    body = (row_of(row, grid.columns) for row in grid.rows)
    return "\n".join([*head, *body, "</list>", ""]).encode()


def row_of(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    """One row on one line."""
    cells = (element(c.key, cell) for c, cell in zip(columns, row, strict=True) if cell is not None)
    return f"<row>{''.join(cells)}</row>"


def element(key: str, cell: Cell) -> str:
    """One cell: `<cell key="gross" type="money" currency="EUR">-12.50</cell>`."""
    match cell:
        case Money(amount=amount, currency=currency):
            more = f" currency={attribute(currency)}" if currency else ""
            kind, value = f'"money"{more}', f"{amount:f}"
        case dt.date():
            kind, value = '"date"', cell.isoformat()
        case Decimal() | int():
            kind, value = '"number"', f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
        case _:
            kind, value = '"text"', text(str(cell))
    return f"<cell key={attribute(key)} type={kind}>{value}</cell>"


def text(value: str) -> str:
    """A text as XML holds it."""
    return escape(UNSEEN.sub("\ufffd", value))


def attribute(value: str) -> str:
    """A text in quotation marks."""
    return quoteattr(UNSEEN.sub("\ufffd", value))
