"""Short descriptions of documents and wishes in the reader's language."""

from decimal import Decimal, InvalidOperation

from handlers.desk import Desk
from handlers.letters.says import Says
from parsers.asks import Ask
from store.records import Document


def option_label(document: Document, desk: Desk) -> str:
    """One line that tells a document apart: kind, number, day, amount, order."""
    says, order = desk.says, order_of(document, desk.says)
    parts = [
        f"{says.title(document.kind)} {document.number}",
        says.day(document.date),
        says.amount(document.gross, document.currency),
        says("order", number=order) if order else "",
    ]
    return " · ".join(p for p in parts if p)


def order_of(document: Document, says: Says) -> str:
    """The number under which the buyer knows the order; several in a list."""
    return several(document.customer_po or document.order, says)


def several(cell: str | None, says: Says) -> str:
    """The numbers of a cell, spelt out."""
    return says.listed(part.strip() for part in (cell or "").split("|") if part.strip())


def wish(ask: Ask, desk: Desk) -> str:
    """What was asked for, in few words, so that the reader sees how it was understood."""
    says = desk.says
    kinds = [k for k in ask.kinds if k in desk.kinds.by_code]
    parts = [says.listed(desk.kinds.joined(kinds, says.language)) if kinds else thing(ask, says)]
    if ask.status:
        parts.append(says(f"wish_status_{ask.status}"))
    if ask.last:
        parts.append(says.count("wish_last", ask.last))
    if period := period_of(ask, says):
        parts.append(period)
    if ask.amount:
        parts.append(says("wish_amount", amount=amount_of(ask.amount, says)))
    where = [w for w in (ask.location, ask.cost_centre, ask.person) if w]
    if where:
        parts.append(says("wish_at", where=says.quoted(where)))
    return ", ".join(parts)


def thing(ask: Ask, says: Says) -> str:
    """What a wish without kinds is about."""
    match ask.intent:
        case "payment_status":
            return says("wish_payments")
        case "order_status":
            return says("wish_orders")
    return says("document_many")


def period_of(ask: Ask, says: Says) -> str:
    """The days of an ask; empty for none."""
    since, until = says.day(ask.since), says.day(ask.until)
    if since and until:
        return since if since == until else says("wish_between", since=since, until=until)
    if since:
        return says("wish_since", since=since)
    return says("wish_until", until=until) if until else ""


def amount_of(amount: str, says: Says) -> str:
    """An amount that was asked for, in the reader's form; as written when it is none."""
    try:
        return says.amount(Decimal(amount), None)
    except InvalidOperation:
        return says.quoted([amount])
