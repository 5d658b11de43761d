"""Writes a letter: the mail for each reader, with its paper, and the files behind the link."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers.answers import Enclosure, Made, Reply
from handlers.desk import Desk, House
from handlers.files.enclosures import file_name, stored, unique
from handlers.letters.compose import download, footer, greeting, rendered
from handlers.letters.letter import Letter, Part
from handlers.reminders.cases import INVOICE, Decision
from handlers.reminders.papers import paper
from handlers.reminders.phrases import paying, sections, subject_of, totals
from handlers.reminders.rules import Rules
from handlers.senders.people import principal
from parsers.message import Proof
from store.engine import Unit
from store.records import Contact, StoredFile

PURPOSE = "reminder"

Files = Mapping[int, Sequence[StoredFile]]


def letters_of(
    decision: Decision,
    people: Sequence[Contact],
    unit: Unit,
    house: House,
    rules: Rules,
    day: date,
    now: datetime,
) -> tuple[Reply, ...]:
    """One mail for each reader; the paper in it is made once."""
    says = house.tongues[decision.account.language]
    parts = sections(decision, rules, says, day)
    made = paper(decision, parts, house, says, rules, day) if decision.kind != INVOICE else None
    files = unit.documents.files(item.document.id for item in decision.items)
    replies = []
    for contact in people:
        person = principal((contact,), Proof(), unit, house.kinds, day)
        desk = Desk(person, unit, house, says, day, now)
        replies.append(mail(decision, contact, parts, made, files, desk, rules))
    return tuple(replies)


def mail(
    decision: Decision,
    contact: Contact,
    parts: Sequence[Part],
    made: Made | None,
    files: Files,
    desk: Desk,
    rules: Rules,
) -> Reply:
    """The letter to one reader."""
    house, says, now = desk.house, desk.says, desk.now
    enclosures = enclosed(decision, made, files, desk)
    token = house.token() if enclosures else ""
    link: dict[str, Any] = download(token, len(enclosures), says, house, now)
    closing = says("remind_attached") if made and house.deliver != "link" else ""
    letter = replace(words_of(decision, contact, parts, desk, rules), closing=closing, **link)
    subject = subject_of(decision, rules, says)
    text, html = rendered(letter, subject, says, house)
    return Reply(
        purpose=PURPOSE,
        recipient=contact.email,
        language=says.language,
        subject=subject,
        text=text,
        html=html,
        letter=letter,
        contact_id=contact.id,
        enclosures=enclosures,
        link_token=token,
        attach_made=house.deliver != "link",
        attach=decision.kind == INVOICE and small(enclosures, house),
        apart=True,
    )


def words_of(decision: Decision, contact: Contact, parts: Sequence[Part], desk: Desk, rules: Rules) -> Letter:
    """What the letter says, without its files."""
    house, says = desk.house, desk.says
    reminding = decision.kind != INVOICE
    given = [*parts, Part(lines=totals(decision, says))] if reminding else parts
    return Letter(
        greeting=greeting(contact, says),
        given=tuple(given),
        rest=tuple(Part(lines=(line,)) for line in paying(decision, house, says, rules, desk.today)),
        closing="",
        hint=says("remind_else") if reminding else says("remind_invoice_else"),
        footer=footer(says, house, desk.unit, desk.now),
        url="",
        download="",
        download_button="",
        valid_until="",
    )


def small(enclosures: Sequence[Enclosure], house: House) -> bool:
    """Whether the files may travel with the mail."""
    total = sum(e.file.size for e in enclosures)
    return house.deliver != "link" and len(enclosures) <= house.attach_files and total <= house.attach_bytes


def enclosed(decision: Decision, made: Made | None, files: Files, desk: Desk) -> tuple[Enclosure, ...]:
    """The letter as a file, and the invoices in it as they were delivered."""
    taken: set[str] = set()
    found = [Enclosure(None, stored(made), unique(made.name, taken), made)] if made else []
    for item in decision.items:
        for file in files.get(item.document.id, ()):
            name = unique(file_name(item.document, file, desk), taken)
            found.append(Enclosure(item.document, file, name))
    return tuple(found)
