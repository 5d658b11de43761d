"""What one number means: its own document, and of the other kinds asked for what belongs to it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from handlers.desk import Desk
from handlers.documents.numbers import same_number_forms
from parsers.asks import Ask
from store.keys import number_key, number_keys
from store.records import Document

EVERYTHING = ("all",)


@dataclass(frozen=True, slots=True)
class Looked:
    """What one number led to. `known`: it stands on something visible, be it not of the kinds asked for."""

    number: str
    documents: tuple[Document, ...] = ()
    absent: tuple[str, ...] = ()  # kinds asked for that a known number does not have
    known: bool = False


def look(number: str, ask: Ask, desk: Desk) -> Looked:
    """The documents that an ask means by one number."""
    kinds = wanted_kinds(ask)
    for form in same_number_forms(number):
        own = in_own_account(desk.unit.documents.by_number(desk.person.grants, form), desk)
        fitting = own if kinds is None else tuple(d for d in own if d.kind in kinds)
        if fitting and ask.kinds != EVERYTHING and not (kinds or frozenset()) - {d.kind for d in fitting}:
            return Looked(number, newest_revisions(fitting), known=True)
        around = in_own_account(desk.unit.documents.by_reference(desk.person.grants, form), desk)
        if own or around:
            return put_together(number, keys_of(form, own, desk), own, around, ask)
    return Looked(number)


def keys_of(number: str, own: tuple[Document, ...], desk: Desk) -> frozenset[str]:
    """The key of a number, and for a purchase order those of the orders that were placed with it."""
    orders = () if own else desk.unit.orders.by_key(desk.person.grants, number)
    return frozenset({number_key(number), *(number_key(order.order) for order in orders)})


def put_together(
    number: str, keys: frozenset[str], own: tuple[Document, ...], around: tuple[Document, ...], ask: Ask
) -> Looked:
    """Of a known number and everything around it what was asked for."""
    kinds = wanted_kinds(ask)
    if kinds is None:
        of_article = not own and not any(keys & numbers_on(d) for d in around)
        picked = (*own, *((bearing(around, keys) or around) if of_article else around))
    else:
        fitting = tuple(d for d in own if d.kind in kinds)
        rest = kinds - {d.kind for d in fitting}
        belonging = nearest(own, around, keys, rest)
        picked = (*fitting, *within_period(belonging, ask))
    documents = newest_revisions({d.id: d for d in picked if d.kind not in ask.without}.values())
    absent = () if kinds is None else tuple(sorted(kinds - {d.kind for d in documents}))
    return Looked(number, documents, absent, known=True)


def wanted_kinds(ask: Ask) -> frozenset[str] | None:
    """The kinds asked for; None when any will do."""
    return None if not ask.kinds or ask.kinds == EVERYTHING else frozenset(ask.kinds)


def in_own_account(documents: tuple[Document, ...], desk: Desk) -> tuple[Document, ...]:
    """A number of one's own account goes before the same number of an account below."""
    own = set(desk.person.account_ids)
    return tuple(d for d in documents if d.account_id in own) or documents


def nearest(
    anchors: Collection[Document],
    around: Collection[Document],
    keys: frozenset[str],
    kinds: Collection[str],
) -> tuple[Document, ...]:
    """Of a chain, kind by kind, what hangs on the anchors, bears a number, or hangs on what hangs on them.

    Where nothing does: what shares the order, and else all of the kind.
    """
    by_kind: dict[str, list[Document]] = {}
    for document in around:
        if document.kind in kinds:
            by_kind.setdefault(document.kind, []).append(document)
    hanging = touching(anchors, around) if anchors else []
    orders = {key for a in anchors for key in number_keys(a.order)}
    picked: list[Document] = []
    for of_kind in by_kind.values():
        direct = touching(anchors, of_kind) or bearing(of_kind, keys)
        same_order = [d for d in of_kind if orders & set(number_keys(d.order))]
        picked += direct or touching(hanging, of_kind) or same_order or of_kind
    return tuple(picked)


def touching(ones: Collection[Document], others: Iterable[Document]) -> list[Document]:
    """Those of the others that hang on one of some documents."""
    return [other for other in others if any(touches(one, other) for one in ones)]


def touches(one: Document, other: Document) -> bool:
    """Whether one document names the other, or both the same delivery."""
    if one.id == other.id:
        return True
    mine, its = number_key(one.number), number_key(other.number)
    deliveries, others = set(number_keys(one.delivery)), set(number_keys(other.delivery))
    return (
        its in deliveries | set(number_keys(one.refers_to))
        or mine in others | set(number_keys(other.refers_to))
        or bool(deliveries & others)
    )


def numbers_on(document: Document) -> set[str]:
    """The keys of the document, its order and its delivery; articles do not count."""
    cells = (document.number, document.order, document.customer_po, document.delivery, document.refers_to)
    return {key for cell in cells for key in number_keys(cell)}


def bearing(documents: Iterable[Document], keys: frozenset[str]) -> tuple[Document, ...]:
    """The documents on which one of some numbers stands anywhere."""
    return tuple(
        d for d in documents if keys & {*numbers_on(d), *number_keys(d.article), *number_keys(d.batch)}
    )


def within_period(documents: tuple[Document, ...], ask: Ask) -> tuple[Document, ...]:
    """Narrows what belongs to a number by the period, when that leaves anything."""
    inside = tuple(
        d
        for d in documents
        if (ask.since is None or d.date >= ask.since) and (ask.until is None or d.date <= ask.until)
    )
    return inside or documents


def newest_revisions(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Of several revisions of the same paper in the same language only the newest."""
    newest: dict[tuple[int, str, str, str | None], Document] = {}
    for d in sorted(documents, key=lambda d: (d.date, counted(d.revision or ""), d.id)):
        newest[(d.account_id, d.kind, number_key(d.number), d.language)] = d
    return tuple(newest.values())


def counted(revision: str) -> list[tuple[int, str]]:
    """A revision in the order of counting: "10" comes after "9"."""
    return [(int(part) if part.isdecimal() else -1, part) for part in re.findall(r"\d{1,18}|\D+", revision)]


def arranged(documents: Iterable[Document], desk: Desk) -> tuple[Document, ...]:
    """In the order of the chain, newest first within a kind."""
    place = {code: n for n, code in enumerate(desk.kinds.codes())}
    by_day = sorted(documents, key=lambda d: (d.date, d.number), reverse=True)
    return tuple(sorted(by_day, key=lambda d: place.get(d.kind, len(place))))
