"""The shelf of contacts: people at accounts, found by their exact address."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select, update

from store.bulk import upsert
from store.records import Contact, Outcome
from store.rows import cells, columns, first, ids_of_accounts, records
from store.schema import accounts, contacts

_COLUMNS = columns(
    Contact,
    contacts,
    account=accounts.c.account,
    active=and_(contacts.c.active, not_(contacts.c.suspended)).label("active"),
)


class Contacts:
    """Contacts; one address may stand in several accounts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, rows: Sequence[Contact]) -> list[Outcome]:
        """Store contacts under (account, address); who was suspended here stays suspended.

        Of those about whom a customer's own admin has decided, a delivery only opens or closes the contact.
        """
        decided = {(c.account, c.email): c for c in self._find(contacts.c.origin == "admin")}
        kept = [decided.get((row.account, row.email.strip().casefold())) for row in rows]
        return self._store(
            [replace(own, active=row.active) if own else row for own, row in zip(kept, rows, strict=True)]
        )

    def _store(self, rows: Sequence[Contact]) -> list[Outcome]:
        ids = ids_of_accounts(self._connection, (row.account for row in rows))
        values = [_values(row, ids[row.account]) if row.account in ids else None for row in rows]
        return upsert(self._connection, contacts, values, ("account_id", "email")).outcomes

    def by_email(self, address: str) -> tuple[Contact, ...]:
        """All contacts with exactly this address (case aside), inactive ones too."""
        return self._find(contacts.c.email == address.strip().casefold())

    def by_slack_user(self, user: str) -> tuple[Contact, ...]:
        """All contacts bound to this Slack user."""
        return self._find(contacts.c.slack_user == user)

    def by_id(self, id: int) -> Contact | None:
        """The contact with this id."""
        return first(self._find(contacts.c.id == id))

    def at(self, account_ids: Iterable[int]) -> tuple[Contact, ...]:
        """The contacts of these accounts, by address."""
        return self._find(contacts.c.account_id.in_(sorted(set(account_ids))))

    def named(self, name: str) -> tuple[Contact, ...]:
        """The contacts of exactly this name (case aside, as far as the database knows it)."""
        return self._find(func.lower(contacts.c.name) == name.strip().lower())

    def all(self) -> tuple[Contact, ...]:
        """Every contact, by address."""
        return self._find(contacts.c.id > 0)

    def search(self, text: str, limit: int = 100) -> tuple[Contact, ...]:
        """Contacts whose address, name, account number or account name holds this text, by address."""
        parts = (contacts.c.email, contacts.c.name, accounts.c.account, accounts.c.name)
        fits = [func.lower(part).contains(text.casefold(), autoescape=True) for part in parts]
        return self._find(or_(*fits), limit)

    def suspended(self, address: str) -> dict[str, str | None]:
        """The accounts in which this address was suspended here, each with the reason."""
        query = select(accounts.c.account, contacts.c.suspended_reason).join_from(contacts, accounts)
        mine = query.where(contacts.c.email == address.strip().casefold(), contacts.c.suspended)
        return {row.account: row.suspended_reason for row in self._connection.execute(mine)}

    def decided(self) -> frozenset[int]:
        """Ids of the contacts about whom a customer's own admin has decided."""
        return frozenset(self._connection.scalars(select(contacts.c.id).where(contacts.c.origin == "admin")))

    def admit(self, contact: Contact) -> Outcome:
        """Store somebody whom the customer's own admin let in; what was suspended here is open again."""
        outcome = self._store([contact])[0]
        self._set_suspended(contact.email, contact.account, suspended=False, origin="admin")
        return outcome

    def limit(self, address: str, account: str, until: date) -> int:
        """Let this address see nothing after a day, whatever the ERP says; 0 where it ends by then anyway."""
        same = and_(
            contacts.c.email == address.strip().casefold(),
            contacts.c.account_id.in_(select(accounts.c.id).where(accounts.c.account == account)),
            or_(contacts.c.until.is_(None), contacts.c.until > until),
        )
        changed = update(contacts).where(same).values(until=until, origin="admin")
        return self._connection.execute(changed).rowcount

    def suspend(self, address: str, account: str | None = None, reason: str | None = None) -> int:
        """Let this address see nothing any more, in one account or in all, whatever the ERP says.

        How many contacts that were.
        """
        return self._set_suspended(address, account, suspended=True, suspended_reason=reason)

    def resume(self, address: str, account: str | None = None) -> int:
        """Undo a suspension; how many contacts that were."""
        return self._set_suspended(address, account, suspended=False, suspended_reason=None)

    def _set_suspended(self, address: str, account: str | None, *, suspended: bool, **more: object) -> int:
        same = [contacts.c.email == address.strip().casefold()]
        if account is not None:
            same.append(contacts.c.account_id.in_(select(accounts.c.id).where(accounts.c.account == account)))
        if not more.get("origin"):
            same.append(contacts.c.suspended.is_(not suspended))
        changed = update(contacts).where(*same).values(suspended=suspended, **more)
        return self._connection.execute(changed).rowcount

    def _find(self, condition: ColumnElement[bool], limit: int | None = None) -> tuple[Contact, ...]:
        query = select(*_COLUMNS).join_from(contacts, accounts).where(condition)
        query = query.order_by(contacts.c.email, accounts.c.account).limit(limit)
        return records(Contact, self._connection.execute(query))


def _values(row: Contact, account_id: int) -> dict[str, object]:
    values = cells(row, "id", "account")
    return values | {"account_id": account_id, "email": row.email.strip().casefold()}
