"""Which kinds go with which numbers and time frames: one draft for each group in a wish for documents."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import zip_longest

from parsers.requests.drafting.additions import touching
from parsers.requests.drafting.drafts import Draft, Setting, set_frame
from parsers.requests.drafting.everything import of_another, with_all
from parsers.requests.drafting.groups import Group, goes_on_in_time, groups_of, merged
from parsers.requests.fields.filters import last_few, status
from parsers.requests.fields.locations import location
from parsers.requests.fields.named import PLAIN, named
from parsers.requests.fields.places import Number, Place, kinds, numbered, numbers, places
from parsers.requests.grammar.intents import decide
from parsers.requests.grammar.lacking import held_too, holds, only_told
from parsers.requests.grammar.papers import described, ends_with_kind, goes_on, names_goods
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.threads.picks import of_both, ordinals

OF_ARTICLES = frozenset({"datasheet", "sds"})
ASKED = ("want", "wish", "please", "missing", "again", "copy", "also")
OF_ORDERS = ("order", "article", "batch", "serial")  # numbers of what has several papers
FEW = 5  # words before a time frame that is only added
THERE = ("have", "arrival", "done", "settled")
LACKS = ("negation", "missing", "lacking", "relative")
BESIDE = 2  # words from a time frame to its paper: "October copy invoices"
COUNTED = 3  # words from "the last" to what it counts


def documents(unit: Unit, setting: Setting) -> list[Draft]:
    """The drafts of a unit that asks for documents; never none."""
    groups: list[Group] = []
    held = held_too(unit.parts)
    papers = [p for part in unit.parts for p in places(part, setting.own) if p.sort == "kind"]
    asked = [p for p in papers if not p.label]
    several = len(unit.parts) > 1 or len(asked) < len(papers)
    asking = [p for p in _asking(unit.parts, setting.own) if p not in held] if several else [*unit.parts]
    before: Clause | None = None
    last: Clause | None = None  # the clause right before
    names: set[str] = set()  # kinds that only name numbers
    parted = "everything" in unit.clause.cues and of_another(unit)
    for part, behind in zip_longest(unit.parts, unit.parts[1:]):
        told = _lacking(_telling(part, asking, setting.own, last), part, behind)
        told = [p for p in told if p.sort != "kind"] if asking and part in held else told
        if asked and (part not in asking or part.words[0].written == "("):
            told = [p for p in told if not p.label]  # "on docket 7 I was promised a credit note"
        if names_goods(part, last):
            told = [p for p in told if p.sort != "kind"]
        last = part
        told = with_all(told, part) if parted else told
        found = _naming(told, part, names)
        names |= {p.value for p in found if p.label}
        found = _counted(_referring(found, part, groups), part, setting)
        if groups and _another(part, found):
            found = [*(p for kinds_, _ in groups[-1:] for p in kinds_), *found]
        if len(groups) > 1 and _both(part, found):
            named = {p.value: p._replace(label=False) for kinds_, _ in groups for p in kinds_}
            found = [*named.values(), *found]
        if before in asking and _belongs(part, found, groups):
            groups.append((found, groups[-1][1]))
            continue
        before = part
        groups += groups_of(found)
    drafts = [part for group in merged(groups) for part in _drafts(unit, group, setting)]
    for draft in drafts:
        draft.apart = any(d.kinds and not draft.kinds and d.numbers == draft.numbers for d in drafts)
    return drafts or [Draft("documents", unit)]


def _belongs(part: Clause, found: Sequence[Place], groups: Sequence[Group]) -> bool:
    """True for the note of "I need 4711 | and the delivery note for it": 4711 is wanted itself, too."""
    if "thereto" not in part.cues or not groups or groups[-1][0] or not groups[-1][1]:
        return False
    wanted = all(p.sort == "number" and not p.tied and p.role not in OF_ORDERS for p in groups[-1][1])
    return wanted and bool(found) and all(p.sort == "kind" for p in found)


def _another(part: Clause, found: Sequence[Place]) -> bool:
    """True for one more of them: "docket 4711 | and the one of yesterday"."""
    dated = bool(found) and all(p.sort == "period" for p in found)
    return dated and "the_ones" in part.cues and part.opens("joiner", "also") and "no_wait" not in part.cues


def _both(part: Clause, found: Sequence[Place]) -> bool:
    """True for "the bill of 1, the note of 2 | and of 3 both"."""
    numbered = bool(found) and all(p.sort == "number" for p in found)
    return numbered and any(h.last >= len(part.words) - 2 for h in part.of("several"))


def each_by_role(drafts: Sequence[Draft], read: Sequence[Unit]) -> list[Draft]:
    """The drafts, those for papers of articles and of other things cut by what their numbers are of."""
    dunned = [d for d in drafts if d.intent == "documents" and d.kinds == {"invoice"} and len(d.numbers) > 1]
    if not dunned and all(draft.kinds.isdisjoint(OF_ARTICLES) for draft in drafts):
        return list(drafts)
    roles: dict[Number, str | None] = {}
    for place in (p for unit in read for p in numbered(unit.clause)):
        roles[place.value.value] = roles.get(place.value.value) or place.role
    for draft in dunned:  # "your reminder 1: we lack the invoice 2"
        own = [n for n in draft.numbers if roles.get(n) != "reminder"]
        draft.numbers = own if any(roles.get(n) == "invoice" for n in own) else draft.numbers
    return [part for draft in drafts for part in by_role(draft, roles)]


def by_role(draft: Draft, roles: Mapping[Number, str | None]) -> list[Draft]:
    """Certificates go with batches and data sheets with articles when both are named."""
    sheets, others = draft.kinds & OF_ARTICLES, draft.kinds - OF_ARTICLES
    if draft.intent != "documents" or not (sheets and others):
        return [draft]
    mixed = {"article", "batch"} <= {roles.get(n) for n in draft.numbers}
    named = [n for n in draft.numbers if roles.get(n) in others]
    rest = [n for n in draft.numbers if n not in named]
    if named and rest and all(roles.get(n) in (None, "article") for n in rest):
        return [replace(draft, kinds=others, numbers=named), replace(draft, kinds=sheets, numbers=rest)]
    if not mixed:
        return [draft]
    return [
        replace(draft, kinds=others, numbers=[n for n in draft.numbers if roles.get(n) != "article"]),
        replace(draft, kinds=sheets, numbers=[n for n in draft.numbers if roles.get(n) != "batch"]),
    ]


def _asks(part: Clause, own: Mapping[str, str]) -> bool:
    """True for a clause that by itself wants something."""
    rule = decide(part, own)
    return rule is not None and rule.intent in ("documents", WANT)


def _asking(parts: Sequence[Clause], own: Mapping[str, str]) -> list[Clause]:
    """The clauses that want something; in "he asks the packing list | and the certificate" both do."""
    asking: list[Clause] = []
    whole = ""
    for part in reversed(parts):
        if (whole == "row" and ends_with_kind(part) and not holds(part)) or _asks(part, own):
            asking.append(part)
        bare = part.opens("joiner") and part.cues.isdisjoint((*ASKED, "contrast", "pronoun"))
        whole = "row" if (bare or goes_on(part)) and part in asking else ""
    return asking


def _naming(found: list[Place], part: Clause, names: Set[str]) -> list[Place]:
    """In "for order 4711 | and order 4712 the notes" the second order only names its number, too."""
    first = found[0] if found else None
    again = first is not None and first.sort == "kind" and first.value in names and part.opens("joiner")
    if first and again and all(p.sort == "number" for p in found[1:]) and _bare_name(part, first.at):
        return found[1:]  # "the invoice for docket 7 | and docket 8"
    numbered = len(found) > 2 and found[1].sort == "number" and found[-1].sort == "kind"
    return [found[0]._replace(label=True), *found[1:]] if again and numbered else found


def _bare_name(part: Clause, at: int) -> bool:
    """True for the "docket" of "and docket 8", not of "and the docket 8"."""
    led = any(h.last == at - 1 for cue in ("joiner", "relation") for h in part.of(cue))
    return led and part.cues.isdisjoint(set(ASKED) - {"please"})


def _lacking(found: list[Place], part: Clause, behind: Clause | None) -> list[Place]:
    """The places; of "a reminder for a bill that I never got" the bill is wanted, it belongs to nothing."""
    if told := only_told(part, behind):
        found = [p._replace(label=False, belongs=False) for p in found if p.at not in told]
    return found


def _telling(
    part: Clause, asking: Sequence[Clause], own: Mapping[str, str], behind: Clause | None = None
) -> list[Place]:
    """The places of a clause, without what a telling clause only describes."""
    found = places(part, own)
    if _adds_time(found, part, behind):
        return [p._replace(alone=True, more=True) for p in found]
    if behind is not None and goes_on_in_time(part, behind):
        found = [p._replace(more=p.more or p.at == 1) for p in found]
    if asking and part not in asking:
        tells = _says(part) and not _in_row(part)
        if any(kinds(other, own) for other in asking):
            found = [p for p in found if p.sort != "kind" or p.at < _conjoined(part)]
        if tells and any(numbers(other) for other in asking):
            row = [p.at for p in found if p.sort == "kind" and p.at < _conjoined(part)]
            found = [p for p in found if p.sort != "number" or (row and row[0] < p.at < _conjoined(part))]
        tells = tells and not part.opens("relative")
        if tells and any(p.sort == "period" for other in asking for p in places(other, own)):
            found = [p for p in found if p.sort != "period"]
    pays = not part.cues.isdisjoint(("paid", "payment_notice")) and "status:paid" not in part.cues
    if pays or part.opens("purpose"):
        found = [p for p in found if p.sort != "period" or _since(p) or _of_papers(p, found, part)]
    return [p._replace(alone=True) for p in found] if all(p.sort == "period" for p in found) else found


def _says(part: Clause) -> bool:
    """True for a clause with a verb, or a pronoun that is no mere "for me"."""
    led = {h.last + 1 for h in part.of("relation")}.intersection(h.first for h in part.of("me"))
    return "verb" in part.cues or any(h.first not in led for h in part.of("pronoun"))


def _adds_time(found: Sequence[Place], part: Clause, behind: Clause | None) -> bool:
    """True for one more time frame of what was named: "and January", "for 3, | 5 and 6 November"."""
    if not found or any(p.sort != "period" for p in found) or found[0].at > FEW:
        return False
    row = behind is not None and any(w.thing and w.thing.sort == "period" for w in behind.words[-2:])
    ends = min((h.first for h in part.of("verb")), default=found[-1].at) >= found[-1].at
    goes_on = part.opens("joiner") or (row and not part.opens("purpose"))
    return goes_on and ends and part.cues.isdisjoint(("pronoun", "told_by", "negation"))


def _since(place: Place) -> bool:
    """True for the time since an event: "since we moved in March"."""
    return bool(place.value.kind == "since")


def _of_papers(place: Place, found: Sequence[Place], part: Clause) -> bool:
    """True for a time frame right before a paper, or behind it and before any payment.

    "The May bills for our payment run", "the bills of May, which we paid".
    """
    if any(p.sort == "kind" and 0 < p.at - place.at <= BESIDE for p in found):
        return True
    papers = [p.at for p in found if p.sort == "kind" and p.at < place.at]
    pays = [h.first for cue in ("paid", "payment_notice") for h in part.of(cue)]
    return bool(papers) and not any(papers[0] < at < place.at for at in pays)


def _counted(found: list[Place], part: Clause, setting: Setting) -> list[Place]:
    """Adds "the last two" or "unpaid" as a place behind the kind that it counts or describes."""
    named = [p for p in found if p.sort == "kind"]
    if named and len(named) == len(found) and (state := status([part])):
        return [*found, Place(named[-1].at, "status", state)]
    if "filter:last" not in part.cues:
        return found
    last = part.of("filter:last")[0]
    few = last_few(part, setting.counts)
    at = next((p.at for p in found if p.sort == "kind" and 0 < p.at - last.last <= COUNTED), -1)
    if few is None or at < 0:
        return found
    behind = [i + 1 for i, p in enumerate(found) if p.at == at]
    return [*found[: behind[-1]], Place(at, "last", few), *found[behind[-1] :]]


def _conjoined(part: Clause) -> int:
    """Up to where a clause only goes on with the row of things before it: "and the quote it was based on"."""
    verbs = [hit.first for cue in ("pronoun", "verb") for hit in part.of(cue)]
    if not part.cues.isdisjoint(THERE) and verbs and part.cues.isdisjoint(LACKS):
        return 0  # "| and the invoice is here"
    if _in_row(part):
        return min(verbs, default=len(part.words))
    return min(verbs, default=len(part.words)) if part.opens("joiner") and "contrast" not in part.cues else 0


def _in_row(part: Clause) -> bool:
    """True for one of a row of papers, with what is told of it: "the credit note which came after it"."""
    spoken = sorted((h.first, h.cue) for cue in ("pronoun", "told_by", "verb") for h in part.of(cue))
    contact = goes_on(part) and bool(spoken) and spoken[0][1] != "verb"  # "and the note 7 they came on"
    return (described(part) or contact) and part.cues.isdisjoint(
        ("have", "done", "settled", "paid", "negation", "contrast")
    )


def _referring(found: list[Place], part: Clause, groups: Sequence[Group]) -> list[Place]:
    """Adds the number that "the last one" means, leaves out the kind that another one belongs to."""
    given = [p for _, selectors in groups for p in selectors if p.sort == "number"]
    if "latter" in part.cues and given and not any(p.sort == "number" for p in found):
        found = [*found, given[-1]]
    elif len(given) > 1 and all(p.sort == "kind" for p in found) and groups[0][0]:
        some = given if found and of_both(part) else [given[at] for at in sorted(ordinals(part, len(given)))]
        found = [*found, *some]
    named = any(kinds_ for kinds_, _ in groups)
    if named and "number_of" in part.cues and not part.opens("joiner") and not any(s for _, s in groups):
        return [p for p in found if p.sort != "kind"]  # "the invoice for the doors, docket no. 4711"
    first = next((p.at for p in found if p.sort == "kind" and not p.label), -1)
    return [p for p in found if not (p.belongs and (named or p.at > first >= 0))]


def _drafts(unit: Unit, group: Group, setting: Setting) -> list[Draft]:
    """One draft, and one for each time frame that is only added to it: "of January and of March"."""
    draft = _draft(unit, group, setting)
    if draft.numbers or not draft.since or not draft.until:
        return [draft]
    added = [p for p in group[1] if p.sort == "period" and p.more and p.value.kind in ("day", "range")]
    later = [p.value for p in added if p.value.since != draft.since and p.value.since <= setting.today]
    if later and not _own_sites(unit, setting.nouns):
        later = [frame for frame in later if not touching(draft, frame.since, frame.until)]
    return [draft, *(replace(draft, since=frame.since, until=frame.until) for frame in later)]


def _own_sites(unit: Unit, nouns: Sequence[str]) -> bool:
    """True for "January for Poole | and February for Truro"."""
    parts = (part for part in unit.parts if "{period}" in part.cues)
    plain = (any(one.weight >= PLAIN for one in named(part, nouns)) or location(part) for part in parts)
    return sum(map(bool, plain)) > 1


def _draft(unit: Unit, group: Group, setting: Setting) -> Draft:
    found, selectors = group
    draft = Draft("documents", unit, {p.value for p in found})
    draft.numbers = [p.value.value for p in selectors if p.sort == "number"]
    draft.last = next((p.value for p in selectors if p.sort == "last"), None)
    frames = [p for p in selectors if p.sort == "period" and not (p.alone and draft.numbers)]
    set_frame(draft, sorted(frames, key=lambda p: (p.more, p.leads)), setting.today)
    return draft
