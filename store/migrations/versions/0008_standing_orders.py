"""Subscriptions and what buyers told us."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables."""
    notices()
    op.add_column("corrections", sa.Column("amount", sa.BigInteger()))
    op.add_column("corrections", sa.Column("was", sa.Text()))


def notices() -> None:
    """Paid, promised, disputed."""
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("amount", sa.BigInteger()),
        sa.Column("until", sa.Date()),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("inbox_id", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Text()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_notices_document_id"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_notices_inbox_id"),
    )
    op.create_index("ix_notices_document_id", "notices", ["document_id"])
