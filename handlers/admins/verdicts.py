"""What somebody answers to a question that waits for them: a plain yes or no, and what is said besides."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.acts import Change, from_table
from handlers.answers import Option, Verdict
from handlers.desk import House
from handlers.documents.picks import is_filler, pick
from handlers.senders.people import Principal
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact

AGREED = Option("", Ask("people"))
WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question to this person that is open: about which message, and whom it would let in."""

    inbox_id: int
    person: str
    newcomer: Contact | None = None  # only when it is about nobody else


def waiting(message: InboundMessage, person: Principal, unit: Unit, now: datetime) -> Waiting | None:
    """The question that a message replies to, if this very person was asked and it is still open."""
    ids = tuple(i for i in (message.thread.in_reply_to, *reversed(message.thread.references)) if i)
    earlier = unit.inbox.by_message_ids(ids) if ids else None
    asked = unit.confirmations.of_message(earlier.id, person.address, now) if earlier else None
    if earlier is None or asked is None:
        return None
    act = from_table(asked.act) if asked.act else None
    alone = isinstance(act, Change) and len(act.touched) == len(act.admit) == 1
    newcomer = act.admit[0] if isinstance(act, Change) and alone else None
    return Waiting(earlier.id, person.address, newcomer)


def verdict(
    question: Waiting, message: InboundMessage, person: Principal, house: House
) -> tuple[Verdict | None, str]:
    """A plain yes or no, if the message begins with one, and what it says besides; a signature is nothing."""
    picked = pick(message.text, (AGREED,), house.tongues.picks, house.vocabulary.numbers.closing)
    if not picked.options and not picked.declined:
        return None, message.text
    names = {w.casefold() for c in person.contacts for w in WORDS.findall(f"{c.name or ''} {c.email}")}
    rest = [
        line
        for line in picked.rest.splitlines()
        if not is_filler(line, house.tongues.picks) and not names.issuperset(WORDS.findall(line.casefold()))
    ]
    return Verdict(question.inbox_id, person.address, not picked.declined), "\n".join(rest)


def plain(message: InboundMessage, person: Principal, house: House) -> bool:
    """Whether a message says nothing but yes or no."""
    said, rest = verdict(Waiting(0, person.address), message, person, house)
    return said is not None and not rest


def without(message: InboundMessage, rest: str) -> InboundMessage:
    """The message with nothing but what it says besides."""
    return replace(message, text=rest, subject="")
