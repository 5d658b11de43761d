"""Mail to the people of the house, in its language: what they take over, what is held, stuck or lost."""

from collections.abc import Sequence

from handlers.answers import Answer, Found, Handover, Reply
from handlers.desk import House
from handlers.people import Principal
from parsers.message import InboundMessage

SHOWN = 20  # numbers of documents named to staff


def to_staff(
    message: InboundMessage, person: Principal, answers: Sequence[Answer], house: House
) -> tuple[Reply, ...]:
    """The original with what is known about it, when anything was handed over; else nothing."""
    reasons = [a.reason for a in answers if isinstance(a, Handover)]
    if not reasons:
        return ()
    says = house.tongues[None]
    contact = person.contacts[0]
    who = f"{contact.name} <{person.address}>" if contact.name else person.address
    found = [d.number for a in answers if isinstance(a, Found) for d in a.documents][:SHOWN]
    lines = (
        says("staff_handover", who=who, accounts=", ".join(c.account for c in person.contacts)),
        says("staff_reading", reading=", ".join(reasons), subject=message.subject or "-"),
        says("staff_answered", numbers=", ".join(found)) if found else "",
        says("staff_original"),
    )
    return to_escalation(
        "handover", says("staff_handover_subject", subject=message.subject or "-"), lines, house
    )


def alert(message: InboundMessage, reason: str, house: House) -> tuple[Reply, ...]:
    """Tells staff of a message that waits for them."""
    says = house.tongues[None]
    lines = (
        says("staff_held", sender=message.sender or "?", subject=message.subject or "-"),
        says("staff_reason", reason=reason),
        says("staff_held_original"),
    )
    return to_escalation("staff", says("staff_held_subject", subject=message.subject or "-"), lines, house)


def stuck(case: int, reason: str, house: House) -> tuple[Reply, ...]:
    """Tells staff of a message that could not be read."""
    says = house.tongues[None]
    lines = (says("staff_stuck"), says("staff_reason", reason=reason), says("staff_retry", case=case))
    return to_escalation("staff", says("staff_stuck_subject", case=case), lines, house)


def undelivered(recipient: str, subject: str, reason: str, house: House) -> tuple[Reply, ...]:
    """Tells staff of an answer that did not arrive; not about mail to themselves."""
    if recipient == house.escalation:
        return ()
    says = house.tongues[None]
    lines = (
        says("staff_undelivered", recipient=recipient, subject=subject),
        says("staff_reason", reason=reason),
    )
    return to_escalation("staff", says("staff_undelivered_subject", subject=subject), lines, house)


def to_escalation(purpose: str, subject: str, lines: Sequence[str], house: House) -> tuple[Reply, ...]:
    """One mail to the escalation address, with the original enclosed; nothing when there is none."""
    if not house.escalation:
        return ()
    says = house.tongues[None]
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=says("greeting_nobody"),
        lines=[line for line in lines if line],
        footer=says("footer", company=house.company),
    )
    return (Reply(purpose, house.escalation, says.language, subject, text, original=True),)
