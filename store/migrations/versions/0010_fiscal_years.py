"""An account may have a fiscal year of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the month in which it starts."""
    op.add_column("accounts", sa.Column("fiscal_start", sa.Integer()))
