"""Chains: quote, order, deliveries, invoices and credits that belong together, from the numbers they name."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select, text

from store.many import update_many
from store.rows import batches
from store.schema import document_numbers, documents, orders, shipments

_ACCOUNTS = 100  # so many are held in memory at once
_MANY = 1000  # after so many changes PostgreSQL must count anew, or it plans for empty tables
_REFERENCES = ("order", "po", "delivery", "refers_to")

_Key = tuple[int, str]  # account id, number key
_Rows = Sequence[Any]  # of columns, unpacked where they are read


def relink(connection: Connection, account_ids: Iterable[int]) -> int:
    """Recompute the chains of these accounts; writes and counts only documents and orders that changed.

    The id of a chain is made of its oldest member, so that it stays when the chain grows.
    """
    changed = sum(_relink(connection, ids) for ids in batches(sorted(set(account_ids)), _ACCOUNTS))
    if changed > _MANY and connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE documents, document_numbers, orders"))
    return changed


class _Groups:
    """Union-find over anything."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def root(self, node: Hashable) -> Hashable:
        """The node that stands for the whole group."""
        above = self._above
        while (next_up := above.get(node, node)) != node:
            above[node] = node = above.get(next_up, next_up)
        return node

    def join(self, one: Hashable, other: Hashable) -> None:
        """Make two groups one."""
        one, other = self.root(one), self.root(other)
        if one != other:
            self._above[one] = other


@dataclass(slots=True)
class _Numbers:
    """The numbers of some accounts: who bears one, who names one."""

    bearers: defaultdict[_Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    named: dict[str, list[tuple[int, _Key]]] = field(default_factory=lambda: {r: [] for r in _REFERENCES})
    orders_of: defaultdict[int, set[_Key]] = field(default_factory=lambda: defaultdict(set))
    orders_of_po: defaultdict[_Key, set[_Key]] = field(default_factory=lambda: defaultdict(set))
    orders: set[_Key] = field(default_factory=set)

    def meant(self, key: _Key, by: int) -> list[int]:
        """The documents that `by` means with a number: those of its own order before all others."""
        bearers = [id for id in self.bearers.get(key, ()) if id != by]
        mine = self.orders_of.get(by, set())
        return [id for id in bearers if mine & self.orders_of.get(id, set())] or bearers


def _relink(connection: Connection, account_ids: Sequence[int]) -> int:
    d, o, s = documents.c, orders.c, shipments.c
    papers = connection.execute(
        select(d.id, d.account_id, d.kind, d.number_key, d.chain).where(d.account_id.in_(account_ids))
    ).all()
    sales = connection.execute(
        select(o.id, o.account_id, o.number_key, o.po_key, o.chain).where(o.account_id.in_(account_ids))
    ).all()
    sent = connection.execute(
        select(o.account_id, o.number_key, s.delivery_key)
        .join_from(shipments, orders)
        .where(o.account_id.in_(account_ids))
    ).all()
    numbers = _read(connection, account_ids, papers, sales)
    groups = _join(numbers, papers, sent)
    return _write(connection, groups, papers, sales)


def _read(connection: Connection, account_ids: Sequence[int], papers: _Rows, sales: _Rows) -> _Numbers:
    """Numbers without a digit ("by phone") are left out: they join what has nothing in common."""
    numbers, n = _Numbers(), document_numbers.c
    for id, account, _kind, key, _chain in papers:
        numbers.bearers[account, key].append(id)
    query = select(n.role, n.document_id, n.account_id, n.key)
    query = query.where(n.account_id.in_(account_ids), n.role.in_(_REFERENCES))
    for role, id, account, key in connection.execute(query):
        if not key.isalpha():
            numbers.named[role].append((id, (account, key)))
    for _id, account, key, po, _chain in sales:
        numbers.orders.add((account, key))
        if po is not None:
            numbers.orders_of_po[account, po].add((account, key))
    for id, key in numbers.named["order"]:
        numbers.orders_of[id].add(key)
        numbers.orders.add(key)
    for id, key in numbers.named["po"]:
        numbers.orders_of_po[key] |= numbers.orders_of.get(id, set())
    return numbers


def _join(numbers: _Numbers, papers: _Rows, sent: _Rows) -> _Groups:
    """Equal own numbers alone join only variants of one document: quote 12 and invoice 12 are strangers."""
    groups = _Groups()
    variants: dict[tuple[int, str, str], int] = {}
    for id, account, kind, key, _chain in papers:
        groups.join(id, variants.setdefault((account, kind, key), id))
    for id, order in numbers.named["order"]:
        groups.join(id, ("order", order))
    for id, delivery in numbers.named["delivery"]:
        groups.join(id, ("delivery", delivery))
        for other in numbers.meant(delivery, id):
            groups.join(id, other)
    for id, key in numbers.named["refers_to"]:
        meant = numbers.meant(key, id)
        for other in meant:
            groups.join(id, other)
        if not meant:
            groups.join(id, ("order" if key in numbers.orders else "missing", key))
    for id, po in numbers.named["po"]:
        if id not in numbers.orders_of and len(numbers.orders_of_po[po]) == 1:
            groups.join(id, ("order", *numbers.orders_of_po[po]))
    for account, order, delivery in sent:
        groups.join(("order", (account, order)), ("delivery", (account, delivery)))
        for id in numbers.bearers.get((account, delivery), ()):
            if id not in numbers.orders_of:
                groups.join(id, ("order", (account, order)))
    return groups


def _write(connection: Connection, groups: _Groups, papers: _Rows, sales: _Rows) -> int:
    members = [(documents, id, id * 2, id, chain) for id, _account, _kind, _key, chain in papers]
    members += [
        (orders, id, id * 2 + 1, ("order", (account, key)), chain) for id, account, key, _po, chain in sales
    ]
    oldest: dict[Hashable, int] = {}
    for _table, _id, rank, node, _chain in members:
        root = groups.root(node)
        oldest[root] = min(rank, oldest.get(root, rank))
    changed: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for table, id, _rank, node, chain in members:
        if (now := oldest[groups.root(node)]) != chain:
            changed[table.name].append((now, id))
    for table in (documents, orders):
        update_many(connection, table, ["chain"], changed[table.name])
    return sum(map(len, changed.values()))
