"""What is said of books, in the reader's language: entries, allocations, ageing, the age of the data."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from babel.dates import format_date

from handlers.books.ageing import Ageing, days_late
from handlers.books.ledger import Item, Movement, OpenItem
from handlers.desk import Desk
from handlers.documents.state import state_of
from handlers.letters.says import Says
from handlers.letters.wording import order_of

BUCKETS = ("current", "to_30", "to_60", "to_90", "over_90")


def entry(movement: Movement, says: Says) -> str:
    """What happened: "Rechnung", "Zahlung" …"""
    if movement.kind in ("invoice", "credit_note"):
        return says.title(movement.kind)
    return says(f"books_{movement.kind}")


def item_title(item: Item, says: Says) -> str:
    """ "Rechnung RE-2025-0412"; money on account under the number of its payment."""
    kind = says("books_on_account") if item.document is None else says.title(item.kind)
    return f"{kind} {item.number}"


def allocation(movement: Movement, currency: str, says: Says) -> str:
    """Where the money of a movement went, when an invoice is due, and what the ERP noted."""
    told = []
    if movement.kind == "payment":
        several = len(movement.shares) > 1
        for share in movement.shares:
            amount = says.amount(-share.amount, currency) if several else ""
            where = says("books_to_account") if share.item.document is None else to_document(share.item, says)
            told.append(" ".join(filter(None, (amount, where))))
        if not any(share.item.document and share.item.number in movement.text for share in movement.shares):
            told.append(" ".join(movement.text.split()))  # else it only says the same again
    elif movement.kind == "invoice" and movement.shares[0].item.due:
        told.append(says("books_due", day=says.day(movement.shares[0].item.due)))
    elif movement.kind == "settlement":
        told.append(says("books_settled"))
    return " · ".join(filter(None, told))


def to_document(item: Item, says: Says) -> str:
    """ "zu Rechnung RE-2025-0412"."""
    return says("books_to", document=item_title(item, says))


def state(one: OpenItem, day: dt.date, says: Says) -> str:
    """What else is to be known of an open item: in dispute, paid in part."""
    document = one.item.document
    found = state_of(document, day) if document else None
    return says("state_disputed") if found and found.code == "disputed" else ""


def late(one: OpenItem, day: dt.date, says: Says) -> str:
    """ "24 Tage überfällig"; empty for what is not."""
    days = days_late(one, day)
    return says.count("books_late", days) if days else ""


def detail(one: OpenItem, says: Says) -> str:
    """The order that a document belongs to."""
    order = order_of(one.item.document, says) if one.item.document else ""
    return says("order", number=order) if order else ""


def ageing_parts(found: Ageing, currency: str, says: Says) -> list[tuple[str, str]]:
    """Each bucket with its amount; then the credits, and what of it all is disputed, when there are any."""
    parts = [
        (says(f"books_age_{name}"), says.amount(amount, currency))
        for name, amount in zip(BUCKETS, found.debts, strict=True)
    ]
    credits = (says("books_credits"), says.amount(found.credits, currency))
    disputed = (says("books_disputed"), says.amount(found.disputed, currency))
    return [*parts, *([credits] if found.credits else []), *([disputed] if found.disputed else [])]


def ageing_line(found: Ageing, currency: str, says: Says) -> str:
    """The buckets on one line."""
    return " · ".join(f"{name} {amount}" for name, amount in ageing_parts(found, currency, says))


def amounts(by_currency: Mapping[str, Decimal], says: Says) -> str:
    """Amounts of several currencies side by side; they are never added."""
    return says.listed(says.amount(value, currency) for currency, value in by_currency.items())


def stand(desk: Desk) -> str:
    """When the figures were delivered, as it follows "Stand"."""
    data = desk.data
    return desk.says.moment(data.as_of, desk.today) if data.as_of else desk.says.day(desk.today)


def data_line(desk: Desk) -> str:
    """The age of the data in a sentence for papers, which are read on other days; old data is called so."""
    data, says = desk.data, desk.says
    if data.as_of is None:
        return ""
    when = f"{says.day(data.as_of.astimezone(says.zone).date())} {says.clock(data.as_of)}"
    return says("data_stale" if data.stale else "footer_data", when=when)


def month(first: dt.date, says: Says) -> str:
    """ "November 2025"."""
    return str(format_date(first, "LLLL yyyy", locale=says.locale))


def lines(*some: str | Iterable[str]) -> tuple[str, ...]:
    """Sentences, those that are empty left out."""
    flat = [one for part in some for one in ([part] if isinstance(part, str) else part)]
    return tuple(filter(None, flat))
