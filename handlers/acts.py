"""What the house does besides answering: each act with the one function that writes it and its audit row."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, assert_never

from store.engine import Unit
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
class Resume:
    """A suspension is undone."""

    address: str
    by: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A message that waited is answered as the wish of a contact."""

    inbox_id: int
    address: str
    by: str


@dataclass(frozen=True, slots=True)
class Reject:
    """A message that waited is closed without an answer."""

    inbox_id: int
    by: str
    reason: str


Act = Admit | Suspend | Resume | Release | Reject
ACTS = {act.__name__.lower(): act for act in (Admit, Suspend, Resume, Release, Reject)}


def carry_out(act: Act, unit: Unit, now: datetime) -> bool:
    """Writes an act and its audit row; False when there was nothing to do."""
    match act:
        case Admit():
            unit.contacts.admit(act.contact)
            facts = {"account": act.contact.account, "role": act.contact.role}
            unit.audit.write("contact.admitted", now, facts, person=act.contact.email, by=act.by)
            return True
        case Suspend():
            return suspended(act, unit, now)
        case Resume():
            if not unit.contacts.resume(act.address, act.account):
                return False
            facts = {"account": act.account}
            unit.audit.write("contact.resumed", now, facts, person=act.address, by=act.by)
            return True
        case Release():
            unit.inbox.release_as(act.inbox_id, act.address, act.by)
            unit.audit.write("message.released", now, {"message": act.inbox_id}, act.address, act.by)
            return True
        case Reject():
            if not unit.inbox.reject(act.inbox_id, act.reason, now):
                return False
            unit.audit.write("message.rejected", now, {"message": act.inbox_id}, by=act.by)
            return True
        case _:
            assert_never(act)


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


def as_table(act: Act) -> dict[str, Any]:
    """An act, JSON-ready."""
    return {"act": type(act).__name__.lower(), **asdict(act)}


def from_table(table: Mapping[str, Any]) -> Act:
    """What `as_table` wrote, after JSON. KeyError for an act that nobody knows."""
    fields = {key: value for key, value in table.items() if key != "act"}
    if "contact" in fields:
        contact: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in fields["contact"].items()
        }
        until = contact.get("until")
        fields["contact"] = Contact(**contact | {"until": date.fromisoformat(until) if until else None})
    made: Act = ACTS[table["act"]](**fields)
    return made
