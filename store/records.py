"""The rows of the ERP on their way into and out of the store: amounts are Decimals, keys as delivered."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one row of an upsert."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNKNOWN = "unknown"  # refers to an account or order that is not there: not stored


@dataclass(frozen=True, slots=True)
class Account:
    """One customer of the house; `parent` is the number of the account above it."""

    account: str
    name: str
    parent: str | None = None
    language: str | None = None
    currency: str = "EUR"
    payment_terms_days: int | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    vat_id: str | None = None
    email_domain: str | None = None
    mode: str | None = None
    dunning_block_until: dt.date | None = None
    dunning_block_reason: str | None = None
    fiscal_start: int | None = None  # the month in which the customer's fiscal year starts
    id: int = 0


@dataclass(frozen=True, slots=True)
class Location:
    """A branch or ship-to of an account."""

    account: str
    location: str
    name: str
    aliases: tuple[str, ...] = ()
    city: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """One person at one account and what they may see there; an address may stand in several."""

    account: str
    email: str  # lower case
    name: str | None = None
    role: str | None = None  # None = may see nothing
    locations: tuple[str, ...] = ()  # empty = not restricted
    cost_centres: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # narrows the role; empty = all of the role
    tree: bool = False  # the accounts below too
    until: dt.date | None = None  # last day
    documents_since: dt.date | None = None  # sees documents of these days only
    documents_until: dt.date | None = None
    purposes: tuple[str, ...] = ()
    language: str | None = None
    slack_user: str | None = None
    active: bool = True
    id: int = 0
    account_id: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """A sales order."""

    account: str
    order: str
    date: dt.date | None = None
    customer_po: str | None = None
    location: str | None = None
    cost_centre: str | None = None
    orderer: str | None = None
    status: str | None = None  # open, partial, delivered, invoiced, cancelled
    total: Decimal | None = None
    currency: str | None = None
    promised_date: dt.date | None = None
    id: int = 0
    account_id: int = 0
    chain: int = 0


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order; quantities in `unit`."""

    order: str
    line: str
    article: str | None = None
    description: str | None = None
    quantity: Decimal | None = None
    delivered: Decimal | None = None
    unit: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One ERP document. A credit note has a positive gross and lowers the balance."""

    account: str
    kind: str
    number: str
    date: dt.date
    due_date: dt.date | None = None
    order: str | None = None
    customer_po: str | None = None
    delivery: str | None = None
    refers_to: str | None = None
    location: str | None = None
    cost_centre: str | None = None
    orderer: str | None = None
    currency: str | None = None
    net: Decimal | None = None
    gross: Decimal | None = None
    paid: Decimal | None = None
    paid_date: dt.date | None = None
    disputed: bool = False
    article: str | None = None
    batch: str | None = None
    language: str | None = None
    revision: str | None = None
    file: str | None = None  # name under files/ as the ERP declared it
    xml: str | None = None
    id: int = 0
    account_id: int = 0
    chain: int = 0


@dataclass(frozen=True, slots=True)
class Shipment:
    """One parcel or delivery of an order."""

    order: str
    delivery: str
    carrier: str | None = None
    tracking: str | None = None
    tracking_url: str | None = None
    shipped: dt.date | None = None
    delivered: dt.date | None = None
    status: str | None = None  # packed, shipped, delivered, returned
    parts: str | None = None  # "2/3"
    id: int = 0
    account_id: int = 0


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received; `document` is the number of the invoice it was booked to."""

    account: str
    payment: str
    date: dt.date
    amount: Decimal
    currency: str | None = None
    document: str | None = None
    text: str | None = None
    id: int = 0
    account_id: int = 0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of a document as it was delivered; `role` is "pdf" or "xml"."""

    document_id: int
    role: str
    name: str
    sha256: str
    size: int  # bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What one person may see: part of every query. Empty sets deny, None does not restrict."""

    account_id: int
    kinds: frozenset[str]
    locations: frozenset[str] | None = None
    cost_centres: frozenset[str] | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def whole_account(self) -> bool:
        """True when neither locations nor cost centres nor a period narrow it."""
        narrowed = (self.locations, self.cost_centres, self.since, self.until)
        return all(limit is None for limit in narrowed)
