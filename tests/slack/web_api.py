"""The Web API: who calls, whether the token may, which method answers, and the error in Slack's words."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.slack.records import Call, Json

if TYPE_CHECKING:
    from tests.slack.person import User
    from tests.slack.team import Channel, Installation
    from tests.slack.workspace import App, Slack


class Refusal(Exception):
    """`{"ok": false, "error": …}` with what else Slack says."""

    def __init__(self, error: str, problems: list[str] | None = None, status: int = 200, **more: Any) -> None:
        super().__init__(error)
        self.error, self.problems, self.status, self.more = error, problems or [], status, more


@dataclass(frozen=True)
class Caller:
    """Whoever calls: an installation by its bot token, an app by its own token, or nobody."""

    slack: "Slack"
    installation: "Installation"
    app: "App"
    basic: str = ""

    def needs(self, *scopes: str) -> None:
        """Refuses a token without any of these scopes."""
        given = self.installation.scopes
        if scopes and not set(scopes) & set(given):
            raise Refusal("missing_scope", needed=",".join(scopes), provided=",".join(given))

    def channel(self, number: object, member: bool = False) -> "Channel":
        """A conversation that the bot may know of; `member`: that it is in."""
        found = self.slack.channels.get(str(number))
        here, bot = self.installation.team, self.installation.bot_user
        if found is None or here not in found.teams or (found.kind == "im" and found.app is not self.app):
            raise Refusal("channel_not_found")
        inside = found.kind == "im" or bot in found.members
        if found.kind == "group" and not inside:
            raise Refusal("channel_not_found")
        if member and not inside:
            raise Refusal("not_in_channel")
        return found  # type: ignore[no-any-return]

    def user(self, number: object, error: str = "user_not_found") -> "User":
        """Somebody of the workspace, or a stranger who shares a channel with it."""
        here = self.installation.team
        if str(number) in here.users:
            return here.users[str(number)]
        shared = (c for c in list(self.slack.channels.values()) if here in c.teams and c.shared)
        for channel in shared:
            for user in channel.members:
                if user.id == str(number):
                    return user  # type: ignore[no-any-return]
        raise Refusal(error)


Answerer = Callable[[Caller, Json], Json]
METHODS: dict[str, tuple[Answerer, tuple[str, ...], str]] = {}
# Reading methods ignore a JSON body, as Slack's do.
_FORM_ONLY = ("conversations.", "users.", "team.", "files.getUpload", "oauth.", "auth.revoke")
_JSON_TOO = ("conversations.open",)


def method(name: str, *scopes: str, token: str = "xoxb-") -> Callable[[Answerer], Answerer]:
    """Registers a method of the Web API; it needs one of `scopes` and a token of this kind ("" = none)."""

    def registered(answerer: Answerer) -> Answerer:
        METHODS[name] = (answerer, scopes, token)
        return answerer

    return registered


def call(
    slack: "Slack", name: str, token: str, arguments: Json, as_json: bool, basic: str = ""
) -> tuple[int, Json, dict[str, str]]:
    """Status, body and headers of the answer to one call."""
    token = token or str(arguments.pop("token", ""))
    if as_json and name.startswith(_FORM_ONLY) and name not in _JSON_TOO:
        arguments = {}
    headers: dict[str, str] = {}
    try:
        answerer, scopes, kind = METHODS.get(name) or _unknown(name)
        caller = _caller(slack, token, kind, basic)
        if caller.installation:
            headers["X-OAuth-Scopes"] = ",".join(caller.installation.scopes)
            headers["X-Accepted-OAuth-Scopes"] = ",".join(scopes)
            caller.needs(*scopes)
        body = {"ok": True, **answerer(caller, arguments)}
        note(slack, name, token, arguments)
        return 200, body, headers
    except Refusal as refusal:
        note(slack, name, token, arguments, refusal.error, refusal.problems)
        body = {"ok": False, "error": refusal.error, **refusal.more}
        if refusal.problems:
            body |= {"errors": refusal.problems, "response_metadata": {"messages": refusal.problems}}
        if refusal.status == 429:
            headers["Retry-After"] = "1"
        return refusal.status, body, headers


def note(
    slack: "Slack", name: str, token: str, arguments: Json, error: str = "", problems: list[str] | None = None
) -> None:
    """Writes a call down."""
    found = slack.installation(token)
    team = found.team.id if found else ""
    slack.calls.append(Call(name, team, arguments, error, tuple(problems or ()), slack.now()))


def loaded(arguments: Json, name: str, error: str) -> Any:
    """An argument that is JSON, also when it came in a form."""
    value = arguments.get(name)
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(error) from None
    return value


def required(arguments: Json, *names: str) -> list[Any]:
    """Arguments that have to be there."""
    missing = [name for name in names if arguments.get(name) in (None, "")]
    if missing:
        raise Refusal("invalid_arguments", [f"[ERROR] missing required field: {name}" for name in missing])
    return [arguments[name] for name in names]


def flag(arguments: Json, name: str) -> bool:
    """A yes or no."""
    return str(arguments.get(name, "")).lower() in ("true", "1")


def page(arguments: Json, items: list[Any]) -> tuple[list[Any], Json]:
    """The page of a list that was asked for, and the cursor of the next."""
    try:
        limit = int(arguments.get("limit") or 100)
        start = int(base64.b64decode(str(arguments.get("cursor") or ""), validate=True) or 0)
    except (ValueError, binascii.Error):
        raise Refusal("invalid_cursor") from None
    if not 1 <= limit <= 1000:
        raise Refusal("invalid_limit")
    rest = len(items) > start + limit
    cursor = base64.b64encode(str(start + limit).encode()).decode() if rest else ""
    return items[start : start + limit], {"response_metadata": {"next_cursor": cursor}}


def upload(slack: "Slack", number: str, data: bytes) -> tuple[int, str]:
    """Step two of an upload: the bytes, as many as were announced, once."""
    file = slack.files.get(number)
    if file is None or file.data is not None:
        return 404, "not found"
    if len(data) != file.size:
        return 400, f"expected {file.size} bytes"
    file.data = data
    return 200, f"OK - {len(data)}"


def download(slack: "Slack", path: str, token: str) -> tuple[int, bytes]:
    """A file's bytes, for a token of an app that can see it; others get Slack's login page."""
    file, found = slack.files.get(path.partition("/")[0]), slack.installation(token)
    login = b"<!DOCTYPE html><html>Slack login</html>"
    if not file or not found or found.dead or "files:read" not in found.scopes:
        return (200 if file else 404), login
    channels = [slack.channels[number] for number in file.channels]
    seen = any(found in channel.bots() for channel in channels) or file.owner == found.bot_user.id
    return (200, file.data or b"") if seen else (200, login)


def _unknown(name: str) -> tuple[Answerer, tuple[str, ...], str]:
    raise Refusal("unknown_method", req_method=name)


def _caller(slack: "Slack", token: str, kind: str, basic: str) -> Caller:
    nobody: Any = None
    if not kind:
        return Caller(slack, nobody, nobody, basic)
    if not token:
        raise Refusal("not_authed")
    app = next((app for app in slack.apps if app.app_token == token), None)
    installation = slack.installation(token)
    if installation and installation.dead:
        raise Refusal(installation.dead)
    if installation:
        app = installation.app
    if not app:
        raise Refusal("invalid_auth")
    if not token.startswith(kind) and kind != "any":
        raise Refusal("not_allowed_token_type")
    return Caller(slack, installation or nobody, app)


from tests.slack import chat, conversations, oauth, views  # noqa: E402, F401  (they register their methods)
