"""Short notes to the house's own people: what was done for whom, what was asked, what is missing."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.answers import Answer, Found, Missing, Reply, choices_of
from handlers.desk import Desk, House
from handlers.letters.subjects import reply_subject
from handlers.letters.wording import wish
from handlers.senders.people import Principal
from handlers.service import Work
from handlers.staff.candidates import account_name, who
from handlers.staff.permits import hidden, lost
from parsers.message import InboundMessage
from store.engine import Unit


def note(message: InboundMessage, recipient: str, lines: Sequence[str], house: House) -> tuple[Reply, ...]:
    """One mail to an employee, in the thread of what they wrote."""
    says = house.tongues[None]
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=says("greeting_nobody"),
        lines=[line for line in lines if line],
        footer=says("footer", company=house.company),
    )
    subject = reply_subject(message.subject, says)
    mine = message.sender == recipient
    return (Reply("note", recipient, says.language, subject, text, apart=not mine),)


def report(
    done: Work | None, person: Principal, unit: Unit, house: House, now: datetime, today: date
) -> list[str]:
    """What was sent to whom, which question was asked, what is missing or kept from them."""
    says = house.tongues[None]
    accounts = ", ".join(account_name(c.account_id, unit) for c in person.contacts)
    name = f"{who(person.contacts[0])}, {accounts}"
    if done is None:
        return [says("note_nothing", who=name)]
    desk = Desk(person, unit, house, says, today, now)
    given = [d.number for a in done.answers if isinstance(a, Found) for d in a.documents]
    asked = [o.label for c in choices_of(done.answers) if not c.offer for o in c.options]
    kept = hidden(done.answers, person, unit, house, now, today)
    gone = [what for a in done.answers for what in missed(a, desk) if what not in kept]
    return [
        says("note_done", who=name, time=says.clock(now)),
        says("note_given", numbers=says.listed(given)) if given else "",
        says("note_asked", options=says.listed(asked)) if asked else "",
        says("note_missing", what=says.quoted(gone)) if gone else "",
        says("note_hidden", what=says.listed(kept)) if kept else "",
        says("note_why"),
    ]


def missed(answer: Answer, desk: Desk) -> tuple[str, ...]:
    """What was not found: numbers, or a wish in words."""
    if isinstance(answer, Missing) and not answer.numbers:
        return (wish(answer.ask, desk),)
    return lost(answer)
