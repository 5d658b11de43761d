"""Posts one parcel: the DM is opened, files are uploaded, and a second try finds what the first has done."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.webhook import WebhookClient

from bot.channels import PermanentFailure, TemporaryFailure
from bot.channels.slack.api import BAD_BLOCKS, TIMEOUT, Answer, Api, Refused
from bot.channels.slack.files import upload
from bot.channels.slack.installs import Installs
from bot.clock import Clock
from store.blobs import Blobs
from store.engine import Store
from store.slack_installs import Post
from store.traffic import Parcel

EVENT = "docclerk_answer"  # the metadata by which a post is recognised
LOOKED = 50  # newest messages in which it is looked for

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Posting:
    """One parcel on its way."""

    api: Api
    installs: Installs
    store: Store
    blobs: Blobs
    clock: Clock
    parcel: Parcel
    payload: dict[str, Any]

    @property
    def token(self) -> str:
        """Of the workspace that it goes to."""
        return self.installs.token(self.payload["team"])

    def say(self) -> None:
        """Into the DM; then, as far as it can be had, the word where others read and the used-up buttons."""
        p, channel = self.payload, ""
        if p["text"]:
            channel = p["channel"] or self.dm()
            self.once(channel, p["thread"])
        if p["hint"] and p["hint"]["channel"] != channel:
            self.whisper(p["hint"])
        if p["chosen"]:
            self.respond(p["chosen"]["url"], {**p["chosen"], "replace_original": True})

    def card(self) -> None:
        """Into a channel of the house; below the first post about the same case when there is one."""
        p = self.payload
        if p.get("update"):
            with suppress(Refused):
                self.call("chat.update", channel=p["channel"], ts=p["update"], **self.words())
            return
        thread = ""
        if p.get("case"):
            with self.store.read() as unit:
                first = unit.slack_posts.of_message(p["case"], p["channel"])
            thread = (first.thread or first.ts) if first else ""
        self.once(p["channel"], thread)

    def publish(self, view: dict[str, Any]) -> None:
        """A Home tab."""
        self.call("views.publish", user_id=self.payload["user"], view=view)

    def dm(self) -> str:
        """The id of the DM: files need it, and a user's id would not do."""
        opened = self.call("conversations.open", users=self.payload["user"])
        return str(opened["channel"]["id"])

    def once(self, channel: str, thread: str) -> None:
        """Posts unless an earlier try did, and remembers where it stands."""
        found = self.earlier(channel, thread) if self.parcel.attempts > 1 else ""
        ts = found or self.post(channel, thread)
        now = self.clock()
        post = Post(
            self.payload["team"], channel, ts, thread, self.parcel.message_id, self.parcel.inbox_id, now
        )
        with self.store.begin() as unit:
            unit.slack_posts.add(post)
        if self.payload.get("files"):
            self.send_files(channel, thread)

    def post(self, channel: str, thread: str) -> str:
        """The message; without its blocks when Slack does not like them, the text says it all. Its ts."""
        place = {"channel": channel, **({"thread_ts": thread} if thread else {})}
        metadata = {"event_type": EVENT, "event_payload": {"id": self.parcel.message_id}}
        fixed = {**place, "unfurl_links": False, "unfurl_media": False, "metadata": metadata}
        try:
            answer = self.call("chat.postMessage", **fixed, **self.words())
        except Refused as refusal:
            if refusal.error not in BAD_BLOCKS:
                raise
            log.error("slack.blocks_refused", error=refusal.error)
            answer = self.call("chat.postMessage", **fixed, text=self.payload["text"])
        return str(answer["ts"])

    def words(self) -> dict[str, Any]:
        """Text and blocks."""
        blocks = self.payload.get("blocks")
        return {"text": self.payload["text"], **({"blocks": blocks} if blocks else {})}

    def earlier(self, channel: str, thread: str) -> str:
        """The ts of what an earlier try posted, as far as can be seen; "" when there is nothing."""
        method = "conversations.replies" if thread else "conversations.history"
        asked = {"channel": channel, "limit": LOOKED, "include_all_metadata": "true"}
        try:
            told = self.call(method, **asked, **({"ts": thread} if thread else {}))
        except (TemporaryFailure, PermanentFailure):
            return ""
        for message in told.get("messages", ()):
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == EVENT and payload.get("id") == self.parcel.message_id:
                return str(message["ts"])
        return ""

    def send_files(self, channel: str, thread: str) -> None:
        """All files in one message, in Slack's three steps; a file that fails leaves the link."""
        try:
            token = self.token
            sent = [
                upload(self.api, token, file, self.blobs.get(file["sha256"]))
                for file in self.payload["files"]
            ]
            place = {"channel_id": channel, **({"thread_ts": thread} if thread else {})}
            self.call("files.completeUploadExternal", files=json.dumps(sent), **place)
        except (TemporaryFailure, PermanentFailure) as trouble:
            log.error("slack.upload_failed", error=str(trouble))

    def whisper(self, hint: dict[str, str]) -> None:
        """A word that only they see where they have written; the DM is there, so its loss is no failure."""
        if hint["url"] and self.respond(hint["url"], {"text": hint["text"], "response_type": "ephemeral"}):
            return
        with suppress(TemporaryFailure, PermanentFailure):
            place = {"channel": hint["channel"], "user": hint["user"]}
            self.call("chat.postEphemeral", **place, text=hint["text"])

    def respond(self, url: str, body: dict[str, Any]) -> bool:
        """To a response_url: five uses within half an hour, and never twice for one thing."""
        told = {key: value for key, value in body.items() if key != "url" and value not in ([], "")}
        answer = quietly(lambda: WebhookClient(url, timeout=TIMEOUT, retry_handlers=[]).send_dict(told))
        return getattr(answer, "status_code", 0) == 200

    def call(self, method: str, **arguments: Any) -> Answer:
        """One call with the token of the workspace."""
        return self.api.call(self.token, method, **arguments)


def quietly(send: Callable[[], Any]) -> Any:
    """What a call gives, None when it fails."""
    try:
        return send()
    except Exception:  # whatever it is: the answer itself has arrived
        log.warning("slack.response_lost")
        return None
