"""Who is asking: the outcomes of the sender check, and the grants that follow from a contact."""

from dataclasses import dataclass
from datetime import date

from handlers.kinds import Kinds
from parsers.message import Proof
from store.engine import Unit
from store.records import Contact, Grant


@dataclass(frozen=True, slots=True)
class Principal:
    """A proven contact with everything they may see; one row of `contacts` for each account."""

    contacts: tuple[Contact, ...]
    grants: tuple[Grant, ...]
    proof: Proof

    @property
    def address(self) -> str:
        """The stored address; answers go nowhere else."""
        return self.contacts[0].email

    @property
    def account_ids(self) -> tuple[int, ...]:
        """The accounts this person stands in, in the order of the store."""
        return tuple(c.account_id for c in self.contacts)

    def at(self, account_id: int) -> "Principal":
        """The same person narrowed to one account."""
        contacts = tuple(c for c in self.contacts if c.account_id == account_id) or self.contacts[:1]
        return Principal(contacts, tuple(g for g in self.grants if g.account_id == account_id), self.proof)


@dataclass(frozen=True, slots=True)
class Staff:
    """A proven employee of the house."""

    address: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Unproven:
    """The address of a known contact, but nothing proves that they wrote."""

    contact: Contact
    proof: Proof


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nobody we know; `proof` says whether the address itself is genuine."""

    address: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Suspect:
    """A message whose sender cannot be taken at all; it is held and staff are told why."""

    reasons: tuple[str, ...]


Sender = Principal | Staff | Unproven | Stranger | Suspect


def live(contact: Contact, today: date) -> bool:
    """Whether a contact may be told anything today."""
    return contact.active and (contact.until is None or today <= contact.until)


def grants_of(contact: Contact, unit: Unit, kinds: Kinds, today: date) -> tuple[Grant, ...]:
    """What one contact row allows: its account, and the accounts below when it holds the tree."""
    visible = kinds.for_role(contact.role, contact.kinds)
    if not live(contact, today) or not visible:
        return ()
    below = unit.accounts.below(contact.account_id) if contact.tree else ()
    return tuple(
        Grant(
            account_id=account_id,
            kinds=visible,
            locations=frozenset(contact.locations) or None,
            cost_centres=frozenset(contact.cost_centres) or None,
        )
        for account_id in (contact.account_id, *below)
    )


def known(address: str, unit: Unit, today: date) -> tuple[Contact, ...]:
    """The live contact rows of exactly this address."""
    return tuple(c for c in unit.contacts.by_email(address) if live(c, today))


def principal(
    contacts: tuple[Contact, ...], proof: Proof, unit: Unit, kinds: Kinds, today: date
) -> Principal:
    """A proven person with the grants of all their contact rows."""
    grants = tuple(g for c in contacts for g in grants_of(c, unit, kinds, today))
    return Principal(contacts, grants, proof)
