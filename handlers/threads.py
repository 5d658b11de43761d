"""What an earlier message of the same conversation lends to this one; a thread never proves who writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.answers import Option
from handlers.letters.subjects import bare_subject
from handlers.senders.people import Principal
from parsers.asks import Ask, Errand, Paying, Rhythm
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact
from store.traffic import InboxItem

CONTEXT_NUMBERS = 20  # invoices of a letter that a reply can lean on


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
    standing: tuple[int, ...] = ()  # the subscriptions that were ordered in it, or that sent the mail


def find(message: InboundMessage, person: Principal, unit: Unit) -> Thread:
    """The conversation this message belongs to, only when the same person led it."""
    earlier = of(message, unit)
    if earlier is None:
        return after_letter(message, person, unit)
    if person.address not in (earlier.sender, earlier.story.get("for")):
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
        standing=unit.subscriptions.ordered_by(earlier.id, person.address),
    )


def of(message: InboundMessage, unit: Unit) -> InboxItem | None:
    """The earlier message, of whomever, that this one is written in the thread of."""
    ids = thread_ids(message)
    return unit.inbox.by_message_ids(ids) if ids else None


def thread_ids(message: InboundMessage) -> tuple[str, ...]:
    """The messages that this one stands below, the nearest first."""
    return tuple(i for i in (message.thread.in_reply_to, *reversed(message.thread.references)) if i)


def after_letter(message: InboundMessage, person: Principal, unit: Unit) -> Thread:
    """What a reminder lends to the reply to it: its invoices. It asked for nothing, so a reply is a wish.

    A mail that was subscribed to lends the subscription.
    """
    ids = thread_ids(message)
    if ids and (sent := unit.subscriptions.by_message_ids(ids, person.address)):
        return Thread(subject=sent[1], standing=(sent[0],))
    letter = unit.reminders.by_message_ids(ids, person.address) if ids else None
    if letter is None:
        return Thread()
    numbers = unit.reminders.numbers(item.document_id for item in unit.reminders.items([letter.id]))
    context = Ask("documents", ("invoice",), tuple(numbers.values())[:CONTEXT_NUMBERS])
    return Thread(context=context, account_id=letter.account_id, subject=letter.subject)


def offered(table: Mapping[str, Any]) -> Option:
    """An option as `story` kept it."""
    return Option(str(table["label"]), whole_ask(table), table.get("account_id"))


def whole_ask(table: Mapping[str, Any]) -> Ask:
    """An ask with what its own table leaves out."""
    errand = Errand.from_table(table["errand"]) if table.get("errand") else None
    paying = Paying.from_table(table["paying"]) if table.get("paying") else None
    rhythm = Rhythm.from_table(table["rhythm"]) if table.get("rhythm") else None
    ask, standing = Ask.from_table(table["ask"]), tuple(table.get("standing", ()))
    ask = replace(ask, every=bool(table.get("every")), errand=errand, paying=paying)
    leading, without = tuple(table.get("leading", ())), tuple(table.get("without", ()))
    ask = replace(ask, leading=leading, without=without)
    return replace(ask, rhythm=rhythm, standing=standing, group=table.get("group"))


def new_subject(subject: str, thread: Thread) -> str:
    """The subject as far as it is new: in a running conversation the old one asks for nothing any more."""
    return "" if bare_subject(subject) == bare_subject(thread.subject) else subject
