"""Turns the cells of one row into values, or says what is wrong with each of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.deliveries.cells import Bad, Fault, Reader, readers
from parsers.deliveries.feed import Feed
from parsers.deliveries.header import Shape

Choices = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read; empty cells are left out. `line` counts from 1 in the file."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read, or `rows` of them when a quotation mark swallowed more."""

    line: int
    faults: tuple[Fault, ...]
    rows: int = 1


@dataclass(frozen=True, slots=True)
class CellPlan:
    """Where one column stands and how it is read."""

    place: int
    column: str
    required: bool
    read: Reader


def plan_of(shape: Shape, feed: Feed, choices: Choices) -> tuple[CellPlan, ...]:
    """How each known column of a file is read; `choices` holds the "kind" and "role" of the house."""
    forms = readers(feed, choices)
    return tuple(
        CellPlan(place, name, shape.table.columns[name].required, forms[shape.table.columns[name].form])
        for name, place in shape.places.items()
    )


def read_row(line: int, cells: list[str], plan: tuple[CellPlan, ...]) -> Row | BadRow:
    """All values of a row, or all its faults."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for one in plan:
        cell = cells[one.place].strip()
        if not cell:
            if one.required:
                faults.append(Fault(one.column, "", "is required and empty", "fill it in"))
            continue
        value = one.read(cell)
        if isinstance(value, Bad):
            faults.append(Fault(one.column, cell[:80], value.reason, value.fix))
        else:
            values[one.column] = value
    return BadRow(line, tuple(faults)) if faults else Row(line, values)
