"""Reminders and what was handed over."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables; what has left the house before counts as handed over."""
    letters()
    bookkeeping()
    handovers()


def letters() -> None:
    """Letters, what stood in them, their mails."""
    op.create_table(
        "reminder_letters",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_reminder_letters_account_id"),
    )
    key = ["account_id", "currency", "kind", "day"]
    op.create_index("_".join(["ix_reminder_letters", *key]), "reminder_letters", key, unique=True)
    op.create_index("ix_reminder_letters_day", "reminder_letters", ["day"])
    op.create_table(
        "reminder_items",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "level", name="pk_reminder_items"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_reminder_items_document_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["reminder_letters.id"], name="fk_reminder_items_letter_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reminder_items_letter_id", "reminder_items", ["letter_id"])
    op.create_table(
        "reminder_mails",
        sa.Column("parcel_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parcel_id"], ["outbox.id"], name="fk_reminder_mails_parcel_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["reminder_letters.id"], name="fk_reminder_mails_letter_id"),
    )
    op.create_index("ix_reminder_mails_letter_id", "reminder_mails", ["letter_id"])


def bookkeeping() -> None:
    """Days that are done, what staff were told, who leads."""
    op.create_table(
        "reminder_days",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "reminder_alerts",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )


def handovers() -> None:
    """When each document first left the house, from the parcels that were sent."""
    table = op.create_table(
        "handovers",
        sa.Column("document_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parcel_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_handovers_document_id"),
        sa.ForeignKeyConstraint(["parcel_id"], ["outbox.id"], name="fk_handovers_parcel_id"),
    )
    op.create_index("ix_handovers_parcel_id", "handovers", ["parcel_id"])
    moment = sa.DateTime(timezone=True)
    sent = sa.table("outbox", sa.column("id"), sa.column("document_ids"), sa.column("sent_at", moment))
    state: sa.ColumnClause[str] = sa.column("state")
    contact: sa.ColumnClause[int] = sa.column("contact_id")
    query = sa.select(sent).where(state == "sent", contact.is_not(None), sent.c.sent_at.is_not(None))
    documents = set(op.get_bind().scalars(sa.text("SELECT id FROM documents")))
    rows: dict[int, dict[str, object]] = {}
    for parcel in op.get_bind().execute(query.order_by(sent.c.id)):
        for id in json.loads(parcel.document_ids):
            if id in documents:
                rows.setdefault(id, {"document_id": id, "at": parcel.sent_at, "parcel_id": parcel.id})
    op.bulk_insert(table, list(rows.values()))
