"""Who may see what, as a table for signing off, and what about it looks odd."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from handlers.acts import DOUBTED, DOUBTFUL
from handlers.admins.mandates import above, admins_of
from handlers.desk import House
from handlers.senders.people import grants_of, live
from store.engine import Unit
from store.records import Account, Contact, Grant

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a cell begins that a spreadsheet would work out


@dataclass(frozen=True, slots=True)
class Permission:
    """One person at one account; who sees nothing there has no kinds, and `state` says why."""

    email: str
    name: str
    account: str
    account_name: str
    by: str  # the account where the contact stands: this one, or one above that it holds the tree of
    role: str
    kinds: tuple[str, ...]
    locations: tuple[str, ...]  # empty = not restricted
    cost_centres: tuple[str, ...]
    until: date | None
    documents_since: date | None  # sees documents of these days only
    documents_until: date | None
    origin: str  # erp, or admin: let in or changed by the customer's own
    state: str  # active, suspended, expired, no role

    def as_table(self) -> dict[str, Any]:
        """JSON-ready."""
        days = {name: getattr(self, name) for name in ("until", "documents_since", "documents_until")}
        return {**asdict(self), **{name: day and day.isoformat() for name, day in days.items()}}

    def as_cells(self) -> list[str]:
        """The same for a CSV file; nothing in it can be taken for a formula."""
        values = (("|".join(v) if isinstance(v, tuple) else str(v or "")) for v in self.as_table().values())
        return [f"'{v}" if v.startswith(FORMULA) else v for v in values]


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something about a contact or an account that somebody should look at."""

    code: str
    subject: str
    text: str


def matrix(unit: Unit, house: House, today: date) -> Iterator[Permission]:
    """Every contact at every account that it reaches, by address."""
    accounts = {a.id: a for a in unit.accounts.all()}
    decided = unit.contacts.decided()
    for contact in unit.contacts.all():
        grants = grants_of(contact, unit, house.kinds, today)
        origin = "admin" if contact.id in decided else "erp"
        for grant in grants or (Grant(contact.account_id, frozenset()),):
            yield permission(contact, grant, accounts[grant.account_id], origin, house, today)


def permission(
    contact: Contact, grant: Grant, account: Account, origin: str, house: House, today: date
) -> Permission:
    """One row."""
    return Permission(
        email=contact.email,
        name=contact.name or "",
        account=account.account,
        account_name=account.name,
        by=contact.account,
        role=contact.role or "",
        kinds=tuple(code for code in house.kinds.codes() if code in grant.kinds),
        locations=contact.locations,
        cost_centres=contact.cost_centres,
        until=contact.until,
        documents_since=contact.documents_since,
        documents_until=contact.documents_until,
        origin=origin,
        state=state_of(contact, house, today),
    )


def state_of(contact: Contact, house: House, today: date) -> str:
    """Why a contact sees something, or nothing."""
    if not contact.active:
        return "suspended"
    if not live(contact, today):
        return "expired"
    return "active" if house.kinds.for_role(contact.role, contact.kinds) else "no role"


def oddities(unit: Unit, house: House, today: date) -> list[Oddity]:
    """What should be looked at before it is signed, contacts first, then accounts."""
    contacts = unit.contacts.all()
    accounts = {a.id: a for a in unit.accounts.all()}
    by_address: defaultdict[str, list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_address[contact.email].append(contact)
    found = [o for rows in by_address.values() for o in of_person(rows, accounts, unit, house, today)]
    found += doubtful(contacts, unit, today)
    reached = {c.account_id for c in contacts if live(c, today) and c.role}
    for id in sorted(reached, key=lambda id: accounts[id].account):
        if not admins_of(id, unit, house.kinds, today):
            found.append(
                Oddity("no_admin", accounts[id].account, "nobody there can let colleagues in or out")
            )
    return found


def doubtful(contacts: Sequence[Contact], unit: Unit, today: date) -> Iterator[Oddity]:
    """Whose mail may not arrive: a delivery report seemed to say so, not clearly enough to close them."""
    told = unit.audit.people(DOUBTED, datetime.combine(today, time.min, UTC) - DOUBTFUL)
    for address in sorted({c.email for c in contacts if live(c, today)} & told.keys()):
        text = f"a delivery report of {told[address].date()} seems to say that mail does not arrive there"
        yield Oddity("doubtful", address, text)


def of_person(
    rows: Sequence[Contact], accounts: Mapping[int, Account], unit: Unit, house: House, today: date
) -> Iterator[Oddity]:
    """What is odd about one address."""
    address, states = rows[0].email, {c.account: state_of(c, house, today) for c in rows}
    domain = address.rpartition("@")[2]
    for account, state in states.items():
        if state in ("no role", "expired"):
            yield Oddity(state.replace(" ", "_"), address, f"{state} at {account}: sees nothing there")
    open_ = [c for c in rows if states[c.account] == "active"]
    if not open_:
        return
    if house.people.is_shared(address):
        yield Oddity("shared_mailbox", address, "looks like a mailbox of several people: all of them see it")
    if house.people.is_private(address):
        yield Oddity("private_domain", address, "a private mail address, out of the customer's hands")
    homes = {accounts[c.account_id].email_domain for c in open_} - {None}
    if homes and domain not in homes and not house.people.is_private(address):
        yield Oddity("foreign_domain", address, f"not of {', '.join(sorted(filter(None, homes)))}")
    tops = {([c.account_id, *above(c.account_id, unit)])[-1] for c in open_}
    if len(tops) > 1:
        names = ", ".join(sorted(c.account for c in open_))
        yield Oddity("many_accounts", address, f"sees accounts that do not belong together: {names}")
