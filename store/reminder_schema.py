"""The tables of reminders: letters, what stood in them, days that are done, and what was handed over."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text

from store.columns import Amount, Moment, metadata

# One letter to one account on one day; `kind` is reminder, or invoice for one that was never handed over.
reminder_letters = Table(
    "reminder_letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("currency", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("level", Integer, nullable=False),
    Column("total", Amount, nullable=False),
    Column("made_at", Moment, nullable=False),
    Index(None, "account_id", "currency", "kind", "day", unique=True),
    Index(None, "day"),
)

# The key that keeps a level of a document from ever being sent twice; level 0 = the invoice itself.
reminder_items = Table(
    "reminder_items",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("letter_id", Integer, ForeignKey("reminder_letters.id"), nullable=False),
    Column("due", Date, nullable=False),
    Column("open", Amount, nullable=False),
    Index(None, "letter_id"),
    sqlite_with_rowid=False,
)

# The mails of a letter, one a recipient: a reply to one of them speaks of its invoices.
reminder_mails = Table(
    "reminder_mails",
    metadata,
    Column("parcel_id", Integer, ForeignKey("outbox.id"), primary_key=True, autoincrement=False),
    Column("letter_id", Integer, ForeignKey("reminder_letters.id"), nullable=False),
    Index(None, "letter_id"),
)

# Days on which every account was looked at.
reminder_days = Table(
    "reminder_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("letters", Integer, nullable=False),
    Column("done_at", Moment, nullable=False),
)

# What staff were told once.
reminder_alerts = Table(
    "reminder_alerts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Moment, nullable=False),
)

# When a document first left the house for somebody at its customer.
handovers = Table(
    "handovers",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("parcel_id", Integer, ForeignKey("outbox.id"), nullable=False),
    Index(None, "parcel_id"),
)

# Which of several processes does what only one may do.
leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", Moment, nullable=False),
)
