"""The page of a question, "was that you?" or what an admin decides; only its buttons do anything."""

from starlette.requests import Request
from starlette.responses import Response

from bot.posting import post
from bot.web.forms import Form
from bot.web.pages import Pages
from bot.web.releases import decided, decision
from bot.web.slack_binding import SlackBinding
from bot.wiring import Clerk
from handlers.acts import Change, Reject, Release, from_table
from handlers.admins.changes import change_lines
from handlers.admins.followups import agreed, declined
from handlers.subscriptions.acts import LetGo
from store.confirmations import Asked
from store.engine import Unit


class Confirmations:
    """GET shows the question, POST answers it once."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages
        self.binding = SlackBinding(clerk, pages)

    def page(self, request: Request) -> Response:
        """The question with its buttons; the same "gone" for every token that is not waiting."""
        says = self.pages.says(request)
        with self.clerk.store.read() as unit:
            asked = unit.confirmations.waiting(self.token(request), self.clerk.clock())
            act = from_table(asked.act) if asked and asked.act else None
            change = act if isinstance(act, Change) else None
            lines = change_lines(change, unit, self.clerk.house, says) if change else ()
        if asked is None:
            slack = self.binding.asked(request)
            return self.binding.page(request, slack) if slack else self.pages.gone(request)
        if isinstance(act, Release | Reject | LetGo):
            text, button = decision(act, says)
            return self.pages.show(
                "release", says, token=request.path_params["token"], text=text, button=button
            )
        if change:
            return self.pages.show("decide", says, token=request.path_params["token"], lines=lines)
        return self.pages.show("confirm", says, token=request.path_params["token"])

    def confirm(self, request: Request, form: Form) -> Response:
        """Carries out what was asked, or drops it, in one transaction with the mails that follow."""
        now = self.clerk.clock()
        if slack := self.binding.asked(request):
            return self.binding.confirm(request, form, slack)
        with self.clerk.store.begin() as unit:
            asked = unit.confirmations.confirm(self.token(request), now)
            act = from_table(asked.act) if asked and asked.act else None
            item = unit.inbox.get(act.inbox_id) if isinstance(act, Release | Reject) else None
            if asked is not None:
                self.follow(asked, form.get("answer") != "no", unit)
        if asked is None:
            return self.pages.gone(request)
        says = self.pages.says(request)
        text = says("page_decided") if asked.act else says("page_confirmed")
        if isinstance(act, Release | Reject):
            text = decided(act, item, says)
        elif isinstance(act, LetGo):
            text = says("page_standing_released")
        return self.pages.show("notice", says, title=says("page_title"), text=text)

    def follow(self, asked: Asked, yes: bool, unit: Unit) -> None:
        """What follows from the answer, into the outbox."""
        now, house = self.clerk.clock(), self.clerk.house
        replies = agreed(asked, unit, house, now) if yes else declined(asked, unit, house, now)
        item = unit.inbox.get(asked.inbox_id)
        post(replies, item, (item.sender if item else None) or "", self.clerk.channels["email"], unit, now)

    def token(self, request: Request) -> tuple[bytes, ...]:
        """The hashes that the token in the path may be stored as."""
        return self.clerk.house.keys().seals(request.path_params["token"])
