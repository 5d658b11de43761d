"""The page behind a link and its downloads; what may be fetched is decided anew every time."""

from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.renewal import renew
from bot.web.downloads import at_hand, chained, sent, zipped
from bot.web.evenly import WRITTEN, even
from bot.web.forms import Form
from bot.web.link_codes import LinkCodes
from bot.web.pages import Pages
from bot.wiring import Clerk
from handlers.files.bundles import Files, index, parts
from handlers.letters.says import Says
from handlers.links import hindrance
from store.errors import Damaged, Gone, Trouble, Unreachable
from store.traffic import Link, LinkFile

QUIET = timedelta(hours=1)
SHOWN = 100  # files on one page
LARGE = 50_000_000  # bytes of a ZIP from which on it takes a while

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
        return self.listed(request, link)

    def listed(self, request: Request, link: Link) -> Response:
        """The page with the files, a hundred at a time, and the parts of the ZIP."""
        says = self.clerk.house.tongues[link.language]
        bundles = [
            {"n": n, "files": len(part), "size": weight(sum(f.size for f in part), says)}
            for n, part in enumerate(self.parts(link), 1)
        ]
        values: dict[str, Any] = {
            "files": [(f, weight(f.size, says)) for f in link.files],
            "page": numbered(request, "page", -(-len(link.files) // SHOWN)) or 1,
            "step": SHOWN,
            "bundles": bundles,
            "large": sum(f.size for f in link.files) > LARGE,
        }
        return self.shown(request, "delivery", link, **values)

    def parts(self, link: Link) -> tuple[Files, ...]:
        """The parts of the ZIP."""
        return parts(link.files, self.clerk.house.zip_bytes)

    def ask(self, request: Request, link: Link, notice: str, status: int = 200) -> Response:
        """The page that asks for the mailed code; `notice` is what became of the last one, in one word."""
        return self.shown(request, "code", link, status, notice=notice)

    def shown(self, request: Request, name: str, link: Link, status: int = 200, **values: Any) -> Response:
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
            return self.listed(request, link)
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
        """All files of the link, or one part of them, in a ZIP of known length with a list, streamed."""
        link, closed = self.find(request)
        found = self.parts(link) if link else ()
        part = numbered(request, "part", len(found)) if "part" in request.query_params else 1
        if link is None or not 1 <= part <= len(found):
            return self.pages.gone(request)
        if closed:
            return self.ask(request, link, "", 403)
        files = found[part - 1]
        if not at_hand(files, self.clerk.blobs):
            return self.later(link)
        if not self.take(link, files):
            return self.pages.gone(request)
        with self.clerk.store.read() as unit:
            contents = index(link, files, unit, self.clerk.house, self.clerk.clock())
        return zipped(files, contents, part, len(found), self.clerk.blobs)

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
        with suppress(Trouble), self.clerk.store.begin() as unit:
            facts = {"link": link.id, "reason": reason}
            unit.audit.write("link.refused", now, facts, person=link.recipient)

    def hashes(self, request: Request) -> tuple[bytes, ...]:
        """What the token in the path may be stored as."""
        return self.clerk.house.keys().seals(request.path_params["token"])

    def take(self, link: Link, files: tuple[LinkFile, ...]) -> bool:
        """Counts and audits a download; False when the link is used up.

        Where nothing can be written, as on a full disk, what is read goes on: the log counts it.
        """
        try:
            return self.counted(link, files)
        except Trouble as trouble:
            documents = [f.document_id for f in files]
            log.error("download.uncounted", link=link.id, documents=documents, error=type(trouble).__name__)
            return True

    def counted(self, link: Link, files: tuple[LinkFile, ...]) -> bool:
        """In the store; False when the link is used up."""
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


def numbered(request: Request, name: str, most: int) -> int:
    """A number from 1 to `most` in the query; 0 for anything else."""
    given = request.query_params.get(name, "")
    n = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
    return n if n <= most else 0


def weight(size: int, says: Says) -> str:
    """How large a file is: "12 kB", from a million bytes on "4,8 MB"."""
    if size < 1_000_000:
        return says.quantity(Decimal(-(-size // 1000)), "kB")
    return says.quantity(Decimal(size // 100_000) / 10, "MB")
