"""Whose wish a message may be that no contact wrote to us: registered people, and what speaks for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.desk import House
from handlers.senders.people import grants_of, known, live
from store.engine import Unit
from store.records import Contact

SHOWN = 5  # candidates that staff are offered
NUMBERS = 10  # numbers of a message that are looked up in all accounts
FIRST_ROLES = ("admin", "all", "finance")  # who usually asks, of several at one account


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered contact; `account_id` is set when they stand in several and this one is meant."""

    contact: Contact
    account: str  # "Adler Metallbau GmbH (1001)"
    reasons: tuple[str, ...] = ()  # "address", "domain", "name", or a number
    account_id: int | None = None

    @property
    def label(self) -> str:
        """Name, address and account."""
        return f"{who(self.contact)}, {self.account}"

    def as_table(self) -> dict[str, Any]:
        """What a later "senden an 2" needs, JSON-ready."""
        return {"address": self.contact.email, "account_id": self.account_id, "label": self.label}


def who(contact: Contact) -> str:
    """ "Anna Adler <anna@adler.test>"."""
    return f"{contact.name} <{contact.email}>" if contact.name else contact.email


def account_name(account_id: int, unit: Unit) -> str:
    """ "Adler Metallbau GmbH (1001)"."""
    account = unit.accounts.by_id(account_id)
    return f"{account.name} ({account.account})" if account else ""


def registered(address: str, unit: Unit, today: date, *, split: bool = False) -> tuple[Candidate, ...]:
    """The person with exactly this address; `split` = once for each account they stand in."""
    contacts = known(address, unit, today) if address else ()
    if not split:
        accounts = ", ".join(account_name(c.account_id, unit) for c in contacts)
        return (Candidate(contacts[0], accounts, ("address",)),) if contacts else ()
    return tuple(Candidate(c, account_name(c.account_id, unit), ("address",), c.account_id) for c in contacts)


def candidates(
    address: str, name: str, numbers: Sequence[str], unit: Unit, house: House, today: date
) -> tuple[Candidate, ...]:
    """Who may be meant by an address that is not registered: by its domain, by the numbers named, by name."""
    found: dict[int, Contact] = {}
    reasons: dict[int, list[str]] = {}
    for reason, contacts in spoken_for(address, name, numbers, unit):
        for contact in contacts:
            if live(contact, today):
                found[contact.id] = contact
                reasons.setdefault(contact.id, []).append(reason)
    able = [c for c in found.values() if grants_of(c, unit, house.kinds, today)]
    able.sort(key=lambda c: (-len(reasons[c.id]), rank(c), c.email))
    return tuple(
        Candidate(c, account_name(c.account_id, unit), tuple(reasons[c.id]), c.account_id)
        for c in able[:SHOWN]
    )


def spoken_for(
    address: str, name: str, numbers: Sequence[str], unit: Unit
) -> Iterable[tuple[str, tuple[Contact, ...]]]:
    """Each reason with the contacts that it speaks for."""
    domain = address.rpartition("@")[2]
    if domain and (same := [a.id for a in unit.accounts.by_domain(domain)]):
        yield "domain", unit.contacts.at(same)
    if name:
        yield "name", unit.contacts.named(name)
    for number in dict.fromkeys(numbers[:NUMBERS]):
        if accounts := unit.documents.accounts_of(number):
            yield number, unit.contacts.at(accounts)


def rank(contact: Contact) -> int:
    """Smaller for roles that usually ask."""
    return FIRST_ROLES.index(contact.role) if contact.role in FIRST_ROLES else len(FIRST_ROLES)
