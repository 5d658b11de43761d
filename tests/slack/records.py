"""What this Slack keeps: messages, files, views and the calls that an app made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.slack.delivery import Delivery
    from tests.slack.team import Channel, Team
    from tests.slack.workspace import App

Json = dict[str, Any]
# Only what Slack links by itself when a person types it.
_TYPED = re.compile(
    r"(<[@#!][^<>\s]{1,80}>)|(https?://[^\s<>]+)|([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)"
)


@dataclass(eq=False)
class File:
    """A file, before and after it is shared."""

    id: str
    name: str
    size: int
    owner: str  # user id
    team: "Team"
    url: str
    data: bytes | None = None
    title: str = ""
    alt_text: str = ""
    channels: set[str] = field(default_factory=set)

    def payload(self) -> Json:
        """As it stands in a message."""
        kind = self.name.rpartition(".")[2].lower() if "." in self.name else "text"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": "application/pdf" if kind == "pdf" else "application/octet-stream",
            "filetype": kind,
            "user": self.owner,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": self.url,
            "url_private_download": f"{self.url}/download",
            "permalink": self.url,
            "file_access": "visible",
        }


@dataclass(eq=False)
class Message:
    """One message; `user` is the author's id, `app` who posted it, `ephemeral` the only reader's id."""

    channel: "Channel"
    team: "Team"  # of the author
    user: str
    ts: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    files: list[File] = field(default_factory=list)
    app: "App | None" = None
    bot_id: str | None = None
    ephemeral: str | None = None
    subtype: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: str | None = None
    deleted: bool = False
    arguments: Json = field(default_factory=dict)  # of the call that posted it, unfurl_links and all
    deliveries: "list[Delivery]" = field(default_factory=list)

    @property
    def delivery(self) -> "Delivery":
        """The event that told the app; an app that heard nothing of it is a fault of the test."""
        assert self.deliveries, (
            "no app was told of this message: not installed, not invited, or not subscribed"
        )
        return self.deliveries[0]

    def payload(self, metadata: bool = False) -> Json:
        """As the Web API and the interactions show it; its metadata only to the app that asks."""
        body: Json = {
            "type": "message",
            "user": self.user,
            "text": self.text,
            "ts": self.ts,
            "team": self.team.id,
        }
        optional = {
            "subtype": self.subtype,
            "blocks": self.blocks,
            "thread_ts": self.thread_ts,
            "files": [file.payload() for file in self.files],
            "bot_id": self.bot_id,
            "app_id": self.app and self.app.id,
            "metadata": self.arguments.get("metadata") if metadata else None,
            "edited": self.edited and {"user": self.user, "ts": self.edited},
            "reactions": [{"name": n, "users": u, "count": len(u)} for n, u in self.reactions.items()],
        }
        return body | {name: value for name, value in optional.items() if value}

    def everything(self) -> str:
        """All that a reader can see: text, words of the blocks, file names."""
        return "\n".join([self.text, *words(self.blocks), *(f"{f.name} {f.title}" for f in self.files)])

    def links(self) -> list[str]:
        """Every web address in text, blocks and buttons, in order, once."""
        found = [
            url
            for part in (self.text, *words(self.blocks))
            for url in re.findall(r"https?://[^\s<>|]+", part)
        ]
        return list(dict.fromkeys(found))

    def buttons(self) -> list[Json]:
        """The elements that can be pressed, each with its `block_id`."""
        return list(elements(self.blocks))


@dataclass(eq=False)
class View:
    """An App Home or a modal, as one person has it."""

    id: str
    app: "App"
    team: "Team"
    body: Json
    hash: str
    bot_id: str
    values: dict[str, Json] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        blocks: list[Json] = self.body.get("blocks", [])
        return blocks

    def payload(self) -> Json:
        """As it stands in answers and interactions."""
        fixed = {"id": self.id, "team_id": self.team.id, "app_id": self.app.id, "bot_id": self.bot_id}
        state = {"values": self.values}
        usual = {"callback_id": "", "private_metadata": "", "external_id": "", "root_view_id": self.id}
        return usual | self.body | fixed | {"hash": self.hash, "state": state}

    def everything(self) -> str:
        """All its words."""
        titles = [self.body[part]["text"] for part in ("title", "submit", "close") if self.body.get(part)]
        return "\n".join([*titles, *words(self.blocks)])

    def buttons(self) -> list[Json]:
        """The elements that can be pressed, each with its `block_id`."""
        return list(elements(self.blocks))

    def links(self) -> list[str]:
        """Every web address in it."""
        return [url for part in words(self.blocks) for url in re.findall(r"https?://[^\s<>|]+", part)]


@dataclass(frozen=True)
class Call:
    """One call of the Web API or of a response_url; `problems` are the places that made blocks invalid."""

    method: str
    team: str
    arguments: Json
    error: str
    problems: tuple[str, ...]
    at: float


def words(node: object) -> Iterator[str]:
    """Every string in blocks that a person reads or follows, in order."""
    shown = ("text", "alt_text", "url", "image_url", "title", "label", "hint", "placeholder", "description")
    if isinstance(node, list):
        for item in node:
            yield from words(item)
    elif isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and name in shown:
                yield value
            elif isinstance(value, dict | list):
                yield from words(value)


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Every interactive element of blocks, with the block_id it stands in."""
    for block in blocks:
        parts = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for part in parts:
            if isinstance(part, dict) and "action_id" in part:
                yield {"block_id": block["block_id"], **part}


def as_typed(text: str) -> str:
    """A person's words as Slack stores them: & < > escaped, addresses and links in angle brackets."""
    pieces, end = [], 0
    for match in _TYPED.finditer(text):
        pieces.append(escaped(text[end : match.start()]))
        mention, link, mail = match.groups()
        pieces.append(mention or (f"<{escaped(link)}>" if link else f"<mailto:{mail}|{mail}>"))
        end = match.end()
    return "".join([*pieces, escaped(text[end:])])


def escaped(text: str) -> str:
    """The three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
