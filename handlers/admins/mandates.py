"""What a customer's own admin may decide about colleagues: never more than they may see themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from handlers.acts import BY_ADMIN
from handlers.desk import Desk
from handlers.kinds import Kinds
from handlers.senders.people import Principal, grants_of, live, principal
from parsers.message import Proof
from store.engine import Unit
from store.keys import name_key_of
from store.locations import meanings
from store.records import Contact, Grant

ADMIN = "admin"
HIGHEST = 20  # accounts above one that are looked at

Holding = tuple[Contact, tuple[Grant, ...]]


def mandates(person: Principal) -> tuple[Holding, ...]:
    """Where a person is the admin, with what they may see by it."""
    return tuple((c, grants) for c, grants in person.holdings if c.role == ADMIN and grants)


def admins_of(account_id: int, unit: Unit, kinds: Kinds, today: date) -> tuple[Principal, ...]:
    """The people who may decide for an account: its own admins first, then those above who hold the tree."""
    accounts = [account_id, *above(account_id, unit)]
    found: dict[str, Principal] = {}
    for contact in sorted(unit.contacts.at(accounts), key=lambda c: accounts.index(c.account_id)):
        reaches = contact.account_id == account_id or contact.tree
        if contact.role == ADMIN and live(contact, today) and reaches:
            rows = tuple(c for c in unit.contacts.by_email(contact.email) if live(c, today))
            found.setdefault(contact.email, principal(rows, Proof(), unit, kinds, today))
    return tuple(found.values())


def above(account_id: int, unit: Unit) -> Iterator[int]:
    """Ids of the accounts above one; a circle of parents ends."""
    seen = {account_id}
    account = unit.accounts.by_id(account_id)
    while account and account.parent and len(seen) < HIGHEST:
        account = unit.accounts.get(account.parent)
        if account is None or account.id in seen:
            return
        seen.add(account.id)
        yield account.id


def managed(desk: Desk) -> tuple[Contact, ...]:
    """The contacts that this admin may decide about: those who see nothing that the admin does not see."""
    accounts = {g.account_id for _, grants in mandates(desk.person) for g in grants}
    others = (c for c in desk.unit.contacts.at(accounts) if c.email != desk.person.address)
    return tuple(c for c in others if covers(desk.person, c, desk.unit, desk.kinds, ever=True))


def closed_by_house(contact: Contact, unit: Unit) -> bool:
    """Whether the house or its ERP closed a contact: no admin of a customer opens it again."""
    return not contact.active and unit.contacts.suspended(contact.email).get(contact.account) != BY_ADMIN


def covers(person: Principal, contact: Contact, unit: Unit, kinds: Kinds, *, ever: bool = False) -> bool:
    """Whether all that a contact sees or would see lies within what this admin sees.

    With `ever` it does not matter that the contact's end comes later than the admin's.
    """
    day = date.min
    wanted = grants_of(replace(contact, active=True, until=None), unit, kinds, day)
    return all(any(holds(h, contact, grant, unit, ever) for h in mandates(person)) for grant in wanted)


def holds(holding: Holding, contact: Contact, wanted: Grant, unit: Unit, ever: bool) -> bool:
    """Whether one grant of a contact lies within one mandate."""
    own, grants = holding
    lasting = ever or own.until is None or (contact.until is not None and contact.until <= own.until)
    rooted = not contact.tree or own.tree
    return lasting and rooted and any(inside(wanted, held, unit) for held in grants)


def inside(wanted: Grant, held: Grant, unit: Unit) -> bool:
    """Whether whatever the one grant shows the other shows too."""
    if wanted.account_id != held.account_id or not wanted.kinds <= held.kinds:
        return False
    if not within(wanted, held):
        return False
    centres = held.cost_centres is None or (
        wanted.cost_centres is not None and folded(wanted.cost_centres) <= folded(held.cost_centres)
    )
    places = held.locations is None or (
        wanted.locations is not None
        and sites(wanted.locations, wanted.account_id, unit) <= sites(held.locations, held.account_id, unit)
    )
    return centres and places


def within(wanted: Grant, held: Grant) -> bool:
    """Whether the period of the one grant lies within that of the other."""
    early = held.since is None or (wanted.since is not None and held.since <= wanted.since)
    late = held.until is None or (wanted.until is not None and wanted.until <= held.until)
    return early and late


def sites(names: Iterable[str], account_id: int, unit: Unit) -> set[int | str]:
    """The locations that some names mean, by id; a name that means none, or two, stands for itself."""
    meant = meanings(unit.locations.of((account_id,)))
    return {meant.get(key, key) for key in folded(names)}


def folded(names: Iterable[str]) -> set[str]:
    """Names as the store compares them."""
    return {key for key in map(name_key_of, names) if key}
