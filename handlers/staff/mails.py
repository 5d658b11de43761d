"""Mail to the people of the house, in its language: what they take over, what is held, stuck or lost."""

from collections.abc import Iterator, Sequence

from handlers.answers import Answer, Found, Handover, Noted, Reply
from handlers.desk import House
from handlers.documents.state import open_amount
from handlers.senders.people import Principal
from handlers.staff.reasons import in_words
from parsers.message import InboundMessage

SHOWN = 20  # numbers of documents named to staff


def to_staff(
    message: InboundMessage, person: Principal, answers: Sequence[Answer], house: House
) -> tuple[Reply, ...]:
    """The original with what is known about it, when anything was handed over; else nothing."""
    reasons = [a.reason for a in answers if isinstance(a, Handover)]
    noted = [line for a in answers if isinstance(a, Noted) for line in noted_lines(a, house)]
    if not reasons and not noted:
        return ()
    says = house.tongues[None]
    contact, accounts = person.contacts[0], ", ".join(c.account for c in person.contacts)
    who = f"{contact.name} <{person.address}>" if contact.name else person.address
    found = [d.number for a in answers if isinstance(a, Found) for d in a.documents][:SHOWN]
    about = [d.number for a in answers if isinstance(a, Handover) for d in a.documents][:SHOWN]
    lines = (
        says("staff_handover" if reasons else "staff_noted", who=who, accounts=accounts),
        says(
            "staff_reading",
            reading=", ".join(in_words(r, says) for r in reasons),
            subject=message.subject or "-",
        )
        if reasons
        else "",
        says("staff_about", numbers=", ".join(about)) if about else "",
        *noted,
        says("staff_answered", numbers=", ".join(found)) if found else "",
        says("staff_original") if reasons else "",
    )
    key, purpose = ("staff_handover_subject", "handover") if reasons else ("staff_noted_subject", "staff")
    return to_escalation(purpose, says(key, subject=message.subject or "-"), lines, house)


def noted_lines(answer: Noted, house: House) -> Iterator[str]:
    """What a buyer said of each invoice, with what is open of it."""
    says, told = house.tongues[None], {t.document_id: t for t in answer.told}
    for document in answer.documents:
        if notice := told.get(document.id):
            yield says(
                f"staff_noted_{notice.kind}",
                number=document.number,
                account=document.account,
                amount=says.amount(open_amount(document), document.currency),
                day=says.day(notice.day) if notice.day else "?",
                until=says.day(notice.until) if notice.until else "?",
            )


def alert(message: InboundMessage, reason: str, house: House) -> tuple[Reply, ...]:
    """Tells staff of a message that waits for them."""
    says = house.tongues[None]
    lines = (
        says("staff_held", sender=message.sender or "?", subject=message.subject or "-"),
        says("staff_reason", reason=in_words(reason, says)),
        says("staff_held_original"),
    )
    return to_escalation("staff", says("staff_held_subject", subject=message.subject or "-"), lines, house)


def stuck(case: int, reason: str, house: House) -> tuple[Reply, ...]:
    """Tells staff of a message that could not be read."""
    says = house.tongues[None]
    lines = (
        says("staff_stuck"),
        says("staff_reason", reason=in_words(reason, says)),
        says("staff_retry", case=case),
    )
    return to_escalation("staff", says("staff_stuck_subject", case=case), lines, house)


def undelivered(recipient: str, subject: str, reason: str, house: House) -> tuple[Reply, ...]:
    """Tells staff of an answer that did not arrive; not about mail to themselves."""
    if recipient == house.escalation:
        return ()
    says = house.tongues[None]
    lines = (
        says("staff_undelivered", recipient=recipient, subject=subject),
        says("staff_reason", reason=in_words(reason, says)),
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
