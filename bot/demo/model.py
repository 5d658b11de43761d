"""The nouns of the sample wholesaler: what it sells, to whom, and the papers that come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
Day = date  # the type, where a field called date would hide it


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to two digits, as on a German invoice."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the catalogue; `price` is the list price in EUR for one `unit`, `weight` its kg.

    `batch` is the material of an article that comes with an inspection certificate; `hazards`, `advice`
    (codes of the CLP regulation) and `symbols` belong to chemicals; `specs` holds (German, English, value).
    """

    article: str
    de: str
    en: str
    norm: str
    unit: str
    price: Decimal
    weight: Decimal
    batch: str = ""
    specs: tuple[tuple[str, str, str], ...] = ()
    signal: str = ""
    hazards: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """Its description in `de` or `en`."""
        return self.de if language == "de" else self.en


@dataclass(frozen=True, slots=True)
class Account:
    """One customer: its row of accounts.csv and how it buys and pays (see cast.toml)."""

    account: str
    name: str
    language: str
    payment_terms_days: int
    street: str
    postcode: str
    city: str
    country: str
    vat_id: str
    email_domain: str
    orders: int
    factor: Decimal
    habit: tuple[int, int]
    po: str
    po_start: int
    po_step: float
    parent: str = ""
    currency: str = "EUR"
    mode: str = ""
    dunning_block_until: date | None = None
    dunning_block_reason: str = ""
    einvoice: str = ""
    buyer_reference: str = ""

    @property
    def vat_rate(self) -> Decimal:
        """Per cent: German VAT at home, none for goods that leave the country."""
        return Decimal(19 if self.country == "DE" else 0)


@dataclass(frozen=True, slots=True)
class Location:
    """One branch of an account and the cost centres that order for it."""

    account: str
    location: str
    name: str
    aliases: tuple[str, ...]
    city: str
    cost_centres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of contacts.csv."""

    account: str
    email: str
    name: str
    role: str
    language: str
    locations: tuple[str, ...] = ()
    cost_centres: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tree: bool = False
    until: date | None = None
    purposes: tuple[str, ...] = ()
    slack_user: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paper; `amount` is quantity times price in the currency of the account."""

    line: int
    article: Article
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return cents(self.price * self.quantity)


@dataclass(frozen=True, slots=True)
class Order:
    """One row of orders.csv with its lines; `delivered` counts the pieces that left, line by line."""

    account: Account
    order: str
    date: date
    customer_po: str
    location: str
    cost_centre: str
    orderer: str
    status: str
    promised_date: Day
    lines: tuple[Line, ...]
    delivered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One row of documents.csv; `lines` and `details` are what its paper shows beyond the row.

    `einvoice` is `zugferd` (XML inside the PDF), `xrechnung` (XML beside it) or empty.
    """

    account: Account
    kind: str
    number: str
    date: date
    due_date: Day | None = None
    order: str = ""
    customer_po: str = ""
    delivery: tuple[str, ...] = ()
    refers_to: str = ""
    location: str = ""
    cost_centre: str = ""
    orderer: str = ""
    net: Decimal | None = None
    gross: Decimal | None = None
    paid: Decimal | None = None
    paid_date: Day | None = None
    disputed: bool = False
    article: str = ""
    batch: str = ""
    revision: str = ""
    file: str = ""
    xml: str = ""
    einvoice: str = ""
    lines: tuple[Line, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def open(self) -> Decimal:
        """What is still to be paid (of a credit note: still to be set off)."""
        return (self.gross or Decimal(0)) - (self.paid or Decimal(0))


@dataclass(frozen=True, slots=True)
class Shipment:
    """One row of shipments.csv."""

    order: str
    delivery: str
    carrier: str
    tracking: str
    tracking_url: str
    shipped: date
    delivered: date | None
    status: str
    parts: str


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of payments.csv: positive is money from the customer, negative a refund."""

    account: Account
    payment: str
    date: date
    amount: Decimal
    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything that takes part: read from the .toml files beside this module."""

    house: Mapping[str, Any]
    accounts: tuple[Account, ...]
    locations: tuple[Location, ...]
    contacts: tuple[Contact, ...]
    articles: tuple[Article, ...]
    materials: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """A whole delivery as data, each table in the order of its file."""

    today: date
    cast: Cast
    orders: tuple[Order, ...]
    documents: tuple[Document, ...]
    shipments: tuple[Shipment, ...]
    payments: tuple[Payment, ...]


def vat_of(account: Account, net: Decimal) -> Decimal:
    """The VAT on a net total, rounded once a document."""
    return cents(net * account.vat_rate / 100)
