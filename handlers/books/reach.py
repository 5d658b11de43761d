"""Which books a person may read: whole accounts, or only what their own documents come to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.books.ledger import Book, Item, books
from handlers.desk import Desk
from handlers.senders.people import Principal
from store.ledger_rows import KINDS
from store.records import Account, Grant

RIGHT = "statement"  # the kind whose readers may be told balances and open items


@dataclass(frozen=True, slots=True)
class OpenedBooks:
    """The books of one account; not `whole`: only of visible documents, without money on account."""

    account: Account
    whole: bool
    books: tuple[Book, ...]


def readers(person: Principal) -> Principal | None:
    """The person where they may read books at all; None when they may nowhere."""
    held = [
        (contact, tuple(g for g in grants if RIGHT in g.kinds and g.kinds & KINDS))
        for contact, grants in person.holdings
    ]
    kept = tuple((contact, grants) for contact, grants in held if grants)
    return Principal(kept, person.proof) if kept else None


def is_whole(grant: Grant) -> bool:
    """Whether a grant shows a whole account and every document that its balance comes from."""
    return grant.whole_account and grant.kinds >= KINDS


def ledger_grants(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """What may be read to work out books: what balances come from, as far as it is visible."""
    return tuple(replace(g, kinds=g.kinds & KINDS) for g in grants if RIGHT in g.kinds)


def open_books(desk: Desk) -> tuple[OpenedBooks, ...]:
    """The books of every account that the person at the desk may read some of, by account number."""
    grants = ledger_grants(desk.person.grants)
    whole = {g.account_id for g in grants if is_whole(g)}
    accounts = desk.unit.accounts.by_ids(g.account_id for g in grants)
    ledger, currencies = desk.unit.ledger, {a.id: a.currency for a in accounts}
    found: dict[int, list[Book]] = {a.id: [] for a in accounts}
    for book in books(ledger.documents(grants), ledger.payments(grants), currencies):
        of_own = book if book.account_id in whole else book.only(is_document)
        found[book.account_id].append(of_own)
    return tuple(OpenedBooks(a, a.id in whole, tuple(found[a.id])) for a in accounts)


def is_document(item: Item) -> bool:
    """Whether an item is a document, not money on account."""
    return item.document is not None
