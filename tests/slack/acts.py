"""Commands, buttons, shortcuts, modals, consents: the payloads, and what the acknowledgement shows."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.slack import block_rules
from tests.slack.delivery import Delivery
from tests.slack.records import Json, Message, View, elements, escaped

if TYPE_CHECKING:
    from tests.slack.person import User
    from tests.slack.team import Channel, Installation, Team
    from tests.slack.workspace import App


def home_of(user: "User", app: "App", team: "Team | None" = None) -> "Installation":
    """The installation that serves a person: in their workspace, else where they share a channel with it."""
    places = [c for c in list(user.slack.channels.values()) if user in c.members and c.kind != "im"]
    meeting: list[Team] = [each for channel in places for each in channel.teams]
    for place in (team, user.team, *meeting):
        if place and (found := place.installation(app)):
            return found
    raise AssertionError(f"{app.name} is not installed where {user} could meet it")


def command(user: "User", app: "App", name: str, text: str, channel: "Channel") -> Delivery:
    """A slash command."""
    home, slack = home_of(user, app, channel.team), user.slack
    assert user in channel.members and not user.deleted
    assert "commands" in home.scopes, "Slack offers no commands of an app without the scope"
    url = slack.response_urls.opens(home, channel, user)
    body = {
        "token": app.verification_token,
        "team_id": home.team.id,
        "team_domain": home.team.domain,
        "channel_id": channel.id,
        "channel_name": {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.payload()["name"],
        "command": name,
        "text": escaped(text),
        "api_app_id": app.id,
        "is_enterprise_install": str(bool(home.team.enterprise)).lower(),
        **({"enterprise_id": home.team.enterprise} if home.team.enterprise else {}),
        "response_url": url,
        "trigger_id": slack.trigger(user),
    }

    def after(delivery: Delivery) -> None:
        answer = delivery.response
        if not delivery.acknowledged:
            user.failures.append(f"{name}: {delivery.attempts[-1].reason or 'failed'}")
        elif answer:
            told = {"text": answer} if isinstance(answer, str) else answer
            slack.response_urls.shows_ack(url, told)

    return slack.office.sends(app, "slash_commands", body, after)


def block_action(user: "User", target: Message | View, part: Json, chosen: Json) -> Delivery:
    """Somebody used an element of a message or a view."""
    slack, stamp = user.slack, user.slack.stamp()
    app = target.app
    assert app, "only messages of apps have buttons"
    action = {"action_id": part["action_id"], "block_id": part["block_id"], "type": part["type"], **chosen}
    actions = [action | {"action_ts": stamp}]
    if isinstance(target, View):
        home = home_of(user, app, target.team)
        where: Json = {"container": {"type": "view", "view_id": target.id}, "view": target.payload()}
    else:
        home = home_of(user, app, target.channel.team)
        assert target in user.sees(target.channel), f"{user} cannot see this message"
        container = {"type": "message", "message_ts": target.ts, "channel_id": target.channel.id}
        where = {
            "container": container | {"is_ephemeral": bool(target.ephemeral)},
            "channel": {"id": target.channel.id, "name": target.channel.name},
            "response_url": slack.response_urls.opens(home, target.channel, user, target),
            "state": {"values": {}},
        }
        if not target.ephemeral:
            where["message"] = target.payload()
    return _interaction(user, home, {"type": "block_actions", **where, "actions": actions})


def shortcut(user: "User", app: "App", message: Message | None, callback_id: str) -> Delivery:
    """A shortcut of a message, or a global one."""
    team = message.channel.team if message else None
    home, stamp = home_of(user, app, team), user.slack.stamp()
    body: Json = {"type": "shortcut", "callback_id": callback_id, "action_ts": stamp}
    if message:
        assert message in user.sees(message.channel), f"{user} cannot see this message"
        body |= {
            "type": "message_action",
            "message_ts": message.ts,
            "message": message.payload(),
            "channel": {"id": message.channel.id, "name": message.channel.name},
            "response_url": user.slack.response_urls.opens(home, message.channel, user, message=None),
        }
    return _interaction(user, home, body)


def submission(user: "User", view: View, values: dict[str, Any]) -> Delivery:
    """A modal is submitted; its inputs take `values`."""
    state: dict[str, Json] = {}
    for part in elements(view.blocks):
        state.setdefault(part["block_id"], {})[part["action_id"]] = _value(
            part, values.get(part["action_id"])
        )
    missing = set(values) - {part["action_id"] for part in elements(view.blocks)}
    assert not missing, f"the modal has no {missing}"
    view.values = state
    body = {"type": "view_submission", "view": view.payload(), "response_urls": []}

    def after(delivery: Delivery) -> None:
        answer = delivery.response if isinstance(delivery.response, dict) else {}
        act = answer.get("response_action", "close")
        if not delivery.acknowledged:
            user.failures.append("We had some trouble connecting. Try again?")
        elif act in ("update", "push"):
            assert not (wrong := block_rules.view_problems(answer["view"], "modal")), wrong
            shown = {**answer["view"], "blocks": block_rules.with_ids(answer["view"]["blocks"])}
            user.modal = View(
                user.slack.number("V"), view.app, view.team, shown, secrets.token_hex(8), view.bot_id
            )
        elif act != "errors":
            user.modal = None

    return _interaction(user, home_of(user, view.app, view.team), body, after)


def closed(user: "User", view: View) -> Delivery:
    """A modal was closed without submitting."""
    body = {"type": "view_closed", "view": view.payload(), "is_cleared": False}
    return _interaction(user, home_of(user, view.app, view.team), body)


def approval(user: "User", authorize_url: str) -> str:
    """Slack's page of consent: gives a code to the app's redirect address."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(authorize_url).query).items()}
    app = next((app for app in user.slack.apps if app.client_id == asked.get("client_id")), None)
    assert app, "invalid_client_id"
    redirect = asked.get("redirect_uri") or (app.redirect_urls or [""])[0]
    assert redirect and (not app.redirect_urls or redirect in app.redirect_urls), (
        f"bad_redirect_uri {redirect}"
    )
    scopes = tuple(scope for scope in asked.get("scope", "").replace(",", " ").split() if scope)
    assert scopes, "invalid_scope: the app asks for nothing"
    code = f"{user.team.id}.{secrets.token_hex(16)}"
    told = asked.get("redirect_uri", "")
    user.slack.codes[code] = {"app": app, "user": user, "scopes": scopes, "redirect_uri": told, "used": False}
    state = {"state": asked["state"]} if "state" in asked else {}
    return f"{redirect}{'&' if '?' in redirect else '?'}{urlencode({'code': code, **state})}"


def _interaction(
    user: "User", home: "Installation", body: Json, after: Callable[[Delivery], None] | None = None
) -> Delivery:
    assert not user.deleted, f"{user} is deactivated"
    name = user.payload()["name"]
    common = {
        "user": {"id": user.id, "username": name, "name": name, "team_id": user.team.id},
        "api_app_id": home.app.id,
        "token": home.app.verification_token,
        "trigger_id": user.slack.trigger(user),
        "team": None if home.team.enterprise else {"id": home.team.id, "domain": home.team.domain},
        "enterprise": {"id": home.team.enterprise, "name": "All"} if home.team.enterprise else None,
        "is_enterprise_install": bool(home.team.enterprise),
    }

    def failed(delivery: Delivery) -> None:
        if not delivery.acknowledged:
            user.failures.append(f"{body['type']}: {delivery.attempts[-1].reason or 'failed'}")

    return user.slack.office.sends(home.app, "interactive", common | body, after or failed)


def _value(part: Json, value: Any) -> Json:
    if part["type"].endswith("_input"):
        return {"type": part["type"], "value": value if value is not None else part.get("initial_value")}
    option = next((o for o in part.get("options", ()) if o["value"] == value), part.get("initial_option"))
    return {"type": part["type"], "selected_option": option}
