"""The mailed code before a link gives anything: asked for by a button, then a session for this link only."""

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.wiring import Clerk
from handlers import codes
from handlers.letters.compose import greeting
from handlers.links import asks_for_code
from handlers.senders.people import known
from store.engine import Unit
from store.traffic import Link

COOKIE = "docclerk_link"
LIFE = timedelta(minutes=30)


class LinkCodes:
    """Codes and sessions of links."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk

    def closed(self, request: Request, link: Link, unit: Unit, now: datetime) -> bool:
        """Whether this visitor must give a code first."""
        if not asks_for_code(link, unit, self.clerk.house, now):
            return False
        token = request.cookies.get(COOKIE, "")
        return codes.subject_of(token, codes.LINK, unit, self.clerk.house, now) != str(link.id)

    def send(self, link: Link) -> bool:
        """Mails a code to whom the link was issued; False when they have had enough of them today."""
        now, house = self.clerk.clock(), self.clerk.house
        says, to = house.tongues[link.language], link.recipient
        with self.clerk.store.begin() as unit:
            hello = greeting(known(to, unit, house.today(now))[0], says)
            reply = codes.issue(codes.LINK, str(link.id), to, hello, says, unit, house, now)
            if reply is not None:
                unit.outbox.add(self.clerk.channels["email"].pack(reply, None, now), now)
        return reply is not None

    def open(self, request: Request, link: Link, given: str) -> Response | None:
        """Back to the page with a session for a right code; None for a wrong one."""
        now, house = self.clerk.clock(), self.clerk.house
        with self.clerk.store.begin() as unit:
            if not codes.redeem(codes.LINK, str(link.id), given, link.recipient, unit, house, now):
                return None
            token = codes.begin(codes.LINK, str(link.id), LIFE, unit, house, now)
        path = f"/d/{request.path_params['token']}"
        answer = RedirectResponse(path, 303)
        answer.set_cookie(
            COOKIE,
            token,
            max_age=int(LIFE.total_seconds()),
            path=path,
            secure=house.public_url.startswith("https:"),
            httponly=True,
            samesite="strict",
        )
        return answer
