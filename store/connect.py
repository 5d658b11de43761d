"""Connections to SQLite and PostgreSQL: pragmas, kinds of transactions, and disk errors by their name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from store.errors import Busy, Full, Unreachable

_BUSY_MS = 30_000  # how long one process waits for another one's transaction on SQLite
_SQLITE_AWAY = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")  # a disk that fails or went away
_POSTGRES_FULL = {"53100", "53400"}  # disk_full, configuration_limit_exceeded
_POSTGRES_BUSY = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available


@dataclass(frozen=True, slots=True)
class Engines:
    """Three ways to one database: synced writes, bulk writes, read-only snapshots."""

    write: Engine
    bulk: Engine
    read: Engine

    @property
    def sqlite(self) -> bool:
        """True when the database is one file with one writer at a time."""
        return self.write.dialect.name == "sqlite"

    def dispose(self) -> None:
        """Close all connections."""
        for engine in (self.write, self.bulk, self.read):
            engine.dispose()


def connect(address: str, *, create: bool) -> Engines:
    """The engines for "sqlite:///file.db" or "postgresql+psycopg://…"; nothing is opened yet.

    FileNotFoundError when a SQLite file is not there and may not be created, ValueError for another database.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise ValueError(f"'{address}' is not the address of a database") from error
    if url.drivername == "sqlite":
        return _sqlite(url, create=create)
    if url.get_backend_name() == "postgresql":
        return _postgres(url.set(drivername="postgresql+psycopg"))
    raise ValueError(f"'{url.drivername}' is not supported: use sqlite:/// or postgresql+psycopg://")


def _sqlite(url: URL, *, create: bool) -> Engines:
    if not url.database or url.database == ":memory:":
        raise ValueError("the store needs a file: sqlite:///docclerk.db")
    if create:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    elif not Path(url.database).is_file():
        raise FileNotFoundError(f"there is no store at {url.database}: run 'docclerk init' first")
    return Engines(
        write=_sqlite_engine(url, "BEGIN IMMEDIATE", ["journal_mode=WAL", "synchronous=FULL"], 1),
        bulk=_sqlite_engine(url, "BEGIN IMMEDIATE", ["journal_mode=WAL", "synchronous=NORMAL"], 1),
        read=_sqlite_engine(url, "BEGIN", ["query_only=ON"], 8),
    )


def _sqlite_engine(url: URL, begin: str, pragmas: list[str], size: int) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_size=size, max_overflow=64)
    common = [f"busy_timeout={_BUSY_MS}", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-8000"]

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, never by the driver
        for pragma in [*common, *pragmas, "wal_autocheckpoint=4000"]:
            connection.execute(f"PRAGMA {pragma}")

    return _told(engine, lambda connection: connection.exec_driver_sql(begin))


def _postgres(url: URL) -> Engines:
    def engine(**options: Any) -> Engine:
        return create_engine(
            url, hide_parameters=True, pool_pre_ping=True, pool_size=8, max_overflow=32, **options
        )

    read = engine(isolation_level="REPEATABLE READ").execution_options(postgresql_readonly=True)
    bulk = _told(engine(), lambda c: c.exec_driver_sql("SET LOCAL synchronous_commit TO off"))
    return Engines(write=_told(engine(), None), bulk=bulk, read=_told(read, None))


def _told(engine: Engine, begin: Callable[[Connection], object] | None) -> Engine:
    """The engine with its own way to begin, and and with broken worlds raised as what they are."""
    if begin is not None:
        event.listen(engine, "begin", begin)
    event.listen(engine, "handle_error", _by_name, retval=True)
    return engine


def _by_name(context: ExceptionContext) -> BaseException | None:
    error = context.original_exception
    name = getattr(error, "sqlite_errorname", "") or ""
    state = getattr(error, "sqlstate", "") or ""
    if name in {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"} or state in _POSTGRES_FULL:
        return Full(f"no room left for the store: {error}")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in _POSTGRES_BUSY:
        return Busy(f"the store is held by somebody else: {error}")
    if name.startswith(_SQLITE_AWAY) or context.is_disconnect or context.connection is None:
        return Unreachable(f"the store does not answer: {error}")
    return None
