"""Short descriptions of documents and wishes in the reader's language."""

from handlers.desk import Desk
from parsers.asks import Ask
from store.records import Document


def option_label(document: Document, desk: Desk) -> str:
    """One line that tells a document apart: kind, number, day, amount, order."""
    says, order = desk.says, document.customer_po or document.order
    parts = [
        f"{says.kind(document.kind)} {document.number}",
        says.day(document.date),
        says.amount(document.gross, document.currency),
        says("order", number=order) if order else "",
    ]
    return " · ".join(p for p in parts if p)


def wish(ask: Ask, desk: Desk) -> str:
    """What was asked for, in few words, so that the reader sees how it was understood."""
    says = desk.says
    kinds = [k for k in ask.kinds if k in desk.kinds.by_code]
    parts = [says.listed(desk.kinds.joined(kinds, says.language)) if kinds else says("wish_any")]
    if ask.status:
        parts.append(says(f"wish_status_{ask.status}"))
    if ask.last:
        parts.append(says("wish_last", n=ask.last))
    since, until = says.day(ask.since), says.day(ask.until)
    if since and until:
        parts.append(since if since == until else says("wish_between", since=since, until=until))
    elif since or until:
        parts.append(says("wish_since", since=since) if since else says("wish_until", until=until))
    where = [w for w in (ask.location, ask.cost_centre, ask.person, ask.amount) if w]
    if where:
        parts.append(says("wish_at", where=says.listed(where)))
    return ", ".join(parts)
