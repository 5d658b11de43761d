"""What those get who may not be answered: a question to the stored address, a neutral text, or silence."""

from datetime import datetime

from handlers.admins.colleagues import INTRODUCED, introduced
from handlers.answers import Reply, Result
from handlers.desk import House
from handlers.letters.compose import footer, greeting
from handlers.letters.subjects import reply_subject
from handlers.senders import budget
from handlers.senders.people import Principal, Stranger, Unproven
from handlers.staff.candidates import registered
from handlers.staff.proposals import Question, to_house
from parsers.message import InboundMessage
from parsers.requests.reader import parse
from store.engine import Unit


def hold(
    message: InboundMessage, reasons: tuple[str, ...], unit: Unit, house: House, now: datetime
) -> Result:
    """Nobody is answered; staff see why."""
    return held(message, "; ".join(reasons), message.sender, unit, house, now)


def held(
    message: InboundMessage, reason: str, sender: str, unit: Unit, house: House, now: datetime
) -> Result:
    """Kept for staff, who are told unless they are being told too much already."""
    question = Question(reason, registered(message.sender, unit, house.today(now)))
    alerts = () if budget.alerts_spent(unit, house, now) else to_house(message, question, house)
    return Result("held", alerts, reason, evidence(message) | question.as_story(), sender)


def challenge(message: InboundMessage, sender: Unproven, unit: Unit, house: House, now: datetime) -> Result:
    """One confirmation link to the registered address, without a word about any document."""
    contact = sender.contact
    story = evidence(message)
    if budget.noticed_today(contact.email, "challenge", unit, now):
        return Result("challenge", (), "a confirmation was already asked for today", story, contact.email)
    says, token = house.tongues[contact.language], house.token()
    url = f"{house.public_url}/c/{token}"
    lines = (says("challenge", time=says.clock(now), url=url), says("challenge_else"))
    reply = Reply(
        purpose="challenge",
        recipient=contact.email,
        language=says.language,
        subject=says("challenge_subject"),
        text=house.texts.render(
            "email/notice/body.txt",
            greeting=greeting(contact, says),
            lines=lines,
            footer=footer(says, house, None, now),
        ),
        contact_id=contact.id,
        confirm_token=token,
    )
    return Result("challenge", (reply,), "the sender is not proven", story, contact.email)


def stranger(message: InboundMessage, sender: Stranger, unit: Unit, house: House, now: datetime) -> Result:
    """A neutral text, few a day, and only to an address that is really the writer's."""
    reason = f"unknown sender {sender.address}"
    story = evidence(message)
    if not sender.proof.holds:
        return Result("held", (), reason, story, sender.address)
    asked = introduced(message, sender, unit, house, now)
    story |= {INTRODUCED: bool(asked)}
    if budget.strangers_spent(sender.address, unit, house, now):
        return Result("held", asked, reason, story, sender.address)
    says = house.tongues[language_of(message, house, now)]
    phone = says("stranger_phone", phone=house.phone) if house.phone else ""
    reply = Reply(
        purpose="notice",
        recipient=sender.address,
        language=says.language,
        subject=says("stranger_subject"),
        text=house.texts.render(
            "email/notice/body.txt",
            greeting=says("greeting_nobody"),
            lines=(says("stranger", phone=phone),),
            footer=footer(says, house, None, now),
        ),
    )
    return Result("held", (reply, *asked), reason, story, sender.address)


def over_budget(
    message: InboundMessage,
    person: Principal,
    unit: Unit,
    house: House,
    now: datetime,
    reason: str = "too many answers to this address",
) -> Result:
    """One notice a day, then quiet; a person looks at the rest."""
    contact = person.contacts[0]
    question = Question(reason, registered(person.address, unit, house.today(now)))
    story = evidence(message) | question.as_story()
    if budget.noticed_today(person.address, "limit", unit, now):
        return Result("held", (), reason, story, person.address)
    says = house.tongues[contact.language]
    reply = Reply(
        purpose="limit",
        recipient=person.address,
        language=says.language,
        subject=reply_subject(message.subject, says),
        text=house.texts.render(
            "email/notice/body.txt",
            greeting=greeting(contact, says),
            lines=(says("limit", person=house.person_name(says)),),
            footer=footer(says, house, unit, now),
        ),
        contact_id=contact.id,
    )
    return Result("held", (reply, *to_house(message, question, house)), reason, story, person.address)


def language_of(message: InboundMessage, house: House, now: datetime) -> str:
    """The language that a stranger writes."""
    today, usual = house.today(now), house.tongues.default
    return parse(message.subject, message.text, house.vocabulary, today=today, language=usual).language


def evidence(message: InboundMessage) -> dict[str, object]:
    """What staff see of the sender check."""
    return {"proof": message.proof.level.value, "evidence": list(message.proof.evidence)}
