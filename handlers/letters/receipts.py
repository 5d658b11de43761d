"""What a proven contact hears when their answer takes a while: that it comes, and not a word more."""

from datetime import date, datetime

from handlers.answers import Reply
from handlers.desk import House
from handlers.documents import misses
from handlers.letters.compose import footer, greeting
from handlers.letters.subjects import reply_subject
from handlers.senders import budget
from handlers.senders.modes import AUTO, mode_for
from handlers.senders.people import Principal
from handlers.senders.verify import verify
from parsers.message import InboundMessage
from parsers.requests.reader import parse
from store.engine import Unit

PURPOSE = "receipt"


def receipt(
    message: InboundMessage, unit: Unit, house: House, now: datetime, today: date | None = None
) -> Reply | None:
    """The receipt for a message that is being answered; None for whoever will not be answered at once.

    It is for the same eyes as the answer, in the same thread; a message gets one, however often it is tried.
    """
    today = today or house.today(now)
    if message.report or message.released or message.automatic or message.guest or message.copied:
        return None
    sender = verify(message, unit, house.kinds, house.staff, today)
    if not isinstance(sender, Principal) or not answered_now(sender, unit, house, now):
        return None
    if message.case and any(p.purpose == PURPOSE for p in unit.outbox.of_inbox(message.case)):
        return None
    contact = sender.contacts[0]
    read = parse(message.subject, message.text, house.vocabulary, today=today, language=contact.language)
    says = house.tongues[read.language]
    return Reply(
        purpose=PURPOSE,
        recipient=sender.address,
        language=says.language,
        subject=reply_subject(message.subject, says),
        text=house.texts.render(
            "email/notice/body.txt",
            greeting=greeting(contact, says),
            lines=(says("receipt"),),
            footer=footer(says, house, unit, now),
        ),
        contact_id=contact.id,
    )


def answered_now(person: Principal, unit: Unit, house: House, now: datetime) -> bool:
    """Whether nothing holds an answer to this person back."""
    return (
        mode_for(person.contacts, unit, house, now) == AUTO
        and not budget.spent(person.address, unit, house, now)
        and not misses.locked(person.address, unit, house, now)
    )
