"""The door of the staff desk: a code mailed to an employee opens a session; every form carries its token."""

import hmac
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.evenly import WRITTEN, even
from bot.web.forms import Form, posting
from bot.web.pages import Pages
from bot.wiring import Clerk
from handlers import codes
from handlers.letters.says import Says
from handlers.senders.verify import is_staff
from parsers.mail.identity import ADDRESS

COOKIE = "docclerk_staff"
LIFE = timedelta(hours=12)
HOME = "/staff/messages"
INSIDE = re.compile(r"/staff/[a-z]+(?:/\d+)?(?:\?[\w=&%.@+-]*)?")
LONGEST = 254  # characters of an address
GREATEST = 2**31 - 1  # number of anything in the store


@dataclass(frozen=True, slots=True)
class Visitor:
    """An employee who is signed in; `csrf` stands in every form of theirs."""

    address: str
    csrf: str = field(repr=False)
    says: Says = field(repr=False)
    now: datetime


Seen = Callable[[Request, Visitor], Response]
Decided = Callable[[Request, Visitor, Form], Response]


class Door:
    """Signs employees in and out, and guards the pages."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def page(self, request: Request) -> Response:
        """Asks for the address."""
        return self.show(request, wanted(request.query_params.get("next", "")))

    def send_code(self, request: Request, form: Form) -> Response:
        """Mails a code to an employee; everybody else gets the same page after the same time, and no mail."""
        even(request, WRITTEN)
        address, ticket = form.get("address", "").strip().lower(), self.clerk.house.token()
        if len(address) > LONGEST or not ADDRESS.fullmatch(address):
            return self.show(request, wanted(form.get("next", "")))
        if is_staff(address, self.clerk.house.staff):
            self.issue(address, ticket, self.pages.says(request))
        return self.show(request, wanted(form.get("next", "")), address=address, ticket=ticket)

    def issue(self, address: str, ticket: str, says: Says) -> None:
        """A code for this employee in this window: the ticket is known to nobody else."""
        now, house = self.clerk.clock(), self.clerk.house
        with self.clerk.store.begin() as unit:
            subject, hello = subject_of(address, ticket), says("greeting_nobody")
            reply = codes.issue(codes.STAFF, subject, address, hello, says, unit, house, now)
            if reply is not None:
                unit.outbox.add(self.clerk.channels["email"].pack(reply, None, now), now)

    def enter(self, request: Request, form: Form) -> Response:
        """Opens a session by the right code."""
        even(request, WRITTEN)
        address, ticket, next_ = form.get("address", ""), form.get("ticket", ""), wanted(form.get("next", ""))
        now, house = self.clerk.clock(), self.clerk.house
        token, subject = "", subject_of(address, ticket)
        if is_staff(address, house.staff):
            with self.clerk.store.begin() as unit:
                if codes.redeem(codes.STAFF, subject, form.get("code", ""), address, unit, house, now):
                    token = codes.begin(codes.STAFF, address, LIFE, unit, house, now)
                    unit.audit.write("staff.signed_in", now, {}, by=address)
        if not token:
            return self.show(request, next_, 403, address=address, ticket=ticket, wrong=True)
        answer = RedirectResponse(next_, 303)
        secure = house.public_url.startswith("https:")
        age = int(LIFE.total_seconds())
        answer.set_cookie(COOKIE, token, age, path="/staff", secure=secure, httponly=True, samesite="strict")
        return answer

    def leave(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Ends the session."""
        with self.clerk.store.begin() as unit:
            unit.sessions.end(self.clerk.house.keys().seals(request.cookies.get(COOKIE, "")), visitor.now)
            unit.audit.write("staff.signed_out", visitor.now, {}, by=visitor.address)
        answer = RedirectResponse("/staff/login", 303)
        answer.delete_cookie(COOKIE, path="/staff")
        return answer

    def show(
        self,
        request: Request,
        next_: str,
        status: int = 200,
        *,
        address: str = "",
        ticket: str = "",
        wrong: bool = False,
    ) -> Response:
        """The sign-in page: first the address, then the code."""
        says = self.pages.says(request)
        values = {"address": address[:LONGEST], "ticket": ticket, "next": next_, "wrong": wrong}
        return self.pages.show("staff/login", says, status, **values)

    def visitor(self, request: Request) -> Visitor | None:
        """Who is signed in; nobody whom the house has taken from its list meanwhile."""
        token, now, house = request.cookies.get(COOKIE, ""), self.clerk.clock(), self.clerk.house
        with self.clerk.store.read() as unit:
            address = codes.subject_of(token, codes.STAFF, unit, house, now)
        if address is None or not is_staff(address, house.staff):
            return None
        csrf = house.keys().seal(f"csrf {token}").hash.hex()
        return Visitor(address, csrf, self.pages.says(request), now)

    def genuine(self, request: Request, given: str) -> bool:
        """Whether a form is one of ours for this very session."""
        token = request.cookies.get(COOKIE, "")
        right = self.clerk.house.keys().seals(f"csrf {token}")
        return any(hmac.compare_digest(one.hex().encode(), given.encode()) for one in right)

    def inside(self, page: Seen) -> Callable[[Request], Response]:
        """A page that only employees see."""

        def endpoint(request: Request) -> Response:
            if request.path_params.get("id", 0) > GREATEST:
                return self.pages.gone(request)
            visitor = self.visitor(request)
            if visitor is None:
                wish = "?".join(filter(None, (request.url.path, request.url.query)))
                return RedirectResponse(f"/staff/login?next={quote(wish, safe='')}", 303)
            return page(request, visitor)

        return endpoint

    def deciding(self, decision: Decided) -> Callable[[Request], Awaitable[Response]]:
        """A button that only employees press, on our own page."""

        def handler(request: Request, form: Form) -> Response:
            if request.path_params.get("id", 0) > GREATEST:
                return self.pages.gone(request)
            visitor = self.visitor(request)
            if visitor is None or not self.genuine(request, form.get("csrf", "")):
                return RedirectResponse("/staff/login", 303)
            return decision(request, visitor, form)

        return posting(handler)


def subject_of(address: str, ticket: str) -> str:
    """What a code is bound to: the address and the window that asked for it."""
    return f"{address} {ticket}"


def wanted(path: str) -> str:
    """Where to go after signing in: a page of the desk, never elsewhere."""
    return path if INSIDE.fullmatch(path) else HOME
