"""Thousands of rows at once, straight to the driver with the conversions of the columns.

SQLite takes them one by one (`executemany` costs next to nothing there), PostgreSQL as one array for
each column: both are several times faster than a statement built for each row.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table

_ROWS = 10_000  # so many to a statement

Row = Sequence[Any]


def insert_many(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of the names."""
    quoted = _quoted(connection, names)
    into = f"INSERT INTO {table.name} ({', '.join(quoted)})"
    if connection.dialect.name == "sqlite":
        statement = f"{into} VALUES ({', '.join('?' * len(names))})"
    else:
        statement = f"{into} SELECT {', '.join(quoted)} FROM {_new(connection, table, names)}"  # noqa: S608
    _run(connection, table, statement, names, rows)


def update_many(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Update rows by id: values in the order of the names, then the id."""
    quoted = _quoted(connection, names)
    if connection.dialect.name == "sqlite":
        changes, same = [f"{name} = ?" for name in quoted], " WHERE id = ?"
    else:
        changes = [f"{name} = new.{name}" for name in quoted]
        same = f" FROM {_new(connection, table, [*names, 'id'])} WHERE {table.name}.id = new.id"
    _run(connection, table, f"UPDATE {table.name} SET {', '.join(changes)}{same}", [*names, "id"], rows)  # noqa: S608


def delete_many(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Delete the rows with these values."""
    quoted = _quoted(connection, names)
    if connection.dialect.name == "sqlite":
        using, same = "", [f"{name} = ?" for name in quoted]
    else:
        using = f" USING {_new(connection, table, names)}"
        same = [f"{table.name}.{name} = new.{name}" for name in quoted]
    _run(connection, table, f"DELETE FROM {table.name}{using} WHERE {' AND '.join(same)}", names, rows)  # noqa: S608


def _run(
    connection: Connection, table: Table, statement: str, names: Sequence[str], rows: Iterable[Row]
) -> None:
    values = _converted(connection, table, names, rows)
    for start in range(0, len(values), _ROWS):
        part = values[start : start + _ROWS]
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(statement, part)
        else:
            connection.exec_driver_sql(statement, tuple(list(column) for column in zip(*part, strict=True)))


def _converted(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]
) -> list[tuple[Any, ...]]:
    dialect = connection.dialect
    processors = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    at = [(i, process) for i, process in enumerate(processors) if process is not None]
    values = []
    for row in rows:
        converted = list(row)
        for i, process in at:
            converted[i] = process(converted[i])
        values.append(tuple(converted))
    return values


def _new(connection: Connection, table: Table, names: Sequence[str]) -> str:
    """The rows as a table of PostgreSQL, from one array for each column."""
    kinds = [table.c[name].type.compile(connection.dialect) for name in names]
    columns = [
        f"unnest(CAST(%s AS {kind}[])) AS {name}"
        for kind, name in zip(kinds, _quoted(connection, names), strict=True)
    ]
    return f"(SELECT {', '.join(columns)}) AS new"


def _quoted(connection: Connection, names: Sequence[str]) -> list[str]:
    return [connection.dialect.identifier_preparer.quote(name) for name in names]
