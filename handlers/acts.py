"""What the house does besides answering: each act with the one function that writes it and its audit row."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from handlers.chats import acts as chat_acts
from handlers.chats.acts import CHAT_ACTS, Bind, ChatAct, Invite, Mistype, Unbind
from handlers.reminders import acts as letter_acts
from handlers.reminders.acts import LETTER_ACTS, Dispatch, LetterAct, Proceed, Undeliver
from handlers.staff import acts as staff_acts
from handlers.staff.acts import STAFF_ACTS, Behalf, Block, Pause, StaffAct, Unblock, Unpause
from handlers.staff.corrections import Correct, Uncorrect
from handlers.subscriptions import acts as subscription_acts
from handlers.subscriptions.acts import STANDING_ACTS, LetGo, StandingAct, Subscribe, Unsubscribe
from store.confirmations import Asked
from store.engine import Unit
from store.notices import Notice
from store.records import Contact


@dataclass(frozen=True, slots=True)
class Admit:
    """A colleague may see something from now on, as their own admin decided."""

    contact: Contact
    by: str


@dataclass(frozen=True, slots=True)
class Suspend:
    """An address sees nothing any more, in one account or in all; its open links are closed."""

    address: str
    by: str
    reason: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Mail to an address may not arrive; nothing changes, staff look."""

    address: str
    by: str


@dataclass(frozen=True, slots=True)
class Resume:
    """A suspension is undone."""

    address: str
    by: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A message that waited is answered as the wish of a contact, at one account if it names one."""

    inbox_id: int
    address: str
    by: str
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A message that waited is closed without an answer."""

    inbox_id: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a customer's own admin decides about colleagues: who may see what, who sees nothing any more."""

    by: str
    admit: tuple[Contact, ...] = ()
    suspend: tuple[Contact, ...] = ()  # as they stand, one for each account
    ending: tuple[Contact, ...] = ()  # as they stand, but with their last day

    def __add__(self, other: "Change") -> "Change":
        """Both, as one decision of who decides this one."""
        parts = (self.admit + other.admit, self.suspend + other.suspend, self.ending + other.ending)
        return Change(self.by, *parts)

    @property
    def touched(self) -> tuple[Contact, ...]:
        """Everybody whom it is about, once for each account."""
        return (*self.admit, *self.suspend, *self.ending)


@dataclass(frozen=True, slots=True)
class Retry:
    """A stuck message is worked on once more."""

    inbox_id: int
    by: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """Links stop working at once."""

    link_ids: tuple[int, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """A buyer has told us of an invoice: paid or promised for a day, or disputed; see store/notices.py."""

    document_id: int
    account_id: int
    kind: str
    by: str
    day: date | None = None
    until: date | None = None
    inbox_id: int | None = None


Act = (
    Told
    | Admit
    | Suspend
    | Doubt
    | Resume
    | Change
    | Release
    | Reject
    | Retry
    | Revoke
    | LetterAct
    | StaffAct
    | ChatAct
    | StandingAct
)
ACTS = {
    act.__name__.lower(): act
    for act in (
        *(Told, Admit, Suspend, Doubt, Resume, Change, Release, Reject, Retry, Revoke),
        *(*LETTER_ACTS, *STAFF_ACTS, *CHAT_ACTS, *STANDING_ACTS),
    )
}
BY_ADMIN = "by their admin"  # why a contact is suspended: what one admin closed, one may open again
DOUBTED = "contact.doubtful"  # the event in the audit
DOUBTFUL = timedelta(days=30)  # how long staff are reminded that mail to somebody may not arrive
WAITS = timedelta(days=2)  # how long a question to a registered address stands, and what it was about waits


def carry_out(act: Act, unit: Unit, now: datetime) -> bool:
    """Writes an act and its audit row; False when there was nothing to do."""
    match act:
        case Told():
            notice = Notice(act.document_id, act.kind, act.by, now, act.day, None, act.until, act.inbox_id)
            facts = {"document": act.document_id, "account": act.account_id, "kind": act.kind}
            facts |= {"notice": unit.notices.add(notice), "until": act.until and act.until.isoformat()}
            unit.audit.write("notice.told", now, facts, person=act.by)
            return True
        case Admit():
            return admitted(act, unit, now)
        case Change():
            done = [admitted(Admit(c, act.by), unit, now) for c in act.admit]
            gone = [Suspend(c.email, act.by, BY_ADMIN, c.account) for c in act.suspend]
            last = [limited(c, act.by, unit, now) for c in act.ending]
            return any([*done, *last, *(suspended(one, unit, now) for one in gone)])
        case Suspend() | Doubt() | Resume():
            return about_contact(act, unit, now)
        case Release() | Reject() | Retry():
            return about_message(act, unit, now)
        case Revoke():
            return revoked(act, unit, now)
        case Undeliver() | Proceed() | Dispatch():
            return letter_acts.carry_out(act, unit, now)
        case Correct() | Uncorrect() | Block() | Unblock() | Pause() | Unpause() | Behalf():
            return staff_acts.carry_out(act, unit, now)
        case Invite() | Mistype() | Bind() | Unbind():
            return chat_acts.carry_out(act, unit, now)
        case Subscribe() | Unsubscribe() | LetGo():
            return subscription_acts.carry_out(act, unit, now)
        case _:
            assert_never(act)


def about_contact(act: Suspend | Doubt | Resume, unit: Unit, now: datetime) -> bool:
    """What is decided of, or found out about, one address."""
    match act:
        case Suspend():
            return suspended(act, unit, now)
        case Doubt():
            unit.audit.write(DOUBTED, now, {}, person=act.address, by=act.by)
        case Resume():
            if not unit.contacts.resume(act.address, act.account):
                return False
            facts = {"account": act.account}
            unit.audit.write("contact.resumed", now, facts, person=act.address, by=act.by)
    return True


def about_message(act: Release | Reject | Retry, unit: Unit, now: datetime) -> bool:
    """What is decided of a message that waits; False when it waits no more."""
    facts = {"message": act.inbox_id}
    match act:
        case Release():
            if not unit.inbox.release_as(act.inbox_id, act.address, act.by, act.account_id):
                return False
            unit.audit.write("message.released", now, facts, act.address, act.by)
        case Reject():
            if not unit.inbox.reject(act.inbox_id, act.reason, now):
                return False
            unit.audit.write("message.rejected", now, facts, by=act.by)
        case Retry():
            if not unit.inbox.retry(act.inbox_id):
                return False
            unit.audit.write("message.retried", now, facts, by=act.by)
    return True


def confirmed(asked: Asked, unit: Unit, now: datetime) -> None:
    """What follows from a yes: the act that waited for it, or all messages of this sender that did."""
    if asked.act:
        carry_out(from_table(asked.act), unit, now)
        return
    for id in unit.inbox.confirmed(asked.inbox_id, now - WAITS):
        unit.audit.write("message.confirmed", now, {"message": id}, person=asked.recipient)


def admitted(act: Admit, unit: Unit, now: datetime) -> bool:
    """Writes what a contact may see from now on."""
    c = act.contact
    unit.contacts.admit(c)
    facts: dict[str, Any] = {"account": c.account, "role": c.role, "kinds": c.kinds, "locations": c.locations}
    facts |= {"cost_centres": c.cost_centres, "tree": c.tree, "until": c.until and c.until.isoformat()}
    since, last = c.documents_since, c.documents_until
    facts |= {"documents_since": since and since.isoformat(), "documents_until": last and last.isoformat()}
    unit.audit.write("contact.admitted", now, facts, person=c.email, by=act.by)
    return True


def limited(contact: Contact, by: str, unit: Unit, now: datetime) -> bool:
    """Writes somebody's last day; whoever ends sooner stays so."""
    if contact.until is None or not unit.contacts.limit(contact.email, contact.account, contact.until):
        return False
    facts = {"account": contact.account, "until": contact.until.isoformat()}
    unit.audit.write("contact.limited", now, facts, person=contact.email, by=by)
    return True


def suspended(act: Suspend, unit: Unit, now: datetime) -> bool:
    """Closes the contact and revokes what is open for it."""
    touched = unit.contacts.suspend(act.address, act.account, act.reason)
    if not touched:
        return False
    same = [c.id for c in unit.contacts.by_email(act.address) if act.account in (None, c.account)]
    links = [link.id for id in same for link in unit.links.listed(contact_id=id, live=now)]
    unit.links.revoke(links, now)
    facts = {"account": act.account, "reason": act.reason, "links": links}
    unit.audit.write("contact.suspended", now, facts, person=act.address, by=act.by)
    return True


def revoked(act: Revoke, unit: Unit, now: datetime) -> bool:
    """Closes links."""
    if not unit.links.revoke(act.link_ids, now):
        return False
    unit.audit.write("link.revoked", now, {"links": list(act.link_ids)}, by=act.by)
    return True


def as_table(act: Act) -> dict[str, Any]:
    """An act, JSON-ready."""
    return {"act": type(act).__name__.lower(), **asdict(act)}


def from_table(table: Mapping[str, Any]) -> Act:
    """What `as_table` wrote, after JSON. KeyError for an act that nobody knows."""
    fields = {key: value for key, value in table.items() if key != "act"}
    if "contact" in fields:
        fields["contact"] = contact_from(fields["contact"])
    for name in {"admit", "suspend", "ending"} & fields.keys():
        fields[name] = tuple(map(contact_from, fields[name]))
    if fields.get("day"):
        fields["day"] = date.fromisoformat(fields["day"])
    made: Act = ACTS[table["act"]](**fields)
    return made


def contact_from(table: Mapping[str, Any]) -> Contact:
    """A contact, after JSON."""
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    for name in ("until", "documents_since", "documents_until"):
        fields[name] = date.fromisoformat(fields[name]) if fields.get(name) else None
    return Contact(**fields)
