"""What follows from a yes or no: it is carried out if it still may be, and those concerned are told."""

from datetime import date, datetime

from handlers.acts import Act, Change, carry_out, confirmed, from_table
from handlers.admins.changes import account_of, by_address, change_lines, documents_of
from handlers.admins.mandates import closed_by_house, covers, mandates
from handlers.answers import Reply, Verdict
from handlers.desk import House
from handlers.letters.compose import footer, greeting
from handlers.letters.says import Says
from handlers.senders.people import known, principal
from parsers.message import Proof
from store.confirmations import Asked
from store.engine import Unit
from store.records import Contact

DECIDED = "decided"  # of the mail to those who asked or decided


def settled(verdict: Verdict, unit: Unit, house: House, now: datetime) -> tuple[Reply, ...]:
    """Closes the question that a plain yes or no answers; the replies that follow."""
    asked = unit.confirmations.confirm_message(verdict.inbox_id, verdict.by, now)
    if asked is None:
        return ()
    return agreed(asked, unit, house, now) if verdict.agreed else declined(asked, unit, house, now)


def agreed(asked: Asked, unit: Unit, house: House, now: datetime) -> tuple[Reply, ...]:
    """Carries out what was confirmed; the replies that follow.

    Whoever confirmed must still be allowed to decide it: a question may be days old.
    """
    act: Act | None = from_table(asked.act) if asked.act else None
    if not isinstance(act, Change):
        confirmed(asked, unit, now)
        return ()
    close_others(asked, unit, now)
    if not may_decide(act, asked.recipient, unit, house, now):
        unit.audit.write("change.refused", now, {"message": asked.inbox_id}, by=asked.recipient)
        return ()
    lines = change_lines(act, unit, house, tongue(asked.recipient, unit, house, now))
    carry_out(act, unit, now)
    return (
        *done(asked, lines, unit, house, now),
        *(welcome(c, unit, house, now) for c in act.admit),
        *(farewell(rows[0], house, now) for rows in by_address(act.suspend)),
        *(farewell(rows[0], house, now, rows[0].until) for rows in by_address(act.ending)),
    )


def declined(asked: Asked, unit: Unit, house: House, now: datetime) -> tuple[Reply, ...]:
    """Nothing changes, for any of those who were asked; whoever said no to a change is told so."""
    act: Act | None = from_table(asked.act) if asked.act else None
    unit.audit.write("question.declined", now, {"message": asked.inbox_id}, by=asked.recipient)
    if not isinstance(act, Change) or not known(asked.recipient, unit, house.today(now)):
        return ()
    close_others(asked, unit, now)
    told = [note(asked.recipient, "dropped", (), unit, house, now)]
    if asker := asker_of(asked, unit, house, now):
        told.append(note(asker, "refused", (), unit, house, now))
    return tuple(told)


def close_others(asked: Asked, unit: Unit, now: datetime) -> None:
    """The first word counts: other admins who were asked the same need not answer any more."""
    for other in unit.confirmations.open_of(asked.inbox_id, now):
        if other.act.get("act") == asked.act.get("act"):
            unit.confirmations.confirm_message(asked.inbox_id, other.recipient, now)


def may_decide(change: Change, address: str, unit: Unit, house: House, now: datetime) -> bool:
    """Whether this address is an admin now whose own rights hold all of the change."""
    today = house.today(now)
    person = principal(known(address, unit, today), Proof(), unit, house.kinds, today)
    if change.by != address or not mandates(person):
        return False
    here = {g.account_id for _, grants in mandates(person) for g in grants}
    stored = [c for row in change.touched for c in unit.contacts.by_email(row.email)]
    touched = {(row.email, row.account) for row in change.touched}
    opened = {(row.email, row.account) for row in change.admit}
    now_so = [c for c in stored if (c.email, c.account) in touched]
    return (
        all(c.account_id in here for c in change.touched)
        and all(covers(person, c, unit, house.kinds) for c in change.admit)
        and all(covers(person, c, unit, house.kinds, ever=True) for c in now_so)
        and not any(closed_by_house(c, unit) for c in now_so if (c.email, c.account) in opened)
    )


def done(asked: Asked, lines: tuple[str, ...], unit: Unit, house: House, now: datetime) -> tuple[Reply, ...]:
    """The admin is told what is so now, and a colleague who asked for it that it was decided."""
    told = [note(asked.recipient, "done", lines, unit, house, now)]
    if asker := asker_of(asked, unit, house, now):
        told.append(note(asker, "agreed", (), unit, house, now))
    return tuple(told)


def asker_of(asked: Asked, unit: Unit, house: House, now: datetime) -> str:
    """The registered colleague whose message led to the question; "" for the decider and for strangers."""
    item = unit.inbox.get(asked.inbox_id)
    sender = (item.sender if item else None) or ""
    return sender if sender != asked.recipient and known(sender, unit, house.today(now)) else ""


def note(address: str, key: str, lines: tuple[str, ...], unit: Unit, house: House, now: datetime) -> Reply:
    """A short mail to a registered address."""
    contact = known(address, unit, house.today(now))[0]
    says = house.tongues[contact.language]
    return notice(
        DECIDED, contact, says, says("decide_subject_done"), (says(f"decide_{key}"), *lines), house, now
    )


def welcome(contact: Contact, unit: Unit, house: House, now: datetime) -> Reply:
    """To the colleague: that they may ask, for which documents, and how; nothing from any document."""
    says = house.tongues[contact.language]
    account = account_of(contact, unit.accounts.get(contact.account), says)
    kinds = documents_of(contact, house, says)
    lines = (says("welcome", account=account, documents=kinds), says("welcome_how"), says("welcome_else"))
    return notice("welcome", contact, says, says("welcome_subject", company=house.company), lines, house, now)


def farewell(contact: Contact, house: House, now: datetime, last: date | None = None) -> Reply:
    """To whoever was taken out, or will be after their last day: that it is so and whom to ask, neither who
    decided nor why.
    """
    says = house.tongues[contact.language]
    line = says("farewell_on", day=says.day(last)) if last else says("farewell")
    return notice("farewell", contact, says, says("farewell_subject"), (line,), house, now)


def notice(
    purpose: str,
    contact: Contact,
    says: Says,
    subject: str,
    lines: tuple[str, ...],
    house: House,
    now: datetime,
) -> Reply:
    """A mail of plain paragraphs."""
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=greeting(contact, says),
        lines=lines,
        footer=footer(says, house, None, now),
    )
    return Reply(
        purpose,
        contact.email,
        says.language,
        subject,
        text,
        contact_id=contact.id or None,
        apart=purpose != DECIDED,
    )


def tongue(address: str, unit: Unit, house: House, now: datetime) -> Says:
    """The language of a registered address."""
    rows = known(address, unit, house.today(now))
    return house.tongues[rows[0].language if rows else None]
