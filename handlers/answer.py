"""The life of one message from who asks to what is replied; docs/flow.md tells the same story."""

from datetime import date, datetime
from typing import assert_never

from handlers import budget, refusals, threads
from handlers.answers import Answer, Handover, Note, Result
from handlers.compose import compose, outcome_of
from handlers.desk import Desk, House
from handlers.people import Principal, Staff, Stranger, Suspect, Unproven
from handlers.staff import to_staff
from handlers.story import story_of
from handlers.verify import verify
from parsers.asks import Ask, Request
from parsers.message import InboundMessage
from parsers.reader import parse
from store.engine import Unit


def answer(
    message: InboundMessage, unit: Unit, house: House, now: datetime, today: date | None = None
) -> Result:
    """What becomes of one message. Reads only; the caller commits the result as a whole.

    `today` is the day in the house's zone unless the caller pins it.
    """
    if message.automatic:
        return Result("ignored", reason=message.automatic, sender=message.sender)
    today = today or house.today(now)
    sender = verify(message, unit, house.kinds, house.staff, today)
    match sender:
        case Suspect():
            return refusals.hold(message, sender.reasons, house)
        case Stranger():
            return refusals.stranger(message, sender, unit, house, now)
        case Unproven():
            return refusals.challenge(message, sender, unit, house, now)
        case Staff():
            return refusals.from_staff(message, sender, house)
        case Principal():
            return serve(message, sender, unit, house, now, today)
        case _:
            assert_never(sender)


def serve(
    message: InboundMessage, person: Principal, unit: Unit, house: House, now: datetime, today: date
) -> Result:
    """Answers a proven contact."""
    if budget.spent(person.address, unit, house, now):
        return refusals.over_budget(message, person, unit, house, now)
    thread = threads.find(message, person, unit)
    person = person.at(thread.account_id) if thread.account_id else person
    request = read(message, thread, house, person, today)
    desk = Desk(person, unit, house.kinds, house.tongues[request.language], today)
    answers = [respond(ask, desk, house) for ask in request.asks]
    if not answers and thread.known:
        return Result("ignored", reason="nothing asked", sender=person.address)
    answers = answers or [Note(Ask("help"), "nothing_asked"), Note(Ask("help"), "help")]
    reply = compose(message, answers, desk, house, now)
    replies = [reply, *to_staff(message, person, answers, house)]
    outcome = "question" if not request.asks else outcome_of(answers)
    story = story_of(message, request, answers, reply)
    return Result(outcome, tuple(replies), sender=person.address, story=story)


def read(
    message: InboundMessage, thread: threads.Thread, house: House, person: Principal, today: date
) -> Request:
    """The wishes of the message; a plain "2" or "yes" stands for the choice that was offered."""
    chosen = threads.chosen(message.text, thread)
    request = parse(
        threads.new_subject(message.subject, thread),
        message.text,
        house.vocabulary,
        today=today,
        channel=message.channel,
        context=thread.context,
        language=None,
    )
    language = request.language or person.contacts[0].language or house.tongues.default
    return Request(language, (chosen,), ("chose from the options offered",)) if chosen else request


def respond(ask: Ask, desk: Desk, house: House) -> Answer:
    """The answer of the one intent that knows this ask; what nobody knows goes to a person."""
    known = house.intents.get(ask.intent)
    return known(ask, desk) if known else Handover(ask, ask.intent)
