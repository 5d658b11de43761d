"""Brings the tables of a database up to this version, and never back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from store.errors import Newer

_LOCK = 0x646F63636C65726B  # "docclerk": two processes that start at once upgrade one after the other


def upgrade(engine: Engine) -> None:
    """All missing migrations in one transaction; `Newer` when the database knows one that we do not."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _missing(connection):
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def outdated(engine: Engine) -> bool:
    """True when the database lacks a migration."""
    with engine.connect() as connection:
        return _missing(connection)


def _missing(connection: Connection) -> bool:
    scripts = ScriptDirectory(str(Path(__file__).parent))
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return True
    try:
        scripts.get_revision(revision)
    except CommandError as error:
        raise Newer(f"the database is at version {revision}, which this docclerk does not know") from error
    return revision != scripts.get_current_head()
