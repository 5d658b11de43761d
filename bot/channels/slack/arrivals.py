"""What Slack tells us of what people do, in a form of our own: kept as canonical JSON, read again later."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from bot.channels.slack.markup import plain
from store.traffic import Arrival, InboxItem

WRITTEN = frozenset({None, "", "file_share", "thread_broadcast"})  # subtypes that a person writes
FILES = 5  # of a message that are looked at

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message; it is fetched when the message is read."""

    name: str
    content_type: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a person said or pressed.

    `team` has the app, `home` is the workspace that the person belongs to: of a stranger in a shared channel
    they differ, and only `home` with `user` says who it is.
    """

    kind: str  # message, mention, command, shortcut, press
    team: str
    home: str
    user: str
    channel: str
    text: str
    ts: str = ""
    thread: str = ""  # ts of the message that it was written below
    direct: bool = False  # in the DM with us
    answers: str = ""  # Message-ID of ours whose button was pressed
    response_url: str = ""
    blocks: tuple[Any, ...] = ()  # of the message whose button was pressed
    files: tuple[File, ...] = ()

    @property
    def message_id(self) -> str:
        """What the inbox calls it."""
        return message_id(self.team, self.channel, self.ts)

    def as_json(self) -> bytes:
        """The same words in the same bytes, always."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, indent=1).encode(
            "utf-8", "surrogatepass"
        )


def message_id(team: str, channel: str, ts: str) -> str:
    """A message in Slack as an id like those of mail."""
    return f"<{ts}.{channel}@{team}.slack.invalid>"


def note_in(item: InboxItem) -> Note:
    """What `as_json` wrote. ValueError for anything else."""
    table = json.loads(item.raw.decode("utf-8", "surrogatepass"))
    known = {f.name for f in fields(Note)}
    table = {key: value for key, value in table.items() if key in known}
    files = tuple(File(**file) for file in table.pop("files", ()))
    return Note(**{**table, "blocks": tuple(table.get("blocks", ())), "files": files})


def arrival(note: Note, key: str, door: str, now: datetime) -> Arrival:
    """A note on its way into the inbox; `key` is the same for every repetition of the same thing."""
    envelope = {"door": door, "kind": note.kind}
    return Arrival("slack", f"{note.team}/{key}"[:500], note.as_json(), now, envelope)


def said(body: Body, staff_channel: str = "") -> tuple[Note, str] | None:
    """What a person wrote to us, with its key; None for what is not for us, or not of a person.

    A mention and the message that holds it are one thing: they share channel and ts.
    """
    event = body.get("event")
    if not isinstance(event, dict) or event.get("subtype") not in WRITTEN or event.get("edited"):
        return None
    user, channel, ts = (text_of(event, key) for key in ("user", "channel", "ts"))
    if event.get("bot_id") or not (user and channel and ts) or user == "USLACKBOT":
        return None
    direct, thread = event.get("channel_type") == "im", text_of(event, "thread_ts")
    mention = event.get("type") == "app_mention"
    ours = channel == staff_channel and bool(thread)
    if not (direct or mention or ours):
        return None
    team, bot = installed_in(body)
    text = text_of(event, "text")
    if mention or ours or not direct:
        text = text.replace(f"<@{bot}>", " ") if bot else text
    note = Note(
        kind="mention" if mention and not ours else "message",
        team=team,
        home=text_of(event, "user_team") or text_of(event, "team") or team,
        user=user,
        channel=channel,
        text=plain(text),
        ts=ts,
        thread=thread if thread != ts else "",
        direct=direct,
        files=files_in(event),
    )
    return (note, f"{channel}/{ts}") if team and user != bot and (note.text or note.files) else None


def installed_in(body: Body) -> tuple[str, str]:
    """The workspace whose installation hears this, and our user there."""
    listed = body.get("authorizations")
    first: Any = listed[0] if isinstance(listed, list) and listed else {}
    first = first if isinstance(first, dict) else {}
    team = text_of(first, "team_id") or text_of(body, "team_id")
    met, enterprise = enterprise_in(body)
    return met if enterprise and met else team, text_of(first, "user_id")


def enterprise_in(body: Body) -> tuple[str, str]:
    """The workspace that is spoken of and its enterprise, where that has the app for all its workspaces."""
    listed = body.get("authorizations")
    first: Any = listed[0] if isinstance(listed, list) and listed else {}
    first = first if isinstance(first, dict) else {}
    if first.get("is_enterprise_install", body.get("is_enterprise_install")) not in (True, "true"):
        return "", ""
    named = (text_of(first, "enterprise_id"), text_of(part(body, "enterprise"), "id"))
    enterprise = next(filter(None, named), text_of(body, "enterprise_id"))
    places = (text_of(first, "team_id"), text_of(body, "team_id"), text_of(part(body, "team"), "id"))
    return next((place for place in places if place not in ("", enterprise)), ""), enterprise


def commanded(body: Body) -> tuple[Note, str]:
    """A slash command."""
    team, channel = text_of(body, "team_id"), text_of(body, "channel_id")
    note = Note(
        kind="command",
        team=team,
        home=team,
        user=text_of(body, "user_id"),
        channel=channel,
        text=plain(text_of(body, "text")),
        ts=text_of(body, "trigger_id"),
        response_url=text_of(body, "response_url"),
    )
    return note, f"command/{note.ts}"


def pointed(body: Body) -> tuple[Note, str]:
    """The message shortcut: the words of the message are the wish of who pointed at it."""
    message = body.get("message")
    message = message if isinstance(message, dict) else {}
    stamp = text_of(body, "action_ts")
    note = replace_text(interaction(body, "shortcut", stamp), plain(text_of(message, "text")))
    return note, f"shortcut/{note.user}/{stamp}"


def pressed(body: Body, action: Body) -> tuple[Note, str]:
    """A button below an answer: its value is said as the reply to that answer."""
    stamp = text_of(action, "action_ts")
    message = body.get("message")
    message = message if isinstance(message, dict) else {}
    blocks = message.get("blocks")
    note = interaction(
        body,
        "press",
        stamp,
        text=text_of(action, "value"),
        thread=text_of(message, "thread_ts"),
        answers=text_of(action, "block_id").partition(" ")[2],
        blocks=tuple(blocks) if isinstance(blocks, list) else (),
    )
    return note, f"press/{note.user}/{stamp}/{text_of(action, 'action_id')}"


def interaction(body: Body, kind: str, ts: str, **more: Any) -> Note:
    """What all interactions tell."""
    user, team, channel = (part(body, key) for key in ("user", "team", "channel"))
    via = text_of(team, "id") or text_of(user, "team_id")
    container = part(body, "container")
    fixed = {
        "kind": kind,
        "team": via,
        "home": text_of(user, "team_id") or via,
        "user": text_of(user, "id"),
        "channel": text_of(channel, "id") or text_of(container, "channel_id"),
        "ts": ts,
        "response_url": text_of(body, "response_url"),
        "text": "",
    }
    return Note(**{**fixed, "direct": fixed["channel"].startswith("D") and kind == "press", **more})


def replace_text(note: Note, text: str) -> Note:
    """The same with other words."""
    return Note(**{f.name: getattr(note, f.name) for f in fields(Note)} | {"text": text})


def files_in(event: Body) -> tuple[File, ...]:
    """The files of a message, as far as they can be fetched."""
    found = event.get("files")
    listed = [f for f in found if isinstance(f, dict)] if isinstance(found, list) else []
    return tuple(
        File(
            text_of(f, "name"),
            text_of(f, "mimetype"),
            int(f["size"]) if isinstance(f.get("size"), int) else 0,
            text_of(f, "url_private_download") or text_of(f, "url_private"),
        )
        for f in listed[:FILES]
    )


def part(body: Body, key: str) -> Body:
    """A table inside; an empty one where there is none."""
    found = body.get(key)
    return found if isinstance(found, dict) else {}


def text_of(table: Body, key: str) -> str:
    """A text inside; "" where there is none, and never a lone surrogate."""
    found = table.get(key)
    return found.encode("utf-8", "replace").decode() if isinstance(found, str) else ""
