"""The page that asks "was that you?"; only its button answers the original message."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import Pages
from bot.wiring import Clerk
from bot.worker import token_hash
from handlers.acts import carry_out, from_table


class Confirmations:
    """GET shows the question, POST confirms once."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def page(self, request: Request) -> Response:
        """The question with its button; the same "gone" for every token that is not waiting."""
        with self.clerk.store.read() as unit:
            waiting = unit.confirmations.waiting(self.token(request), self.clerk.clock())
        if waiting is None:
            return self.pages.gone(request)
        return self.pages.show("confirm", self.pages.says(request), token=request.path_params["token"])

    def confirm(self, request: Request) -> Response:
        """Sends the original message through the house again, now proven by its registered address."""
        now = self.clerk.clock()
        with self.clerk.store.begin() as unit:
            asked = unit.confirmations.confirm(self.token(request), now)
            if asked is not None and asked.act:
                carry_out(from_table(asked.act), unit, now)
            elif asked is not None:
                unit.inbox.confirmed(asked.inbox_id)
                unit.audit.write("message.confirmed", now, {"message": asked.inbox_id})
        if asked is None:
            return self.pages.gone(request)
        says = self.pages.says(request)
        return self.pages.show("notice", says, title=says("page_title"), text=says("page_confirmed"))

    def token(self, request: Request) -> bytes:
        """The hash of the token in the path."""
        return token_hash(request.path_params["token"])
