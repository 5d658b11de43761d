"""The shelf of accounts: customers of the house and the tree they form."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from store.bulk import upsert
from store.records import Account, Outcome
from store.rows import cells, columns, first, records
from store.schema import accounts

_COLUMNS = columns(Account, accounts)


class Accounts:
    """Accounts by number, id, domain and place in the tree."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, rows: Sequence[Account]) -> list[Outcome]:
        """Store accounts under their number; a parent may come later."""
        return upsert(self._connection, accounts, [_values(row) for row in rows], ("account",)).outcomes

    def get(self, number: str) -> Account | None:
        """The account with exactly this number."""
        return first(self._find(accounts.c.account == number))

    def by_id(self, id: int) -> Account | None:
        """The account with this id."""
        return first(self._find(accounts.c.id == id))

    def by_ids(self, ids: Iterable[int]) -> tuple[Account, ...]:
        """The accounts with these ids, by number."""
        return self._find(accounts.c.id.in_(sorted(set(ids))))

    def by_domain(self, domain: str) -> tuple[Account, ...]:
        """The accounts whose mail domain is this one."""
        return self._find(accounts.c.email_domain == domain.strip().casefold())

    def all(self) -> tuple[Account, ...]:
        """Every account, by number."""
        return self._find(accounts.c.id > 0)

    def count(self) -> int:
        """How many accounts there are."""
        return self._connection.scalar(select(func.count()).select_from(accounts)) or 0

    def below(self, account_id: int) -> tuple[int, ...]:
        """Ids of all accounts of the tree below this one, without itself; a circle of parents ends."""
        above = select(accounts.c.id, accounts.c.account).where(accounts.c.id == account_id)
        tree = above.cte("tree", recursive=True)
        child = accounts.alias("child")
        tree = tree.union(select(child.c.id, child.c.account).where(child.c.parent == tree.c.account))
        ids = self._connection.scalars(select(tree.c.id).where(tree.c.id != account_id).order_by(tree.c.id))
        return tuple(ids)

    def _find(self, condition: ColumnElement[bool]) -> tuple[Account, ...]:
        query = select(*_COLUMNS).where(condition).order_by(accounts.c.account)
        return records(Account, self._connection.execute(query))


def _values(row: Account) -> dict[str, object]:
    values = cells(row, "id")
    values["parent"] = row.parent or None
    values["email_domain"] = (row.email_domain or "").strip().lstrip("@").casefold() or None
    return values
