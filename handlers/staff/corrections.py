"""What the house's own people correct in a document, and take back: an overlay that outlives deliveries."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.corrections import ACCOUNT, DISPUTED, MOVES, ORDER, PAID, Correction
from store.engine import Unit
from store.notices import DISPUTE, PROMISE
from store.notices import PAID as TOLD_PAID
from store.records import Document


@dataclass(frozen=True, slots=True)
class Correct:
    """One field of a document is otherwise than the ERP says; fields and values as in store/corrections.

    `amount` is what is paid of it, as text, for the field "part".
    """

    document_id: int
    field: str
    value: Any
    by: str
    reason: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class Uncorrect:
    """What was said of a field of a document is taken back; the ERP counts again."""

    document_id: int
    field: str
    by: str


def carry_out(act: Correct | Uncorrect, unit: Unit, now: datetime) -> bool:
    """Writes a correction or its end, with the audit row; False when there was nothing to do."""
    document = unit.documents.held(act.document_id)
    if document is None:
        return False
    if isinstance(act, Correct):
        return corrected(act, document, unit, now)
    return undone(act, document, unit, now)


def corrected(act: Correct, document: Document, unit: Unit, now: datetime) -> bool:
    """Lays the correction over the document; one that is moved stands in its new place at once."""
    before = counting(document, act.field, unit)
    was = before.was if before else place_of(document, act.field)
    if act.field in MOVES and not moved(document, act.field, act.value, unit):
        return False
    amount = Decimal(act.amount) if act.amount else None
    unit.corrections.add(Correction(document.id, act.field, act.value, act.by, now, act.reason, amount, was))
    end_notices(document, act, unit, now)
    facts = {"document": document.id, "field": act.field, "value": act.value, "reason": act.reason}
    facts |= {"amount": act.amount, "was": was}
    unit.audit.write("document.corrected", now, facts, by=act.by)
    return True


def undone(act: Uncorrect, document: Document, unit: Unit, now: datetime) -> bool:
    """Takes the correction back; what was moved returns to its place."""
    before = counting(document, act.field, unit)
    if before is None or (act.field in MOVES and not moved(document, act.field, before.was, unit)):
        return False
    unit.corrections.undo(document.id, act.field, act.by, now)
    facts = {"document": document.id, "field": act.field}
    unit.audit.write("document.correction_undone", now, facts, by=act.by)
    return True


def counting(document: Document, field: str, unit: Unit) -> Correction | None:
    """The correction of a field that counts now."""
    return next((c for c in unit.corrections.counting([document.id]) if c.field == field), None)


def place_of(document: Document, field: str) -> str | None:
    """Where a document stands, for the fields that say so."""
    return {ORDER: document.order, ACCOUNT: document.account}.get(field)


def moved(document: Document, field: str, value: str | None, unit: Unit) -> bool:
    """Puts a document to another order or account; False when it cannot stand there."""
    if field == ORDER:
        return unit.documents.move(document, order=value or "")
    account = unit.accounts.get(value or "")
    return account is not None and unit.documents.move(document, account_id=account.id)


def end_notices(document: Document, act: Correct, unit: Unit, now: datetime) -> None:
    """What a buyer has told us is settled by what the house knows now."""
    if act.field == PAID:
        unit.notices.end(document.id, act.by, now, TOLD_PAID)
        unit.notices.end(document.id, act.by, now, PROMISE)
    if act.field == DISPUTED and not act.value:
        unit.notices.end(document.id, act.by, now, DISPUTE)
