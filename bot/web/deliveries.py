"""The page behind a link and its downloads; what may be fetched is decided anew every time."""

from collections.abc import Iterator
from urllib.parse import quote

import structlog
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from zipstream import ZIP_STORED, ZipStream

from bot.renewal import renew
from bot.web.pages import Pages
from bot.wiring import Clerk
from bot.worker import token_hash
from handlers.verify import may_receive
from store.errors import Damaged, Gone, Unreachable
from store.traffic import Link, LinkFile

log = structlog.get_logger()


class Deliveries:
    """GET shows, POST gives; a scanner that follows every link changes nothing."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def page(self, request: Request) -> Response:
        """What is ready, for whom and until when; no kind, no number, no amount: scanners read this page."""
        link = self.find(request)
        if link is None:
            return self.pages.gone(request, renewable=True)
        says = self.clerk.house.tongues[link.language]
        return self.pages.show(
            "delivery",
            says,
            link=link,
            token=request.path_params["token"],
            until=says.day(link.expires_at.astimezone(self.clerk.house.zone).date()),
        )

    def file(self, request: Request) -> Response:
        """One file, as it was delivered, byte for byte."""
        link = self.find(request)
        wanted = [f for f in link.files if f.n == request.path_params["n"]] if link else []
        if link is None or not wanted:
            return self.pages.gone(request)
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
        link = self.find(request)
        if link is None:
            return self.pages.gone(request)
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
        with self.clerk.store.read() as unit:
            link = unit.links.by_hash(token_hash(request.path_params["token"]))
        if link is not None and link.revoked_at is None:
            renew(self.clerk, link)
        says = self.pages.says(request)  # not the link's: that would tell that there is one
        return self.pages.show("notice", says, title=says("page_title"), text=says("page_renewed"))

    def later(self, link: Link) -> Response:
        """Our files are not at hand; nothing was given, so nothing is counted."""
        log.error("download.unavailable", link=link.id)
        return self.pages.show("later", self.clerk.house.tongues[link.language], 503)

    def find(self, request: Request) -> Link | None:
        """The live link of the token; None for every reason there is."""
        now = self.clerk.clock()
        with self.clerk.store.read() as unit:
            link = unit.links.by_hash(token_hash(request.path_params["token"]))
            if link is None or link.revoked_at or link.expires_at <= now:
                return None
            if link.downloads >= link.max_downloads:
                return None
            today = self.clerk.house.today(now)
            ids = tuple({f.document_id for f in link.files})
            allowed = may_receive(link.recipient, ids, unit, self.clerk.house.kinds, today)
        return link if allowed else None

    def take(self, link: Link, files: tuple[LinkFile, ...]) -> bool:
        """Counts and audits a download; False when the link is used up."""
        with self.clerk.store.begin() as unit:
            if not unit.links.count_download(link.id):
                return False
            facts = {"link": link.id, "documents": [f.document_id for f in files]}
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
