"""The shelf of locations: branches and ship-tos of an account, under all their names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from store.bulk import upsert
from store.keys import name_key_of
from store.many import insert_many
from store.records import Location, Outcome
from store.rows import batches, columns, ids_of_accounts, records
from store.schema import accounts, location_names, locations

_COLUMNS = columns(Location, locations, account=accounts.c.account)


class Locations:
    """Locations by account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, rows: Sequence[Location]) -> list[Outcome]:
        """Store locations under (account, code); UNKNOWN when the account is not there."""
        ids = ids_of_accounts(self._connection, (row.account for row in rows))
        values = [_values(row, ids[row.account]) if row.account in ids else None for row in rows]
        outcomes = upsert(self._connection, locations, values, ("account_id", "location")).outcomes
        touched = {Outcome.NEW, Outcome.CHANGED}
        changed = {row.account for row, what in zip(rows, outcomes, strict=True) if what in touched}
        for batch in batches(sorted(changed), 500):
            self._name({number: ids[number] for number in batch})
        return outcomes

    def of(self, account_ids: Iterable[int]) -> tuple[Location, ...]:
        """The locations of these accounts, by account and code."""
        query = (
            select(*_COLUMNS)
            .join_from(locations, accounts)
            .where(locations.c.account_id.in_(sorted(set(account_ids))))
            .order_by(locations.c.account_id, locations.c.location)
        )
        return records(Location, self._connection.execute(query))

    def _name(self, ids: dict[str, int]) -> None:
        """Write down which name means which location of these accounts; one that means two means none."""
        stale = location_names.c.account_id.in_(list(ids.values()))
        self._connection.execute(delete(location_names).where(stale))
        places: defaultdict[int, list[Location]] = defaultdict(list)
        for place in self.of(ids.values()):
            places[ids[place.account]].append(place)
        rows = [(id, *meaning) for id, of in places.items() for meaning in meanings(of).items()]
        insert_many(self._connection, location_names, ("account_id", "key", "location_id"), rows)


def meanings(places: Iterable[Location]) -> dict[str, int]:
    """Folded name -> id of the one location it means: a code goes before a name, a name before an alias."""
    ranked: list[defaultdict[str, set[int]]] = [defaultdict(set) for _ in range(3)]
    for place in places:
        for rank, names in enumerate([(place.location,), (place.name,), place.aliases]):
            for key in filter(None, map(name_key_of, names)):
                ranked[rank][key].add(place.id)
    meaning: dict[str, int] = {}
    taken: set[str] = set()
    for claims in ranked:
        meaning.update({k: min(ids) for k, ids in claims.items() if len(ids) == 1 and k not in taken})
        taken.update(claims)
    return meaning


def _values(row: Location, account_id: int) -> dict[str, object]:
    return {
        "account_id": account_id,
        "location": row.location,
        "name": row.name,
        "aliases": row.aliases,
        "city": row.city,
    }
