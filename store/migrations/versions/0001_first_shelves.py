"""The first shelves: accounts, people, orders, documents, inbox, outbox, links, audit."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None

# Each word is a column: name:type, then * part of the primary key, ! never empty, >table whose id it holds,
# =default of the database. A migration is history: written down here, not taken from the schema of today.
_TABLES = {
    "accounts": """
        id:id account:text! name:text! parent:text language:text currency:text! payment_terms_days:int
        street:text postcode:text city:text country:text vat_id:text email_domain:text mode:text
        dunning_block_until:date dunning_block_reason:text digest:bytes!
    """,
    "audit": """
        id:int* at:moment! event:text! facts:text! person_key:text hash:bytes!
    """,
    "audit_head": """
        one:int* last_id:int! hash:bytes!
    """,
    "audit_people": """
        person_key:text* address:text!
    """,
    "feed_files": """
        sha256:text* name:text! report:text!
    """,
    "feed_loads": """
        id:id feed:text! loaded_at:moment! rows:text!
    """,
    "inbox": """
        id:id channel:text! external_id:text! envelope:text! received_at:moment! state:text! attempts:int!
        lease_owner:text lease_until:moment outcome:text reason:text message_id:text sender:text
        subject:text thread:text story:text! done_at:moment
    """,
    "waiting": """
        id:id feed:text! table:text! refers_to:text! payload:text! file:text! line:int! digest:bytes!
    """,
    "contacts": """
        id:id account_id:int!>accounts email:text! name:text role:text locations:text! cost_centres:text!
        kinds:text! tree:bool! until:date purposes:text! language:text slack_user:text active:bool!
        suspended:bool!=0 digest:bytes!
    """,
    "documents": """
        id:id account_id:int!>accounts kind:text! number:text! number_key:text! variant:text! date:date!
        due_date:date order:text customer_po:text delivery:text refers_to:text location:text
        location_key:text cost_centre:text cost_centre_key:text orderer:text orderer_key:text
        currency:text net:big gross:big paid:big paid_date:date disputed:bool! article:text batch:text
        language:text revision:text file:text xml:text chain:big digest:bytes!
    """,
    "inbox_raw": """
        inbox_id:int*>inbox raw:bytes!
    """,
    "locations": """
        id:id account_id:int!>accounts location:text! name:text! aliases:text! city:text digest:bytes!
    """,
    "orders": """
        id:id account_id:int!>accounts order:text! number_key:text! date:date customer_po:text po_key:text
        location:text location_key:text cost_centre:text cost_centre_key:text orderer:text status:text
        total:big currency:text promised_date:date chain:big digest:bytes!
    """,
    "payments": """
        id:id account_id:int!>accounts payment:text! number_key:text! date:date! amount:big! currency:text
        document:text document_key:text text:text digest:bytes!
    """,
    "document_files": """
        document_id:int*>documents role:text* name:text! sha256:text! size:big! content_type:text!
    """,
    "document_numbers": """
        account_id:int* key:text* document_id:int*>documents role:text*
    """,
    "links": """
        id:id token_hash:bytes! contact_id:int!>contacts recipient:text! expires_at:moment!
        max_downloads:int! language:text! inbox_id:int>inbox downloads:int! revoked_at:moment
        created_at:moment
    """,
    "location_names": """
        account_id:int*>accounts key:text* location_id:int!>locations
    """,
    "order_lines": """
        id:id order_id:int!>orders line:text! article:text description:text quantity:big delivered:big
        unit:text digest:bytes!
    """,
    "outbox": """
        id:id channel:text! recipient:text! message_id:text! subject:text! envelope_from:text!
        purpose:text! contact_id:int>contacts document_ids:text! inbox_id:int>inbox state:text!
        attempts:int! due:moment! lease_owner:text lease_until:moment error:text created_at:moment!
        sent_at:moment payload:bytes!
    """,
    "shipments": """
        id:id order_id:int!>orders account_id:int!>accounts delivery:text! delivery_key:text! carrier:text
        tracking:text tracking_key:text tracking_url:text shipped:date delivered:date status:text
        parts:text digest:bytes!
    """,
    "link_files": """
        link_id:int*>links n:int* document_id:int!>documents sha256:text! name:text! size:int!
        content_type:text!
    """,
}

# Table, columns, whether unique.
_INDEXES = [
    ("accounts", "account", True),
    ("accounts", "email_domain", False),
    ("accounts", "parent", False),
    ("audit", "event id", False),
    ("audit", "person_key", False),
    ("audit_people", "address", True),
    ("feed_loads", "feed loaded_at", False),
    ("inbox", "channel external_id", True),
    ("inbox", "message_id", False),
    ("inbox", "sender done_at", False),
    ("waiting", "feed table digest", True),
    ("contacts", "account_id email", True),
    ("contacts", "email", False),
    ("documents", "account_id kind date", False),
    ("documents", "account_id number_key kind variant", True),
    ("documents", "chain", False),
    ("documents", "file", False),
    ("documents", "xml", False),
    ("locations", "account_id location", True),
    ("orders", "account_id number_key", True),
    ("orders", "account_id po_key", False),
    ("orders", "chain", False),
    ("orders", "number_key", False),
    ("payments", "account_id document_key", False),
    ("payments", "account_id number_key", True),
    ("links", "contact_id", False),
    ("links", "token_hash", True),
    ("location_names", "location_id", False),
    ("order_lines", "order_id line", True),
    ("outbox", "inbox_id", False),
    ("outbox", "message_id", True),
    ("shipments", "account_id delivery_key", False),
    ("shipments", "account_id tracking_key", False),
    ("shipments", "order_id delivery_key", True),
]

# Name, table, column, rows: only those that somebody still has to work on.
_OPEN = [
    ("ix_inbox_open", "inbox", "id", "state IN ('received', 'working')"),
    ("ix_outbox_open", "outbox", "due", "state IN ('queued', 'sending')"),
]

_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "int": sa.Integer(),
    "big": sa.BigInteger(),
    "text": sa.Text(),
    "bool": sa.Boolean(),
    "date": sa.Date(),
    "moment": sa.DateTime(timezone=True),
    "bytes": sa.LargeBinary(),
}
_CLUSTERED = {"document_files", "document_numbers", "location_names", "link_files"}


def upgrade() -> None:
    """Create all tables and indexes."""
    for name, words in _TABLES.items():
        parts = [part for word in words.split() for part in _parts(name, word)]
        keys = [w.partition(":")[0] for w in words.split() if w.endswith(":id") or "*" in w]
        key = sa.PrimaryKeyConstraint(*keys, name=f"pk_{name}")
        op.create_table(name, *parts, key, sqlite_with_rowid=name not in _CLUSTERED)
    for table, columns, unique in _INDEXES:
        names = columns.split()
        op.create_index("_".join(["ix", table, *names]), table, names, unique=unique)
    for index, table, column, rows in _OPEN:
        where = sa.text(rows)
        op.create_index(index, table, [column], sqlite_where=where, postgresql_where=where)
    head = sa.table("audit_head", sa.column("one"), sa.column("last_id"), sa.column("hash", sa.LargeBinary))
    op.execute(sa.insert(head).values(one=1, last_id=0, hash=bytes(32)))  # the chain before its first row


def _parts(table: str, word: str) -> list[SchemaItem]:
    name, _, kind = word.partition(":")
    if kind == "id":
        return [sa.Column(name, sa.Integer(), nullable=False, autoincrement=True)]
    kind, _, default = kind.partition("=")
    kind, _, other = kind.partition(">")
    column: sa.Column[Any] = sa.Column(
        name,
        _TYPES[kind.rstrip("*!")],
        nullable=kind[-1] not in "*!",
        autoincrement=False,
        server_default=default or None,
    )
    if not other:
        return [column]
    return [column, sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}")]
