"""Renders pages, and the one page for everything that is not there."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.evenly import LOOKED, even
from handlers.letters.says import Says, Tongues
from handlers.letters.texts import Texts


class Pages:
    """The HTML pages under templates/web."""

    def __init__(self, texts: Texts, tongues: Tongues, company: str) -> None:
        self.texts = texts
        self.tongues = tongues
        self.company = company

    def says(self, request: Request) -> Says:
        """The language of a visitor of whom nothing is known, by their browser."""
        wanted = request.headers.get("accept-language", "")
        codes = [part.split(";")[0].strip()[:2].lower() for part in wanted.split(",")]
        return self.tongues[next((c for c in codes if c in self.tongues.by_code), None)]

    def show(self, name: str, says: Says, status: int = 200, **values: Any) -> Response:
        """One page."""
        html = self.texts.render(f"web/{name}.html", says=says, company=self.company, **values)
        return HTMLResponse(html, status)

    def gone(self, request: Request, *, renewable: bool = False) -> Response:
        """The same page and status for unknown, expired, revoked, used up and foreign.

        `renewable` adds a button that posts to the same path; the page never repeats the token.
        """
        even(request, LOOKED)
        return self.show("gone", self.says(request), 404, renewable=renewable)

    def not_found(self, request: Request, error: Exception) -> Response:
        """What starlette shows for paths and methods that do not exist."""
        return self.gone(request)
