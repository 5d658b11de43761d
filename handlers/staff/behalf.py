"""Staff ask for a customer: whose wish it is, and who must still agree before the customer is answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers import threads
from handlers.answers import Choice, Found, Handover, Missing, Noted, Proposal, Reply, Result, Status, Table
from handlers.desk import House
from handlers.senders import budget
from handlers.senders.modes import AUTO, mode_for
from handlers.senders.people import Principal, Staff, known, principal
from handlers.senders.verify import is_staff
from handlers.service import Work, work
from handlers.staff.acts import Behalf
from handlers.staff.candidates import Candidate, candidates, registered
from handlers.staff.notes import note, report
from handlers.staff.permits import hidden
from handlers.staff.proposals import Question, dry, to_employee
from parsers.message import InboundMessage, Proof, ProofLevel, Released, Thread
from parsers.requests.reader import parse
from parsers.requests.text.words import addresses
from store.engine import Unit

GUIDE = "guide"
GUIDES = 3  # a day to one employee: whatever writes more often is no person
ANSWERS = (
    Found,
    Table,
    Status,
    Noted,
    Missing,
    Choice,
    Proposal,
)  # what may go to a customer because of somebody else's mail


@dataclass(frozen=True, slots=True)
class Wish:
    """A message as its customer would have sent it, and who that is as far as an address says."""

    message: InboundMessage
    writer: str  # address; "" when none is named
    name: str = ""


def on_behalf(
    message: InboundMessage,
    sender: Staff,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
    *,
    send: bool = False,
) -> Result:
    """A mail of the house's own people: answered for its customer at once, or proposed to who sent it.

    `send` = they say themselves that it shall go out.
    """
    wish = wish_of(message, unit, house, today)
    people = registered(wish.writer, unit, today)
    if not people:
        return unknown(message, wish, unit, house, now, today)
    person = person_of(people[0], sender.proof, unit, house, today)
    tried = work(wish.message, person, unit, dry(house), now, today)
    question = doubt(tried, people, wish, person, unit, house, now, today)
    if question is None:
        free = mode_for(person.contacts, unit, house, now) == AUTO and message.forwarded is not None
        spent = budget.spent(person.address, unit, house, now)
        if not spent and (send or (free and house.release == "send")):
            return sent(message, wish.message, person, sender.address, unit, house, now, today)
        question = Question(house.tongues[None]("doubt_release"), people, first(tried))
    return proposed(message, question, tried, house)


def released(
    message: InboundMessage, decided: Released, unit: Unit, house: House, now: datetime, today: date
) -> Result:
    """A message that waited, as the wish of the contact whom somebody of the house named."""
    address, by = decided.address, decided.by
    people = registered(address, unit, today)
    if not people:
        says = house.tongues[None]
        told = note(message, by, [says("release_gone", address=address)], house)
        return Result("held", told, f"released to {address}, who is no contact", sender=message.sender)
    chosen = replace(people[0], account_id=decided.account_id)
    proof = Proof(ProofLevel.BOUND, (f"released by {by}", *message.proof.evidence))
    person = person_of(chosen, proof, unit, house, today)
    wish = wish_of(message, unit, house, today).message
    return sent(message, replace(wish, proof=proof), person, by, unit, house, now, today)


def wish_of(message: InboundMessage, unit: Unit, house: House, today: date) -> Wish:
    """What a customer wants: of an employee's mail the forward alone, else the text and the address named."""
    if not is_staff(message.sender, house.staff):
        return Wish(message, message.sender, message.sender_name)
    inner = message.forwarded
    if inner is None:
        named = dict.fromkeys(str(a.value).lower() for a in addresses(f"{message.subject}\n{message.text}"))
        contacts = [address for address in named if known(address, unit, today)]
        writer = contacts[0] if len(contacts) == 1 else ""
        return Wish(replace(message, thread=Thread()), writer or ("" if contacts else next(iter(named), "")))
    text = replace(
        message,
        subject=inner.subject,
        text=inner.text,
        attachments=inner.attachments,
        thread=Thread(),
        forwarded=None,
        proof=replace(message.proof, evidence=(*message.proof.evidence, *inner.evidence)),
    )
    return Wish(text, inner.sender, inner.sender_name)


def person_of(candidate: Candidate, proof: Proof, unit: Unit, house: House, today: date) -> Principal:
    """The candidate with their grants, at the one account that is meant."""
    person = principal(known(candidate.contact.email, unit, today), proof, unit, house.kinds, today)
    return person.at(candidate.account_id) if candidate.account_id else person


def doubt(
    tried: Work,
    people: tuple[Candidate, ...],
    wish: Wish,
    person: Principal,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
) -> Question | None:
    """Why a person of the house must look first; None when nothing speaks against answering."""
    says = house.tongues[None]
    if not any(isinstance(a, ANSWERS) for a in tried.answers) or not tried.result.story.get("asks"):
        only_human = any(isinstance(a, Handover) for a in tried.answers)
        return Question(says("doubt_human") if only_human else says("doubt_no_wish"), people)
    if any(isinstance(a, Choice) and a.text == "ask_account" for a in tried.answers):
        split = registered(wish.writer, unit, today, split=True)
        return Question(says("doubt_accounts", who=people[0].label), split)
    kept = hidden(tried.answers, person, unit, house, now, today)
    if kept and not any(isinstance(a, Found | Table | Status) for a in tried.answers):
        others = candidates(
            wish.writer, wish.name, numbers_of(wish.message, house, today), unit, house, today
        )
        able = tuple(c for c in others if c.contact.email != person.address)
        return Question(says("doubt_hidden", who=people[0].label, what=says.listed(kept)), (*people, *able))
    return None


def unknown(
    message: InboundMessage, wish: Wish, unit: Unit, house: House, now: datetime, today: date
) -> Result:
    """Nobody registered wrote it: the candidates, or how to say who is meant."""
    says = house.tongues[None]
    found = candidates(wish.writer, wish.name, numbers_of(wish.message, house, today), unit, house, today)
    if message.forwarded or found or wish.writer:
        doubt = says("doubt_unknown", writer=wish.writer or wish.name or "?")
        return proposed(message, Question(doubt, found), None, house)
    if threads.of(message, unit):
        return Result("ignored", reason="nothing asked", sender=message.sender)
    if budget.noticed_today(message.sender, GUIDE, unit, now, GUIDES):
        return Result("held", (), f"written by staff ({message.sender})", sender=message.sender)
    told = tuple(replace(r, purpose=GUIDE) for r in note(message, message.sender, [says("guide")], house))
    return Result("question", told, "neither a forward nor a command", sender=message.sender)


def numbers_of(message: InboundMessage, house: House, today: date) -> list[str]:
    """The numbers that a message names."""
    request = parse(message.subject, message.text, house.vocabulary, today=today)
    return [n for ask in request.asks for n in ask.numbers if isinstance(n, str)]


def proposed(message: InboundMessage, question: Question, tried: Work | None, house: House) -> Result:
    """Nothing leaves the house; who sent the message decides."""
    story: dict[str, object] = {"proof": message.proof.level.value, "evidence": list(message.proof.evidence)}
    if message.forwarded:
        story["evidence"] = [*message.proof.evidence, *message.forwarded.evidence]
        story["forwarded"] = message.forwarded.sender
    if tried:
        story |= {
            key: tried.result.story[key] for key in ("language", "asks", "why") if key in tried.result.story
        }
    story |= question.as_story()
    return Result("held", (to_employee(message, question, house),), question.reason, story, message.sender)


def sent(
    message: InboundMessage,
    wish: InboundMessage,
    person: Principal,
    by: str,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
) -> Result:
    """The customer is answered at the registered address; who decided it is told what went out."""
    done = work(wish, person, unit, house, now, today)
    own = message.sender == person.address
    answerable = own or any(isinstance(a, ANSWERS) for a in done.answers)
    told: Sequence[Reply] = ()
    if is_staff(by, house.staff):
        told = note(message, by, report(done if answerable else None, person, unit, house, now, today), house)
    outcome = done.result.outcome if answerable else "handover"
    return Result(
        outcome,
        (*(done.result.replies if answerable else ()), *told),
        done.result.reason or ("" if answerable else "nothing in it that the clerk can answer"),
        {**done.result.story, "for": person.address, "by": by},
        message.sender,
        (Behalf(message.case, person.address, by),) if answerable and not own else (),
    )


def first(tried: Work) -> Reply | None:
    """What the customer would get."""
    return next(iter(tried.result.replies), None)
