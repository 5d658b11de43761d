"""What exists but is not shown to a person: for the eyes of staff, who may change that."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from handlers.answers import Answer, Choice, Found, Missing
from handlers.desk import Desk, House
from handlers.documents.resolve import resolve
from handlers.letters.wording import wish
from handlers.senders.people import Principal
from parsers.message import Proof
from store.engine import Unit
from store.records import Grant

LOOKED_UP = 20  # numbers of one wish that are looked up in all accounts


def hidden(
    answers: Iterable[Answer], person: Principal, unit: Unit, house: House, now: datetime, today: date
) -> list[str]:
    """What was asked for, is there, and is kept from this person: numbers, or a wish in words."""
    desk = Desk(person, unit, house, house.tongues[None], today, now)
    return list(dict.fromkeys(what for answer in answers for what in withheld(answer, desk)))


def withheld(answer: Answer, desk: Desk) -> Iterator[str]:
    """The same for one answer."""
    yield from (n for n in lost(answer)[:LOOKED_UP] if desk.unit.documents.accounts_of(n))
    if isinstance(answer, Missing) and not answer.ask.numbers:
        whole = resolve(answer.ask, replace(desk, person=unlimited(desk)))
        if isinstance(whole, Found | Choice):
            yield wish(answer.ask, desk)


def lost(answer: Answer) -> tuple[str, ...]:
    """The numbers that led to nothing, be it that others near them were asked about."""
    match answer:
        case Missing():
            return answer.numbers
        case Found():
            return answer.missing
        case Choice(text="ask_near"):
            return tuple(n for n in answer.ask.numbers if isinstance(n, str))
    return ()


def unlimited(desk: Desk) -> Principal:
    """The person as if nothing were kept from them at their own accounts."""
    kinds = frozenset(desk.kinds.codes())
    held = tuple((c, (Grant(c.account_id, kinds),)) for c in desk.person.contacts)
    return Principal(held, Proof())
