"""Turns units into drafts of asks."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting.additions import further, with_papers
from parsers.requests.drafting.drafts import Draft, Setting, set_frame
from parsers.requests.drafting.everything import ALL, of_another
from parsers.requests.drafting.grouping import OF_ARTICLES, documents
from parsers.requests.drafting.sums import each_sum, share_sums
from parsers.requests.fields import filters
from parsers.requests.fields.appointments import OWNING
from parsers.requests.fields.apposed import completed
from parsers.requests.fields.colleagues import people
from parsers.requests.fields.companions import companions
from parsers.requests.fields.forms import form
from parsers.requests.fields.locations import LOCATING, location
from parsers.requests.fields.named import PLAIN, named
from parsers.requests.fields.orderers import orderer
from parsers.requests.fields.places import kinds, named_kinds, numbers, places
from parsers.requests.fields.series import more_sites
from parsers.requests.fields.sites import speaks, town_named
from parsers.requests.grammar.cadence import rhythms
from parsers.requests.grammar.units import Unit
from parsers.requests.lists.rows import by_scope, with_code
from parsers.requests.text.clauses import Clause, joined
from parsers.requests.text.masks import WANTED_KIND

ONLY_INTENT = frozenset({"dispute", "other", "human", "help"})
KINDLESS = frozenset(
    {"statement", "open_items", "payment_status", "payment_notice", "order_status", "reconcile"}
)
NUMBERLESS = frozenset({"open_items", "statement", "export", "subscribe", "unsubscribe", "people"})
DATED = frozenset({"documents", "export", "statement", "open_items", "reconcile"})
ASKED_BY_NAME = ("open_items", "statement", "export", "docs")
FORMED = frozenset({"documents", "export", "statement", "open_items", "subscribe"})
FILTERED = FORMED | {"unsubscribe"}
ORDERED = FORMED - {"subscribe"}
# what a question about orders or payments names, and so may narrow
TIED = ("order_status", "payment_status")
MATTERS = {"order_status": ("order_thing",), "payment_status": (WANTED_KIND, "docs", "paid")}
OF_ONE_THING = OF_ARTICLES | {"certificate"}
NEXT = 2  # words from "last" to what it counts, from an order to its time


def drafts_of(unit: Unit, setting: Setting) -> list[Draft]:
    """The drafts of one unit; several when kinds have numbers, time frames or sites of their own."""
    found = [one for draft in _by_kind(unit, setting) for one in each_sum(draft)]
    if unit.intent == "subscribe" and len(found) == 1:
        found += _once_now(found[0], setting)
    if len(found) > 1 or not found[0].location or found[0].intent not in FILTERED:
        return found
    return [*found, *at_sites(found[0])]


def _once_now(standing: Draft, setting: Setting) -> list[Draft]:
    """The papers of "each week from now on, | and once now those of September"."""
    for part in standing.unit.parts[1:]:
        frames = [p for p in places(part, setting.own) if p.sort == "period" and p.value.kind == "range"]
        owner = any(f.at + 1 < len(part.words) and part.words[f.at + 1].written in OWNING for f in frames)
        if frames and part.opens("joiner", "also") and ("the_ones" in part.cues or owner):
            draft = Draft("documents", replace(standing.unit, intent="documents"), set(standing.kinds))
            set_frame(draft, frames, setting.today)
            return [replace(draft, location=standing.location)] if draft.dated else []
    return []


def each_paper(unit: Unit, setting: Setting) -> list[Draft]:
    """One wish for each clause that names a paper and its number; none for fewer than two."""
    parts = [p for p in unit.parts if kinds(p, setting.own) and numbers(p)]
    wish = replace(unit, intent="documents")
    rows = [replace(wish, parts=(part,), clause=part) for part in parts if len(parts) > 1]
    return [draft for row in rows for draft in drafts_of(row, setting)]


def at_sites(draft: Draft) -> list[Draft]:
    """The same wish for each further site: "for Fremont and for Reno"."""
    more = more_sites(draft.unit.clause, draft.location or "")
    return [replace(draft, kinds=set(draft.kinds), location=site) for site in more]


def _by_kind(unit: Unit, setting: Setting) -> list[Draft]:
    """The drafts of one unit, without further sites."""
    intent = unit.intent or ""
    if intent in ONLY_INTENT:
        return [Draft(intent, unit, numbers=numbers(unit.clause))]
    if intent == "people":
        return people(unit, setting)
    if intent == "documents" and len(rows := by_scope(unit)) > 1:
        return _rows(rows, setting)
    if intent == "documents":
        drafts = documents(unit, setting)
        drafts = [_narrowed(draft, setting, _speaking(draft, drafts, setting)) for draft in drafts]
        if len(drafts) > 1:
            share_sums(drafts)
        for draft in drafts if len(drafts) > 1 else []:
            draft.location = _site_beside(draft, setting) or draft.location
        each = [part for draft in drafts for one in each_sum(draft) for part in _each_code(one)]
        return [one for draft in each for one in _each_form(draft)]
    if intent == "subscribe" and (parts := rhythms(unit.parts)):
        return [draft_as(intent, replace(unit, parts=(part,), clause=part), setting) for part in parts]
    draft = draft_as(intent, unit, setting)
    if intent not in ("statement", "export"):
        return [draft]
    return [draft, *further(draft, unit, setting), *with_papers(draft, unit)]


def _each_code(draft: Draft) -> list[Draft]:
    """One draft for each code of "for cost centres 4410 and 4420"."""
    codes = filters.cost_centres(draft.unit.clause) if draft.cost_centre and not draft.numbers else []
    several = len(codes) > 1 and draft.cost_centre in codes
    return [replace(draft, kinds=set(draft.kinds), cost_centre=one) for one in codes] if several else [draft]


def _each_form(draft: Draft) -> list[Draft]:
    """One draft for each form of "4711 as XML, 4712 as a plain PDF"."""
    parts = [p for p in draft.unit.parts if {"{number}", "stance:manner"} <= p.cues]
    told = [(numbers(part), form([part])) for part in parts]
    rows = [([n for n in own if n in draft.numbers], form_) for own, form_ in told]
    if len({form_ for _, form_ in told}) < 2 or sum(len(own) for own, _ in rows) < len(draft.numbers):
        return [draft]
    return [
        replace(draft, kinds=set(draft.kinds), numbers=own, form=form_, apart=True)
        for own, form_ in rows
        if own
    ]


def _rows(rows: Sequence[Unit], setting: Setting) -> list[Draft]:
    """The drafts of each row; one that names no kinds means those of the row before it."""
    found: list[Draft] = []
    for before, row in zip([None, *rows], rows, strict=False):
        more = drafts_of(row, setting)
        code = with_code(row, before) if before else None
        for draft in more:
            if code:
                draft.cost_centre, draft.numbers = code, [n for n in draft.numbers if n != code]
            draft.kinds = draft.kinds or (set(found[-1].kinds) if found else set())
            bare = not (draft.numbers or draft.cost_centre or draft.location)
            draft.location = town_named(row.clause) if bare else draft.location
        found += more
    return found


def draft_as(intent: str, unit: Unit, setting: Setting) -> Draft:
    """A draft of a given intent that takes all that a unit names, whatever the unit by itself asks for."""
    draft = Draft(intent, unit)
    found = places(unit.clause, setting.own)
    if intent not in KINDLESS:
        draft.kinds = {p.value for p in found if p.sort == "kind"} or _refused(unit, setting)
    if intent not in NUMBERLESS:
        draft.numbers = [p.value.value for p in found if p.sort == "number"]
    if intent in DATED:
        aside = {p.at for p in found if p.sort == "period" and _aside(unit, p.at)}
        if intent == "open_items":  # a balance is asked for as of a day, whatever else is told
            found = sorted(found, key=lambda p: p.sort == "period" and p.value.kind != "as_of")
        set_frame(draft, [p for p in found if p.sort == "period" and p.at not in aside], setting.today)
    return _narrowed(draft, setting, unit.parts)


def _aside(unit: Unit, at: int) -> bool:
    """True for a word of a clause that only tells of a payment beside the wish: "we pay on Friday"."""
    end = 0
    for part in unit.parts:
        end += len(part.words)
        if at < end:
            pays = {"pronoun", "paid"} <= part.cues or {"told_by", "{money}"} <= part.cues
            return (
                pays
                and len(unit.parts) > 1
                and part.cues.isdisjoint(("want", "wish", "please", *ASKED_BY_NAME))
            )
    return False


def _refused(unit: Unit, setting: Setting) -> set[str]:
    """The kinds that must not come any more: "no invoices by mail, please"."""
    return set(named_kinds(unit.clause, setting.own)) if unit.intent == "unsubscribe" else set()


def _speaking(draft: Draft, drafts: Sequence[Draft], setting: Setting) -> Sequence[Clause]:
    """The clauses that speak of a draft, without those that speak of others only."""
    if len(drafts) == 1:
        return draft.unit.parts
    parts = []
    for part in draft.unit.parts:
        named, numbered = set(kinds(part, setting.own)), set(numbers(part))
        mine = named & draft.kinds or numbered & set(draft.numbers)
        if mine or not (named or numbered):
            parts.append(part)
    return parts or draft.unit.parts


def _narrowed(draft: Draft, setting: Setting, parts: Sequence[Clause]) -> Draft:
    """Adds the filters that the clauses name."""
    intent, clause = draft.intent, joined(parts)
    if intent in FILTERED:
        draft.status = payment_state(draft, parts)
        unplaced = intent == "documents" and (draft.numbers or (draft.kinds and draft.kinds <= OF_ARTICLES))
        unplaced = unplaced or clause.cues.isdisjoint(LOCATING)
        draft.location = None if unplaced else location(joined(_about_papers(parts)))
        draft.cost_centre = filters.cost_centre(clause)
        draft.numbers = [n for n in draft.numbers if n != draft.cost_centre]
    if intent in FORMED:
        draft.form = form(parts)
    if intent in ORDERED:
        draft.person = orderer(clause)
    if intent == "documents" and draft.dated and len(parts) > 1:
        draft.since, draft.until = completed(clause, (draft.since, draft.until))
    if intent in ("documents", "export"):
        ties = [h.first for h in clause.of("relation") if clause.kinds and h.first > clause.kinds[0].last]
        sheets = (
            bool(draft.kinds and ties) and draft.kinds <= OF_ARTICLES
        )  # "the latest data sheets for these articles"
        counted = None if sheets else draft.last or filters.last_few(clause, setting.counts)
        draft.last = None if draft.numbers or (draft.dated and counted == 1) else counted
    if intent in ("documents", "payment_status") and not draft.numbers:
        draft.amount = filters.amount(parts)
    if intent in MATTERS and not draft.numbers:
        _narrow_matter(draft, setting, clause)
    if intent in ("documents", "export"):
        draft.every = filters.every(clause)
    if intent == "documents":
        draft.companions = companions(clause, draft.last is not None)
        draft.status = None if draft.numbers else draft.status
        if draft.shows("everything") and not of_another(draft.unit):
            draft.kinds = {ALL} if not draft.kinds or _whole_file(draft.unit.parts) else draft.kinds
        if draft.status and draft.kinds <= {"all"} and draft.shows("docs", "copy"):
            draft.kinds = {"invoice"}  # "copies of whatever is overdue"
        _drop_articles(draft)
    return draft


def _narrow_matter(draft: Draft, setting: Setting, clause: Clause) -> None:
    """Which orders or payments are asked about: the last one, those of a site, a person or a time."""
    named = [h for h in clause.hits if h.cue.startswith(MATTERS[draft.intent])]
    counts = [h.last for h in clause.of("filter:last") if not clause.words[h.last].thing]
    if any(0 < h.first - last <= NEXT for h in named for last in counts):
        draft.last = filters.last_few(clause, setting.counts)
    draft.location = location(clause)
    if draft.intent == "order_status":
        draft.person = orderer(clause)
    if draft.intent in TIED:
        ends = [h.last for h in (clause.kinds if draft.intent == "payment_status" else named)]
        found = [p for p in places(clause, setting.own) if p.sort == "period" and p.tied]
        behind = [p for p in found if any(0 < p.at - end <= NEXT for end in ends)]
        set_frame(draft, behind if not draft.last else [], setting.today)


def _whole_file(parts: Sequence[Clause]) -> bool:
    """ "All you have on job 4711, quote, notes": kinds are only examples unless ":" or "(" lists them."""
    if any("any_kind" in part.cues for part in parts):
        return True  # "all documents, whether invoices, delivery notes or otherwise"
    rows = [any(cue.startswith(WANTED_KIND) for cue in part.cues) for part in parts]
    if "everything" in parts[-1].cues and not rows[-1] and sum(rows) > 1 and rows[-2]:
        return True  # "quote, invoices, notes, simply all papers"
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        named = any(cue.startswith(WANTED_KIND) for cue in part.cues)
        listed = part.words[-1].written == ":" or (following and following.words[0].written == "(")
        listed = listed or (following and following.opens("namely"))
        again = any("everything" in other.cues for other in parts if other is not part)  # ": notes, the lot"
        if {"everything", "{number}"} <= part.cues and not named and (again or not listed):
            return True
    return False


def _about_papers(parts: Sequence[Clause]) -> Sequence[Clause]:
    """The clauses without those that tell of something else: "our office in Leeds was flooded"."""
    return [part for part in parts if speaks(part)] or parts


def _site_beside(draft: Draft, setting: Setting) -> str | None:
    """The Truro of "January for Poole | and February for Truro" for the wish about February."""
    for part in draft.unit.parts:
        times = [p.value.since for p in places(part, setting.own) if p.sort == "period"]
        papers = set(kinds(part, setting.own))
        counted = draft.last and not times and papers  # "from Dagenham the last two invoices"
        if (draft.since in times or counted) and not draft.numbers and (not papers or papers & draft.kinds):
            plain = (one.name for one in named(part, setting.nouns) if one.led and one.weight >= PLAIN)
            return location(part) or next(plain, None)
    return None


def payment_state(draft: Draft, parts: Sequence[Clause]) -> str | None:
    """The payment state that the wish is limited to; that open items are open need not be said."""
    if draft.intent in ("subscribe", "unsubscribe") and draft.shows("open_items"):
        return "overdue" if filters.status(parts) == "overdue" else "open"
    if draft.intent == "open_items":  # "a list, please, with the overdue ones marked"
        parts = [part for part in parts if "filter:set_apart" not in part.cues]
    status = filters.status(parts)
    return None if draft.intent == "open_items" and status in ("open", "paid") else status


def _drop_articles(draft: Draft) -> None:
    """Of an order number and its article only the order tells which paper is meant."""
    if len(draft.numbers) > 1 and draft.kinds.isdisjoint(OF_ONE_THING):
        found = [p for p in places(draft.unit.clause, {}) if p.sort == "number"]
        articles = [p.value.value for p in found if p.role == "article"]
        draft.numbers = [n for n in draft.numbers if n not in articles] or draft.numbers
