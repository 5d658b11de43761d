"""What the Events API tells the apps: who hears of what, and in which words."""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tests.slack.delivery import Delivery
from tests.slack.records import Json, Message

if TYPE_CHECKING:
    from tests.slack.person import User
    from tests.slack.team import Channel, Installation, Team

# Without the scope the event is not sent, subscribed or not.
_SCOPES = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "app_mention": "app_mentions:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "user_change": "users:read",
    "team_join": "users:read",
}


def tell(
    installation: "Installation", event: Json, subscription: str = "", shared: bool = False
) -> Delivery | None:
    """Sends one event to one app, when it subscribed to it and has the scope."""
    name, app, team = subscription or event["type"], installation.app, installation.team
    scope = _SCOPES.get(name)
    if name not in app.events or (scope and scope not in installation.scopes):
        return None
    slack = team.slack
    authorization = {
        "enterprise_id": team.enterprise or None,
        "team_id": team.id,
        "user_id": installation.bot_user.id,
        "is_bot": True,
        "is_enterprise_install": bool(team.enterprise),
    }
    body = {
        "token": app.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": team.enterprise or None,
        "api_app_id": app.id,
        "event": {"event_ts": slack.stamp(), **event},
        "type": "event_callback",
        "event_id": slack.number("Ev"),
        "event_time": int(slack.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{secrets.token_urlsafe(24)}",
    }
    return slack.office.sends(app, "events_api", body)


def tell_team(team: "Team", event: Json) -> None:
    """Tells every app of a workspace."""
    for installation in team.installations:
        if not installation.dead:
            tell(installation, event)


def membership(
    kind: str, channel: "Channel", user: "User", listeners: "Iterable[Installation] | None" = None
) -> None:
    """Somebody joined or left a channel."""
    letter = {"channel": "C", "group": "G", "im": "D"}[channel.kind]
    event = {
        "type": kind,
        "user": user.id,
        "channel": channel.id,
        "channel_type": letter,
        "team": user.team.id,
    }
    for installation in listeners if listeners is not None else channel.bots():
        tell(installation, event, shared=channel.shared)


def announce(message: Message) -> Message:
    """A message was written: `message.*`, and `app_mention` to apps that it names."""
    channel = message.channel
    for installation in channel.bots():
        event = {
            **message.payload(),
            **_place(channel),
            "event_ts": message.ts,
            **_authorship(message, installation.team),
        }
        told = [tell(installation, event, f"message.{channel.prefix}", channel.shared)]
        named = f"<@{installation.bot_user.id}>" in message.text and channel.kind != "im"
        if named and message.app is not installation.app:
            kept = {name: value for name, value in event.items() if name not in ("channel_type", "subtype")}
            told.insert(0, tell(installation, {**kept, "type": "app_mention"}, shared=channel.shared))
        message.deliveries.extend(delivery for delivery in told if delivery)
    return message


def changed(message: Message, before: Json, deleted: bool = False) -> None:
    """A message was edited or deleted."""
    channel = message.channel
    subtype = "message_deleted" if deleted else "message_changed"
    stamp = channel.team.slack.stamp()
    event: Json = {"type": "message", "subtype": subtype, "hidden": True, **_place(channel), "ts": stamp}
    event |= {"event_ts": stamp, "previous_message": before}
    event |= {"deleted_ts": message.ts} if deleted else {"message": message.payload()}
    for installation in channel.bots():
        tell(installation, event, f"message.{channel.prefix}", channel.shared)


def _place(channel: "Channel") -> Json:
    return {"channel": channel.id, "channel_type": channel.kind}


def _authorship(message: Message, here: "Team") -> Json:
    """People's messages carry rich text; those of another workspace's people its id as well."""
    if message.app:
        return {}
    text = {"type": "text", "text": message.text}
    rich = [{"type": "rich_text_section", "elements": [text]}]
    blocks = [{"type": "rich_text", "block_id": secrets.token_hex(2), "elements": rich}]
    own: Json = {"client_msg_id": secrets.token_hex(16), "blocks": blocks}
    if message.team is not here:
        own |= {"user_team": message.team.id, "source_team": message.team.id}
    return own
