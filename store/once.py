"""Rows that are written once: whoever comes second changes nothing and is told so."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows unless their key is there; how many were new."""
    if not rows:
        return 0
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    values = [dict(row) for row in rows]
    added = insert(table).values(values).on_conflict_do_nothing().returning(*table.primary_key)
    return len(connection.execute(added).all())  # not rowcount: PostgreSQL's driver knows none here
