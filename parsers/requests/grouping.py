"""Which kinds go with which numbers and time frames: one draft for each group in a wish for documents."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parsers.requests.clauses import Clause
from parsers.requests.drafts import Draft, Setting, set_frame
from parsers.requests.intents import WANT, decide
from parsers.requests.places import Number, Place, kinds, numbers, places
from parsers.requests.units import Unit

OF_ARTICLES = frozenset({"datasheet", "sds"})

Group = tuple[list[Place], list[Place]]  # kinds, and what selects among them


def documents(unit: Unit, setting: Setting) -> list[Draft]:
    """The drafts of a unit that asks for documents; never none."""
    groups: list[Group] = []
    asking = [part for part in unit.parts if _asks(part, setting.own)]
    for part in unit.parts:
        found = _telling(part, asking, setting.own)
        found = _referring(found, part, groups)
        groups += _groups(found)
    drafts = [part for group in _merged(groups) for part in _drafts(unit, group, setting)]
    return drafts or [Draft("documents", unit)]


def by_role(draft: Draft, roles: Mapping[Number, str | None]) -> list[Draft]:
    """Certificates go with batches and data sheets with articles when both are named."""
    sheets, others = draft.kinds & OF_ARTICLES, draft.kinds - OF_ARTICLES
    mixed = {"article", "batch"} <= {roles.get(n) for n in draft.numbers}
    if draft.intent != "documents" or not (mixed and sheets and others):
        return [draft]
    return [
        replace(draft, kinds=others, numbers=[n for n in draft.numbers if roles.get(n) != "article"]),
        replace(draft, kinds=sheets, numbers=[n for n in draft.numbers if roles.get(n) != "batch"]),
    ]


def _asks(part: Clause, own: Mapping[str, str]) -> bool:
    """True for a clause that by itself wants something."""
    rule = decide(part, own)
    return rule is not None and rule.intent in ("documents", WANT)


def _telling(part: Clause, asking: Sequence[Clause], own: Mapping[str, str]) -> list[Place]:
    """The places of a clause, without what a telling clause only describes."""
    found = places(part, own)
    if asking and part not in asking:
        tells = not part.cues.isdisjoint(("pronoun", "verb"))
        if any(kinds(other, own) for other in asking):
            found = [p for p in found if p.sort != "kind" or p.at < _conjoined(part)]
        if tells and any(numbers(other) for other in asking):
            found = [p for p in found if p.sort != "number"]
        tells = tells and not part.opens("relative")
        if tells and any(p.sort == "period" for other in asking for p in places(other, own)):
            found = [p for p in found if p.sort != "period"]
    pays = not part.cues.isdisjoint(("paid", "payment_notice")) and "status:paid" not in part.cues
    if pays or part.opens("purpose"):
        found = [p for p in found if p.sort != "period"]
    if all(p.sort == "period" for p in found):
        more = part.opens("joiner") and part.cues.isdisjoint(("pronoun", "verb", "negation"))
        found = [replace(p, alone=True, more=more) for p in found]
    return found


def _conjoined(part: Clause) -> int:
    """Up to where a clause only goes on with the row of things before it: "and the quote it was based on"."""
    verbs = [hit.first for cue in ("pronoun", "verb") for hit in part.of(cue)]
    return min(verbs, default=0) if part.opens("joiner") and "contrast" not in part.cues else 0


def _referring(found: list[Place], part: Clause, groups: Sequence[Group]) -> list[Place]:
    """Adds the number that "the last one" means, leaves out the kind that another one belongs to."""
    given = [p for _, selectors in groups for p in selectors if p.sort == "number"]
    if "latter" in part.cues and given and not any(p.sort == "number" for p in found):
        found = [*found, given[-1]]
    named = any(kinds_ for kinds_, _ in groups)
    first = next((p.at for p in found if p.sort == "kind" and not p.label), -1)
    return [p for p in found if not (p.belongs and (named or p.at > first >= 0))]


def _groups(found: Sequence[Place]) -> list[Group]:
    """One clause: each row of kinds with the selectors behind it, or before it as in "for 4711 the note"."""
    wanted = [p for p in found if p.sort != "kind" or not p.label]
    if not any(p.sort == "kind" for p in wanted):
        wanted = list(found)
    backwards = bool(wanted) and wanted[0].sort != "kind" and wanted[-1].sort == "kind"
    groups: list[Group] = []
    before = ""
    for place in reversed(wanted) if backwards else wanted:
        if not groups or (place.sort == "kind" != before and groups[-1][0]):
            groups.append(([], []))
        groups[-1][0 if place.sort == "kind" else 1].append(place)
        before = place.sort
    if backwards:
        groups = [(kinds_[::-1], selectors[::-1]) for kinds_, selectors in reversed(groups)]
    return groups


def _merged(groups: Sequence[Group]) -> list[Group]:
    """Across clauses: what lacks kinds or selectors goes with its neighbour."""
    merged: list[Group] = []
    for kinds_, selectors in groups:
        last = merged[-1] if merged else None
        if last and not (kinds_ and last[0] and selectors and last[1]):
            last[0].extend(kinds_)
            last[1].extend(selectors)
        else:
            merged.append((list(kinds_), list(selectors)))
    return merged


def _drafts(unit: Unit, group: Group, setting: Setting) -> list[Draft]:
    """One draft, and one for each time frame that is only added to it: "of January and of March"."""
    draft = _draft(unit, group, setting)
    added = [p for p in group[1] if p.sort == "period" and p.more and p.value.kind in ("day", "range")]
    if draft.numbers or not draft.since or not draft.until:
        return [draft]
    later = [p.value for p in added if p.value.since != draft.since and p.value.since <= setting.today]
    return [draft, *(replace(draft, since=frame.since, until=frame.until) for frame in later)]


def _draft(unit: Unit, group: Group, setting: Setting) -> Draft:
    found, selectors = group
    draft = Draft("documents", unit, {p.value for p in found})
    draft.numbers = [p.value.value for p in selectors if p.sort == "number"]
    frames = [p for p in selectors if p.sort == "period" and not (p.alone and draft.numbers)]
    set_frame(draft, sorted(frames, key=lambda p: p.leads), setting.today)
    return draft
