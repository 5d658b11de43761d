"""Writes grids as one XLSX workbook, a sheet each, row by row in little memory."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from handlers.exports.grid import Cell, Grid, Money, formula_like

LOOKED_AT = 200  # rows by which the widths of the columns are chosen
NARROWEST, WIDEST = 8, 48  # characters
FIRST_YEAR = 1900  # Excel knows no day before
LONGEST = 32_767  # characters that a cell of Excel holds
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")  # in the name of a sheet
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold

Styles = dict[str, Format]


def xlsx(grids: Sequence[Grid], made: dt.date) -> bytes:
    """The grids as sheets of one workbook; `made` is the day in its properties."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        book.set_properties({"created": dt.datetime.combine(made, dt.time())})
        styles = Styles()
        names: set[str] = set()
        for grid in grids:
            fill(book.add_worksheet(sheet_name(grid.title, names)), grid, book, styles)
    return target.getvalue()


def fill(sheet: Worksheet, grid: Grid, book: Workbook, styles: Styles) -> None:
    """One grid: titles that stay in sight, rows, the total, widths that fit."""
    for n, width in enumerate(widths(grid)):
        sheet.set_column(n, n, width)
    for n, column in enumerate(grid.columns):
        head = style("head_right" if figure(grid, n) else "head", book, styles)
        sheet.write_string(0, n, column.title, head)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    at = 0
    for at, row in enumerate(grid.rows, 1):
        for n, cell in enumerate(row):
            put(sheet, at, n, cell, book, styles)
    if at:
        sheet.autofilter(0, 0, at, len(grid.columns) - 1)
    for n, cell in enumerate(grid.total):
        put(sheet, at + 1, n, cell, book, styles, bold=True)


def put(
    sheet: Worksheet, row: int, column: int, cell: Cell, book: Workbook, styles: Styles, *, bold: bool = False
) -> None:
    """One cell: numbers and days as such, texts as texts whatever they begin with."""
    mark = "total " if bold else ""
    match cell:
        case None:
            return
        case Money(amount=amount, currency=currency):
            sheet.write_number(row, column, amount, style(f"{mark}money {currency or ''}", book, styles))
        case Decimal() | int():
            sheet.write_number(row, column, cell, style(f"{mark}plain", book, styles))
        case dt.date() if cell.year < FIRST_YEAR:
            sheet.write_string(row, column, cell.isoformat(), style(f"{mark}plain", book, styles))
        case dt.date():
            sheet.write_datetime(row, column, cell, style(f"{mark}day", book, styles))
        case str():
            name = "quoted" if formula_like(cell) else "plain"
            text = UNSEEN.sub("�", cell)[:LONGEST]
            sheet.write_string(row, column, text, style(f"{mark}{name}", book, styles))


def style(name: str, book: Workbook, styles: Styles) -> Format:
    """The format of this name, made once a workbook."""
    if name not in styles:
        styles[name] = book.add_format(properties(name))
    return styles[name]


def properties(name: str) -> dict[str, Any]:
    """What makes up a format: "head", "total money EUR", "day" …"""
    if name.startswith("head"):
        align = "right" if name.endswith("right") else "left"
        return {"bold": True, "bottom": 2, "bg_color": "#E8EEF2", "align": align}
    bold = {"bold": True, "top": 1} if name.startswith("total ") else {}
    kind, _, currency = name.removeprefix("total ").partition(" ")
    sign = f' "{re.sub(r"[^A-Za-z]", "", currency)}"' if currency else ""
    form: dict[str, dict[str, Any]] = {
        "money": {"num_format": f"#,##0.00{sign};[Red]-#,##0.00{sign}"},
        "day": {"num_format": "dd.mm.yyyy", "align": "left"},
        "quoted": {"quote_prefix": True},
    }
    return bold | form.get(kind, {})


def widths(grid: Grid) -> list[int]:
    """Characters of each column, by its title and its first cells."""
    first = [*islice(grid.rows, LOOKED_AT), *([grid.total] if grid.total else [])]
    return [
        min(max(NARROWEST, len(c.title) + 3, *(shown(row[n]) for row in first)), WIDEST)
        if first
        else max(NARROWEST, len(c.title) + 3)
        for n, c in enumerate(grid.columns)
    ]


def shown(cell: Cell) -> int:
    """About how many characters a cell takes."""
    match cell:
        case Money(amount=amount, currency=currency):
            return len(f"{amount:,.2f}") + len(currency or "") + 3
        case dt.date():
            return 12
    return len(str(cell or "")) + 2


def figure(grid: Grid, n: int) -> bool:
    """Whether a column holds numbers."""
    seen = (row[n] for row in islice(grid.rows, LOOKED_AT) if row[n] is not None)
    return isinstance(next(seen, None), Money | Decimal | int)


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet: short, without signs of its own, each once."""
    plain = FORBIDDEN.sub(" ", UNSEEN.sub("", title)).strip("' ")[:31] or "1"
    name, n = plain, 2
    while name.casefold() in taken:
        name, n = f"{plain[:27]} {n}", n + 1
    taken.add(name.casefold())
    return name
