"""The tables of shared mailboxes: how each folder is numbered, and which of its mails are known."""

from sqlalchemy import BigInteger, Boolean, Column, Table, Text

from store.columns import ForeignText, Moment, metadata

# One row a folder: how it is numbered now, and where our interest begins.
mailbox_folders = Table(
    "mailbox_folders",
    metadata,
    Column("account", Text, primary_key=True),
    Column("folder", ForeignText, primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("first_uid", BigInteger, nullable=False),
    Column("started_at", Moment, nullable=False),
)

# What lies in a folder and is known: taken into the inbox, or settled and left where it is.
mailbox_mails = Table(
    "mailbox_mails",
    metadata,
    Column("account", Text, primary_key=True),
    Column("folder", ForeignText, primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True),
    Column("uid", BigInteger, primary_key=True),
    Column("external_id", Text, nullable=False),
    Column("stays", Boolean, nullable=False),
)
