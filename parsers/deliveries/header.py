"""Recognises a table of a delivery by its file name and header, and says where its columns stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process

from parsers.deliveries.cells import Fault
from parsers.deliveries.feed import Feed
from parsers.deliveries.tables import TABLES, Table

MAX_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Shape:
    """A recognised table: column -> index of its cell, and what is odd about the header."""

    table: Table
    places: Mapping[str, int]
    oddities: tuple[Fault, ...]


def table_of(name: str) -> Table | None:
    """The table that a file name tells: documents.csv, Documents_2025-11-21.csv, order_lines-2.json."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0].casefold()
    return TABLES.get(re.sub("[^a-z]+", "_", stem).strip("_"))


def shape_of(name: str, header: list[str], feed: Feed) -> Shape | Fault:
    """Which table a file is and where its columns stand, or why it cannot be loaded."""
    if len(header) > MAX_COLUMNS:
        return Fault(
            "", name, f"the header has more than {MAX_COLUMNS} columns", "send one of the known tables"
        )
    table = table_of(name) or _by_header(header, feed)
    if table is None:
        fix = f"name the file after its table ({', '.join(TABLES)}), or map its columns in the feed"
        return Fault("", name, "neither its name nor its columns say what it holds", fix)
    places = places_of(header, table, feed)
    missing = [column for column in table.required if column not in places]
    if missing:
        there = f"the file has: {', '.join(header)}"[:300]
        fix = f"add {', '.join(missing)}, or map them with columns in the feed; {there}"
        return Fault(missing[0], "", f"the required column {missing[0]} is missing", fix)
    folds = [cell.casefold() for cell in header]
    twice = sorted(name for name in {folds[place] for place in places.values()} if folds.count(name) > 1)
    if twice:
        return Fault(twice[0], "", f"the column {twice[0]} stands there twice", "leave one of them out")
    return Shape(table, places, tuple(_oddities(header, table, places)))


def places_of(header: list[str], table: Table, feed: Feed) -> dict[str, int]:
    """Column of the table -> its place; a declared name goes before a column of our own name."""
    renames = feed.renames(table)
    folds = [cell.casefold() for cell in header]
    places = {renames[fold]: place for place, fold in enumerate(folds) if fold in renames}
    for place, fold in enumerate(folds):
        if fold in table.columns and fold not in renames:
            places.setdefault(fold, place)
    return places


def known_names(header: list[str], table: Table | None, feed: Feed) -> int:
    """How many names of a header are known, in this table or in the one that knows most of them."""
    tables = [table] if table else list(TABLES.values())
    return max(len(places_of(header, t, feed)) for t in tables)


def _by_header(header: list[str], feed: Feed) -> Table | None:
    """The one table all of whose required columns are there and that knows most of the others."""
    counts = sorted(
        (len(places), table.name)
        for table in TABLES.values()
        if (places := places_of(header, table, feed)).keys() >= set(table.required)
    )
    clear = len(counts) == 1 or (len(counts) > 1 and counts[-1][0] > counts[-2][0])
    return TABLES[counts[-1][1]] if clear else None


def _oddities(header: list[str], table: Table, places: Mapping[str, int]) -> Iterator[Fault]:
    """Columns that nobody will read, each with the column it may have been meant to be."""
    taken = set(places.values())
    for place, cell in enumerate(header):
        if place in taken or not cell:
            continue
        near = process.extractOne(cell.casefold(), list(table.columns), score_cutoff=75)
        fix = (
            f'if it means "{near[0]}", name it so or map it'
            if near
            else "map it in the feed, or leave it out"
        )
        yield Fault(cell[:80], "", f"is no known column of {table.name} and was not read", fix)
