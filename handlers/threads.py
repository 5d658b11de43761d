"""What an earlier message of the same conversation lends to this one; a thread never proves who writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.answers import Option
from handlers.people import Principal
from handlers.subjects import bare_subject
from parsers.asks import Ask, Errand, Paying
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact
from store.traffic import InboxItem


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation so far: the context for follow-ups and the choices that were offered last."""

    known: bool = False
    asked: bool = False  # our last word was a question
    context: Ask | None = None
    options: tuple[Option, ...] = ()
    awaited: tuple[Ask, ...] = ()  # asks about colleagues whose address we asked for
    account_id: int | None = None  # the account that the conversation was about, when one was chosen
    subject: str = ""
    language: str | None = None
    newcomer: Contact | None = None  # whom this person was asked to let in, and has not decided about


def find(message: InboundMessage, person: Principal, unit: Unit) -> Thread:
    """The conversation this message belongs to, only when the same person led it."""
    earlier = of(message, unit)
    if earlier is None or person.address not in (earlier.sender, earlier.story.get("for")):
        return Thread()
    story = earlier.story
    return Thread(
        known=True,
        asked=earlier.outcome == "question",
        context=Ask.from_table(story["context"]) if story.get("context") else None,
        options=tuple(offered(o) for o in story.get("options", ())),
        awaited=tuple(whole_ask(a) for a in story.get("awaited", ())),
        account_id=story.get("account_id"),
        subject=earlier.subject or "",
        language=story.get("language"),
    )


def of(message: InboundMessage, unit: Unit) -> InboxItem | None:
    """The earlier message, of whomever, that this one is written in the thread of."""
    ids = tuple(i for i in (message.thread.in_reply_to, *reversed(message.thread.references)) if i)
    return unit.inbox.by_message_ids(ids) if ids else None


def offered(table: Mapping[str, Any]) -> Option:
    """An option as `story` kept it."""
    return Option(str(table["label"]), whole_ask(table), table.get("account_id"))


def whole_ask(table: Mapping[str, Any]) -> Ask:
    """An ask with what its own table leaves out."""
    errand = Errand.from_table(table["errand"]) if table.get("errand") else None
    paying = Paying.from_table(table["paying"]) if table.get("paying") else None
    ask = Ask.from_table(table["ask"])
    return replace(ask, every=bool(table.get("every")), errand=errand, paying=paying)


def new_subject(subject: str, thread: Thread) -> str:
    """The subject as far as it is new: in a running conversation the old one asks for nothing any more."""
    return "" if thread.known and bare_subject(subject) == bare_subject(thread.subject) else subject
