"""A buyer's own list beside our books: line by line what agrees and what does not."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.books.grids import Open
from handlers.books.ledger import Item
from handlers.books.reach import OpenedBooks
from handlers.documents.numbers import same_number_forms
from parsers.asks import Claim
from store.keys import number_key

# In the order in which they are told: what the buyer lacks, what differs, what is settled, what is unknown.
VERDICTS = ("missing", "credit", "differs", "paid", "twice", "unknown", "agrees")


@dataclass(frozen=True, slots=True)
class Line:
    """One number on both sides. `theirs` and `ours` are open amounts; None where a side has none."""

    verdict: str
    number: str
    theirs: Decimal | None = None
    ours: Decimal | None = None
    item: Item | None = None
    currency: str | None = None
    account: str = ""


def compared(
    claims: Sequence[Claim], found: Sequence[OpenedBooks], items: Iterable[Open]
) -> tuple[Line, ...]:
    """Each claim beside what is open of it, then what is open and was not claimed."""
    currencies = {book.currency for opened in found for book in opened.books}
    only = currencies.pop() if len(currencies) == 1 else None  # what an unknown number is counted in
    left = {id_of(one.item): (account, currency, one) for account, currency, one in items}
    known = known_items(found)
    lines, seen = [], set()
    for claim in claims:
        entry = next((known[form] for form in forms_of(claim.number) if form in known), None)
        if entry is None:
            lines.append(Line("unknown", claim.number, claim.amount, currency=only))
            continue
        account, currency, item = entry
        number, id = item.number, id_of(item)
        if id in seen:
            lines.append(Line("twice", number, claim.amount, None, item, currency, account))
            continue
        seen.add(id)
        ours = left.pop(id)[2].amount if id in left else None
        verdict = "paid" if ours is None else "agrees" if same(claim.amount, ours) else "differs"
        lines.append(Line(verdict, number, claim.amount, ours, item, currency, account))
    lines += unclaimed(left.values())
    return tuple(sorted(lines, key=lambda line: VERDICTS.index(line.verdict)))


def unclaimed(left: Iterable[Open]) -> Iterator[Line]:
    """What is open with us and stands on no line of theirs."""
    for account, currency, one in left:
        verdict = "missing" if one.amount > 0 else "credit"
        yield Line(verdict, one.item.number, None, one.amount, one.item, currency, account.account)


def known_items(found: Sequence[OpenedBooks]) -> dict[str, tuple[str, str, Item]]:
    """Number key -> account, currency and the document of every line of the books, settled or not."""
    known: dict[str, tuple[str, str, Item]] = {}
    for opened in found:
        for book in opened.books:
            for share in (s for movement in book.movements for s in movement.shares):
                if share.item.document is not None:
                    place = (opened.account.account, book.currency, share.item)
                    known.setdefault(number_key(share.item.number), place)
    return known


def forms_of(number: str) -> Iterator[str]:
    """The keys that a number may be known by."""
    yield from (number_key(form) for form in same_number_forms(number))


def id_of(item: Item) -> tuple[str, str, dt.date]:
    """What tells items apart."""
    return item.kind, item.number, item.date


def same(theirs: Decimal | None, ours: Decimal) -> bool:
    """Whether both sides mean the same amount; lists write credits with and without a sign."""
    return theirs is None or abs(theirs) == abs(ours)
