"""A fresh store for each test: on SQLite, and on PostgreSQL where there is one."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from store.engine import Store
from tests.services import private_postgres

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes empty databases with all tables, each a copy of one that was migrated once."""
    given = os.environ.get("DOCCLERK_TEST_POSTGRES")
    if given:
        yield from _databases(given, drop=True)
        return
    with private_postgres() as address:
        if address is None:
            pytest.skip("no PostgreSQL: set DOCCLERK_TEST_POSTGRES or install its server programs")
        yield from _databases(address, drop=False)  # the whole server goes


def _databases(address: str, *, drop: bool) -> Iterator[Callable[[], str]]:
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    mark, made = f"docclerk_test_{os.getpid()}", []

    def fresh(template: str = "template1") -> str:
        name = f"{mark}_{next(_NUMBERS)}"
        _do(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        made.append(name)
        return name

    def url(name: str) -> str:
        return make_url(address).set(database=name).render_as_string(hide_password=False)

    migrated = fresh()
    Store.open(url(migrated), create=True).close()
    try:
        yield lambda: url(fresh(migrated))
    finally:
        for name in reversed(made if drop else []):
            _do(server, f'DROP DATABASE "{name}" WITH (FORCE)')
        server.dispose()


def _do(server: Engine, statement: str) -> None:
    with server.connect() as connection:
        connection.execute(text(statement))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store of either kind."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/clerk.db"
        Store.open(address, create=True).close()
        return address
    return request.getfixturevalue("postgres")()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store of either kind."""
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
def light(tmp_path: Path) -> Iterator[Store]:
    """An empty store on SQLite, for what has no SQL of its own."""
    store = Store.open(f"sqlite:///{tmp_path}/light.db", create=True)
    yield store
    store.close()
