"""Questions to registered addresses about messages that nothing proves."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "confirmations",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("token_hash", name="pk_confirmations"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_confirmations_inbox_id"),
    )
    op.create_index("ix_outbox_recipient_created_at", "outbox", ["recipient", "created_at"])
