"""What a sentence that asks for nothing itself lends to a wish: its day, its form, its site."""

from collections.abc import Sequence
from itertools import takewhile

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.wishes import FORMED, payment_state
from parsers.requests.fields import filters
from parsers.requests.fields.appointments import Stretch
from parsers.requests.fields.forms import Stance, form, formed
from parsers.requests.fields.locations import LOCATING, location, street
from parsers.requests.fields.orderers import orderer, told_person
from parsers.requests.fields.places import places
from parsers.requests.fields.times import CLOSED, TIMED, frames
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.telling import of_other_papers, of_trade, states, told_of_others, wanted_by_us
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

REACH = 2  # sentences
LAST_WORD = 4  # words of a sentence that only names another form: "a link then"
BEGUN = 3  # words before the verb of "all of this applies to ..."
DEMANDED = ("only", "stance:demand")  # "our authority only takes electronic invoices"
ASKED = ("want", "wish", "missing", "all", "everything")
DEMANDING = ("doc_date", "dated", "want", "wish", "missing")
AFTER = 8  # words of an afterthought
LIMITS = frozenset({"only", "meant", "fits"})
NO_LIMIT = (
    *("negation", "thanks", "closing", "past", "arrival", "leaving"),
    *("{number}", "{period}", "order_thing"),
)
EVERY = ("all", "everything", "several")  # "each", "the lot", "both"
SITED = (*LOCATING, "filter:street", "filter:town")
FEW = 3  # words beside a time frame: "that's 6 April to 5 May"


def lend(unit: Unit, drafts: Sequence[Draft]) -> None:
    """A sentence that asks for nothing itself can still say which day, in which form or for which site."""
    before = [d for d in drafts if d.unit.sentence <= unit.sentence]
    draft = next(iter(before[-1:] or drafts[:1]), None)
    if draft is None:
        return
    clause, wants = unit.clause, unit.intent == WANT and wanted_by_us(unit)
    if "{period}" in clause.cues and not draft.selected:
        _lend_time(unit, draft, wants)
    had = draft.form
    lend_form(unit, draft)
    for other in _likewise(unit, before, draft) if draft.form != had else ():
        other.form = other.form or draft.form
    limits = "only" in clause.cues or (wants and "all" in clause.cues)
    if draft.intent in ("documents", "open_items") and limits and not (draft.status or draft.numbers):
        draft.status = payment_state(draft, unit.parts)
    lend_code(unit, draft)
    numbered = draft.intent == "documents" and bool(draft.numbers)
    if draft.intent in FORMED and not (draft.location or numbered or clause.cues.isdisjoint(SITED)):
        draft.location = _site(unit, draft, wants)


def _lend_time(unit: Unit, draft: Draft, wants: bool) -> None:
    """The day or time that a sentence beside a wish without any tells."""
    clause = unit.clause
    if draft.intent == "documents" and (wants or not clause.cues.isdisjoint(DEMANDING)):
        closed = list(frames(unit, CLOSED))
        tied = [frame for frame in closed if frame.tied]
        tied += [
            f for f in frames(unit, ("since",)) if Stretch(clause, f.at).shows(ASKED) and not draft.status
        ]
        for frame in (tied or (closed if "doc_date" in clause.cues else []))[:1]:
            draft.take(frame)
    if draft.intent in TIMED and not draft.selected and _tells_time(clause):
        draft.take(next(frames(unit, ("range",))))


def _site(unit: Unit, draft: Draft, wants: bool) -> str | None:
    """The site that a sentence beside a wish names for it: "it ran via our shop in Bath"."""
    clause = unit.clause
    placed = (wants or "only" in clause.cues or clause.source.item) and "thanks" not in clause.cues
    told = unit.sentence > draft.unit.sentence and "verb" in clause.cues and "pronoun" not in clause.cues
    pointing = any(part.opens("verb") and location(part) for part in unit.parts)  # "ran via our Bath shop"
    sited = [part for part in unit.parts if location(part)] or [clause]
    about = pointing or (any(map(of_trade, sited)) if told else not told_of_others(clause))
    placed = (placed or told) and about and not of_other_papers(clause, draft.kinds)
    return (location(clause) if placed else None) or _limited_to(unit) or _afterthought(unit, draft)


def _afterthought(unit: Unit, draft: Draft) -> str | None:
    """The site of "Just Leeds will do." right behind a wish; a bare "Leeds branch." may be who writes."""
    clause = unit.clause
    behind = unit.sentence == draft.unit.sentence + 1 and len(clause.words) <= AFTER
    if not behind or clause.cues.isdisjoint(LIMITS) or not clause.cues.isdisjoint(NO_LIMIT):
        return None
    towns = {clause.words_of(hit) for hit in clause.of("filter:town")}
    return location(clause) or (towns.pop() if len(towns) == 1 else None)


def _limited_to(unit: Unit) -> str | None:
    """The site of "only the Leeds yard, the others are with Jo" and of "this applies to the Leeds site"."""
    for part in unit.parts:
        applies = any(h.first <= BEGUN for h in part.of("filter:applies"))
        bare = "only" in part.cues and "verb" not in part.cues
        name = location(part) or (street(part) if bare else None)
        if (applies or bare) and "negation" not in part.cues and name:
            return name
    return None


def _likewise(unit: Unit, drafts: Sequence[Draft], draft: Draft) -> list[Draft]:
    """The other wishes that "both as attachments" or a line below a list speaks of, too."""
    every = not unit.clause.cues.isdisjoint(EVERY)
    below = draft.unit.clause.source.item and not unit.clause.source.item
    others = (d for d in drafts if d is not draft and d.intent in FORMED)
    return [d for d in others if every or (below and d.unit.clause.source.item)]


def lend_code(unit: Unit, draft: Draft) -> None:
    """The cost centre that a sentence beside a wish names, if it tells of nobody's doings."""
    if "filter:cost_centre" not in unit.clause.cues:
        return
    if draft.intent in FORMED and not (draft.cost_centre or draft.numbers):
        told = (part for part in unit.parts if unit.intent == WANT or _of_code(part))
        draft.cost_centre = next((code for part in told if (code := filters.cost_centre(part))), None)
        booked = list(frames(unit, ("range",), True)) if draft.cost_centre and draft.intent in TIMED else []
        if len(booked) == 1 and not (draft.selected or draft.status):
            draft.take(booked[0])  # "cost centre 310 had several purchases in May"


def _of_code(part: Clause) -> bool:
    """True for a clause that may name the cost centre of a wish: not "cost centre 4420 is no more"."""
    return "pronoun" not in part.cues and not part.cues >= {"verb", "negation"}


def lend_person(unit: Unit, drafts: Sequence[Draft]) -> None:
    """Who ordered what the next sentences want the papers of: "what did Jo buy? The invoices for it all"."""
    near = (d for d in drafts if 0 < d.unit.sentence - unit.sentence <= REACH)
    draft = next((d for d in near if d.intent in FORMED and not (d.person or d.numbers)), None)
    points = draft is not None and draft.shows("all", "everything", "these", "this", "thereto")
    if draft is None or not (points or _timed(draft, unit)):
        return
    told = told_person([unit]) if "filter:by_person" in unit.clause.cues else None
    name = orderer(unit.clause) or told
    whole = _timed(draft, unit) and name and " " in name
    traded = points and (of_trade(unit.clause) or unit.clause.source.end == "?")
    if traded or whole or filters.titled(unit.clause):  # not of "the storm has taken three tiles with it"
        draft.person = name


def _timed(draft: Draft, unit: Unit) -> bool:
    """True for a wish whose time is that of a sentence beside it: "Ms Keane ordered on 6 May"."""
    told = ((p.value.since, p.value.until) for p in places(unit.clause, {}) if p.sort == "period")
    return draft.dated and (draft.since, draft.until) in told


def _tells_time(clause: Clause) -> bool:
    """True for a sentence that is little more than a time frame."""
    plain = [w for w in clause.words if not w.thing and w.written.isalpha()]
    kinds = [p.value.kind for p in places(clause, {}) if p.sort == "period"]
    return kinds == ["range"] and len(plain) <= FEW and clause.cues.isdisjoint(("negation", "paid"))


def lend_form(unit: Unit, draft: Draft) -> None:
    """The form that a sentence beside a wish asks for; behind it the last word counts."""
    if draft.intent not in FORMED or not any(map(formed, unit.parts)):
        return
    silent = unit.intent in (None, NOTHING) and unit.clause.cues.isdisjoint(DEMANDED)
    papers = silent and bool(unit.clause.kinds)
    if papers and (of_other_papers(unit.clause, draft.kinds) or any(map(states, unit.parts))):
        return
    parts = _behind(unit, "retract") if "retract" in unit.clause.cues else unit.parts
    parts = parts if form(parts) else unit.parts  # "XML, please, the PDF we don't need"
    asked = form(parts, Stance.ASKED)
    plain = [part for part in parts if not _says(part)]
    if unit.intent != WANT or not wanted_by_us(unit):  # not "his laptop was wiped, all Excel gone"
        said = [part for part in parts if not part.opens("condition") or form([part])]  # "if you can, ..."
        plain = list(takewhile(lambda part: not _says(part), said))
    named = form(plain)
    if draft.form is None:
        draft.form = asked or named
    elif unit.sentence > draft.unit.sentence:
        short = len(unit.clause.words) <= LAST_WORD  # "a link then"
        draft.form = asked or (named if short else None) or draft.form


def _says(part: Clause) -> bool:
    """True for a clause with a verb, not for "Excel if it does that"."""
    if "condition" not in part.cues or part.cues.isdisjoint(("verb", "pronoun")):
        return "verb" in part.cues
    begins = min(h.first for h in part.of("condition"))
    inside = {i for h in part.of("feasible") for i in range(h.first, h.last + 1)}
    if inside and all(h.first in inside for cue in ("verb", "pronoun") for h in part.of(cue)):
        return False  # "if it can be done, in one file"
    return begins == 0 or any(h.first < begins for h in part.of("verb"))


def _behind(unit: Unit, cue: str) -> Sequence[Clause]:
    """The clauses of a unit from the last one with a cue on; what stands before is taken back by it."""
    last = max(i for i, part in enumerate(unit.parts) if cue in part.cues)
    return unit.parts[last:]
