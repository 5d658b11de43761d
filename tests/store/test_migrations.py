"""Migrations lead from nothing to exactly the tables that the code knows."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from store import Newer
from store.columns import metadata
from store.engine import Store


def test_from_nothing_to_the_schema(store: Store) -> None:
    with store._engines.read.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_again_is_nothing(store: Store) -> None:
    assert not store.outdated()
    store.upgrade()


def test_a_newer_database_is_left_alone(store: Store) -> None:
    with store._engines.write.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Newer, match="9999"):
        store.upgrade()
    with pytest.raises(Newer):
        store.outdated()
