"""The tables of what the people of the house decide: corrections, blocks, switches, codes and sessions."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text

from store.columns import Amount, ForeignText, Json, Moment, metadata

# What staff know better than the ERP, laid over a document until a delivery agrees or somebody undoes it.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Integer, ForeignKey("documents.id"), nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Json),
    Column("amount", Amount),
    Column("was", Json),
    Column("author", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", ForeignText),
    Column("undone_by", Text),
    Column("undone_at", Moment),
    Index(None, "document_id"),
)

# No reminders to an account until a day; without a day until it is lifted.
blocks = Table(
    "blocks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("until", Date),
    Column("reason", ForeignText),
    Column("author", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("lifted_at", Moment),
    Index(None, "account_id"),
)

# What is switched for the whole house, such as the pause.
switches = Table(
    "switches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Json, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", ForeignText),
    Column("at", Moment, nullable=False),
)

# Six digits mailed to a registered address: for a login of staff, or for a link.
codes = Table(
    "codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("code_hash", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "purpose", "subject"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
