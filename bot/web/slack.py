"""Slack over HTTP: signed events at `/slack/events`, and the installation into more workspaces."""

import hmac
import json
from urllib.parse import parse_qs, urlencode

import structlog
from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import PermanentFailure, TemporaryFailure
from bot.channels.slack.channel import Slack
from bot.channels.slack.door import Door
from bot.sections import SlackSection
from bot.web.pages import Pages
from bot.wiring import Clerk
from handlers import codes
from handlers.chats.acts import SLACK_SCOPES

LARGEST = 3_000_000  # bytes of a payload
AUTHORIZE = "https://slack.com/oauth/v2/authorize"
COOKIE, PURPOSE = "docclerk_slack", "slack_install"

log = structlog.get_logger()


class SlackPages:
    """What Slack and an administrator of a workspace see of us."""

    def __init__(self, clerk: Clerk, pages: Pages, slack: Slack, section: SlackSection) -> None:
        self.clerk, self.pages, self.slack, self.section = clerk, pages, slack, section
        self.verifier = SignatureVerifier(section.signing_secret) if section.signing_secret else None
        self.app: App | None = Door(clerk, slack, "http").app if self.verifier else None

    @property
    def redirect(self) -> str:
        """Where Slack sends an administrator back to."""
        return f"{self.clerk.house.public_url}/slack/oauth"

    async def events(self, request: Request) -> Response:
        """Everything that Slack sends: 401 unless it is signed and fresh, 400 unless it can be read."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return PlainTextResponse("too large\n", 400)
        if self.app is None or not self.signed(request, body):
            return PlainTextResponse("not signed by Slack\n", 401)
        if not readable(body, request.headers.get("content-type", "")):
            return PlainTextResponse("not a payload of Slack\n", 400)
        return await run_in_threadpool(self.dispatch, self.app, body, request)

    def signed(self, request: Request, body: bytes) -> bool:
        """Whether the signature is Slack's and fresh; a stamp that is no number is refused at once."""
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 13 and signature.isascii()):
            return False
        try:
            return self.verifier is not None and self.verifier.is_valid(body, stamp, signature)
        except ValueError:  # a body that is no UTF-8 was not signed by Slack
            return False

    def dispatch(self, app: App, body: bytes, request: Request) -> Response:
        """To the listeners; what they cannot make sense of is a bad request, never a fault of ours."""
        try:
            answer = app.dispatch(BoltRequest(body=body.decode("utf-8"), headers=dict(request.headers)))
        except Exception as error:  # bolt itself stumbles over what Slack would never send
            log.warning("slack.malformed", error=type(error).__name__)
            return PlainTextResponse("not a payload of Slack\n", 400)
        status = 400 if answer.status == 500 else 200 if answer.status == 404 else answer.status
        told = answer.first_headers_without_set_cookie()
        return Response(answer.body, status, {k: v for k, v in told.items() if k != "content-length"})

    def install(self, request: Request) -> Response:
        """Sends an administrator to Slack's page of consent; what comes back must be theirs."""
        if not (self.section.client_id and self.section.client_secret):
            return self.pages.gone(request)
        now = self.clerk.clock()
        with self.clerk.store.begin() as unit:
            state = codes.begin(PURPOSE, "state", codes.CODE_LIFE, unit, self.clerk.house, now)
        asked = {"client_id": self.section.client_id, "scope": ",".join(SLACK_SCOPES), "state": state}
        answer = RedirectResponse(f"{AUTHORIZE}?{urlencode(asked | {'redirect_uri': self.redirect})}", 302)
        answer.set_cookie(
            COOKIE,
            state,
            max_age=int(codes.CODE_LIFE.total_seconds()),
            path="/slack",
            secure=self.clerk.house.public_url.startswith("https:"),
            httponly=True,
            samesite="lax",
        )
        return answer

    def oauth(self, request: Request) -> Response:
        """Keeps the token that Slack gives for a code, once, for the browser that asked for it."""
        state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
        cookie, now, house = request.cookies.get(COOKIE, ""), self.clerk.clock(), self.clerk.house
        if not (code and state and self.section.client_id) or not hmac.compare_digest(
            state.encode(), cookie.encode()
        ):
            return self.pages.gone(request)
        with self.clerk.store.begin() as unit:
            mine = codes.subject_of(state, PURPOSE, unit, house, now)
            unit.sessions.end(house.keys().seals(state), now)
        if mine is None:
            return self.pages.gone(request)
        try:
            granted = self.slack.api.call(
                "",
                "oauth.v2.access",
                client_id=self.section.client_id,
                client_secret=self.section.client_secret,
                code=code,
                redirect_uri=self.redirect,
            )
            name = self.slack.installs.keep(granted, now)
        except (PermanentFailure, TemporaryFailure, KeyError) as trouble:
            log.warning("slack.install_failed", error=type(trouble).__name__)
            return self.pages.gone(request)
        says = self.pages.says(request)
        text = says("slack_page_installed", workspace=name)
        return self.pages.show("notice", says, title=says("page_title"), text=text)


def readable(body: bytes, content_type: str) -> bool:
    """Whether a payload has the form of one: a JSON object, a form with one, or a slash command."""
    try:
        text = body.decode("utf-8")
        if "application/json" in content_type or text.lstrip().startswith("{"):
            return whole(json.loads(text))
        form = parse_qs(text, max_num_fields=100)
        if "payload" in form:
            return whole(json.loads(form["payload"][0]))
        return "command" in form or "ssl_check" in form
    except (ValueError, RecursionError):
        return False


def whole(payload: object) -> bool:
    """Whether a payload is a table, and the event inside it, too."""
    if not isinstance(payload, dict):
        return False
    return payload.get("type") != "event_callback" or isinstance(payload.get("event"), dict)


def slack_routes(clerk: Clerk, pages: Pages) -> list[BaseRoute]:
    """The addresses for Slack; none when it is not configured."""
    slack, section = clerk.channels.get("slack"), clerk.config.slack
    if not isinstance(slack, Slack) or section is None:
        return []
    own = SlackPages(clerk, pages, slack, section)
    return [
        Route("/slack/events", own.events, methods=["POST"]),
        Route("/slack/install", own.install, methods=["GET"]),
        Route("/slack/oauth", own.oauth, methods=["GET"]),
    ]
