"""Slack as a channel: reads who said what, packs answers for the DM, sees that they may still go there."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.channels import PermanentFailure, TemporaryFailure
from bot.channels.slack.api import Api
from bot.channels.slack.arrivals import Note, message_id, note_in
from bot.channels.slack.blocks import said, without_buttons
from bot.channels.slack.files import attachments
from bot.channels.slack.home import home_view
from bot.channels.slack.installs import Installs
from bot.channels.slack.posting import Posting
from bot.clock import Clock
from handlers.answers import Reply
from handlers.desk import House
from handlers.senders.people import known
from handlers.senders.verify import is_staff
from parsers.message import Guest, InboundMessage, Proof, ProofLevel, Released, Thread
from parsers.requests.text.words import addresses
from store.blobs import Blobs
from store.engine import Store, Unit
from store.slack_bindings import Binding
from store.traffic import InboxItem, Parcel

RECENT = timedelta(hours=2)  # how long a message outside of threads may lean on what was said before
GUEST = "slack:"
NAME = re.compile(
    r"[^\w '-]"
)  # what is no part of a name: people choose theirs, and it stands in a mail of ours
AWAY = frozenset({"challenge", "notice", "staff", "handover", "code"})  # what goes by mail

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Slack:
    """The Slack channel."""

    store: Store
    blobs: Blobs
    house: House
    api: Api
    installs: Installs
    clock: Clock
    staff_channel: str = ""
    name: str = "slack"

    def decode(self, item: InboxItem, proof: Proof | None = None) -> InboundMessage:
        """What a person said; only a binding that holds now makes them somebody.

        Without a `proof` Slack is asked how it calls an account that is bound to nobody, and for files.
        """
        note = note_in(item)
        with self.store.read() as unit:
            binding = self.binding(note.home, note.user, unit)
            thread = self.thread(note, unit, binding)
        asking = proof is None
        guest = None if binding else self.guest(note, asking=asking)
        proof = Proof(ProofLevel.BOUND, (f"Slack {note.home}/{note.user}",)) if binding else Proof()
        released = item.envelope.get("released")
        return InboundMessage(
            channel=self.name,
            external_id=item.external_id,
            sender=binding.address if binding else Guest(note.home, note.user).address,
            subject="",
            text=note.text,
            received_at=item.received_at,
            proof=proof,
            attachments=attachments(note, self.installs, self.api) if asking and binding else (),
            thread=thread,
            released=Released(**released) if released else None,
            case=item.id,
            guest=None if released else guest,
        )

    def binding(self, team: str, user: str, unit: Unit) -> Binding | None:
        """The binding that holds, of an address that counts: it is worth nothing of a suspended contact."""
        binding = unit.slack_bindings.of(team, user)
        return binding if binding and self.counts(binding.address, unit) else None

    def counts(self, address: str, unit: Unit) -> bool:
        """Whether an address is a contact who may be told anything today, or of the house."""
        today = self.house.today(self.clock())
        return is_staff(address, self.house.staff) or bool(known(address, unit, today))

    def guest(self, note: Note, *, asking: bool) -> Guest:
        """An account that is bound to nobody, with the name that Slack shows; never with an address of it."""
        if not asking:
            return Guest(note.home, note.user)
        try:
            token = self.installs.token(note.team)
            told = self.api.call(token, "users.info", user=note.user, include_locale="true")
        except (PermanentFailure, TemporaryFailure):
            return Guest(note.home, note.user, f"{note.user} ({note.home})")
        user: dict[str, Any] = told.get("user") or {}
        shown = NAME.sub(" ", str(user.get("real_name") or user.get("name") or note.user)[:80])
        with self.store.read() as unit:
            install = unit.slack_installs.of(note.team)
        place = NAME.sub(" ", install.name) if install and note.team == note.home else note.home
        person = f"{' '.join(shown.split()) or note.user} ({' '.join(place.split()) or note.home})"
        return Guest(note.home, note.user, person, str(user.get("locale") or "")[:2], profile_of(user))

    def thread(self, note: Note, unit: Unit, binding: Binding | None = None) -> Thread:
        """What a message answers: whose button was pressed, the thread it stands in, maybe the last word."""
        own = note.message_id
        if note.answers:
            return Thread(own, note.answers)
        if note.thread:
            first = unit.slack_posts.at(note.team, note.channel, note.thread)
            last = unit.slack_posts.last(note.team, note.channel, note.thread)
            ours = first or last if note.channel == self.staff_channel else last or first
            root = message_id(note.team, note.channel, note.thread)
            return Thread(own, ours.message_id if ours else root, (root,))
        if not note.direct:
            return Thread(own)
        if binding and (arriving := self.arriving(note, binding, unit)):
            return Thread(own, before=arriving)
        since = self.clock() - RECENT
        before = unit.slack_posts.last(note.team, note.channel, "", since)
        return Thread(own, before=before.message_id if before else "")

    def arriving(self, note: Note, binding: Binding, unit: Unit) -> str:
        """An answer that they may see already though it is not noted yet where it stands; its Message-ID.

        Slack shows a message before we can write down that it is there.
        """
        for parcel in unit.outbox.in_hand(self.name, binding.address):
            payload: dict[str, Any] = json.loads(parcel.payload)
            theirs = (payload.get("home"), payload.get("user")) == (note.home, note.user)
            if theirs and payload.get("text") and payload.get("channel") in ("", note.channel):
                return "" if payload["thread"] else parcel.message_id
        return ""

    def carries(self, reply: Reply, item: InboxItem) -> bool:
        """Only what is for the very account that wrote; all else is mail to a registered address."""
        note = note_in(item)
        if reply.recipient == Guest(note.home, note.user).address:
            return True
        if reply.apart or reply.purpose in AWAY:
            return False
        with self.store.read() as unit:
            binding = self.binding(note.home, note.user, unit)
        return binding is not None and binding.address == reply.recipient

    def pack(self, reply: Reply, item: InboxItem | None, now: datetime) -> Parcel:
        """A post to the DM of who wrote, with what only tells that it is there where they have written."""
        if item is None:
            raise ValueError("nothing is written in Slack that nobody has asked for")
        note, own_id = note_in(item), new_id()
        says = self.house.tongues[reply.language]
        words = said(reply, says, own_id)
        here = note.direct or self.among_staff(note, reply.recipient)
        payload = {
            "act": "say",
            "team": note.team,
            "home": note.home,
            "user": note.user,
            "channel": note.channel if here else "",
            "thread": thread_of(note) if here else "",
            "text": words.text,
            "blocks": words.blocks,
            "files": self.uploads(reply),
            "hint": {} if here or not note.channel else hint(note, says("slack_sent_dm")),
            "chosen": self.chosen(note, says("slack_picked", words=note.text)),
        }
        return Parcel(
            channel=self.name,
            recipient=reply.recipient,
            message_id=own_id,
            payload=json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace"),
            subject=reply.subject,
            purpose=reply.purpose,
            contact_id=reply.contact_id,
            document_ids=tuple(dict.fromkeys(e.document.id for e in reply.enclosures if e.document)),
            inbox_id=item.id,
        )

    def uploads(self, reply: Reply) -> list[dict[str, Any]]:
        """The files that were wished as files."""
        along = [e for e in reply.enclosures if reply.attach or (reply.attach_made and e.made)]
        return [{"name": e.name, "sha256": e.file.sha256, "size": e.file.size} for e in along]

    def among_staff(self, note: Note, recipient: str) -> bool:
        """Whether an employee is answered in the channel of the house, where they wrote."""
        ours = bool(self.staff_channel) and note.channel == self.staff_channel
        return ours and note.kind != "command" and is_staff(recipient, self.house.staff)

    def chosen(self, note: Note, text: str) -> dict[str, Any]:
        """The message whose button was pressed, as it looks from now on."""
        if note.kind != "press" or not note.blocks or not note.response_url:
            return {}
        return {"url": note.response_url, "text": text, "blocks": without_buttons(note.blocks, text)}

    def deliver(self, parcel: Parcel) -> None:
        """To Slack, when the binding still stands. Raises TemporaryFailure or PermanentFailure."""
        payload: dict[str, Any] = json.loads(parcel.payload)
        payload["team"] = payload["team"] or self.installs.own_team()
        posting = Posting(self.api, self.installs, self.store, self.blobs, self.clock, parcel, payload)
        match payload["act"]:
            case "say":
                self.stands(parcel, payload)
                posting.say()
            case "home":
                posting.publish(self.home(payload))
            case "card":
                posting.card()
            case act:
                raise PermanentFailure(f"nobody knows how to {act}")

    def stands(self, parcel: Parcel, payload: dict[str, Any]) -> None:
        """The hard stop before posting: what is for a person goes only to who speaks for them now."""
        if parcel.recipient.startswith(GUEST):
            return
        with self.store.read() as unit:
            binding = self.binding(payload["home"], payload["user"], unit)
        if binding is None or binding.address != parcel.recipient:
            raise PermanentFailure("the Slack account does not speak for this address any more")

    def home(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The Home tab of an account as it is now."""
        with self.store.read() as unit:
            binding = self.binding(payload["home"], payload["user"], unit)
            return home_view(binding, unit, self.house, self.clock())


def profile_of(user: Mapping[str, Any]) -> str:
    """The address in a profile when it is one: a button offers it, typed out it would be worth the same."""
    named = str((user.get("profile") or {}).get("email") or "")[:254].lower()
    return named if [str(a.value).lower() for a in addresses(named)] == [named] else ""


def thread_of(note: Note) -> str:
    """Where an answer stands: in the thread of the message; in a channel it begins one below it."""
    return note.thread or ("" if note.direct or note.kind == "press" else note.ts)


def hint(note: Note, text: str) -> dict[str, str]:
    """What is said where others read: nothing but that there is a DM."""
    return {"channel": note.channel, "user": note.user, "url": note.response_url, "text": text}


def new_id() -> str:
    """An id of ours."""
    return f"<{secrets.token_urlsafe(18)}@docclerk.slack.invalid>"


def home_parcel(team: str, home: str, user: str, now: datetime) -> Parcel:
    """The Home tab, on its way to who looks at it; what stands on it is decided when it is shown."""
    payload = {"act": "home", "team": team, "home": home, "user": user}
    return Parcel(
        channel="slack",
        recipient=Guest(home, user).address,
        message_id=new_id(),
        payload=json.dumps(payload).encode(),
        subject="",
        purpose="home",
        created_at=now,
    )


def words_parcel(note: Note, recipient: str, text: str, *, direct: bool = True) -> Parcel:
    """A few words to an account: into its DM, or to itself alone where it pressed something."""
    place: dict[str, Any] = {"channel": "", "thread": "", "text": text, "blocks": [], "files": []}
    who = {"act": "say", "team": note.team, "home": note.home, "user": note.user, "hint": {}, "chosen": {}}
    if not direct:
        place |= {"hint": hint(note, text), "text": ""}
    return Parcel(
        channel="slack",
        recipient=recipient,
        message_id=new_id(),
        payload=json.dumps({**who, **place}, ensure_ascii=False).encode(),
        subject="",
        purpose="binding",
    )
