"""What a person may see, as a condition of every query: no grant, no row."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, false, or_, select

from store.keys import name_key_of
from store.records import Grant
from store.schema import documents, location_names, orders

# An order says what its confirmation says: who may not read the paper may not read the row.
ORDER_KIND = "order_confirmation"


@dataclass(frozen=True, slots=True)
class _Scope:
    """Everything of a grant but the account: grants of equal scope share one condition."""

    kinds: frozenset[str]
    locations: frozenset[str] | None
    cost_centres: frozenset[str] | None
    since: dt.date | None
    until: dt.date | None


def visible_documents(grants: Iterable[Grant], table: FromClause = documents) -> ColumnElement[bool]:
    """The condition under which a document may be seen."""
    return or_(
        false(),
        *(
            and_(_inside(scope, ids, table), table.c.kind.in_(sorted(scope.kinds)))
            for scope, ids in _scopes(grants)
        ),
    )


def visible_orders(grants: Iterable[Grant], table: FromClause = orders) -> ColumnElement[bool]:
    """The condition under which an order may be seen: by those who may see order confirmations."""
    allowed = [(scope, ids) for scope, ids in _scopes(grants) if ORDER_KIND in scope.kinds]
    return or_(false(), *(_inside(scope, ids, table) for scope, ids in allowed))


def accounts_of(grants: Iterable[Grant]) -> list[int]:
    """The accounts of the grants."""
    return sorted({grant.account_id for grant in grants})


def at_location(keys: Iterable[str], table: FromClause) -> ColumnElement[bool]:
    """Rows at one of these places, whatever of its names stands there: code, name or alias."""
    mine, same = location_names.alias("mine"), location_names.alias("same")
    named = sorted(keys)
    others = select(same.c.key).where(
        mine.c.account_id == table.c.account_id,
        mine.c.key.in_(named),
        same.c.account_id == mine.c.account_id,
        same.c.location_id == mine.c.location_id,
    )
    return or_(table.c.location_key.in_(named), table.c.location_key.in_(others.correlate(table)))


def _scopes(grants: Iterable[Grant]) -> list[tuple[_Scope, list[int]]]:
    accounts: defaultdict[_Scope, set[int]] = defaultdict(set)
    for g in grants:
        places, centres = _folded(g.locations), _folded(g.cost_centres)
        if g.kinds and (places is None or places) and (centres is None or centres):
            accounts[_Scope(g.kinds, places, centres, g.since, g.until)].add(g.account_id)
    return [(scope, sorted(ids)) for scope, ids in accounts.items()]


def _folded(names: frozenset[str] | None) -> frozenset[str] | None:
    if names is None:
        return None
    return frozenset(key for key in map(name_key_of, names) if key)


def _inside(scope: _Scope, ids: list[int], table: FromClause) -> ColumnElement[bool]:
    limits: list[ColumnElement[Any]] = [table.c.account_id.in_(ids)]
    if scope.locations is not None:
        limits.append(at_location(scope.locations, table))
    if scope.cost_centres is not None:
        limits.append(table.c.cost_centre_key.in_(sorted(scope.cost_centres)))
    if scope.since is not None:
        limits.append(table.c.date >= scope.since)
    if scope.until is not None:
        limits.append(table.c.date <= scope.until)
    return and_(*limits)
