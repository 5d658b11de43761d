"""Which open items an ask is about: of a place, a cost centre, a person, a period, a payment state."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from handlers.answers import Choice, Missing
from handlers.books.ageing import days_late
from handlers.books.ledger import Item, OpenItem
from handlers.books.reach import OpenedBooks
from handlers.desk import Desk
from handlers.documents import places
from parsers.asks import Ask
from store.keys import name_key, name_key_of, number_key, number_keys
from store.records import Document

NUMBERED = ("number", "order", "customer_po", "delivery")


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of one ask; `ask` is as it was settled, with the full name of a person."""

    ask: Ask
    day: dt.date  # as of the end of which
    places: Mapping[int, frozenset[str]] = field(
        default_factory=dict
    )  # account id -> what the place is called

    @property
    def by_document(self) -> bool:
        """Whether items are told apart by what only documents have."""
        a = self.ask
        return bool(a.location or a.cost_centre or a.person or a.numbers or a.since)

    def item(self, account_id: int, item: Item) -> bool:
        """Whether an item is meant, as far as it does not depend on what is open of it."""
        if not self.by_document:
            return True
        document = item.document
        return document is not None and self.document(account_id, document)

    def document(self, account_id: int, document: Document) -> bool:
        """Whether a document passes."""
        a = self.ask
        if a.location and name_key_of(document.location) not in self.places.get(account_id, ()):
            return False
        if a.cost_centre and name_key_of(document.cost_centre) != name_key(a.cost_centre):
            return False
        if a.person and name_key(a.person) not in (name_key_of(document.orderer) or ""):
            return False
        if a.since and not a.since <= document.date <= (a.until or dt.date.max):
            return False
        return not a.numbers or bool(keys_of(a) & keys_on(document))

    def open(self, one: OpenItem) -> bool:
        """Whether an open item has the payment state that is meant."""
        document = one.item.document
        match self.ask.status:
            case "overdue":
                return days_late(one, self.day) > 0
            case "partial":
                return document is not None and 0 < one.amount < (document.gross or 0)
        return self.ask.kinds != ("credit_note",) or one.item.kind == "credit_note"

    def of(self, opened: OpenedBooks) -> OpenedBooks:
        """The books with nothing but the items that are meant."""
        if not self.by_document:
            return opened
        kept = (b.only(lambda item: self.item(opened.account.id, item)) for b in opened.books)
        return replace(opened, books=tuple(b for b in kept if b.movements))


def selected(ask: Ask, desk: Desk) -> Selection | Choice | Missing:
    """The filters of an ask, or the question that settles them."""
    found = places.sited(ask, desk)
    if isinstance(found, Choice | Missing):
        return found
    asked, sites = found
    if choice := places.centred(asked, desk):
        return choice
    called = {
        s.account_id: frozenset(filter(None, map(name_key_of, places.own_names(s.location)))) for s in sites
    }
    until = None if asked.since else asked.until
    return Selection(asked, min(until or desk.today, desk.today), called)


def keys_of(ask: Ask) -> set[str]:
    """The numbers of an ask as they are compared; ranges are left to documents."""
    return {number_key(n) for n in ask.numbers if isinstance(n, str)}


def keys_on(document: Document) -> set[str]:
    """The numbers that stand on a document."""
    cells: Iterable[str | None] = (getattr(document, name) for name in NUMBERED)
    return {key for cell in cells for key in number_keys(cell) if key}
