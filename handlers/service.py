"""Serves the wish of a proven contact: read in its conversation, answered ask by ask, put into one reply."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers import threads
from handlers.acts import Told
from handlers.admins.decisions import to_admins
from handlers.admins.verdicts import Waiting, plain, verdict, without
from handlers.answers import Answer, Choice, Handover, Note, Noted, Proposal, Result, Status, Verdict
from handlers.desk import Desk, House
from handlers.documents.offers import with_offer
from handlers.letters.compose import compose, outcome_of
from handlers.reading import Wish, papers, read
from handlers.senders.people import Principal, fiscal_start
from handlers.senders.refusals import evidence
from handlers.staff.mails import to_staff
from handlers.story import story_of
from handlers.subscriptions.acts import Subscribe, Unsubscribe
from handlers.subscriptions.repeats import with_subscription
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact


@dataclass(frozen=True, slots=True)
class Work:
    """What one wish leads to: the result if nothing holds it back, and the answers behind it."""

    result: Result
    answers: tuple[Answer, ...] = ()


def work(
    message: InboundMessage,
    person: Principal,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
    newcomer: Contact | None = None,
) -> Work:
    """Answers a wish as this person's, whoever has to be asked before it is sent.

    `newcomer` is whom the message may be about, since this person was asked to let them in.
    """
    thread = replace(threads.find(message, person, unit), newcomer=newcomer)
    if thread.known and not thread.options and plain(message, person, house):
        return Work(Result("ignored", reason="nothing waits for a yes or no", sender=person.address))
    reading = read(message, thread, house, person, today, fiscal_start(person, unit))
    request, wishes = reading.request, reading.wishes
    desk = Desk(person, unit, house, house.tongues[request.language], today, now)
    if not wishes and thread.known and not (reading.declined and thread.asked):
        reason = "declined" if reading.declined else "nothing asked"
        return Work(Result("ignored", reason=reason, sender=person.address))
    answers: Sequence[Answer] = [respond(wish, desk, house) for wish in wishes]
    answers = answers or nothing_asked(message, thread)
    answers = answers if thread.known else with_subscription(with_offer(answers, desk), desk)
    reply = compose(message, answers, desk, house, now)
    asked = to_admins(answers, person, message, unit, house, now)
    replies = [reply, *asked, *to_staff(message, person, answers, house)]
    story = story_of(message, request, answers, reply, account_of(wishes) or thread.account_id)
    told = tuple(replace(act, inbox_id=message.case or None) for a in answers for act in acts_of(a))
    result = Result(outcome_of(answers), tuple(replies), sender=person.address, story=story, acts=told)
    return Work(result, tuple(answers))


def heard(
    question: Waiting,
    message: InboundMessage,
    person: Principal,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
) -> Result:
    """What becomes of a reply to a question that waits for this person: a plain yes or no settles it.

    Whoever says what else they would allow is asked anew; what is said besides is answered as ever.
    """
    said, rest = verdict(question, message, person, house)
    if said and not rest:
        return counted(said, message, person)
    own = without(message, rest) if said else message
    done = work(own, person, unit, house, now, today, question.newcomer)
    proposed = any(isinstance(a, Proposal) for a in done.answers)
    return done.result if proposed else replace(done.result, verdict=said)


def counted(said: Verdict, message: InboundMessage, person: Principal) -> Result:
    """A plain yes or no; what follows from it is written with it."""
    reason = "agreed" if said.agreed else "declined"
    return Result("answered", (), reason, evidence(message), person.address, verdict=said)


def acts_of(answer: Answer) -> tuple[Told | Subscribe | Unsubscribe, ...]:
    """What is carried out with an answer."""
    if isinstance(answer, Handover | Noted):
        return answer.told
    return answer.acts if isinstance(answer, Status) else ()


def account_of(wishes: Sequence[Wish]) -> int | None:
    """The account that the conversation is about from now on: the one chosen for a wish without numbers."""
    chosen = {wish.account_id for wish in wishes if wish.account_id and not wish.ask.numbers}
    return chosen.pop() if len(chosen) == 1 else None


def nothing_asked(message: InboundMessage, thread: threads.Thread) -> list[Answer]:
    """To a message without a wish: what else would help, the short guide, or a person for a mere file."""
    if thread.known:
        return [Choice(Ask("help"), "ask_again")]
    if papers(message.attachments):
        return [Handover(Ask("other"), "a file without a wish")]
    return [Note(Ask("help"), "nothing_asked"), Choice(Ask("help"), "help")]


def respond(wish: Wish, desk: Desk, house: House) -> Answer:
    """The answer of the one intent that knows this ask; what nobody knows goes to a person."""
    ask, known = wish.ask, house.intents.get(wish.ask.intent)
    if wish.account_id is not None:
        desk = replace(desk, person=desk.person.at(wish.account_id))
    return known(ask, desk) if known else Handover(ask, ask.intent)
