"""From an ask to the documents it means: exact number, then chain, then near numbers as a question."""

from collections.abc import Collection

from handlers import places
from handlers.answers import Answer, Choice, Found, Missing, Option
from handlers.desk import Desk
from handlers.numbers import NEAR_SHOWN, expand, near_numbers, same_number_forms
from handlers.wording import option_label, wish
from parsers.asks import Ask
from store.records import Document

LIMIT = 500  # documents in one answer
SMALL = 3  # so few matches need no question


def resolve(ask: Ask, desk: Desk) -> Answer:
    """The documents of an ask within what the person may see; a question where it is not certain."""
    if ask.numbers:
        return by_numbers(ask, desk)
    if len(set(desk.person.account_ids)) > 1:
        return which_account(ask, desk)
    placed = places.locate(ask, desk)
    if not isinstance(placed, Ask):
        return placed
    return by_filters(placed, desk)


def by_numbers(ask: Ask, desk: Desk) -> Answer:
    """Every number on its own; what leads to nothing is named, a near number is asked about."""
    documents: dict[int, Document] = {}
    missing: list[str] = []
    absent: list[str] = []
    for number in expand(ask.numbers, desk):
        hits = lookup(number, ask, desk)
        documents.update((d.id, d) for d in hits)
        lacking = absent_kinds(number, hits, ask, desk)
        missing += [number] if lacking is None else []
        absent += lacking or []
    found = tuple(documents.values())
    accounts = {d.account_id for d in found} & set(desk.person.account_ids)
    if len(accounts) > 1 and len(ask.numbers) == 1:
        return which_account(ask, desk, accounts)
    if found:
        return Found(ask, arranged(found, desk)[:LIMIT], tuple(missing), tuple(absent))
    if absent:
        options = tuple(o for n in expand(ask.numbers, desk) for o in own_options(n, ask, desk))
        return Choice(ask, "ask_instead", {"parts": desk.says.listed(absent)}, options[:NEAR_SHOWN])
    if len(missing) == 1 and (options := near_options(missing[0], ask, desk)):
        return Choice(ask, "ask_near", {"number": missing[0]}, options)
    return Missing(ask, tuple(missing))


def lookup(number: str, ask: Ask, desk: Desk) -> tuple[Document, ...]:
    """What one number means: its own document, and of the other kinds asked for what belongs to it."""
    kinds = wanted_kinds(ask, desk)
    whole_chain = ask.kinds == ("all",)
    for form in same_number_forms(number):
        own = desk.unit.documents.by_number(desk.person.grants, form)
        fitting = () if whole_chain else tuple(d for d in own if kinds is None or d.kind in kinds)
        if fitting and kinds is None:
            return newest_revisions(fitting)
        rest = None if kinds is None else kinds - {d.kind for d in fitting}
        wanted = rest is None or bool(rest)
        around = desk.unit.documents.by_reference(desk.person.grants, form, rest) if wanted else ()
        if fitting or around:
            related = around if whole_chain else nearest(own, around)
            return newest_revisions((*fitting, *within_period(related, ask)))
    return ()


def absent_kinds(number: str, hits: Collection[Document], ask: Ask, desk: Desk) -> list[str] | None:
    """Which kinds asked for a known number are not there, in words; None when the number is unknown."""
    kinds = wanted_kinds(ask, desk) or frozenset()
    if not hits and not desk.unit.documents.by_number(desk.person.grants, number):
        return None
    absent = kinds - {d.kind for d in hits}
    return [
        desk.says("part_missing", kind=desk.says.kind(k), number=number)
        for k in desk.kinds.codes()
        if k in absent
    ]


def wanted_kinds(ask: Ask, desk: Desk) -> frozenset[str] | None:
    """The kinds asked for; None when any will do."""
    return None if not ask.kinds or ask.kinds == ("all",) else frozenset(ask.kinds)


def nearest(anchors: Collection[Document], around: tuple[Document, ...]) -> tuple[Document, ...]:
    """Of a chain those documents that hang directly on the anchor, kind by kind; else all of the kind."""
    if not anchors:
        return around
    picked: list[Document] = []
    for kind in dict.fromkeys(d.kind for d in around):
        of_kind = [d for d in around if d.kind == kind]
        direct = [d for d in of_kind if any(touches(a, d) for a in anchors)]
        same_order = [d for d in of_kind if any(a.order and a.order == d.order for a in anchors)]
        picked += direct or same_order or of_kind
    return tuple(picked)


def touches(one: Document, other: Document) -> bool:
    """Whether one document names the other."""
    return (
        one.id == other.id
        or other.number in (one.refers_to, one.delivery)
        or one.number in (other.refers_to, other.delivery)
        or (one.delivery is not None and one.delivery == other.delivery)
    )


def within_period(documents: tuple[Document, ...], ask: Ask) -> tuple[Document, ...]:
    """Narrows what belongs to a number by the period, when that leaves anything."""
    inside = tuple(
        d
        for d in documents
        if (ask.since is None or d.date >= ask.since) and (ask.until is None or d.date <= ask.until)
    )
    return inside or documents


def newest_revisions(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Of several revisions of the same paper in the same language only the newest."""
    newest: dict[tuple[int, str, str, str | None], Document] = {}
    for d in sorted(documents, key=lambda d: (d.date, d.revision or "")):
        newest[(d.account_id, d.kind, d.number, d.language)] = d
    return tuple(newest.values())


def own_options(number: str, ask: Ask, desk: Desk) -> tuple[Option, ...]:
    """The document of this number itself, when another kind was asked for and is not there."""
    own = desk.unit.documents.by_number(desk.person.grants, number)
    return tuple(Option(option_label(d, desk), exact(d, ask), d.account_id) for d in own)


def near_options(number: str, ask: Ask, desk: Desk) -> tuple[Option, ...]:
    """Up to three documents whose number is nearly this one, to be asked about."""
    kinds = wanted_kinds(ask, desk)
    options = []
    for near in near_numbers(number, desk):
        for d in desk.unit.documents.by_number(desk.person.grants, near):
            if kinds is None or d.kind in kinds:
                options.append(Option(option_label(d, desk), exact(d, ask), d.account_id))
    return tuple(options[:NEAR_SHOWN])


def exact(document: Document, ask: Ask) -> Ask:
    """The ask for just this document, in the form that was wished."""
    return Ask("documents", kinds=(document.kind,), numbers=(document.number,), form=ask.form)


def by_filters(ask: Ask, desk: Desk) -> Answer:
    """Documents by kind, period, state, place and person; too open a wish is asked back."""
    search = desk.unit.documents
    filters = places.filters(ask, wanted_kinds(ask, desk), desk.today)
    total = search.count(desk.person.grants, **filters) if ask.last is None else 0
    certain = ask.narrowed or ask.every or ask.kinds == ("all",)
    if not certain and total > (SMALL if filters["location"] or ask.person or ask.cost_centre else 1):
        return which_document(ask, desk, filters)
    documents = search.search(desk.person.grants, **filters, last=ask.last, limit=LIMIT)
    if not documents:
        return Missing(ask)
    return Found(ask, arranged(newest_revisions(documents), desk), more=max(total - len(documents), 0))


def which_document(ask: Ask, desk: Desk, filters: places.Filters) -> Choice:
    """Asks back with the three latest."""
    latest = desk.unit.documents.search(desk.person.grants, **filters, last=None, limit=NEAR_SHOWN)
    options = tuple(Option(option_label(d, desk), exact(d, ask), d.account_id) for d in latest)
    key = "ask_which" if ask.kinds else "ask_which_any"
    return Choice(ask, key, {"wish": wish(ask, desk)}, options)


def which_account(ask: Ask, desk: Desk, among: Collection[int] = ()) -> Choice:
    """Asks for which of the accounts that this person stands in."""
    ids = [i for i in dict.fromkeys(desk.person.account_ids) if not among or i in among]
    options = tuple(Option(f"{a.name} ({a.account})", ask, a.id) for a in desk.unit.accounts.by_ids(ids))
    return Choice(ask, "ask_account", {"wish": wish(ask, desk)}, options)


def arranged(documents: tuple[Document, ...], desk: Desk) -> tuple[Document, ...]:
    """In the order of the chain, newest first within a kind."""
    place = {code: n for n, code in enumerate(desk.kinds.codes())}
    by_day = sorted(documents, key=lambda d: (d.date, d.number), reverse=True)
    return tuple(sorted(by_day, key=lambda d: place.get(d.kind, len(place))))
