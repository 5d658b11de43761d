"""From answers to the reply that a person reads: texts in their language, files, one link."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.answers import Answer, Choice, Found, Handover, Missing, Reply, Status, Table
from handlers.desk import Desk, House
from handlers.enclosures import attached, enclosures_of
from handlers.parts import Files, part_of
from handlers.says import Says
from handlers.subjects import reply_subject
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact


def compose(
    message: InboundMessage, answers: Sequence[Answer], desk: Desk, house: House, now: datetime
) -> Reply:
    """The reply to one message. A question offers no files; nothing here was seen without a grant."""
    documents = [d.id for a in answers if isinstance(a, Found) for d in a.documents]
    files: Files = desk.unit.documents.files(documents)
    enclosures = enclosures_of(answers, desk, files)
    says, contact = desk.says, desk.person.contacts[0]
    token = house.token() if enclosures else ""
    url = f"{house.public_url}/d/{token}" if token else ""
    until = says.day(house.today(now + timedelta(days=house.link_days)))
    attach = attached(answers, enclosures, house)
    values: dict[str, Any] = {
        "greeting": greeting(contact, says),
        "language": says.language,
        "parts": [part_of(a, desk, house, files) for a in one_handover(answers)],
        "url": url,
        "download": says("download", day=until, url=url) if url else "",
        "download_button": says("download_button"),
        "valid_until": says("valid_until", day=until),
        "attached": says.count("attached", len(enclosures)) if attach else "",
        "footer": footer(says, house, desk.unit, now),
    }
    return Reply(
        purpose=purpose_of(answers),
        recipient=desk.person.address,
        language=says.language,
        subject=reply_subject(message.subject, says),
        text=house.texts.render("email/answer/body.txt", **values),
        html=house.texts.render("email/answer/body.html", **values),
        contact_id=contact.id,
        enclosures=enclosures,
        link_token=token,
        attach=attach,
    )


def one_handover(answers: Sequence[Answer]) -> list[Answer]:
    """Several things for a person are handed over in one sentence."""
    handovers = [a for a in answers if isinstance(a, Handover)]
    return [a for a in answers if not isinstance(a, Handover)] + handovers[:1]


def outcome_of(answers: Sequence[Answer]) -> str:
    """The one word for a message with several asks: what was given counts most."""
    if any(isinstance(a, Choice) for a in answers) and not any(isinstance(a, Found) for a in answers):
        return "question"
    for kinds, outcome in (
        ((Found, Table, Status), "answered"),
        (Missing, "missing"),
        (Handover, "handover"),
    ):
        if any(isinstance(a, kinds) for a in answers):
            return outcome
    return "answered"


def purpose_of(answers: Sequence[Answer]) -> str:
    """Whether the reply gives something or asks something."""
    return "question" if outcome_of(answers) == "question" else "answer"


def greeting(contact: Contact, says: Says) -> str:
    """By the stored name."""
    return says("greeting", name=contact.name) if contact.name else says("greeting_nobody")


def footer(says: Says, house: House, unit: Unit | None, now: datetime) -> str:
    """Who writes, how old the figures are (not for strangers), whom to call."""
    as_of = unit.feeds.data_as_of(None) if unit else None
    contact = ", ".join(filter(None, (house.escalation_name, house.phone)))
    parts = [
        says("footer", company=house.company),
        says("footer_data", when=says.moment(as_of, house.today(now))) if as_of else "",
        says("footer_contact", contact=contact) if contact else "",
    ]
    return " · ".join(filter(None, parts))
