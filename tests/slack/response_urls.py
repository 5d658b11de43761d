"""response_urls: five answers within thirty minutes to what a person did."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.slack import block_rules, events
from tests.slack.records import Call, Json, Message

if TYPE_CHECKING:
    from tests.slack.person import User
    from tests.slack.team import Channel, Installation
    from tests.slack.workspace import Slack

USES, LIFE = 5, 30 * 60


@dataclass(eq=False)
class ResponseUrl:
    """One of them."""

    installation: "Installation"
    channel: "Channel"
    user: "User"
    message: Message | None
    opened: float
    uses: int = 0


class ResponseUrls:
    """All of them."""

    def __init__(self, slack: "Slack") -> None:
        self.slack = slack
        self._open: dict[str, ResponseUrl] = {}

    def opens(
        self, installation: "Installation", channel: "Channel", user: "User", message: Message | None = None
    ) -> str:
        """A fresh address."""
        path = f"/actions/{installation.team.id}/{self.slack.number('')}/{secrets.token_urlsafe(18)}"
        self._open[path] = ResponseUrl(installation, channel, user, message, self.slack.now())
        return self.slack.web.url + path

    def answers(self, path: str, body: Any) -> tuple[int, Json | str]:
        """Status and body of the answer to a POST."""
        place = self._open.get(path)
        if place is None:
            return 404, {"ok": False, "error": "invalid_url"}
        if self.slack.now() - place.opened > LIFE:
            return 404, {"ok": False, "error": "expired_url"}
        with self.slack.changed:
            place.uses += 1
        error, problems = ("used_url", []) if place.uses > USES else self._judged(body)
        team = place.installation.team.id
        arguments = body if isinstance(body, dict) else {"body": body}
        self.slack.calls.append(
            Call("response_url", team, arguments, error, tuple(problems), self.slack.now())
        )
        if error:
            return (404 if error == "used_url" else 400), {"ok": False, "error": error}
        shows(place, body)
        return 200, "ok"

    def shows_ack(self, url: str, body: Json) -> None:
        """What came with the acknowledgement of a command; this is no use of the address."""
        place = self._open[url.removeprefix(self.slack.web.url)]
        error, problems = self._judged(body)
        team = place.installation.team.id
        self.slack.calls.append(Call("acknowledgement", team, body, error, tuple(problems), self.slack.now()))
        if not error:
            shows(place, body)

    def _judged(self, body: Any) -> tuple[str, list[str]]:
        if not isinstance(body, dict):
            return "invalid_payload", []
        if body.get("delete_original"):
            return "", []
        return block_rules.judged(body.get("text"), body.get("blocks"))


def shows(place: ResponseUrl, body: Json) -> None:
    """Carries out an answer: a new message, or a change of the one that was acted on."""
    slack, original = place.channel.team.slack, place.message
    if original and (body.get("delete_original") or body.get("replace_original")):
        before = original.payload()
        with slack.changed:
            original.deleted = bool(body.get("delete_original"))
            if not original.deleted:
                original.text, original.blocks = body["text"], block_rules.with_ids(body.get("blocks"))
                original.edited = slack.stamp()
            slack.changed.notify_all()
        if not original.ephemeral:
            events.changed(original, before, original.deleted)
        return
    installation = place.installation
    message = Message(
        place.channel,
        installation.team,
        installation.bot_user.id,
        slack.stamp(),
        body["text"],
        block_rules.with_ids(body.get("blocks")),
        thread_ts=body.get("thread_ts"),
        app=installation.app,
        bot_id=installation.bot_id,
        ephemeral=None if body.get("response_type") == "in_channel" else place.user.id,
        arguments=body,
    )
    slack.keeps(message)
    if not message.ephemeral:
        events.announce(message)
