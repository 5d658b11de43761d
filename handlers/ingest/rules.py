"""What makes a row of a delivery plausible, which row is the same row again, and what a row refers to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.deliveries.cells import Fault
from store.keys import number_key, number_keys
from store.records import Account, Contact, Document, Location, Order, OrderLine, Payment, Shipment

Values = dict[str, Any]
Key = tuple[str, ...]

RECORDS: Mapping[str, Callable[..., Any]] = {
    "accounts": Account,
    "locations": Location,
    "contacts": Contact,
    "orders": Order,
    "order_lines": OrderLine,
    "documents": Document,
    "shipments": Shipment,
    "payments": Payment,
}


def document_key(document: Document) -> Key:
    """Languages and revisions are documents of their own only where there is no amount."""
    variant = ("", "") if document.gross is not None else (document.language or "", document.revision or "")
    return (document.account, document.kind, number_key(document.number), *variant)


_KEYS: Mapping[str, Callable[[Any], Key]] = {
    "accounts": lambda r: (r.account,),
    "locations": lambda r: (r.account, r.location),
    "contacts": lambda r: (r.account, r.email),
    "orders": lambda r: (r.account, number_key(r.order)),
    "order_lines": lambda r: (number_key(r.order), r.line),
    "documents": document_key,
    "shipments": lambda r: (number_key(r.order), number_key(r.delivery)),
    "payments": lambda r: (r.account, number_key(r.payment)),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A row names something by its number that should be in one of the target tables of its account."""

    field: str
    value: str
    key: Key
    targets: tuple[str, ...]


def key_of(table: str, record: Any) -> Key:
    """What makes a row the same row again; numbers count without separators and leading zeros."""
    return _KEYS[table](record)


def number_of(table: str, record: Any) -> Key | None:
    """Under which key others refer to this row; None when nobody does."""
    match table:
        case "accounts":
            return (record.account,)
        case "orders":
            return (record.account, number_key(record.order))
        case "documents":
            return (record.account, number_key(record.number))
    return None


def references_of(table: str, record: Any) -> Iterator[Reference]:
    """What a stored row refers to beyond its account; the row is answerable before that is there."""
    match table:
        case "accounts" if record.parent:
            yield Reference("parent", record.parent, (record.parent,), ("accounts",))
        case "documents":
            yield from _references(record, "order", ("orders", "documents"))
            yield from _references(record, "refers_to", ("documents", "orders"))
        case "payments":
            yield from _references(record, "document", ("documents",))


def _references(record: Any, field: str, targets: tuple[str, ...]) -> Iterator[Reference]:
    value = getattr(record, field)
    for key in number_keys(value):
        yield Reference(field, value, (record.account, key), targets)


def tidy(table: str, values: Values) -> None:
    """Puts a lone e-invoice XML where it belongs: `file` = "x.xml" means the column `xml`."""
    if table == "documents" and "xml" not in values and values.get("file", "").casefold().endswith(".xml"):
        values["xml"] = values.pop("file")


def wrong(table: str, values: Values) -> tuple[Fault, ...]:
    """What forbids a row that could be read: amounts that cannot be, a row that points to itself."""
    if table == "accounts" and values.get("parent") == values["account"]:
        return (
            _fault(values, "parent", "is the account itself", "leave it empty, or name the account above"),
        )
    return tuple(_wrong_amounts(values)) if table == "documents" else ()


def odd(table: str, values: Values) -> tuple[Fault, ...]:
    """What deserves a look, though the row is stored as it is."""
    if table != "documents":
        return ()
    found = []
    gross, paid, due = values.get("gross"), values.get("paid"), values.get("due_date")
    if paid is not None and gross is not None and paid > gross >= 0:
        found.append(_fault(values, "paid", f"is more than the gross of {gross}", "check both amounts"))
    if gross is not None and gross < 0 and values["kind"] != "credit_note":
        fix = "if it corrects an invoice, the kind credit_note with a positive amount says so more clearly"
        found.append(_fault(values, "gross", "is below zero", fix))
    if due is not None and due < values["date"]:
        found.append(_fault(values, "due_date", f"is before the date {values['date']}", "check both dates"))
    return tuple(found)


def _wrong_amounts(values: Values) -> Iterator[Fault]:
    gross, net, paid = values.get("gross"), values.get("net"), values.get("paid")
    if values["kind"] == "credit_note":
        for field in ("gross", "net"):
            if (amount := values.get(field)) is not None and amount < 0:
                fix = f"write {-amount}: a credit note is positive and lowers the balance by its kind"
                yield _fault(values, field, "is below zero", fix)
    if paid is not None and paid < 0 <= (gross or 0):
        yield _fault(values, "paid", "is below zero", "check the sign; paid is what came in so far")
    if gross is not None and net is not None and (abs(net) > abs(gross) or net * gross < 0):
        yield _fault(
            values, "net", f"does not fit the gross of {gross}", "check both amounts; are they swapped?"
        )


def _fault(values: Values, field: str, reason: str, fix: str) -> Fault:
    return Fault(field, str(values[field]), reason, fix)
