"""Turns units into drafts of asks: which kinds go with which numbers, periods and filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from parsers import filters
from parsers.asks import Ask, NumberRange
from parsers.clauses import WANTED_KIND, Clause, joined
from parsers.intents import WANT, decide, mentioned
from parsers.units import Unit

Number = str | NumberRange
KINDLESS = frozenset(
    {"statement", "open_items", "payment_status", "payment_notice", "order_status", "reconcile"}
)
DATED = frozenset({"documents", "export", "statement", "open_items", "reconcile"})
FORMED = frozenset({"documents", "export", "statement", "open_items", "subscribe"})
PAYING = frozenset({"paid", "payment_notice"})
OF_ARTICLES = frozenset({"datasheet", "sds"})
ONLY_INTENT = frozenset({"dispute", "other", "human", "help"})


@dataclass(slots=True)
class Draft:
    """An ask in the making, with the unit it comes from."""

    intent: str
    unit: Unit
    kinds: set[str] = field(default_factory=set)
    numbers: list[Number] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    last: int | None = None
    status: str | None = None
    location: str | None = None
    cost_centre: str | None = None
    person: str | None = None
    amount: str | None = None
    form: str | None = None

    @property
    def selected(self) -> bool:
        """True when it says which documents are meant."""
        return bool(self.numbers or self.since or self.until or self.last)

    def ask(self) -> Ask:
        """The finished ask."""
        return Ask(
            self.intent, tuple(sorted(self.kinds)), tuple(dict.fromkeys(self.numbers)), self.since, self.until, self.last,
            self.status, self.location, self.cost_centre, self.person, self.amount, self.form,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One telling place in a clause: a kind, a number or a period; `label` marks a kind that only names a number."""

    at: int
    sort: str
    value: Any
    role: str | None = None
    label: bool = False
    alone: bool = False  # a time frame in a clause that names nothing else
    belongs: bool = False  # follows a word like "for": names what another kind belongs to
    tied: bool = False  # a time frame behind a word like "from"
    leads: bool = False  # stands before the kinds of its clause


def places(clause: Clause, own: Mapping[str, str]) -> list[Place]:
    """Kinds, numbers and periods in their order, without what is negated."""
    found = []
    for hit in clause.hits:
        if hit.cue.startswith(WANTED_KIND):
            kind = hit.cue.removeprefix(WANTED_KIND)
            if kind not in own and not (filters.negated(clause, hit.first) and _unwanted(clause)):
                label = _labels(clause, hit.first, hit.last) or mentioned(clause, hit.first)
                belongs = any(0 < hit.first - h.last <= 3 for h in clause.of("belonging"))
                found.append(Place(hit.first, "kind", kind, label=label, belongs=belongs))
    for i, word in enumerate(clause.words):
        if word.thing and word.thing.sort in ("number", "period") and not filters.negated(clause, i):
            value: Any = word.thing.value
            tied = any(h.last == i - 1 for h in clause.of("relation"))
            found.append(Place(i, word.thing.sort, value, getattr(value, "role", None), tied=tied))
    first = min((p.at for p in found if p.sort == "kind"), default=0)
    return sorted((replace(p, leads=p.at < first) for p in found), key=lambda p: p.at)


def _unwanted(clause: Clause) -> bool:
    """False for "but no invoice until today": what is not there is missed, unless something else is asked for."""
    lacking = any(h.cue == "lacking" for h in clause.hits)
    return not lacking or not clause.cues.isdisjoint(("want", "please", "only"))


def _labels(clause: Clause, first: int, last: int) -> bool:
    """True for "for delivery note" before a number: the name of what is wanted stands elsewhere."""
    number = next(
        (i for i in range(last + 1, min(last + 5, len(clause.words))) if _is_number(clause, i)), None
    )
    if number is None:
        return False
    return any(0 < first - h.last <= 3 for h in clause.of("relation"))


def _is_number(clause: Clause, at: int) -> bool:
    thing = clause.words[at].thing
    return bool(thing and thing.sort == "number")


def numbers(clause: Clause) -> list[Number]:
    """The numbers of a clause that are not negated."""
    return [p.value.value for p in places(clause, {}) if p.sort == "number"]


def kinds(clause: Clause, own: Mapping[str, str]) -> list[str]:
    """The kinds of a clause that are not negated."""
    return [p.value for p in places(clause, own) if p.sort == "kind"]


def draft(unit: Unit, own: Mapping[str, str], counts: Mapping[str, int], today: date) -> list[Draft]:
    """The drafts of one unit; several when kinds have numbers or periods of their own."""
    intent = unit.intent or ""
    if intent in ONLY_INTENT:
        return [Draft(intent, unit, numbers=numbers(unit.clause))]
    if intent == "people":
        return _people(unit, own)
    drafts = _documents(unit, own, today) if intent == "documents" else [_single(unit, own, today, intent)]
    for one in drafts:
        _narrow(one, unit, counts)
    return drafts


def draft_from(intent: str, unit: Unit, own: Mapping[str, str], today: date) -> Draft:
    """A draft of a given intent from what a unit names, whatever the unit by itself asks for."""
    made = _single(unit, own, today, intent)
    _narrow(made, unit, {})
    return made


def _single(unit: Unit, own: Mapping[str, str], today: date, intent: str) -> Draft:
    """An ask that takes all that its unit names."""
    made = Draft(intent, unit)
    found = places(unit.clause, own)
    if made.intent not in KINDLESS:
        made.kinds = {p.value for p in found if p.sort == "kind"}
    made.numbers = [p.value.value for p in found if p.sort == "number"]
    if made.intent in DATED:
        _date(made, [p for p in found if p.sort == "period"], today)
    return made


def _date(made: Draft, found: Sequence[Place], today: date) -> None:
    """Sets the time frame; a day that only describes a number, and a day by which it is needed, is none."""
    for place in found:
        period = place.value
        if period.kind == "day" and (
            made.numbers or (period.since and period.since >= today and not place.tied)
        ):
            continue
        if period.kind == "until" and period.until and period.until >= today:
            continue
        if period.since and period.since > today:
            continue
        made.since, made.until = period.since, period.until
        return


def _documents(unit: Unit, own: Mapping[str, str], today: date) -> list[Draft]:
    """Groups of kinds with their numbers and periods."""
    asking = [part for part in unit.parts if _asks(part, own)]
    groups = []
    for part in unit.parts:
        found = places(part, own)
        if asking and part not in asking and any(kinds(p, own) for p in asking):
            found = [p for p in found if p.sort != "kind"]
        if (
            part not in asking
            and any(numbers(p) for p in asking)
            and not part.cues.isdisjoint(("pronoun", "verb"))
        ):
            found = [p for p in found if p.sort != "number"]
        if (not part.cues.isdisjoint(PAYING) and "status:paid" not in part.cues) or part.opens("purpose"):
            found = [p for p in found if p.sort != "period"]
        given = [p for _, places_ in groups for p in places_ if p.sort == "number"]
        if "latter" in part.cues and given and not any(p.sort == "number" for p in found):
            found.append(given[-1])
        if all(p.sort == "period" for p in found):
            found = [replace(p, alone=True) for p in found]
        named = any(kinds_ for kinds_, _ in groups)
        first = next((p.at for p in found if p.sort == "kind" and not p.label), -1)
        groups += _groups([p for p in found if not (p.belongs and (named or p.at > first >= 0))])
    return [_filled(unit, group, today) for group in _merged(groups)] or [Draft("documents", unit)]


def _asks(part: Clause, own: Mapping[str, str]) -> bool:
    """True for a clause that by itself wants something."""
    rule = decide(part, own)
    return rule is not None and rule.intent in ("documents", WANT)


Group = tuple[list[str], list[Place]]  # kinds, selectors


def _groups(found: Sequence[Place]) -> list[Group]:
    """One clause: kinds with the selectors behind them; leading selectors go with the first kinds."""
    wanted = [p for p in found if p.sort != "kind" or not p.label]
    if not any(p.sort == "kind" for p in wanted):
        wanted = list(found)
    groups: list[Group] = []
    backwards = bool(wanted) and wanted[0].sort != "kind" and wanted[-1].sort == "kind"
    fresh = True
    for place in reversed(wanted) if backwards else wanted:
        if place.sort == "kind" and (fresh or (groups and groups[-1][1] and groups[-1][0])):
            groups.append(([], []))
        fresh = not groups
        if not groups:
            groups.append(([], []))
        groups[-1][0 if place.sort == "kind" else 1].append(place.value if place.sort == "kind" else place)
    if backwards:
        groups = [(list(reversed(k)), list(reversed(s))) for k, s in reversed(groups)]
    return groups


def _merged(groups: Sequence[Group]) -> list[Group]:
    """Across clauses: what lacks kinds or selectors goes with its neighbour."""
    merged: list[Group] = []
    for kinds, selectors in groups:
        last = merged[-1] if merged else None
        if last and (not kinds or not last[0] or not selectors or not last[1]):
            last[0].extend(kinds)
            last[1].extend(selectors)
        else:
            merged.append((list(kinds), list(selectors)))
    return merged


def _filled(unit: Unit, group: Group, today: date) -> Draft:
    made = Draft("documents", unit, set(group[0]), [p.value.value for p in group[1] if p.sort == "number"])
    # a time frame in a clause of its own only describes numbered documents
    dated = sorted(
        (p for p in group[1] if p.sort == "period" and not (p.alone and made.numbers)), key=lambda p: p.leads
    )
    _date(made, dated, today)
    return made


def by_role(made: Draft, roles: Mapping[Number, str | None]) -> list[Draft]:
    """Certificates go with batches and data sheets with articles when both are named."""
    sheets, others = made.kinds & OF_ARTICLES, made.kinds - OF_ARTICLES
    if made.intent != "documents" or not {"article", "batch"} <= {roles.get(n) for n in made.numbers}:
        return [made]
    if not sheets or not others:
        return [made]
    return [
        replace(made, kinds=others, numbers=[n for n in made.numbers if roles.get(n) != "article"]),
        replace(made, kinds=sheets, numbers=[n for n in made.numbers if roles.get(n) != "batch"]),
    ]


def _narrow(made: Draft, unit: Unit, counts: Mapping[str, int]) -> None:
    """Adds the filters that the unit names."""
    clause = unit.clause
    if made.intent in ("documents", "export", "subscribe", "open_items", "statement", "unsubscribe"):
        made.status = filters.one_of("status", clause)
        made.location = filters.location(clause)
        made.cost_centre = filters.cost_centre(clause)
        if made.intent == "open_items" and made.status == "open":
            made.status = None
        if made.intent in ("subscribe", "unsubscribe") and "open_items" in clause.cues:
            made.status = "open"
    if made.intent in FORMED:
        made.form = filters.one_of("form", clause)
    if made.intent in ("documents", "export"):
        made.person = filters.orderer(clause)
        if not made.numbers and not made.since and not made.until:
            made.last = filters.last_few(clause, counts)
    if made.intent in ("documents", "payment_status") and not made.numbers:
        made.amount = filters.amount(unit.parts)
    if made.intent == "documents":
        if "everything" in clause.cues and not made.kinds:
            made.kinds = {"all"}
        if made.kinds.isdisjoint(OF_ARTICLES | {"certificate"}):
            _drop_articles(made, clause)


def _drop_articles(made: Draft, clause: Clause) -> None:
    """Of an order number and its article only the order tells which paper is meant."""
    roles = {p.value.value: p.role for p in places(clause, {}) if p.sort == "number"}
    others = [n for n in made.numbers if roles.get(n) != "article"]
    made.numbers = others or made.numbers


def _people(unit: Unit, own: Mapping[str, str]) -> list[Draft]:
    """One draft for each person named."""
    clause = unit.clause
    telling = [part for part in unit.parts if not part.cues.isdisjoint(("people", "leaving", "person_verb"))]
    told = joined(telling) if telling and not filters.persons(clause)[1:] else clause
    if telling and any(filters.titled(part) for part in telling):
        told = joined([part for part in unit.parts if part in telling or "{address}" in part.cues])
    names = filters.persons(told) or filters.persons(clause) or filters.full_names(clause)[:1]
    return [
        Draft("people", unit, set(kinds(clause, own)), location=filters.location(clause), person=name)
        for name in names or [None]
    ]
