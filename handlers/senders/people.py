"""Who is asking: the outcomes of the sender check, and the grants that follow from a contact."""

from dataclasses import dataclass
from datetime import date

from handlers.kinds import Kinds
from parsers.message import Proof
from store.engine import Unit
from store.records import Contact, Grant


@dataclass(frozen=True, slots=True)
class Principal:
    """A proven contact with everything they may see: one contact row for each account, and its grants."""

    holdings: tuple[tuple[Contact, tuple[Grant, ...]], ...]  # never empty
    proof: Proof

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contact rows, in the order of the store."""
        return tuple(contact for contact, _ in self.holdings)

    @property
    def grants(self) -> tuple[Grant, ...]:
        """Everything that may be seen."""
        return tuple(grant for _, grants in self.holdings for grant in grants)

    @property
    def address(self) -> str:
        """The stored address; answers go nowhere else."""
        return self.contacts[0].email

    @property
    def account_ids(self) -> tuple[int, ...]:
        """The accounts this person stands in and may see something of."""
        return tuple(dict.fromkeys(contact.account_id for contact, grants in self.holdings if grants))

    def at(self, account_id: int) -> "Principal":
        """The same person narrowed to one account: where they stand in it, with the accounts below it."""
        own = [(c, grants) for c, grants in self.holdings if c.account_id == account_id]
        above = [
            (c, tuple(g for g in grants if g.account_id == account_id))
            for c, grants in self.holdings
            if c.account_id != account_id
        ]
        kept = (*own, *((c, grants) for c, grants in above if grants))
        return Principal(kept or ((self.contacts[0], ()),), self.proof)


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
            since=contact.documents_since,
            until=contact.documents_until,
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
    return Principal(tuple((c, grants_of(c, unit, kinds, today)) for c in contacts), proof)


def fiscal_start(person: Principal, unit: Unit) -> int | None:
    """The month in which this person's fiscal year starts; None when it is not one for all their accounts."""
    months = {account.fiscal_start for account in unit.accounts.by_ids(person.account_ids)}
    return months.pop() if len(months) == 1 else None
