"""The page behind the link in the mail with a code: it says who asks, and only the code binds them."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.forms import Form
from bot.web.pages import Pages
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.chats.acts import Bind
from handlers.chats.binding import verdict
from handlers.codes import LONGEST
from store.slack_bindings import BindingRequest


class SlackBinding:
    """GET shows who asks, POST tries a code; a link alone does nothing, whoever has it."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk, self.pages = clerk, pages

    def asked(self, request: Request) -> BindingRequest | None:
        """The request that the link belongs to, as long as it can be answered."""
        seals = self.clerk.house.keys().seals(request.path_params["token"])
        with self.clerk.store.read() as unit:
            found = unit.slack_bindings.by_token(seals, self.clerk.clock())
        return found if found and found.address else None

    def page(self, request: Request, asked: BindingRequest, *, wrong: bool = False) -> Response:
        """Who asks, and a field for the code."""
        return self.pages.show(
            "slack_bind",
            self.pages.says(request),
            403 if wrong else 200,
            token=request.path_params["token"],
            person=asked.person or asked.user,
            address=asked.address,
            wrong=wrong,
        )

    def confirm(self, request: Request, form: Form, asked: BindingRequest) -> Response:
        """Binds the account that asked, and no other, when the code is right; wrong ones add up."""
        digits = "".join(c for c in form.get("code", "")[:LONGEST] if c.isdecimal())
        now, act = self.clerk.clock(), verdict(digits, asked, self.clerk.house)
        with self.clerk.store.begin() as unit:
            done = act is not None and carry_out(act, unit, now) and isinstance(act, Bind)
        if not done:
            return self.page(request, asked, wrong=True)
        says = self.pages.says(request)
        return self.pages.show("notice", says, title=says("page_title"), text=says("slack_page_done"))
