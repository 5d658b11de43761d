"""Contacts on the staff desk: who they are, what they see, and whether they may be answered."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.forms import Form
from bot.web.pages import Pages
from bot.web.staff.door import Visitor
from bot.web.staff.papers import link_row
from bot.wiring import Clerk
from handlers.acts import Act, Resume, Suspend, carry_out
from handlers.senders.people import grants_of, live
from store.engine import Unit
from store.records import Contact

MOST = 100  # contacts on one page
LONGEST = 300  # characters of a search or a reason


class People:
    """Contacts by a search, one of them, suspend and resume."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def listed(self, request: Request, visitor: Visitor) -> Response:
        """Contacts by address, name or account."""
        query = request.query_params.get("q", "").strip()[:LONGEST]
        today = self.clerk.house.today(visitor.now)
        with self.clerk.store.read() as unit:
            found = unit.contacts.search(query, MOST)
        rows = [(contact, live(contact, today)) for contact in found]
        return self.show("contacts", visitor, query=query, rows=rows, most=MOST)

    def contact(self, request: Request, visitor: Visitor, notice: str = "", status: int = 200) -> Response:
        """One address: each account it stands in, with what it sees there."""
        with self.clerk.store.read() as unit:
            contact = unit.contacts.by_id(request.path_params["id"])
            if contact is None:
                return self.pages.gone(request)
            suspended = unit.contacts.suspended(contact.email)
            rows = [self.row(c, suspended, unit, visitor) for c in unit.contacts.by_email(contact.email)]
            links = unit.links.listed(recipient=contact.email, live=visitor.now)
        done = request.query_params.get("done", "")
        if not notice and done in {"suspend", "resume", "nothing"}:
            notice = visitor.says(f"desk_done_{done}")
        return self.show(
            "contact",
            visitor,
            status,
            contact=contact,
            rows=rows,
            links=[link_row(link, visitor, self.clerk) for link in links],
            notice=notice,
        )

    def row(
        self, contact: Contact, suspended: dict[str, str | None], unit: Unit, visitor: Visitor
    ) -> dict[str, Any]:
        """How one address stands in one account."""
        kinds, says = self.clerk.house.kinds, visitor.says
        today = self.clerk.house.today(visitor.now)
        seen = unit.documents.kinds_seen(grants_of(contact, unit, kinds, today))
        account = unit.accounts.by_id(contact.account_id)
        return {
            "contact": contact,
            "account": account.name if account else "",
            "live": live(contact, today),
            "suspended": contact.account in suspended,
            "why": suspended.get(contact.account) or "",
            "limits": says.listed([*contact.locations, *contact.cost_centres]),
            "until": says.day(contact.until),
            "sees": [(says.title(kind, 2), seen[kind]) for kind in kinds.codes() if seen.get(kind)],
        }

    def suspend(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """No more answers to this address, open links closed."""
        reason = form.get("reason", "").strip()[:LONGEST]
        if not reason:
            return self.contact(request, visitor, visitor.says("desk_done_reason"), 422)
        return self.decide(request, visitor, lambda to: Suspend(to, visitor.address, reason))

    def resume(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Answers again."""
        return self.decide(request, visitor, lambda to: Resume(to, visitor.address))

    def decide(self, request: Request, visitor: Visitor, act: Callable[[str], Act]) -> Response:
        """Carries a decision about an address out and shows it again."""
        with self.clerk.store.begin() as unit:
            contact = unit.contacts.by_id(request.path_params["id"])
            if contact is None:
                return self.pages.gone(request)
            decision = act(contact.email)
            carried = carry_out(decision, unit, visitor.now)
        done = type(decision).__name__.lower() if carried else "nothing"
        return RedirectResponse(f"/staff/contacts/{contact.id}?done={done}", 303)

    def show(self, name: str, visitor: Visitor, status: int = 200, **values: Any) -> Response:
        """One page of this area."""
        return self.pages.show(
            f"staff/{name}", visitor.says, status, visitor=visitor, area="contacts", **values
        )
