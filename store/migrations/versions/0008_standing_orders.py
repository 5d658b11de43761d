"""Subscriptions and what buyers told us."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables."""
    notices()
    subscriptions()
    op.add_column("corrections", sa.Column("amount", sa.BigInteger()))
    op.add_column("corrections", sa.Column("was", sa.Text()))


def subscriptions() -> None:
    """Who gets what regularly, what was sent, which documents with it."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "rhythm", "language")),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("inbox_id", sa.Integer()),
        sa.Column("next_due", moment),
        sa.Column("covered_until", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("after_id", "runs")),
        sa.Column("ended_at", moment),
        sa.Column("ended_by", sa.Text()),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_subscriptions_account_id"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_subscriptions_inbox_id"),
    )
    for column in ("address", "next_due", "inbox_id"):
        op.create_index(f"ix_subscriptions_{column}", "subscriptions", [column])
    runs(moment)


def runs(moment: sa.DateTime) -> None:
    """The mails of subscriptions."""
    own, ours = ["subscription_id"], ["subscriptions.id"]
    op.create_table(
        "subscription_runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("parcel_id", sa.Integer()),
        sa.Column("token_hash", sa.LargeBinary()),
        sa.ForeignKeyConstraint(own, ours, name="fk_subscription_runs_subscription_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["outbox.id"], name="fk_subscription_runs_parcel_id"),
    )
    key = ["subscription_id", "period"]
    op.create_index("ix_subscription_runs_subscription_id_period", "subscription_runs", key, unique=True)
    for column in ("parcel_id", "token_hash"):
        op.create_index(f"ix_subscription_runs_{column}", "subscription_runs", [column])
    op.create_table(
        "subscription_documents",
        sa.Column("subscription_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("document_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("subscription_id", "document_id", name="pk_subscription_documents"),
        sa.ForeignKeyConstraint(own, ours, name="fk_subscription_documents_subscription_id"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_subscription_documents_document_id"
        ),
        sqlite_with_rowid=False,
    )


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
