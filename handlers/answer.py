"""The life of one message from who asks to what is replied; docs/flow.md tells the same story."""

from datetime import date, datetime
from typing import assert_never

from handlers.admins.verdicts import waiting
from handlers.answers import Result
from handlers.chats.binding import introduced
from handlers.chats.leaning import joined
from handlers.desk import House
from handlers.documents import misses
from handlers.senders import budget, refusals
from handlers.senders.bounces import bounced
from handlers.senders.modes import AUTO, DRAFT, in_draft, kept_back, mode_for
from handlers.senders.people import Principal, Staff, Stranger, Suspect, Unproven, known
from handlers.senders.verify import verify
from handlers.service import heard, work
from handlers.staff.behalf import released
from handlers.staff.employees import from_staff
from handlers.subscriptions.stops import by_token
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
    today = today or house.today(now)
    if message.released:
        return released(message, message.released, unit, house, now, today)
    if stopped := by_token(message, unit, house, now):
        return stopped
    if message.automatic:
        return Result("ignored", reason=message.automatic, sender=message.sender)
    if message.guest:
        return introduced(message, message.guest, unit, house, now, today)
    sender = verify(message, unit, house.kinds, house.staff, today)
    match sender:
        case Suspect():
            return refusals.hold(message, sender.reasons, unit, house, now)
        case Staff():
            return from_staff(message, sender, unit, house, now, today)
        case Stranger() | Unproven() | Principal():
            return from_outside(message, sender, unit, house, now, today)
        case _:
            assert_never(sender)


def from_outside(
    message: InboundMessage,
    sender: Stranger | Unproven | Principal,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
) -> Result:
    """What becomes of a mail that no employee has written, as freely as the clerk may answer just now."""
    if message.copied:
        return Result("ignored", reason="only in copy", sender=message.sender)
    mode = mode_for(known(message.sender, unit, today), unit, house, now)
    if mode == DRAFT and isinstance(sender, Principal):
        return in_draft(message, sender, unit, house, now, today)
    if mode != AUTO:
        return kept_back(message, sender, mode, unit, house, now, today)
    match sender:
        case Stranger():
            return refusals.stranger(message, sender, unit, house, now)
        case Unproven():
            return refusals.challenge(message, sender, unit, house, now)
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
    if misses.locked(person.address, unit, house, now):
        return refusals.over_budget(message, person, unit, house, now, "many numbers that lead to nothing")
    message = joined(message, person, unit, house, today)
    if question := waiting(message, person, unit, now):
        return heard(question, message, person, unit, house, now, today)
    return work(message, person, unit, house, now, today).result
