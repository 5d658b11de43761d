"""The paths of the staff desk. GET shows, POST decides, and both only for who is signed in."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.forms import posting
from bot.web.pages import Pages
from bot.web.staff.cases import Cases
from bot.web.staff.documents import Documents
from bot.web.staff.door import HOME, Door
from bot.web.staff.papers import Papers
from bot.web.staff.people import People
from bot.wiring import Clerk


def home(request: Request) -> Response:
    """The desk begins with what waits."""
    return RedirectResponse(HOME, 303)


def staff_routes(clerk: Clerk, pages: Pages) -> Sequence[BaseRoute]:
    """All routes below /staff."""
    door, cases = Door(clerk, pages), Cases(clerk, pages)
    people, papers = People(clerk, pages), Papers(clerk, pages)
    documents = Documents(clerk, pages)
    seen = {
        "/staff/messages": cases.queue,
        "/staff/messages/{id:int}": cases.message,
        "/staff/contacts": people.listed,
        "/staff/contacts/{id:int}": people.contact,
        "/staff/documents": documents.listed,
        "/staff/links": papers.listed,
    }
    decided = {
        "/staff/logout": door.leave,
        "/staff/messages/{id:int}/release": cases.release,
        "/staff/messages/{id:int}/reject": cases.reject,
        "/staff/messages/{id:int}/retry": cases.retry,
        "/staff/contacts/{id:int}/suspend": people.suspend,
        "/staff/contacts/{id:int}/resume": people.resume,
        "/staff/documents/{id:int}": documents.correct,
        "/staff/links/revoke": papers.revoke_all,
        "/staff/links/{id:int}/revoke": papers.revoke,
    }
    return (
        Route("/staff", home, methods=["GET"]),
        Route("/staff/login", door.page, methods=["GET"]),
        Route("/staff/login", posting(door.send_code), methods=["POST"]),
        Route("/staff/code", posting(door.enter), methods=["POST"]),
        *(Route(path, door.inside(page), methods=["GET"]) for path, page in seen.items()),
        *(Route(path, door.deciding(button), methods=["POST"]) for path, button in decided.items()),
    )
