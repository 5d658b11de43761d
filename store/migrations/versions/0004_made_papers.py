"""Papers that are made for an answer, and the links and parcels that carry them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table; a file of a link is of a document or of a made paper."""
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("document_ids", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_papers_account_id"),
    )
    op.create_index("ix_papers_account_id", "papers", ["account_id"])
    op.add_column("outbox", sa.Column("paper_ids", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("link_files", table_kwargs={"sqlite_with_rowid": False}) as files:
        files.alter_column("document_id", existing_type=sa.Integer(), nullable=True)
        files.add_column(sa.Column("paper_id", sa.Integer()))
        files.create_foreign_key("fk_link_files_paper_id", "papers", ["paper_id"], ["id"])
