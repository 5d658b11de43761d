"""What an earlier message of the same conversation lends to this one; a thread never proves who writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.answers import Option
from handlers.people import Principal
from handlers.subjects import bare_subject
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.engine import Unit


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation so far: the context for follow-ups and the choices that were offered last."""

    known: bool = False
    asked: bool = False  # our last word was a question
    context: Ask | None = None
    options: tuple[Option, ...] = ()
    account_id: int | None = None  # the account that the conversation was about, when one was chosen
    subject: str = ""
    language: str | None = None


def find(message: InboundMessage, person: Principal, unit: Unit) -> Thread:
    """The conversation this message belongs to, only when the same person led it."""
    ids = tuple(i for i in (message.thread.in_reply_to, *reversed(message.thread.references)) if i)
    earlier = unit.inbox.by_message_ids(ids) if ids else None
    if earlier is None or earlier.sender != person.address:
        return Thread()
    story = earlier.story
    return Thread(
        known=True,
        asked=earlier.outcome == "question",
        context=Ask.from_table(story["context"]) if story.get("context") else None,
        options=tuple(offered(o) for o in story.get("options", ())),
        account_id=story.get("account_id"),
        subject=earlier.subject or "",
        language=story.get("language"),
    )


def offered(table: Mapping[str, Any]) -> Option:
    """An option as `story` kept it."""
    ask = replace(Ask.from_table(table["ask"]), every=bool(table.get("every")))
    return Option(str(table["label"]), ask, table.get("account_id"))


def new_subject(subject: str, thread: Thread) -> str:
    """The subject as far as it is new: in a running conversation the old one asks for nothing any more."""
    return "" if thread.known and bare_subject(subject) == bare_subject(thread.subject) else subject
