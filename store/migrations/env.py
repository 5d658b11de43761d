"""Entry point of alembic: runs migrations on the connection that the store hands in."""

from alembic import context

from store.columns import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
