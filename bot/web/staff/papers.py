"""Links on the staff desk: which still work, for whom, and how they are closed."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.forms import Form
from bot.web.pages import Pages
from bot.web.staff.door import Visitor
from bot.wiring import Clerk
from handlers.acts import Revoke, carry_out
from store.traffic import Link

MOST = 200  # links on one page
LONGEST = 300  # characters of a search


class Papers:
    """Links that still work, by address or account."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def listed(self, request: Request, visitor: Visitor) -> Response:
        """The links of one address or account, or all."""
        query = request.query_params.get("q", "").strip()[:LONGEST]
        links = self.found(query, visitor)
        return self.pages.show(
            "staff/links",
            visitor.says,
            visitor=visitor,
            area="links",
            query=query,
            links=[link_row(link, visitor, self.clerk) for link in links[:MOST]],
            more=len(links) > MOST,
            most=MOST,
            notice=visitor.says("desk_done_revoke") if "done" in request.query_params else "",
        )

    def found(self, query: str, visitor: Visitor) -> tuple[Link, ...]:
        """The working links that a search means."""
        with self.clerk.store.read() as unit:
            if not query:
                return unit.links.listed(live=visitor.now)
            account = unit.accounts.get(query)
            if account is not None:
                return unit.links.listed(account_id=account.id, live=visitor.now)
            return unit.links.listed(recipient=query, live=visitor.now)

    def revoke(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Closes one link."""
        with self.clerk.store.begin() as unit:
            carry_out(Revoke((request.path_params["id"],), visitor.address), unit, visitor.now)
        return RedirectResponse("/staff/links?done=revoke", 303)

    def revoke_all(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Closes all links of one address or account; nothing without a search."""
        links = self.found(form["q"], visitor) if form.get("q") else ()
        with self.clerk.store.begin() as unit:
            carry_out(Revoke(tuple(link.id for link in links), visitor.address), unit, visitor.now)
        return RedirectResponse("/staff/links?done=revoke", 303)


def link_row(link: Link, visitor: Visitor, clerk: Clerk) -> dict[str, Any]:
    """One link in a list."""
    says = visitor.says
    return {
        "id": link.id,
        "recipient": link.recipient,
        "message": link.inbox_id,
        "files": says.count("desk_link_files", len(link.files)),
        "names": [file.name for file in link.files],
        "used": says(
            "desk_link_used",
            n=link.downloads,
            most=link.max_downloads,
            day=says.day(clerk.house.today(link.expires_at)),
        ),
    }
