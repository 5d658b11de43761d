"""Rows of figures as an answer: only the columns that are filled in any of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from handlers.answers import Table
from handlers.letters.letter import Row
from handlers.letters.says import Says
from parsers.asks import Ask


def tabled(
    ask: Ask, intro: str, columns: Sequence[str], rows: Sequence[Row], figures: Collection[str], says: Says
) -> Table:
    """The rows under the names of their columns; `figures` are those of amounts and quantities."""
    filled = [n for n in range(len(columns)) if any(row.cells[n] for row in rows)]
    shown = tuple(replace(row, cells=tuple(row.cells[n] for n in filled)) for row in rows)
    heads = tuple(says(f"col_{columns[n]}") for n in filled)
    places = frozenset(place for place, n in enumerate(filled) if columns[n] in figures)
    return Table(ask, intro, heads, shown, places)
