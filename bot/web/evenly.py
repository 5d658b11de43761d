"""Answers that must tell nothing take as long as one another, whatever was looked up for them."""

import time
from asyncio import sleep

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOKED = 0.05  # seconds: well over the slowest look-up of a token
WRITTEN = 0.4  # well over the slowest transaction with a mail in it


class Evenly:
    """Holds back the answers that `even` marked; no thread waits meanwhile."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; a marked answer starts when its time is up."""
        began = time.monotonic()

        async def in_time(message: Message) -> None:
            if message["type"] == "http.response.start":
                least = scope.get("state", {}).get("least", 0.0)
                await sleep(max(0.0, began + least - time.monotonic()))
            await send(message)

        await self.app(scope, receive, in_time if scope["type"] == "http" else send)


def even(request: Request, seconds: float) -> None:
    """Marks the answer to a request: it takes at least so long."""
    request.state.least = seconds
