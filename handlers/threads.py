"""What an earlier message of the same conversation lends to this one; a thread never proves who writes."""

import re
from dataclasses import dataclass

from handlers.people import Principal
from handlers.subjects import bare_subject
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.engine import Unit

ORDINALS = re.compile(r"^\W*(?:nr|nummer|no|number|option)?\W*([1-9])\W*$", re.IGNORECASE)
LONGEST_CHOICE = 60  # characters of a reply that may be nothing but a choice


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation so far: the context for follow-ups and the choices that were offered last."""

    known: bool = False
    context: Ask | None = None
    options: tuple[tuple[str, Ask, int | None], ...] = ()
    account_id: int | None = None
    subject: str = ""


def find(message: InboundMessage, person: Principal, unit: Unit) -> Thread:
    """The conversation this message belongs to, only when the same person led it."""
    ids = tuple(i for i in (message.thread.in_reply_to, *reversed(message.thread.references)) if i)
    earlier = unit.inbox.by_message_ids(ids) if ids else None
    if earlier is None or earlier.sender != person.address:
        return Thread()
    story = earlier.story
    options = tuple(
        (str(o["label"]), Ask.from_table(o["ask"]), o.get("account_id")) for o in story.get("options", ())
    )
    account_id = chosen_account(message.text, options)
    context = Ask.from_table(story["context"]) if story.get("context") else None
    return Thread(True, context, options, account_id, earlier.subject or "")


def chosen_account(text: str, options: tuple[tuple[str, Ask, int | None], ...]) -> int | None:
    """The account of the option that the reply picks."""
    picked = pick(text, options)
    return picked[2] if picked else None


def chosen(text: str, thread: Thread) -> Ask | None:
    """The ask of the option that the reply picks; None when it says something of its own."""
    picked = pick(text, thread.options)
    return picked[1] if picked else None


def pick(text: str, options: tuple[tuple[str, Ask, int | None], ...]) -> tuple[str, Ask, int | None] | None:
    """The option meant by "2", by its name or its number, when exactly one fits."""
    line = " ".join(text.split())
    if not options or len(line) > LONGEST_CHOICE:
        return None
    if found := ORDINALS.match(line):
        index = int(found[1]) - 1
        return options[index] if index < len(options) else None
    wanted = line.casefold().strip(" .!")
    fitting = [o for o in options if wanted and wanted in o[0].casefold()] if len(wanted) > 3 else []
    return fitting[0] if len(fitting) == 1 else None


def new_subject(subject: str, thread: Thread) -> str:
    """The subject as far as it is new: in a running conversation the old one asks for nothing any more."""
    return "" if thread.known and bare_subject(subject) == bare_subject(thread.subject) else subject
