"""A fresh store for each test: on SQLite, and on PostgreSQL where there is one."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from store.columns import metadata
from store.engine import Store
from tests.services import private_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Gives the address of one database, emptied at each call."""
    given = os.environ.get("DOCCLERK_TEST_POSTGRES")
    if given:
        yield from _database(given)
        return
    with private_postgres() as address:
        if address is None:
            pytest.skip("no PostgreSQL: set DOCCLERK_TEST_POSTGRES or install its server programs")
        yield from _database(address)


def _database(server: str) -> Iterator[Callable[[], str]]:
    name = f"docclerk_test_{os.getpid()}"
    address = make_url(server).set(database=name).render_as_string(hide_password=False)
    _do(server, f'CREATE DATABASE "{name}"')
    Store.open(address, create=True).close()
    engine = create_engine(address)
    with engine.connect() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()

    def emptied() -> str:
        _empty(engine, version)
        return address

    try:
        yield emptied
    finally:
        engine.dispose()
        _do(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _do(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _empty(engine: Engine, version: str) -> None:
    statements = [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]
    statements.append("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")
    statements.append("INSERT INTO audit_head VALUES (1, 0, decode(repeat('00', 32), 'hex'))")
    statements.append(f"UPDATE alembic_version SET version_num = '{version}'")
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, migrated once and copied for each test."""
    path = tmp_path_factory.mktemp("blank") / "clerk.db"
    Store.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, blank: Path) -> str:
    """The address of an empty store of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(blank, tmp_path / 'clerk.db')}"
    return request.getfixturevalue("postgres")()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store of either kind."""
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
def light(tmp_path: Path, blank: Path) -> Iterator[Store]:
    """An empty store on SQLite, for what has no SQL of its own."""
    store = Store.open(f"sqlite:///{shutil.copy(blank, tmp_path / 'light.db')}")
    yield store
    store.close()
