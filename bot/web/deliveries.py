"""The page behind a link and its downloads; what may be fetched is decided anew every time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from zipstream import ZIP_STORED, ZipStream

from bot.renewal import renew
from bot.web.evenly import WRITTEN, even
from bot.web.forms import Form
from bot.web.link_codes import LinkCodes
from bot.web.pages import Pages
from bot.wiring import Clerk
from handlers.links import hindrance
from store.errors import Damaged, Gone, Unreachable
from store.traffic import Link, LinkFile

QUIET = timedelta(hours=1)

log = structlog.get_logger()


class Deliveries:
    """GET shows, POST gives; a scanner that follows every link changes nothing."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages
        self.codes = LinkCodes(clerk)
        self.noted: dict[int, datetime] = {}  # link -> until when its refusals are not audited again

    def page(self, request: Request) -> Response:
        """What is ready, for whom and until when; no kind, no number, no amount: scanners read this page."""
        link, closed = self.find(request)
        if link is None:
            return self.pages.gone(request, renewable=True)
        log.info("link.viewed", link=link.id, method=request.method)  # counted here only: nothing is written
        if closed:
            return self.ask(request, link, "sent" if "sent" in request.query_params else "")
        return self.shown(request, "delivery", link)

    def ask(self, request: Request, link: Link, notice: str, status: int = 200) -> Response:
        """The page that asks for the mailed code; `notice` is what became of the last one, in one word."""
        return self.shown(request, "code", link, status, notice=notice)

    def shown(self, request: Request, name: str, link: Link, status: int = 200, **values: str) -> Response:
        """One page about a link."""
        says = self.clerk.house.tongues[link.language]
        until = says.day(self.clerk.house.today(link.expires_at))
        token = request.path_params["token"]
        return self.pages.show(name, says, status, link=link, token=token, until=until, **values)

    def send_code(self, request: Request) -> Response:
        """Mails the code, to whom the link was issued."""
        link, closed = self.find(request)
        if link is None:
            return self.pages.gone(request, renewable=True)
        if closed and not self.codes.send(link):
            return self.ask(request, link, "enough", 429)
        return RedirectResponse(f"/d/{request.path_params['token']}?sent", 303)

    def open(self, request: Request, form: Form) -> Response:
        """Opens the link for a while by the mailed code."""
        link, closed = self.find(request)
        if link is None:
            return self.pages.gone(request, renewable=True)
        if not closed:
            return self.shown(request, "delivery", link)
        opened = self.codes.open(request, link, form.get("code", ""))
        return opened or self.ask(request, link, "wrong", 403)

    def file(self, request: Request) -> Response:
        """One file, as it was delivered, byte for byte."""
        link, closed = self.find(request)
        wanted = [f for f in link.files if f.n == request.path_params["n"]] if link else []
        if link is None or not wanted:
            return self.pages.gone(request)
        if closed:
            return self.ask(request, link, "", 403)
        try:
            chunks = self.clerk.blobs.stream(wanted[0].sha256)
            first = next(chunks, b"")
        except (Damaged, Gone, Unreachable):
            return self.later(link)
        if not self.take(link, tuple(wanted)):
            return self.pages.gone(request)
        return sent(wanted[0], chained(first, chunks))

    def bundle(self, request: Request) -> Response:
        """All files of the link in one ZIP of known length, streamed."""
        link, closed = self.find(request)
        if link is None:
            return self.pages.gone(request)
        if closed:
            return self.ask(request, link, "", 403)
        if not all(self.clerk.blobs.has(f.sha256) for f in link.files):
            return self.later(link)
        if not self.take(link, link.files):
            return self.pages.gone(request)
        archive = ZipStream(sized=True, compress_type=ZIP_STORED)
        for f in link.files:
            archive.add(self.clerk.blobs.stream(f.sha256), f.name, size=f.size)
        headers = {
            "Content-Disposition": disposition("documents.zip"),
            "Content-Length": str(len(archive)),
        }
        return StreamingResponse(iter(archive), media_type="application/zip", headers=headers)

    def renew(self, request: Request) -> Response:
        """A fresh link, only ever by mail to whom the old one was issued."""
        even(request, WRITTEN)
        with self.clerk.store.read() as unit:
            link = unit.links.by_hash(*self.hashes(request))
        if link is not None and link.revoked_at is None:
            renew(self.clerk, link)
        says = self.pages.says(request)  # not the link's: that would tell that there is one
        return self.pages.show("notice", says, title=says("page_title"), text=says("page_renewed"))

    def later(self, link: Link) -> Response:
        """Our files are not at hand; nothing was given, so nothing is counted."""
        log.error("download.unavailable", link=link.id)
        return self.pages.show("later", self.clerk.house.tongues[link.language], 503)

    def find(self, request: Request) -> tuple[Link | None, bool]:
        """The working link of the token, None for every reason there is; and whether it asks for a code."""
        now, house = self.clerk.clock(), self.clerk.house
        with self.clerk.store.read() as unit:
            link = unit.links.by_hash(*self.hashes(request))
            reason = hindrance(link, unit, house, now)
            if link is not None and not reason:
                return link, self.codes.closed(request, link, unit, now)
        self.refused(request, link, reason)
        return None, False

    def refused(self, request: Request, link: Link | None, reason: str) -> None:
        """Notes a try in the log; in the audit only a button on a link that there once was, once an hour.

        So whoever guesses, or a scanner, cannot fill the store.
        """
        log.info("link.refused", link=link.id if link else None, reason=reason)
        now = self.clerk.clock()
        if link is None or request.method != "POST" or self.noted.get(link.id, now) > now:
            return
        self.noted = {id: until for id, until in self.noted.items() if until > now}
        self.noted[link.id] = now + QUIET
        with self.clerk.store.begin() as unit:
            facts = {"link": link.id, "reason": reason}
            unit.audit.write("link.refused", now, facts, person=link.recipient)

    def hashes(self, request: Request) -> tuple[bytes, ...]:
        """What the token in the path may be stored as."""
        return self.clerk.house.keys().seals(request.path_params["token"])

    def take(self, link: Link, files: tuple[LinkFile, ...]) -> bool:
        """Counts and audits a download; False when the link is used up."""
        with self.clerk.store.begin() as unit:
            if not unit.links.count_download(link.id):
                return False
            facts = {
                "link": link.id,
                "documents": [f.document_id for f in files if f.document_id is not None],
                "papers": [f.paper_id for f in files if f.paper_id is not None],
            }
            unit.audit.write("link.download", self.clerk.clock(), facts, person=link.recipient)
        return True


def sent(file: LinkFile, chunks: Iterator[bytes]) -> Response:
    """A download that no browser will open as a page."""
    headers = {
        "Content-Disposition": disposition(file.name),
        "Content-Length": str(file.size),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return StreamingResponse(chunks, media_type=file.content_type, headers=headers)


def disposition(name: str) -> str:
    """The attachment header, RFC 6266; our names are plain ASCII without quotes."""
    return f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"


def chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """The first chunk, already fetched to see that the file is whole, and the others."""
    yield first
    yield from rest
