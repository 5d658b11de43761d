"""The tables of the Slack door: where the app is installed, who is bound to which address, what we posted."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from store.columns import ForeignText, Moment, metadata

slack_installs = Table(
    "slack_installs",
    metadata,
    Column("team", Text, primary_key=True),
    Column("name", ForeignText, nullable=False),
    Column("bot_user", Text, nullable=False),
    Column("token", LargeBinary, nullable=False),  # encrypted; empty = the one of the configuration
    Column("scopes", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

slack_bindings = Table(
    "slack_bindings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("address", ForeignText, nullable=False),
    Column("bound_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("ended_why", Text),
    Index(None, "team", "user"),
    Index(None, "address"),
)

# "I am anna@adler.test", before the code has come back; an address that nobody registered is kept as "".
slack_requests = Table(
    "slack_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("address", ForeignText, nullable=False),
    Column("person", ForeignText, nullable=False),  # as Slack shows them: name and workspace
    Column("token_hash", LargeBinary, nullable=False),
    Column("code_hash", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "team", "user"),
    Index(None, "token_hash", unique=True),
)

slack_posts = Table(
    "slack_posts",
    metadata,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("ts", Text, primary_key=True),
    Column("thread", Text, nullable=False),  # ts of the message above; "" for one that stands by itself
    Column("message_id", Text, nullable=False),
    Column("inbox_id", Integer),
    Column("at", Moment, nullable=False),
    Index(None, "message_id"),
    Index(None, "inbox_id"),
)
