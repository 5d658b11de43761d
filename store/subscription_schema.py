"""The tables of subscriptions: who gets what regularly, what was sent when, which documents with it."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text

from store.columns import Json, Moment, metadata

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("what", Json, nullable=False),
    Column("rhythm", Json, nullable=False),
    Column("language", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("inbox_id", Integer, ForeignKey("inbox.id")),
    Column("next_due", Moment),  # none = worked out anew: the store comes from a backup
    Column("covered_until", Date, nullable=False),
    Column("after_id", Integer, nullable=False),
    Column("runs", Integer, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Text),
    Index(None, "address"),
    Index(None, "next_due"),
    Index(None, "inbox_id"),
)

# One mail of a subscription. The key keeps a period from ever being sent twice.
subscription_runs = Table(
    "subscription_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subscription_id", Integer, ForeignKey("subscriptions.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("state", Text, nullable=False),  # held, released, sent
    Column("at", Moment, nullable=False),
    Column("parcel_id", Integer, ForeignKey("outbox.id")),
    Column("token_hash", LargeBinary),
    Index(None, "subscription_id", "period", unique=True),
    Index(None, "parcel_id"),
    Index(None, "token_hash"),
)

# What was sent to whom by a subscription: each document once.
subscription_documents = Table(
    "subscription_documents",
    metadata,
    Column("subscription_id", Integer, ForeignKey("subscriptions.id"), primary_key=True, autoincrement=False),
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
