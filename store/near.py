"""Numbers that a number may be a slip of (one wrong, missing, extra or swapped sign) or the tail of."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from string import ascii_uppercase, digits

from sqlalchemy import ColumnElement, Connection, and_, select

from store.document_rows import find
from store.keys import number_key
from store.records import Document, Grant
from store.rows import batches
from store.schema import document_numbers, documents
from store.visible import accounts_of

_SIGNS = digits + ascii_uppercase
_LONGEST = 40  # longer ones are no numbers: not worth thousands of probes
_TAIL = re.compile(r"[0-9]{3,}\Z")
_NAMING = ("own", "order", "po", "delivery")
_HITS = 5000  # so many are looked at: who means one of more than these must say more


def near(connection: Connection, grants: Sequence[Grant], number: str, limit: int) -> tuple[str, ...]:
    """See `Documents.near`."""
    key = number_key(number)
    if not grants or not 3 <= len(key) <= _LONGEST:
        return ()
    n = document_numbers.c
    conditions: list[ColumnElement[bool]] = [n.key.in_(batch) for batch in batches(sorted(slips(key)), 500)]
    if tail := _TAIL.search(key):
        conditions.append(and_(n.key.endswith(tail[0]), n.key != key))
    base = select(n.document_id, n.key).where(n.account_id.in_(accounts_of(grants)), n.role.in_(_NAMING))
    keys: defaultdict[int, set[str]] = defaultdict(set)
    for condition in conditions:
        for id, hit in connection.execute(base.where(condition).limit(_HITS)):
            keys[id].add(hit)
    found: dict[str, str] = {}
    for batch in batches(sorted(keys), 1000):
        for document in find(connection, grants, documents.c.id.in_(batch)):
            for hit in keys[document.id]:
                found.setdefault(hit, _as_written(hit, document))
    return tuple(sorted(found.values()))[:limit]


def _as_written(key: str, document: Document) -> str:
    cells = (document.number, document.order, document.customer_po, document.delivery)
    numbers = (number for cell in cells if cell for number in [cell, *cell.split("|")])
    return next((number.strip() for number in numbers if number_key(number) == key), key)


def slips(key: str) -> set[str]:
    """All keys at edit distance one, swapped neighbours included."""
    found = set(_slips(key)) - {key, ""}
    return {slip.lstrip("0") or "0" for slip in found} - {key}


def _slips(key: str) -> Iterator[str]:
    for i in range(len(key) + 1):
        head, tail = key[:i], key[i:]
        yield from (head + sign + tail for sign in _SIGNS)
        if tail:
            yield head + tail[1:]
            yield from (head + sign + tail[1:] for sign in _SIGNS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
