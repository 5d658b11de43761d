"""From answers to the reply that a person reads: texts in their language, files, one link."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from handlers.acts import Change
from handlers.admins.changes import change_of, decision
from handlers.answers import (
    Answer,
    Choice,
    Enclosure,
    Found,
    Handover,
    Missing,
    Noted,
    Reply,
    Status,
    Table,
    choices_of,
)
from handlers.desk import Desk, House
from handlers.documents.picks import LETTERS
from handlers.files.enclosures import attached, enclosures_of
from handlers.files.merging import together
from handlers.letters.freshness import data_age
from handlers.letters.letter import Letter, Part
from handlers.letters.parts import Sheet, aged, besides, given, marks_of, question
from handlers.letters.says import Says, capital
from handlers.letters.subjects import reply_subject
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact


def compose(
    message: InboundMessage, answers: Sequence[Answer], desk: Desk, house: House, now: datetime
) -> Reply:
    """The reply to one message. A question offers no files; nothing here was seen without a grant."""
    answers = together(answers, desk)
    sheet, enclosures = sheet_of(answers, desk, house)
    along = attached(answers, enclosures, house, message.channel)
    change = change_of(answers)
    token, confirm = house.token() if enclosures else "", house.token() if change else ""
    first, rest = parts_of(answers, sheet)
    rest += decided(change, confirm, answers, sheet, opening=not first and not rest)
    says, contact = desk.says, desk.person.contacts[0]
    own = message.sender == desk.person.address  # else it is a mail of its own, without a word of who wrote
    letter = Letter(
        greeting=greeting(contact, says),
        given=tuple(first),
        rest=tuple(rest),
        hint=hint(answers, sheet),
        footer=footer(says, house, desk.unit, now),
        **closing(answers, along, says),
        **download(token, len(enclosures), says, house, now),
    )
    return Reply(
        purpose=purpose_of(answers),
        recipient=desk.person.address,
        language=says.language,
        **written(
            letter, reply_subject(message.subject, says) if own else says("behalf_subject"), says, house
        ),
        contact_id=contact.id,
        enclosures=enclosures,
        link_token=token,
        confirm_token=confirm,
        act=change,
        attach=bool(along) and along == enclosures,
        attach_made=bool(along) and along != enclosures,
        apart=not own,
    )


def written(letter: Letter, subject: str, says: Says, house: House) -> dict[str, Any]:
    """A letter in all its forms, under the names that a reply has for them."""
    text, html = rendered(letter, subject, says, house)
    return {"subject": subject, "text": text, "html": html, "letter": letter}


def rendered(letter: Letter, subject: str, says: Says, house: House) -> tuple[str, str]:
    """A letter as plain text and as HTML."""
    values = {f.name: getattr(letter, f.name) for f in fields(letter)}
    values |= {"subject": subject, "language": says.language}
    plain = house.texts.render("email/answer/body.txt", **values)
    return plain, house.texts.render("email/answer/body.html", **values)


def sheet_of(answers: Sequence[Answer], desk: Desk, house: House) -> tuple[Sheet, tuple[Enclosure, ...]]:
    """What the parts share, and the files: they are numbered, and accounts named, where there are several."""
    found = [d for a in answers if isinstance(a, Found | Table) for d in a.documents]
    files = desk.unit.documents.files(d.id for d in found)
    enclosures = enclosures_of(answers, desk, files)
    marks = marks_of(enclosures) if len({d.id for d in found}) > 1 else {}
    accounts = len({d.account_id for d in found}) > 1
    return Sheet(desk, house, files, marks, accounts, desk.stale_as_of), enclosures


def closing(answers: Sequence[Answer], attached: Sequence[Enclosure], says: Says) -> dict[str, Any]:
    """That files are attached, and what else is offered."""
    offer = offered(answers, says)
    words = (travelling(attached, says) if attached else "", offer)
    return {"closing": " ".join(filter(None, words)), "offers": bool(offer)}


def decided(
    change: Change | None, token: str, answers: Sequence[Answer], sheet: Sheet, *, opening: bool
) -> list[Part]:
    """What the writer is asked to confirm about colleagues; nothing when nothing is."""
    asked = decision(change, token, answers, sheet) if change else []
    return asked if opening else [replace(part, intro=capital(part.intro)) for part in asked]


def download(token: str, files: int, says: Says, house: House, now: datetime) -> dict[str, Any]:
    """What the templates say of the link; empty without one."""
    url = f"{house.public_url}/d/{token}" if token else ""
    until = says.day(house.today(now + timedelta(days=house.link_days)))
    return {
        "url": url,
        "download": says("download" if files == 1 else "download_many", day=until, url=url) if url else "",
        "download_button": says("download_button"),
        "valid_until": says("valid_until", day=until),
    }


def parts_of(answers: Sequence[Answer], sheet: Sheet) -> tuple[list[Part], list[Part]]:
    """What is given, and what comes after the link: what was not found, questions, who takes over."""
    first = [*(part for a in answers if (part := given(a, sheet))), *aged(answers, sheet)]
    marks = iter(option_marks(answers, sheet))
    rest: list[Part] = []
    for one in answers:
        rest += filter(None, (besides(one, sheet),))
        rest += [
            question(c, [next(marks) for _ in c.options], sheet) for c in choices_of([one]) if not c.offer
        ]
    if handovers := [a for a in answers if isinstance(a, Handover)]:
        wanted = all(a.ask.intent == "human" for a in handovers)
        alone = "handover_human" if wanted else "handover"
        key = "handover_rest" if first or rest else alone
        rest.append(Part(lines=(sheet.desk.says(key, person=sheet.person), *spared(handovers, sheet))))
    whole = list(spoken([*first, *rest]))
    return whole[: len(first)], whole[len(first) :]


def spared(handovers: Sequence[Handover], sheet: Sheet) -> tuple[str, ...]:
    """Which invoices nobody is reminded of until a person has decided."""
    told = {t.document_id for a in handovers for t in a.told}
    numbers = [d.number for a in handovers for d in a.documents if d.id in told]
    return (sheet.desk.says("handover_dunning", numbers=sheet.desk.says.listed(numbers)),) if numbers else ()


def spoken(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with capital letters where sentences begin; what follows the greeting stays as written."""
    opening = True
    for part in parts:
        intro = part.intro if opening else capital(part.intro)
        lines = [capital(line) for line in part.lines]
        if opening and part.lines and not part.intro:
            lines[0] = part.lines[0]
        yield replace(part, intro=intro, lines=tuple(lines))
        opening = False


def option_marks(answers: Sequence[Answer], sheet: Sheet) -> list[str]:
    """How the options of a reply are marked: counted through; by letters where numbers count the files."""
    options = [o for c in choices_of(answers) if not c.offer for o in c.options]
    if len(options) == 1:
        return [""]
    return [LETTERS[n] if sheet.marks else str(n + 1) for n in range(len(options))]


def hint(answers: Sequence[Answer], sheet: Sheet) -> str:
    """The next step, said once: how to choose, or what helps to find what is missing."""
    says, marks = sheet.desk.says, option_marks(answers, sheet)
    if len(marks) == 1:
        return says("ask_yes_people" if all(map(of_people, answers)) else "ask_yes")
    if marks:
        *first, last = marks
        asked = {c.text for c in choices_of(answers) if c.options}
        plain = asked == {"ask_account"} or all(map(of_people, answers))
        key = "ask_reply_account" if plain else "ask_reply"
        return says(key, choices=f"{', '.join(first)} {says('or')} {last}")
    lost = any(isinstance(a, Missing) or (isinstance(a, Found | Table) and a.missing) for a in answers)
    return says("missing_next", person=sheet.person) if lost else ""


def of_people(answer: Answer) -> bool:
    """Whether an answer is about people or regular mails, which no document number helps to tell."""
    return answer.ask.intent in ("people", "subscribe", "unsubscribe")


def travelling(enclosures: Sequence[Enclosure], says: Says) -> str:
    """That the files are attached."""
    if len(enclosures) > 1:
        return says("attached_many", n=len(enclosures))
    (only,) = enclosures
    if only.document is None:
        return capital(says("attached_made", form=only.file.role.upper()))
    words = says.named((only.document.kind,), 1)
    return capital(says("attached_one", form=only.file.role.upper(), **words))


def offered(answers: Sequence[Answer], says: Says) -> str:
    """The sentence that offers something more."""
    return " ".join(capital(says(c.text, **c.values)) for c in choices_of(answers) if c.offer)


def outcome_of(answers: Sequence[Answer]) -> str:
    """The one word for a message with several asks: what was given counts most."""
    if change_of(answers) and not any(isinstance(a, Found | Table | Status | Noted) for a in answers):
        return "question"
    for kinds, outcome in (
        ((Found, Table, Status, Noted), "answered"),
        (Choice, "question"),
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
    as_of = data_age(unit, house.feeds, now).as_of if unit else None
    contact = ", ".join(filter(None, (house.escalation_name, house.phone)))
    parts = [
        says("footer", company=house.company),
        says.as_of(as_of, now) if as_of else "",
        says("footer_contact", contact=contact) if contact else "",
    ]
    return " · ".join(filter(None, parts))
