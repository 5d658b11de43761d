"""The mails that ask a customer's own admin to decide about a colleague."""

from collections.abc import Sequence
from datetime import datetime

from handlers.acts import Change
from handlers.admins.changes import called, change_lines
from handlers.answers import Answer, Proposal, Reply
from handlers.desk import House
from handlers.letters.compose import footer, greeting
from handlers.senders import budget
from handlers.senders.people import Principal
from handlers.staff.mails import to_escalation
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact

PURPOSE = "decision"  # of the mail that asks an admin


def to_admins(
    answers: Sequence[Answer],
    person: Principal,
    message: InboundMessage,
    unit: Unit,
    house: House,
    now: datetime,
) -> tuple[Reply, ...]:
    """The questions to the admins of somebody who may not decide; staff, when all were asked enough today."""
    wanted: dict[str, tuple[Contact, Change]] = {}
    for proposal in (a for a in answers if isinstance(a, Proposal)):
        for admin, act in proposal.deciders:
            _, so_far = wanted.get(admin.email, (admin, Change(admin.email)))
            wanted[admin.email] = admin, so_far + act
    free = [pair for address, pair in wanted.items() if not asked_enough(address, unit, house, now)]
    if wanted and not free:
        return too_many(message, house)
    asker = called(person.contacts[0])
    return tuple(question(admin, act, "for", asker, unit, house, now) for admin, act in free)


def asked_enough(address: str, unit: Unit, house: House, now: datetime) -> bool:
    """Whether an admin has had the questions of a day: nobody can be pestered by colleagues or strangers."""
    return budget.noticed_today(address, PURPOSE, unit, now, house.decisions_per_day)


def too_many(message: InboundMessage, house: House) -> tuple[Reply, ...]:
    """Staff look at what no admin is asked any more today."""
    says = house.tongues[None]
    lines = (
        says("staff_admins", sender=message.sender, subject=message.subject or "-"),
        says("staff_original"),
    )
    return to_escalation("staff", says("staff_admins_subject"), lines, house)


def question(
    admin: Contact, change: Change, opening: str, asker: str, unit: Unit, house: House, now: datetime
) -> Reply:
    """The mail to an admin: who asks, what will be so, the link, and that a plain yes is enough."""
    says, token = house.tongues[admin.language], house.token()
    url = f"{house.public_url}/c/{token}"
    lines = (
        says(f"decide_{opening}", person=asker),
        *change_lines(change, unit, house, says),
        says("decide_link", url=url),
        says("decide_yes"),
    )
    return Reply(
        purpose=PURPOSE,
        recipient=admin.email,
        language=says.language,
        subject=says("decide_subject"),
        text=house.texts.render(
            "email/notice/body.txt",
            greeting=greeting(admin, says),
            lines=lines,
            footer=footer(says, house, None, now),
        ),
        contact_id=admin.id,
        confirm_token=token,
        act=change,
        apart=True,
    )
