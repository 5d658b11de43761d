"""Numbers that led to nothing: who asks for many of them is guessing, and a person looks first."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.answers import Answer, Choice, Found, Missing, Noted, Table
from handlers.desk import House
from store.engine import Unit

WINDOW = timedelta(days=1)
NEAR = "ask_near"  # a question for a number that is nearly another one


def misses_in(answers: Iterable[Answer]) -> int:
    """How many numbers of a message led to nothing, or only to a question: what is not there and what belongs
    to somebody else count alike.
    """
    return sum(map(missed, answers))


def missed(answer: Answer) -> int:
    """The same for one answer."""
    match answer:
        case Found() | Table():
            return len(answer.missing)
        case Missing():
            return len(answer.numbers)
        case Noted():
            return len(answer.missing)
        case Choice():
            return len(answer.missing) + (answer.text == NEAR)
    return 0


def locked(address: str, unit: Unit, house: House, now: datetime) -> bool:
    """Whether an address has asked for as many such numbers within a day as it may."""
    stories = unit.inbox.stories(address, now - WINDOW)
    return sum(int(story.get("misses", 0)) for story in stories) >= house.misses_per_day
