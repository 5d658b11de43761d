"""Idempotent bulk upserts: existing rows are looked up in chunks, a hash tells changed from same."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Integer, RowMapping, Table, Text, TextClause, func, select, text

from store.columns import ten_thousandths
from store.many import insert_many, update_many
from store.records import Outcome
from store.rows import batches

_CHUNK = 2000

Values = dict[str, Any]

# Pairs of a number and a text as one parameter: a join with them uses the index, an IN of pairs does not.
_PAIRS = {
    "sqlite": "SELECT json_extract(value, '$[0]') AS one, json_extract(value, '$[1]') AS two "
    "FROM json_each(:pairs)",
    "postgresql": "SELECT CAST(value ->> 0 AS integer) AS one, value ->> 1 AS two "
    "FROM jsonb_array_elements(CAST(:pairs AS jsonb))",
}


@dataclass(slots=True)
class Written:
    """What an upsert did: an outcome and an id (0 = not stored) for each row, in the order of the rows."""

    outcomes: list[Outcome] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    before: dict[int, RowMapping] = field(default_factory=dict)  # changed rows as they were, by id


def upsert(
    connection: Connection, table: Table, rows: Sequence[Values | None], key: tuple[str, ...]
) -> Written:
    """Insert or update rows by their business key: one text, or a number, a text and more texts.

    None stands for a row that refers to something unknown. All rows have the same columns. Of a key
    that comes twice the later row wins.
    """
    written = Written()
    for chunk in batches(rows, _CHUNK):
        _write(connection, table, chunk, key, written)
    return written


def digest(row: Mapping[str, Any]) -> bytes:
    """Hash of a row's values; equal amounts hash equally (1.5 and 1.50). ValueError for too fine ones."""
    values = [ten_thousandths(v) if type(v) is Decimal else v for v in row.values()]
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _write(
    connection: Connection, table: Table, rows: list[Values | None], key: tuple[str, ...], written: Written
) -> None:
    keys = [tuple([row[name] for name in key]) if row is not None else None for row in rows]
    known = _known(connection, table, key, {k for k in keys if k is not None})
    free = _reserve(connection, table, len({k for k in keys if k is not None} - known.keys()))
    inserts: dict[int, Values] = {}
    updates: dict[int, Values] = {}
    for row, row_key in zip(rows, keys, strict=True):
        if row is None or row_key is None:
            written.outcomes.append(Outcome.UNKNOWN)
            written.ids.append(0)
            continue
        mark = digest(row)
        id, before = known.get(row_key) or (next(free), None)
        outcome = Outcome.NEW if before is None else Outcome.SAME if before == mark else Outcome.CHANGED
        if outcome is not Outcome.SAME:
            into = inserts if before is None or id in inserts else updates
            into[id] = {**row, "digest": mark}
        known[row_key] = (id, mark)
        written.outcomes.append(outcome)
        written.ids.append(id)
    _store(connection, table, inserts, updates, written)


def _store(
    connection: Connection,
    table: Table,
    inserts: dict[int, Values],
    updates: dict[int, Values],
    written: Written,
) -> None:
    if inserts:
        names = list(next(iter(inserts.values())))
        rows = ([*row.values(), id] for id, row in inserts.items())
        insert_many(connection, table, [*names, "id"], rows)
    if updates:
        stored = connection.execute(select(table).where(table.c.id.in_(list(updates)))).mappings()
        written.before.update({row["id"]: row for row in stored if row["id"] not in written.before})
        names = list(next(iter(updates.values())))
        update_many(connection, table, names, ([*row.values(), id] for id, row in updates.items()))


def _known(
    connection: Connection, table: Table, key: tuple[str, ...], keys: set[tuple[Any, ...]]
) -> dict[tuple[Any, ...], tuple[int, bytes | None]]:
    """Id and hash of the rows that are there already."""
    if not keys:
        return {}
    columns = [table.c[name] for name in key]
    query = select(*columns, table.c.id, table.c.digest)
    if len(key) == 1:
        query = query.where(columns[0].in_(sorted(k[0] for k in keys)))
    else:
        pairs = _pairs(connection, {k[:2] for k in keys})
        query = query.join(pairs, (columns[0] == pairs.c.one) & (columns[1] == pairs.c.two))
    return {tuple(row[:-2]): (row[-2], row[-1]) for row in connection.execute(query)}


def _pairs(connection: Connection, pairs: set[tuple[Any, ...]]) -> Any:
    clause: TextClause = text(_PAIRS[connection.dialect.name]).bindparams(pairs=json.dumps(sorted(pairs)))
    return clause.columns(one=Integer, two=Text).subquery("wanted")


def _reserve(connection: Connection, table: Table, count: int) -> Iterator[int]:
    """Ids for new rows, taken before the insert so that their numbers can be written with them."""
    if connection.dialect.name == "sqlite":
        last = connection.scalar(select(func.max(table.c.id))) or 0
        return iter(range(last + 1, last + 1 + count))
    sequence = text(f"SELECT nextval('{table.name}_id_seq') FROM generate_series(1, :count)")  # noqa: S608
    return iter(connection.scalars(sequence, {"count": count}).all())
