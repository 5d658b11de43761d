"""The page behind the unsubscribe link of a mail; looking at it ends nothing, its button does."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import Pages
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.desk import Desk
from handlers.subscriptions.acts import Unsubscribe
from handlers.subscriptions.mails import reader
from handlers.subscriptions.stops import in_words
from store.engine import Unit
from store.subscriptions import Subscription


class Unsubscribing:
    """GET shows what would end, POST ends it: by the button or by one click in a mail program (RFC 8058)."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def page(self, request: Request) -> Response:
        """What is sent regularly, with the button that ends it; "ended" when it has."""
        house, now = self.clerk.house, self.clerk.clock()
        with self.clerk.store.read() as unit:
            found = self.found(request, unit)
            if found is None:
                return self.pages.gone(request)
            says = house.tongues[found.language]
            person = None if found.ended_at else reader(found, unit, house, now)
            if person is None:
                return self.ended(found)
            what, rhythm = in_words(found, Desk(person, unit, house, says, house.today(now), now))
        text = says("page_standing", what=what, rhythm=rhythm)
        return self.pages.show("unsubscribe", says, token=request.path_params["token"], text=text)

    def end(self, request: Request) -> Response:
        """Ends it; once more changes nothing."""
        with self.clerk.store.begin() as unit:
            found = self.found(request, unit)
            if found is not None:
                act = Unsubscribe(found.address, (found.id,), "by the link of its mail")
                carry_out(act, unit, self.clerk.clock())
        return self.ended(found) if found else self.pages.gone(request)

    def ended(self, subscription: Subscription) -> Response:
        """That it has ended, in the language of its mails."""
        says = self.clerk.house.tongues[subscription.language]
        return self.pages.show(
            "notice", says, title=says("page_standing_title"), text=says("page_standing_ended")
        )

    def found(self, request: Request, unit: Unit) -> Subscription | None:
        """The subscription whose token stands in the path."""
        return unit.subscriptions.by_token(self.clerk.house.keys().seals(request.path_params["token"]))
