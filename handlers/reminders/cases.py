"""What is known of one account when its reminders are decided, and what comes out of it: plain records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256

from store.notices import Notice
from store.records import Account, Contact, Document

REMINDER, INVOICE = "reminder", "invoice"  # the kinds of letters
DRAFT = "draft"  # the rule under which a letter waits for staff to let it go


@dataclass(frozen=True, slots=True)
class Why:
    """A rule by its name, and what its sentence needs."""

    rule: str
    values: Mapping[str, str | date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Owed:
    """One invoice with something open."""

    document: Document
    credit: Decimal = Decimal(0)  # open credit notes that name it
    sent: int = 0  # the highest level that was sent
    began: date | None = None  # when the first of its levels after the due date was sent
    offered: date | None = None  # when the clerk sent it of its own accord, or wrote a mail with it
    handed: date | None = None  # when it first left the house
    filed: bool = True  # there is a file of it
    notice: Notice | None = None
    message: str = ""  # the message about it that waits for an answer
    wanted: bool = False  # somebody asked for it, and there was no file

    @property
    def open(self) -> Decimal:
        """What is still to pay."""
        return (self.document.gross or Decimal(0)) - (self.document.paid or Decimal(0)) - self.credit


@dataclass(frozen=True, slots=True)
class Case:
    """One account: what it owes, what it has to its credit, and what speaks against any letter."""

    account: Account
    owed: tuple[Owed, ...]
    credits: tuple[Document, ...] = ()  # open credit notes that name no open invoice
    stop: Why | None = None  # mode, block
    people: tuple[Contact, ...] = ()  # who stands in it


@dataclass(frozen=True, slots=True)
class Item:
    """One invoice that is due for a letter, with the due date that counts and its level."""

    document: Document
    due: date
    level: int  # 0 = the invoice itself is sent
    open: Decimal


@dataclass(frozen=True, slots=True)
class Kept:
    """One invoice that would be due, and why it is not reminded of."""

    document: Document
    why: Why


@dataclass(frozen=True, slots=True)
class Decision:
    """The letter of one kind to one account in one currency: sent as it is unless `why` says why not."""

    account: Account
    currency: str
    kind: str  # reminder, invoice
    items: tuple[Item, ...]
    credits: tuple[Document, ...] = ()
    why: Why | None = None

    @property
    def level(self) -> int:
        """The highest level in it."""
        return max(item.level for item in self.items)

    @property
    def key(self) -> str:
        """What staff release: this letter to this account, as long as the same invoices stand in it."""
        items = sorted((item.document.id, item.level) for item in self.items)
        print_ = sha256(repr((self.currency, self.kind, items)).encode()).hexdigest()[:16]
        return f"{self.account.id} {print_}"

    @property
    def credit(self) -> Decimal:
        """What is set off."""
        return sum(((c.gross or Decimal(0)) - (c.paid or Decimal(0)) for c in self.credits), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What there is to pay."""
        return sum((item.open for item in self.items), Decimal(0)) - self.credit


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is decided about one account on one day."""

    letters: tuple[Decision, ...]
    kept: tuple[Kept, ...]
