"""A contact may see documents of a period only."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the two days."""
    op.add_column("contacts", sa.Column("documents_since", sa.Date()))
    op.add_column("contacts", sa.Column("documents_until", sa.Date()))
