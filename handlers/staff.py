"""Mail to the people of the house: what they take over, what is held, what is stuck."""

from collections.abc import Sequence

from handlers.answers import Answer, Found, Handover, Reply
from handlers.desk import House
from handlers.people import Principal
from parsers.asks import Request
from parsers.message import InboundMessage


def to_staff(
    message: InboundMessage, person: Principal, request: Request, answers: Sequence[Answer], house: House
) -> tuple[Reply, ...]:
    """The original with what is known about it, when anything was handed over; else nothing."""
    reasons = [a.reason for a in answers if isinstance(a, Handover)]
    if not reasons or not house.escalation:
        return ()
    found = [d.number for a in answers if isinstance(a, Found) for d in a.documents]
    text = house.texts.render(
        "email/staff/handover.txt",
        who=person.contacts[0].name or "",
        address=person.address,
        accounts=", ".join(c.account for c in person.contacts),
        subject=message.subject,
        reading=", ".join(reasons),
        answered=", ".join(found[:20]),
        case=message.external_id[:12],
    )
    return (staff_reply("handover", f"{message.subject or '-'} ({', '.join(reasons)})", text, house),)


def alert(message: InboundMessage, reason: str, house: House) -> tuple[Reply, ...]:
    """Tells staff of a message that waits for them."""
    if not house.escalation:
        return ()
    text = house.texts.render(
        "email/staff/held.txt",
        address=message.sender or "?",
        subject=message.subject,
        reason=reason,
        case=message.external_id[:12],
    )
    return (staff_reply("staff", f"[held] {message.subject or '-'}", text, house),)


def staff_reply(purpose: str, subject: str, text: str, house: House) -> Reply:
    """One mail to the escalation address, with the original enclosed."""
    line = " ".join(subject.split())[:200]
    language = house.tongues.default
    return Reply(purpose, house.escalation, language, line, text, original=True)
