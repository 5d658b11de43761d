"""What a subscription has to say when it is due: one mail, nothing this time, its end, or not now."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.answers import Answer, Choice, Found, Missing, Note, Reply, Table
from handlers.desk import Desk, House
from handlers.documents import places
from handlers.documents.lookup import arranged
from handlers.documents.resolve import LIMIT, searches
from handlers.intents.export import listing
from handlers.letters.compose import compose, rendered
from handlers.letters.says import capital
from handlers.senders.modes import AUTO, mode_for
from handlers.senders.people import Principal, known, principal
from handlers.subscriptions.acts import Unsubscribe
from handlers.subscriptions.rhythms import first_due, last_day, moment, period_end, worded
from handlers.subscriptions.wishes import PAPERS, called
from parsers.asks import Ask, Rhythm
from parsers.message import InboundMessage, Proof, ProofLevel
from store.engine import Unit
from store.records import Document
from store.subscriptions import HELD, Advance, Subscription

PAUSE = timedelta(minutes=15)  # between two mails of what is sent as it comes: a delivery of ten is one mail
PATIENCE = timedelta(days=1)  # so long a statement waits for fresh data
BY_HOUSE = "house"  # who ends what nobody may get any more


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that is due; `held` = staff let it go first."""

    subscription: Subscription
    period: str
    advance: Advance
    reply: Reply
    token: str
    documents: tuple[int, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing to send until the next time."""

    subscription: Subscription
    advance: Advance


Due = Mail | Nothing | Unsubscribe | None


def look(subscription: Subscription, unit: Unit, house: House, now: datetime) -> Due:
    """What becomes of a subscription that is due; None when it has to wait and is looked at again."""
    person = reader(subscription, unit, house, now)
    if person is None:
        return Unsubscribe(BY_HOUSE, (subscription.id,), "the contact may see nothing there any more")
    account = replace(person.contacts[0], account_id=subscription.account_id)
    mode = mode_for((*person.contacts, account), unit, house, now)
    if mode not in (AUTO, "draft"):
        return None
    desk = Desk(person, unit, house, house.tongues[subscription.language], house.today(now), now)
    return due(subscription, desk, draft=mode != AUTO)


def reader(subscription: Subscription, unit: Unit, house: House, now: datetime) -> Principal | None:
    """The contact with what they may see of the account today; None for nothing."""
    today = house.today(now)
    contacts = known(subscription.address, unit, today)
    if not contacts:
        return None
    proof = Proof(ProofLevel.BOUND, ("subscribed",))
    person = principal(contacts, proof, unit, house.kinds, today).at(subscription.account_id)
    return person if person.grants else None


def due(subscription: Subscription, desk: Desk, *, draft: bool) -> Due:
    """The mail that is due, if there is something to say."""
    what, rhythm = Ask.from_table(dict(subscription.what)), Rhythm.from_table(subscription.rhythm)
    papers, day = what.intent in PAPERS, due_day(rhythm, subscription, desk)
    advance = ahead(what, rhythm, day, subscription, desk)
    if subscription.next_due is None:
        before = desk.today - timedelta(days=1)
        return Nothing(
            subscription, replace(advance, covered_until=before) if papers else kept(subscription, advance)
        )
    period = f"{subscription.runs + 1}" if papers else day.isoformat()
    run = desk.unit.subscriptions.run(subscription.id, period)
    if draft and run and run.state == HELD:
        return None
    if not papers and desk.data.stale and desk.now < moment(day, desk.house.zone) + PATIENCE:
        return None
    answer = content(what, subscription, advance.covered_until, desk)
    if answer is None:
        return None if rhythm.every == "new" else Nothing(subscription, kept(subscription, advance))
    documents = tuple(d.id for d in answer.documents) if isinstance(answer, Found) else ()
    if isinstance(answer, Table) and papers:
        documents = answer.made[0].paper.document_ids
    if papers and len(documents) >= LIMIT:  # there may be more: the next tick goes on with it
        advance = replace(advance, next_due=subscription.next_due)
    token = desk.house.token()
    reply = written(what, rhythm, answer, token, desk)
    return Mail(subscription, period, advance, reply, token, documents, held=draft and run is None)


def due_day(rhythm: Rhythm, subscription: Subscription, desk: Desk) -> date:
    """The last day that a mail was due on; today for what is sent as it comes."""
    house = desk.house
    if rhythm.every == "new":
        return desk.today
    early = desk.now < moment(desk.today, house.zone)
    until = desk.today - timedelta(days=1) if early else desk.today
    begun = house.today(subscription.created_at)
    return last_day(rhythm, until, begun, house.workdays.open) or until


def ahead(what: Ask, rhythm: Rhythm, day: date, subscription: Subscription, desk: Desk) -> Advance:
    """How the subscription stands once this is sent."""
    begun, next_due = desk.house.today(subscription.created_at), desk.now + PAUSE
    if rhythm.every != "new":
        next_due = first_due(rhythm, begun, desk.now, desk.house)
    covered = period_end(rhythm, day) if what.intent not in PAPERS else subscription.covered_until
    return Advance(next_due, covered)


def kept(subscription: Subscription, advance: Advance) -> Advance:
    """The next time, with nothing more covered than before."""
    return replace(advance, covered_until=subscription.covered_until)


def content(what: Ask, subscription: Subscription, until: date, desk: Desk) -> Found | Table | None:
    """What there is to send, from the same intents that answer a request; None for nothing."""
    if what.intent in PAPERS:
        return fresh(what, subscription, desk)
    if what.intent == "statement":
        since = subscription.covered_until + timedelta(days=1)
        if since > until:
            return None
        what = replace(what, since=since, until=until)
    answer: Answer = desk.house.intents[what.intent](what, desk)
    return answer if isinstance(answer, Found | Table) else None


def fresh(what: Ask, subscription: Subscription, desk: Desk) -> Found | Table | None:
    """The documents that were not sent yet, or the list of them."""
    asked = places.named(what, desk)
    sites = places.locate(asked, desk) if not isinstance(asked, Choice) and asked.location else ()
    if isinstance(asked, Choice) or isinstance(sites, Choice | Missing):
        return None
    found: dict[int, Document] = {}
    new_to, since = (subscription.id, subscription.after_id), subscription.covered_until + timedelta(days=1)
    for filters, person in searches(asked, sites, desk):
        search = desk.unit.documents.search
        hits = search(person.grants, **{**filters, "since": since}, new_to=new_to, limit=LIMIT)
        found |= {d.id: d for d in hits}
    documents = arranged(list(found.values())[:LIMIT], desk)
    if not documents:
        return None
    return listing(asked, documents, 0, desk) if what.intent == "export" else Found(asked, documents)


def written(what: Ask, rhythm: Rhythm, answer: Found | Table, token: str, desk: Desk) -> Reply:
    """The mail: what an answer would say, why it comes, how to end it."""
    says, house = desk.says, desk.house
    told = called(what, desk)
    subject = capital(says("standing_mail_subject", what=told, day=says.day(desk.today)))
    message = InboundMessage("email", "", desk.person.address, subject, "", desk.now)
    why = Note(what, "standing_mail", {"what": told, "rhythm": worded(rhythm, says)})
    reply = compose(message, [answer, why], desk, house, desk.now)
    url = f"{house.public_url}/u/{token}"
    reply = replace(reply, purpose="subscription", subject=subject, apart=True, unsubscribe_url=url)
    if reply.letter is None:
        return reply
    text, html = rendered(reply.letter, subject, says, house)
    return replace(reply, text=text, html=html)
