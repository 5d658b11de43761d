"""Documents on the staff desk: how they stand, what house or buyer say otherwise, and how to mend it."""

from datetime import date
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.forms import Form
from bot.web.pages import Pages
from bot.web.staff.door import Visitor
from bot.wiring import Clerk
from handlers.acts import Act, carry_out
from handlers.documents.state import OWED_KINDS
from handlers.staff.amendments import amount_of
from handlers.staff.corrections import Correct, Uncorrect
from store.corrections import ACCOUNT, DISPUTED, ORDER, PAID, PART, Correction
from store.engine import Unit
from store.notices import Notice
from store.records import Document, Grant

LONGEST = 300  # characters of a search or a reason
MOST = 200  # corrections on one page


class Documents:
    """Documents by number, their corrections, and the forms that correct them."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def listed(self, request: Request, visitor: Visitor, notice: str = "", status: int = 200) -> Response:
        """The documents of a number; without one all that somebody says otherwise than the ERP."""
        query = request.query_params.get("q", "").strip()[:LONGEST]
        done = request.query_params.get("done", "")
        if not notice and done in {"yes", "nothing"}:
            notice = visitor.says("desk_done_corrected" if done == "yes" else "desk_done_nothing")
        with self.clerk.store.read() as unit:
            found = self.numbered(query, unit) if query else self.spoken_of(unit, visitor)
            rows = [self.row(d, unit, visitor) for d in found[:MOST]]
        return self.pages.show(
            "staff/documents",
            visitor.says,
            status,
            visitor=visitor,
            area="documents",
            query=query,
            rows=rows,
            notice=notice,
            today=self.clerk.house.today(visitor.now).isoformat(),
        )

    def numbered(self, number: str, unit: Unit) -> tuple[Document, ...]:
        """The documents with this number, in all accounts."""
        kinds = frozenset(self.clerk.house.kinds.codes())
        return unit.documents.by_number(
            [Grant(id, kinds) for id in unit.documents.accounts_of(number)], number
        )

    def spoken_of(self, unit: Unit, visitor: Visitor) -> tuple[Document, ...]:
        """The documents of which the house or a buyer says something, the latest first."""
        told = unit.notices.open(self.clerk.house.today(visitor.now))
        ids = [*(c.document_id for c in unit.corrections.counting()), *(n.document_id for n in told)]
        held = (unit.documents.held(id) for id in reversed(dict.fromkeys(ids)))
        return tuple(d for d in held if d is not None)

    def row(self, document: Document, unit: Unit, visitor: Visitor) -> dict[str, Any]:
        """One document with everything that is said of it."""
        says, today = visitor.says, self.clerk.house.today(visitor.now)
        told = unit.notices.live([document.id], today).get(document.id)
        return {
            "id": document.id,
            "title": f"{says.title(document.kind)} {document.number}",
            "account": document.account,
            "facts": " · ".join(
                filter(None, (says.day(document.date), says.amount(document.gross, document.currency)))
            ),
            "state": says.state(document, today),
            "order": document.order or "",
            "owed": document.kind in OWED_KINDS,
            "disputed": document.disputed,
            "corrections": [spoken(c, visitor) for c in unit.corrections.counting([document.id])],
            "notice": noticed(told, visitor) if told else "",
        }

    def correct(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Carries out what one form says; a sentence when it says nothing that can be done."""
        id, back = request.path_params["id"], form.get("q", "").strip()[:LONGEST]
        try:
            acts = self.acts_of(id, form, visitor)
        except ValueError as fault:
            return self.listed(request, visitor, str(fault), 422)
        with self.clerk.store.begin() as unit:
            done = [carry_out(act, unit, visitor.now) for act in acts]
        said = "yes" if done and all(done) else "nothing"
        return RedirectResponse(f"/staff/documents?q={back}&done={said}", 303)

    def acts_of(self, id: int, form: Form, visitor: Visitor) -> list[Act]:
        """What a form asks for. Raises ValueError with the sentence that helps."""
        by, reason = visitor.address, form.get("reason", "").strip()[:LONGEST] or None
        match form.get("verb", ""):
            case "paid":
                return [Correct(id, PAID, self.day(form, visitor).isoformat(), by, reason)]
            case "part":
                amount = self.amount(form, visitor)
                return [Correct(id, PART, self.day(form, visitor).isoformat(), by, reason, str(amount))]
            case "disputed" | "settled" as verb:
                return [Correct(id, DISPUTED, verb == "disputed", by, reason)]
            case "order" | "account" as field if form.get("to", "").strip():
                where = {"order": ORDER, "account": ACCOUNT}[field]
                return [Correct(id, where, form["to"].strip()[:LONGEST], by, reason)]
            case "undo":
                with self.clerk.store.read() as unit:
                    live = unit.corrections.counting([id])
                return [Uncorrect(id, c.field, by) for c in live]
        raise ValueError(visitor.says("desk_correct_where"))

    def day(self, form: Form, visitor: Visitor) -> date:
        """The day of a payment; ValueError for none, or one to come."""
        try:
            day = date.fromisoformat(form.get("day", ""))
        except ValueError:
            raise ValueError(visitor.says("desk_correct_day")) from None
        if day > self.clerk.house.today(visitor.now):
            raise ValueError(visitor.says("desk_correct_day"))
        return day

    def amount(self, form: Form, visitor: Visitor) -> Decimal:
        """What is paid; ValueError for what is no amount above nothing."""
        try:
            amount = amount_of(form.get("amount", "").strip()[:20])
        except ArithmeticError:
            amount = Decimal(0)
        if amount <= 0:
            raise ValueError(visitor.says("desk_correct_amount"))
        return amount


def spoken(one: Correction, visitor: Visitor) -> str:
    """One correction in a sentence."""
    says = visitor.says
    value = str(one.value)
    if one.field in (PAID, PART):
        value = says.day(date.fromisoformat(value))
    amount = says.amount(one.amount, None) if one.amount else ""
    key = f"desk_said_{one.field}" + ("" if one.field != DISPUTED else "_yes" if one.value else "_no")
    said = says(key, value=value, amount=amount)
    by = says("desk_said_by", author=one.author, day=says.day(one.at.date()))
    return " · ".join(filter(None, (said, by, one.reason)))


def noticed(one: Notice, visitor: Visitor) -> str:
    """What a buyer told us, in a sentence."""
    says = visitor.says
    return says(f"desk_told_{one.kind}", author=one.author, day=says.day(one.day) if one.day else "?")
