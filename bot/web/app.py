"""Puts the pages together into one application with strict headers."""

from collections.abc import Iterable, Sequence

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.confirmations import Confirmations
from bot.web.deliveries import Deliveries
from bot.web.evenly import Evenly
from bot.web.forms import posting
from bot.web.metrics import Health, Metrics
from bot.web.pages import Pages
from bot.web.push import Push
from bot.web.slack import slack_routes
from bot.web.staff.routes import staff_routes
from bot.web.unsubscribing import Unsubscribing
from bot.wiring import Clerk

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


class StrictHeaders:
    """Adds the security headers to every answer that does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and completes the headers of the answer."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, complete if scope["type"] == "http" else send)


def build_app(clerk: Clerk, more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The application of one clerk; `more` are the demo's pages."""
    house = clerk.house
    pages = Pages(house.texts, house.tongues, house.company)
    desk = (*slack_routes(clerk, pages), *staff_routes(clerk, pages))
    # Outside of starlette's own layers, so that the answer to a fault of ours is strict as well.
    return StrictHeaders(
        Evenly(
            Starlette(
                routes=[*routes(clerk, pages), *desk, *more],
                exception_handlers={404: pages.not_found, 405: pages.not_found},
            )
        )
    )


def routes(clerk: Clerk, pages: Pages) -> Iterable[BaseRoute]:
    """All public routes. GET and HEAD change nothing and give no file."""
    deliveries, confirmations = Deliveries(clerk, pages), Confirmations(clerk, pages)
    push, unsubscribing = Push(clerk), Unsubscribing(clerk, pages)
    return (
        Route("/healthz", Health(clerk).show),
        Route("/metrics", Metrics(clerk).show),
        Mount("/static", StaticFiles(directory=clerk.templates / "web" / "static")),
        Route("/d/{token}", deliveries.page, methods=["GET"]),
        Route("/d/{token}", deliveries.renew, methods=["POST"]),
        Route("/d/{token}/files/{n:int}", deliveries.file, methods=["POST"]),
        Route("/d/{token}/zip", deliveries.bundle, methods=["POST"]),
        Route("/d/{token}/renew", deliveries.renew, methods=["POST"]),
        Route("/d/{token}/code", deliveries.send_code, methods=["POST"]),
        Route("/d/{token}/open", posting(deliveries.open), methods=["POST"]),
        Route("/c/{token}", confirmations.page, methods=["GET"]),
        Route("/c/{token}", posting(confirmations.confirm), methods=["POST"]),
        Route("/u/{token}", unsubscribing.page, methods=["GET"]),
        Route("/u/{token}", unsubscribing.end, methods=["POST"]),
        Route("/api/v1/openapi.json", push.openapi, methods=["GET"]),
        Route("/api/v1/files", push.files, methods=["POST"]),
        Route("/api/v1/{table}", push.rows, methods=["PUT"]),
    )
