"""The tables of the ERP index: accounts, people, orders, documents and what belongs to them."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text

from store.columns import Amount, Json, JsonTuple, Moment, metadata


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _digest() -> Column[bytes]:
    """Hash over all values of the row: tells a changed row from one that came again."""
    return Column("digest", LargeBinary, nullable=False)


def _of(name: str, table: str, **options: Any) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=False, **options)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _needed(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


accounts = Table(
    "accounts",
    metadata,
    _id(),
    *_needed("account", "name"),
    *_texts("parent", "language"),
    Column("currency", Text, nullable=False),
    Column("payment_terms_days", Integer),
    *_texts("street", "postcode", "city", "country", "vat_id", "email_domain", "mode"),
    Column("dunning_block_until", Date),
    Column("dunning_block_reason", Text),
    Column("fiscal_start", Integer),
    _digest(),
    Index(None, "account", unique=True),
    Index(None, "parent"),
    Index(None, "email_domain"),
)

locations = Table(
    "locations",
    metadata,
    _id(),
    _of("account_id", "accounts"),
    *_needed("location", "name"),
    Column("aliases", JsonTuple, nullable=False),
    Column("city", Text),
    _digest(),
    Index(None, "account_id", "location", unique=True),
)

# Each code, name and alias that means exactly one location of its account.
location_names = Table(
    "location_names",
    metadata,
    _of("account_id", "accounts", primary_key=True),
    Column("key", Text, primary_key=True),
    _of("location_id", "locations", index=True),
    sqlite_with_rowid=False,
)

contacts = Table(
    "contacts",
    metadata,
    _id(),
    _of("account_id", "accounts"),
    Column("email", Text, nullable=False),
    *_texts("name", "role"),
    *(Column(name, JsonTuple, nullable=False) for name in ("locations", "cost_centres", "kinds")),
    Column("tree", Boolean, nullable=False),
    *(Column(name, Date) for name in ("until", "documents_since", "documents_until")),
    Column("purposes", JsonTuple, nullable=False),
    *_texts("language", "slack_user"),
    Column("active", Boolean, nullable=False),  # as the ERP says
    Column(
        "suspended", Boolean, nullable=False, server_default="0"
    ),  # as the house decided: outlives a delivery
    Column("suspended_reason", Text),
    Column("origin", Text, nullable=False, server_default="erp"),  # or "admin": let in by the customer's own
    _digest(),
    Index(None, "account_id", "email", unique=True),
    Index(None, "email"),
)

orders = Table(
    "orders",
    metadata,
    _id(),
    _of("account_id", "accounts"),
    *_needed("order", "number_key"),
    Column("date", Date),
    *_texts("customer_po", "po_key", "location", "location_key", "cost_centre", "cost_centre_key"),
    *_texts("orderer", "status"),
    Column("total", Amount),
    Column("currency", Text),
    Column("promised_date", Date),
    Column("chain", BigInteger),
    _digest(),
    Index(None, "account_id", "number_key", unique=True),
    Index(None, "account_id", "po_key"),
    Index(None, "number_key"),
    Index(None, "chain"),
)

order_lines = Table(
    "order_lines",
    metadata,
    _id(),
    _of("order_id", "orders"),
    Column("line", Text, nullable=False),
    *_texts("article", "description"),
    Column("quantity", Amount),
    Column("delivered", Amount),
    Column("unit", Text),
    _digest(),
    Index(None, "order_id", "line", unique=True),
)

documents = Table(
    "documents",
    metadata,
    _id(),
    _of("account_id", "accounts"),
    *_needed("kind", "number", "number_key", "variant"),
    Column("date", Date, nullable=False),
    Column("due_date", Date),
    *_texts("order", "customer_po", "delivery", "refers_to"),
    *_texts(
        "location", "location_key", "cost_centre", "cost_centre_key", "orderer", "orderer_key", "currency"
    ),
    *(Column(name, Amount) for name in ("net", "gross", "paid")),
    Column("paid_date", Date),
    Column("disputed", Boolean, nullable=False),
    *_texts("article", "batch", "language", "revision", "file", "xml"),
    Column("chain", BigInteger),
    _digest(),
    Index(None, "account_id", "number_key", "kind", "variant", unique=True),
    Index(None, "account_id", "kind", "date"),
    Index(None, "chain"),
    Index(None, "file"),
    Index(None, "xml"),
)

# Every number that stands on a document, under its key: (account, order key), (account, PO key) and the rest.
document_numbers = Table(
    "document_numbers",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("role", Text, primary_key=True),  # own, order, po, delivery, refers_to, article, batch
    sqlite_with_rowid=False,
)

document_files = Table(
    "document_files",
    metadata,
    _of("document_id", "documents", primary_key=True),
    Column("role", Text, primary_key=True),
    *_needed("name", "sha256"),
    Column("size", BigInteger, nullable=False),
    Column("content_type", Text, nullable=False),
    sqlite_with_rowid=False,
)

shipments = Table(
    "shipments",
    metadata,
    _id(),
    _of("order_id", "orders"),
    _of("account_id", "accounts"),
    *_needed("delivery", "delivery_key"),
    *_texts("carrier", "tracking", "tracking_key", "tracking_url"),
    Column("shipped", Date),
    Column("delivered", Date),
    *_texts("status", "parts"),
    _digest(),
    Index(None, "order_id", "delivery_key", unique=True),
    Index(None, "account_id", "delivery_key"),
    Index(None, "account_id", "tracking_key"),
)

payments = Table(
    "payments",
    metadata,
    _id(),
    _of("account_id", "accounts"),
    *_needed("payment", "number_key"),
    Column("date", Date, nullable=False),
    Column("amount", Amount, nullable=False),
    *_texts("currency", "document", "document_key", "text"),
    _digest(),
    Index(None, "account_id", "number_key", unique=True),
    Index(None, "account_id", "document_key"),
)

waiting = Table(
    "waiting",
    metadata,
    _id(),
    *_needed("feed", "table", "refers_to"),
    Column("payload", Json, nullable=False),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False),
    _digest(),
    Index(None, "feed", "table", "digest", unique=True),
)

feed_loads = Table(
    "feed_loads",
    metadata,
    _id(),
    Column("feed", Text, nullable=False),
    Column("loaded_at", Moment, nullable=False),
    Column("rows", Json, nullable=False),
    Index(None, "feed", "loaded_at"),
)

feed_files = Table(
    "feed_files",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("report", Json, nullable=False),
)
