"""Opens one table of an ERP delivery, CSV or JSON, and reads its rows."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from parsers.deliveries.cells import Bad, Fault
from parsers.deliveries.encodings import Decoded, decode
from parsers.deliveries.feed import Feed
from parsers.deliveries.header import Shape, known_names, shape_of, table_of
from parsers.deliveries.rows import BadRow, CellPlan, Choices, Row, plan_of, read_row
from parsers.deliveries.tables import Table

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_LIST = "send a list of objects, one for each row"


@dataclass(frozen=True, slots=True)
class Sheet:
    """An opened table: how it was read ("utf-8, semicolon"), what is odd about it, and its rows."""

    table: Table
    form: str
    oddities: tuple[Fault, ...]
    rows: Iterator[Row | BadRow]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no table; `rows` is how many rows are lost with it."""

    fault: Fault
    rows: int


def open_table(name: str, data: bytes, feed: Feed, choices: Choices) -> Sheet | Unreadable:
    """Opens a CSV or JSON file. `choices` holds the "kind" and "role" values of the house. Never raises."""
    decoded = decode(data, feed.encoding)
    if isinstance(decoded, Bad):
        return Unreadable(Fault("", name, decoded.reason, decoded.fix), max(1, data.count(b"\n") - 1))
    opened = _open_json if name.casefold().endswith(".json") else _open_csv
    sheet = opened(name, decoded, feed, choices)
    if isinstance(sheet, Unreadable) or decoded.sure:
        return sheet
    fix = f'declare encoding = "{decoded.encoding}" for this feed if that is right'
    doubt = Fault("", decoded.encoding, f"was read as {decoded.encoding}: {decoded.evidence}", fix)
    return replace(sheet, oddities=(doubt, *sheet.oddities))


def _open_csv(name: str, decoded: Decoded, feed: Feed, choices: Choices) -> Sheet | Unreadable:
    lines = io.StringIO(decoded.text, newline="")
    first, skipped = _first_line(lines)
    separator, header = _split(first, table_of(name), feed)
    shape = shape_of(name, header, feed) if first else Fault("", name, "is empty", "send it again")
    if isinstance(shape, Fault):
        return Unreadable(shape, max(1, decoded.text.count("\n") - 1))
    rows = _csv_rows(lines, separator, plan_of(shape, feed, choices), len(header), skipped + 1)
    return Sheet(shape.table, f"{decoded.encoding}, {SEPARATORS[separator]}", shape.oddities, rows)


def _first_line(lines: io.StringIO) -> tuple[str, int]:
    """The header line, and how many lines stand before it: empty ones and Excel's own `sep=;`."""
    for skipped, line in enumerate(lines):
        if line.strip() and not re.fullmatch(r"sep=.\s*", line):
            return line, skipped
    return "", 0


def _split(first: str, table: Table | None, feed: Feed) -> tuple[str, list[str]]:
    """The separator under which most names of the header are known, and the header cut by it."""
    cuts = []
    for separator in SEPARATORS:
        try:
            header = [cell.strip() for cell in next(csv.reader([first], delimiter=separator), [])]
        except csv.Error:
            continue
        cuts.append((known_names(header, table, feed), len(header), separator, header))
    _, _, separator, header = max(cuts, default=(0, 0, ",", []), key=lambda cut: cut[:2])
    return separator, header


def _csv_rows(
    lines: io.StringIO, separator: str, plan: tuple[CellPlan, ...], width: int, before: int
) -> Iterator[Row | BadRow]:
    """Reads row by row; `before` lines were taken already. A broken quotation costs the rows it swallowed."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield _torn(line, before + reader.line_num, error)
            continue
        if cells is None:
            return
        if any(cells):
            yield read_row(line, cells, plan) if len(cells) == width else _uneven(line, cells, width)


def _torn(line: int, last: int, error: csv.Error) -> BadRow:
    span = f"lines {line} to {last} were" if last > line else f"line {line} was"
    fix = 'close every quotation mark, and write a quotation mark inside a cell twice ("")'
    return BadRow(line, (Fault("", "", f"{span} not read: {error}", fix),), max(1, last - line + 1))


def _uneven(line: int, cells: list[str], width: int) -> BadRow:
    reason = f"the row has {len(cells)} cells, the header has {width}"
    fix = "put cells that hold the separator in quotation marks; or is the file cut off?"
    return BadRow(line, (Fault("", cells[0][:80], reason, fix),))


def _open_json(name: str, decoded: Decoded, feed: Feed, choices: Choices) -> Sheet | Unreadable:
    try:
        items = json.loads(decoded.text, parse_float=Decimal, parse_int=str)
    except (ValueError, RecursionError) as error:
        return Unreadable(Fault("", name, f"is no valid JSON: {str(error)[:200]}", _LIST), 1)
    if not isinstance(items, list):
        return Unreadable(Fault("", name, "is no list of rows", _LIST), 1)
    header = list(dict.fromkeys(key.strip() for item in items if isinstance(item, dict) for key in item))
    table = table_of(name)
    shape = Shape(table, {}, ()) if table and not items else shape_of(name, header, feed)
    if isinstance(shape, Fault):
        return Unreadable(shape, max(1, len(items)))
    rows = _json_rows(items, header, plan_of(shape, feed, choices), feed.decimal)
    return Sheet(shape.table, f"{decoded.encoding}, json", shape.oddities, rows)


def _json_rows(
    items: list[Any], header: list[str], plan: tuple[CellPlan, ...], decimal: str
) -> Iterator[Row | BadRow]:
    """The rows of a list; the line of a row is its place in the list, from 1."""
    for line, item in enumerate(items, 1):
        if not isinstance(item, dict) or any(isinstance(value, dict) for value in item.values()):
            fault = Fault("", str(item)[:80], "is no plain row", 'write each row as {"column": value, …}')
            yield BadRow(line, (fault,))
            continue
        cells = {key.strip(): _cell(value, decimal) for key, value in item.items()}
        yield read_row(line, [cells.get(name, "") for name in header], plan)


def _cell(value: Any, decimal: str) -> str:
    """A JSON value as the cell that means the same in this feed; its own figures have a decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(_cell(item, decimal) for item in value)
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value.adjusted()) > 30:
        return str(value)
    plain = f"{value:f}"
    # Three decimals would look like a group of thousands; a fourth says what they are.
    plain += "0" if len(plain.partition(".")[2]) == 3 else ""
    return plain.replace(".", decimal)
