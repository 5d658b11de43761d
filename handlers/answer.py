"""The life of one message from who asks to what is replied; docs/flow.md tells the same story."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from handlers import budget, refusals, threads
from handlers.answers import Answer, Choice, Handover, Note, Result
from handlers.bounces import bounced
from handlers.compose import compose, outcome_of
from handlers.desk import Desk, House
from handlers.offers import with_offer
from handlers.people import Principal, Staff, Stranger, Suspect, Unproven
from handlers.reading import Wish, papers, read
from handlers.staff import to_staff
from handlers.story import story_of
from handlers.verify import verify
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.engine import Unit


def answer(
    message: InboundMessage, unit: Unit, house: House, now: datetime, today: date | None = None
) -> Result:
    """What becomes of one message. Reads only; the caller commits the result as a whole.

    `today` is the day in the house's zone unless the caller pins it.
    """
    if message.report:
        return bounced(message, unit, house, now)
    if message.automatic:
        return Result("ignored", reason=message.automatic, sender=message.sender)
    today = today or house.today(now)
    sender = verify(message, unit, house.kinds, house.staff, today)
    match sender:
        case Suspect():
            return refusals.hold(message, sender.reasons, unit, house, now)
        case Stranger():
            return refusals.stranger(message, sender, unit, house, now)
        case Unproven():
            return refusals.challenge(message, sender, unit, house, now)
        case Staff():
            return refusals.from_staff(message, sender, unit, house, now)
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
    reading = read(message, thread, house, person, today)
    request, wishes = reading.request, reading.wishes
    desk = Desk(person, unit, house.kinds, house.tongues[request.language], today)
    if not wishes and thread.known and not (reading.declined and thread.asked):
        reason = "declined" if reading.declined else "nothing asked"
        return Result("ignored", reason=reason, sender=person.address)
    answers: Sequence[Answer] = [respond(wish, desk, house) for wish in wishes]
    answers = answers or nothing_asked(message, thread)
    answers = answers if thread.known else with_offer(answers, desk)
    reply = compose(message, answers, desk, house, now)
    replies = [reply, *to_staff(message, person, answers, house)]
    story = story_of(message, request, answers, reply, account_of(wishes) or thread.account_id)
    return Result(outcome_of(answers), tuple(replies), sender=person.address, story=story)


def account_of(wishes: Sequence[Wish]) -> int | None:
    """The account that the conversation is about from now on: the one chosen for a wish without numbers."""
    chosen = {wish.account_id for wish in wishes if wish.account_id and not wish.ask.numbers}
    return chosen.pop() if len(chosen) == 1 else None


def nothing_asked(message: InboundMessage, thread: threads.Thread) -> list[Answer]:
    """To a message without a wish: what else would help, the short guide, or a person for a mere file."""
    if thread.known:
        return [Choice(Ask("help"), "ask_again")]
    if papers(message.attachments):
        return [Handover(Ask("other"), "a file without a wish")]
    return [Note(Ask("help"), "nothing_asked"), Choice(Ask("help"), "help")]


def respond(wish: Wish, desk: Desk, house: House) -> Answer:
    """The answer of the one intent that knows this ask; what nobody knows goes to a person."""
    ask, known = wish.ask, house.intents.get(wish.ask.intent)
    if wish.account_id is not None:
        desk = replace(desk, person=desk.person.at(wish.account_id))
    return known(ask, desk) if known else Handover(ask, ask.intent)
