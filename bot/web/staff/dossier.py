"""What an employee sees of one message: its words, whose wish it may be, and what that person would get."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import structlog

from bot.wiring import Clerk
from handlers.service import work
from handlers.staff.behalf import numbers_of, person_of, wish_of
from handlers.staff.candidates import Candidate, candidates, registered
from handlers.staff.proposals import dry
from parsers.message import InboundMessage, Proof, ProofLevel
from store.engine import Unit
from store.traffic import InboxItem

SHOWN = 20_000  # characters of a message

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Person:
    """Whose wish a message may be; `account_id` when they stand in several accounts and one is meant."""

    address: str
    label: str
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """What this person would get."""

    to: str
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One message, opened; `readable` is False for one that cannot be read, and its text is how it begins."""

    text: str
    readable: bool = False
    enclosed: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    proposed: Proposed | None = None


def open_case(item: InboxItem, clerk: Clerk, unit: Unit, now: datetime, *, decide: bool) -> Dossier:
    """Reads a message again for a person; what has failed before is not tried in here.

    `decide` = it waits, so that people and proposal are looked for where its story names none.
    """
    message = read(item, clerk) if item.state != "stuck" else None
    if message is None:
        return Dossier(item.raw[:SHOWN].decode("utf-8", "replace"))
    people, proposed = people_in(item.story), proposal_in(item.story)
    if decide:
        try:
            people = people or people_for(message, clerk, unit, now)
            if proposed is None and len(people) == 1:
                proposed = tried(people[0], message, clerk, unit, now)
        except Exception:  # a person must be able to decide about what the clerk cannot read
            log.exception("dossier.fault", message=item.id)
    enclosed = tuple(a.name or a.content_type for a in message.attachments)
    text = message.text or (message.forwarded.text if message.forwarded else "")
    return Dossier(text[:SHOWN], True, enclosed, people, proposed)


def read(item: InboxItem, clerk: Clerk) -> InboundMessage | None:
    """The message without its proof, which was judged on arrival and would cost DNS; None for a riddle."""
    try:
        return clerk.channels[item.channel].decode(item, Proof())
    except Exception:  # it was read once; whatever is wrong now, the raw text still helps
        return None


def people_for(message: InboundMessage, clerk: Clerk, unit: Unit, now: datetime) -> tuple[Person, ...]:
    """The registered person who wrote, else those for whom something speaks."""
    house, today = clerk.house, clerk.house.today(now)
    wish = wish_of(message, unit, house, today)
    found = registered(wish.writer or message.sender, unit, today)
    if not found:
        numbers = numbers_of(wish.message, house, today)
        found = candidates(wish.writer, wish.name, numbers, unit, house, today)
    return tuple(Person(c.contact.email, c.label, c.account_id) for c in found)


def people_in(story: Mapping[str, Any]) -> tuple[Person, ...]:
    """The candidates that the clerk named when the message came in."""
    return tuple(Person(c["address"], c["label"], c.get("account_id")) for c in story.get("candidates", ()))


def proposal_in(story: Mapping[str, Any]) -> Proposed | None:
    """The answer that the clerk proposed then."""
    table = story.get("proposed")
    return Proposed(table["to"], table["text"], tuple(table.get("files", ()))) if table else None


def tried(
    person: Person, message: InboundMessage, clerk: Clerk, unit: Unit, now: datetime
) -> Proposed | None:
    """What the only candidate would get now; nothing of it is stored or sent."""
    today, proof = clerk.house.today(now), Proof(ProofLevel.BOUND)
    contact = candidate_of(person, unit, today)
    if contact is None:
        return None
    wish = message if message.sender == person.address else wish_of(message, unit, clerk.house, today).message
    who = person_of(contact, proof, unit, clerk.house, today)
    result = work(replace(wish, proof=proof, defects=()), who, unit, dry(clerk.house), now, today).result
    for reply in result.replies:
        if reply.recipient == who.address:
            return Proposed(reply.recipient, reply.text, tuple(e.name for e in reply.enclosures))
    return None


def candidate_of(person: Person, unit: Unit, today: date) -> Candidate | None:
    """The registered contact behind a name on the page."""
    found = registered(person.address, unit, today)
    return replace(found[0], account_id=person.account_id) if found else None
