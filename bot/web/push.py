"""The push API: the same rows as a delivery, sent by the ERP over HTTP."""

import hashlib
import hmac
import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.deliveries import load_delivery
from bot.web.openapi import describe
from bot.wiring import Clerk
from handlers.ingest.delivery import Delivery
from parsers.deliveries.feed import Feed
from parsers.deliveries.tables import TABLES

LARGEST = 64_000_000  # bytes of one request
LONGEST_KEY = 200  # characters of an Idempotency-Key
NAME = "api"


class Push:
    """PUT rows, POST files; every answer is the quality report of CONTRACT section 3, or a plain sentence."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.key = clerk.config.web.api_key

    def openapi(self, request: Request) -> Response:
        """The description of this API."""
        return JSONResponse(describe(self.clerk.config.clerk.public_url))

    async def rows(self, request: Request) -> Response:
        """A JSON list of rows for one table."""
        table = request.path_params["table"]
        refused = self.refused(request)
        if refused:
            return refused
        if table not in TABLES:
            return problem(404, f"There is no table {table!r}; send to one of {', '.join(TABLES)}.")
        body = await self.body(request)
        if isinstance(body, Response):
            return body
        try:
            rows = json.loads(body)
        except (ValueError, RecursionError):
            return problem(400, "The body is no JSON; send a list of objects, one a row.")
        if not isinstance(rows, list):
            return problem(400, "The body must be a JSON list of objects, one a row.")
        delivery = Delivery(f"PUT {table}", {f"{table}.json": body})
        return await run_in_threadpool(self.load, request, delivery, body)

    async def files(self, request: Request) -> Response:
        """Files as multipart/form-data; each is attached to the document that names it."""
        refused = self.refused(request) or self.too_large(request)
        if refused:
            return refused
        async with request.form(max_files=1000, max_part_size=LARGEST) as form:
            uploads = [v for v in form.values() if isinstance(v, UploadFile) and v.filename]
            content = {str(u.filename): await u.read() for u in uploads}
        if not content:
            return problem(400, "There is no file in the request; send multipart/form-data with a file name.")
        readers = {name: (lambda data=data: data) for name, data in content.items()}
        digest = b"".join(hashlib.sha256(n.encode() + d).digest() for n, d in sorted(content.items()))
        return await run_in_threadpool(self.load, request, Delivery("POST files", files=readers), digest)

    def load(self, request: Request, delivery: Delivery, body: bytes) -> Response:
        """Loads once for each Idempotency-Key; the same key again gives the first report."""
        key = request.headers.get("idempotency-key", "")[:LONGEST_KEY]
        mark = hashlib.sha256(f"{NAME}:{key}".encode()).hexdigest() if key else ""
        print_of_body = hashlib.sha256(request.url.path.encode() + body).hexdigest()
        if mark:
            with self.clerk.store.read() as unit:
                before = unit.feeds.report(mark)
            if before is not None:
                if before.get("request") != print_of_body:
                    return problem(422, "This Idempotency-Key was used for other content; use a new one.")
                return JSONResponse(before["report"])
        clerk = self.clerk
        report = load_delivery(
            clerk.store, clerk.blobs, delivery, Feed.canonical(), clerk.house.kinds.codes(), now=clerk.clock()
        )
        answer: dict[str, Any] = report.as_json()
        if mark and report.ok:
            with clerk.store.begin() as unit:
                unit.feeds.remember(mark, NAME, {"request": print_of_body, "report": answer})
        return JSONResponse(answer, 200 if report.ok else 422)

    def refused(self, request: Request) -> Response | None:
        """The answer to a caller without the key; the same whether there is an API or not."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        right = (
            self.key and scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), self.key.encode())
        )
        return None if right else problem(401, "Send the key of this API: Authorization: Bearer KEY.")

    def too_large(self, request: Request) -> Response | None:
        """The answer to a body beyond the limit."""
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) <= LARGEST:
            return None
        return problem(413, f"Send a Content-Length of at most {LARGEST:,} bytes; split larger deliveries.")

    async def body(self, request: Request) -> bytes | Response:
        """The whole body, within the limit."""
        return self.too_large(request) or await request.body()


def problem(status: int, text: str) -> Response:
    """A plain sentence as JSON."""
    return JSONResponse({"error": text}, status)
