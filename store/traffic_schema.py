"""The tables of what passes through the house: inbox, outbox, links and the audit."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from store.columns import ForeignText, Json, JsonTuple, Moment, metadata

# Written out in indexes and queries alike: an index over some rows serves only a query that says which.
_UNSETTLED = "state IN ('received', 'working')"
_UNSENT = "state IN ('queued', 'sending')"
UNSETTLED = text(f"inbox.{_UNSETTLED}")
UNSENT = text(f"outbox.{_UNSENT}")

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("external_id", Text, nullable=False),
    Column("envelope", Json, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", Text, nullable=False),  # received, working, done, stuck
    Column("attempts", Integer, nullable=False),
    Column("lease_owner", Text),
    Column("lease_until", Moment),
    Column("outcome", Text),
    Column("reason", ForeignText),
    Column("message_id", ForeignText),
    Column("sender", ForeignText),
    Column("subject", ForeignText),
    Column("thread", ForeignText),
    Column("story", Json, nullable=False),
    Column("done_at", Moment),
    Index(None, "channel", "external_id", unique=True),
    Index(None, "message_id"),
    Index(None, "sender", "done_at"),
    Index(None, "done_at"),
    Index(
        "ix_inbox_open",
        "id",
        sqlite_where=text(_UNSETTLED),
        postgresql_where=text(_UNSETTLED),
    ),
)

# Beside the inbox, so that a change of state never rewrites a message of many megabytes.
inbox_raw = Table(
    "inbox_raw",
    metadata,
    Column("inbox_id", Integer, ForeignKey("inbox.id"), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("subject", ForeignText, nullable=False),
    Column("envelope_from", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("contact_id", Integer, ForeignKey("contacts.id")),
    Column("document_ids", JsonTuple, nullable=False),
    Column("paper_ids", JsonTuple, nullable=False, server_default="[]"),
    Column("inbox_id", Integer, ForeignKey("inbox.id")),
    Column("state", Text, nullable=False),  # queued, sending, sent, failed
    Column("attempts", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("lease_owner", Text),
    Column("lease_until", Moment),
    Column("error", ForeignText),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("payload", LargeBinary, nullable=False),
    Index(None, "message_id", unique=True),
    Index(None, "inbox_id"),
    Index(None, "recipient", "created_at"),
    Index(None, "created_at"),
    Index(None, "envelope_from"),
    Index(
        "ix_outbox_open",
        "due",
        sqlite_where=text(_UNSENT),
        postgresql_where=text(_UNSENT),
    ),
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_hash", LargeBinary, nullable=False),
    Column("contact_id", Integer, ForeignKey("contacts.id"), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("max_downloads", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("inbox_id", Integer, ForeignKey("inbox.id")),
    Column("downloads", Integer, nullable=False),
    Column("revoked_at", Moment),
    Column("created_at", Moment),
    Column("kid", Text),  # the key that the hash was made with
    Index(None, "token_hash", unique=True),
    Index(None, "contact_id"),
)

link_files = Table(
    "link_files",
    metadata,
    Column("link_id", Integer, ForeignKey("links.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("document_id", Integer, ForeignKey("documents.id")),
    Column("sha256", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("paper_id", Integer, ForeignKey("papers.id")),
    sqlite_with_rowid=False,
)

# "Was that you?": a message that waits for the registered address to say so.
confirmations = Table(
    "confirmations",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("inbox_id", Integer, ForeignKey("inbox.id"), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("act", Json, nullable=False, server_default="{}"),  # what is confirmed; {} = the message itself
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("event", Text, nullable=False),
    Column("facts", Text, nullable=False),  # canonical JSON, exactly as hashed
    Column("person_key", Text),
    Column("hash", LargeBinary, nullable=False),
    Index(None, "event", "id"),
    Index(None, "person_key"),
)

# Who is behind a person key: the only place with a name; deleting the row forgets the person.
audit_people = Table(
    "audit_people",
    metadata,
    Column("person_key", Text, primary_key=True),
    Column("address", ForeignText, nullable=False),
    Index(None, "address", unique=True),
)

# One row: the end of the chain. Locked while a row is added, and proof that the last rows are still there.
audit_head = Table(
    "audit_head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("last_id", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
