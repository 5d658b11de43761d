"""Takes the whole database into one file while it is written to, and puts such a file into an empty store."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, quoted_name, select, table, text, union
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.sql.base import Executable

from store.columns import metadata
from store.connect import Engines, connect
from store.errors import Busy, Unreachable

Progress = Callable[[int, int], None]

_PAGES = 4000  # of SQLite, copied in one go
_OWN = {"alembic_version", "audit_head"}  # what a fresh store holds already
_DELIVERIES = "feed_files"  # its hashes are those of deliveries, which are not kept
_CLIENT = "is not installed; install the client programs of PostgreSQL (the package postgresql-client)."


def snapshot(engines: Engines, path: Path, progress: Progress) -> frozenset[str]:
    """Write the database as it is at one moment to `path`; the sha256 of every file that it names.

    OSError with a plain sentence when PostgreSQL's client programs are missing or fail.
    """
    with engines.read.begin() as connection:
        names = _named(connection)  # begins the view that the copy is taken of, too
        if engines.sqlite:
            _copy(connection, path, progress)
        else:
            view = connection.scalar(text("SELECT pg_export_snapshot()"))
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={view}"]
            _run("pg_dump", engines.read.url, *options, f"--file={path}")
    return names


def _named(connection: Connection) -> frozenset[str]:
    """Every file that a row names, whichever shelf it stands on."""
    there = set(inspect(connection).get_table_names())
    tables = [t for t in metadata.tables.values() if "sha256" in t.c and t.name != _DELIVERIES]
    queries = [select(t.c.sha256).where(t.c.sha256.is_not(None)) for t in tables if t.name in there]
    return frozenset(connection.scalars(union(*queries)))


def _copy(connection: Connection, path: Path, progress: Progress) -> None:
    """SQLite's own backup, of the view that this transaction has: writers neither wait nor show."""
    source: Any = connection.connection.driver_connection
    target = sqlite3.connect(path)
    try:
        source.backup(target, pages=_PAGES, progress=lambda _, left, all: progress(all - left, all), sleep=0)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    finally:
        target.close()


def blank(address: str) -> bool:
    """Whether a store holds nothing yet: there is no file, no table, or none has a row."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return True
    engines = connect(address, create=False)
    try:
        with engines.read.begin() as connection:
            names = [name for name in inspect(connection).get_table_names() if name not in _OWN]
            tables = (table(quoted_name(name, quote=True)) for name in names)
            return not any(connection.execute(select(1).select_from(t).limit(1)).first() for t in tables)
    finally:
        engines.dispose()


def alone(address: str) -> None:
    """`Busy` when somebody has the SQLite file of a store open."""
    target = Path(make_url(address).database or "")
    if not target.exists():
        return
    old = sqlite3.connect(target, timeout=0)
    try:
        old.execute("PRAGMA journal_mode=DELETE")  # only who is alone may leave the log
    except sqlite3.OperationalError as error:
        raise Busy(f"{target} is in use; end docclerk first: {error}") from error
    finally:
        old.close()


def place(staged: Path, address: str) -> None:
    """Put a SQLite file where the store is to be, in one step."""
    target = Path(make_url(address).database or "")
    staged.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(dump: Path, address: str, then: Sequence[Executable]) -> None:
    """Put a dump into an empty PostgreSQL database, with more statements in the same transaction."""
    url, script = make_url(address), dump.with_suffix(".sql")
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
    _run("pg_restore", None, *options, f"--file={script}", dump)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    more = [str(s.compile(dialect=dialect, compile_kwargs={"literal_binds": True})) for s in then]  # type: ignore[attr-defined]
    after = dump.with_suffix(".after.sql")
    after.write_text("SET search_path TO public;\n" + "".join(f"{s};\n" for s in more), "utf-8")
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run("psql", url, *options, f"--file={script}", f"--file={after}")


def _run(program: str, url: URL | None, *words: object) -> None:
    """One client program of PostgreSQL; the password goes where no list of processes shows it."""
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(f"{program} {_CLIENT}")
    environment, where = dict(os.environ), []
    if url is not None:
        environment |= {"PGPASSWORD": url.password} if url.password else {}
        plain = url.set(drivername="postgresql", password=None)
        where = [f"--dbname={plain.render_as_string(hide_password=False)}"]
    command = [found, *where, *map(str, words)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # our own words, no shell
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise Unreachable(f"{program} did not succeed: {said[0]}")
