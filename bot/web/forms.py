"""Reads the small forms of our own pages."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

LARGEST = 64_000  # bytes
FIELDS = 50

Form = Mapping[str, str]
Handler = Callable[[Request, Form], Response]


def posting(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a handler that wants the fields of the form."""

    async def endpoint(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return PlainTextResponse("The form is too large.\n", 413)
        try:
            fields = dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=FIELDS))
        except ValueError:
            return PlainTextResponse("The form has too many fields.\n", 413)
        return await run_in_threadpool(handler, request, fields)

    return endpoint
