"""What a sentence only adds to the wish before it: one more month, "and December, if you can"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.sums import PRICED, meant
from parsers.requests.fields.places import Number, numbers, places
from parsers.requests.grammar.rule import WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

TIMED = frozenset({"documents", "statement", "export"})
MORE = frozenset({"joiner", "also", "same", "likewise"})
LACKING = frozenset({"want", "wish", "i_want", "needing", "missing"})
SETTLED = frozenset({"have", "done", "settled", "negation", "arrival", "recurring"})
SPEAKING = ("verb", "pronoun", "told_by", "paid", "order_thing")
DAY = timedelta(days=1)


def added(drafts: Sequence[Draft], read: Sequence[Unit]) -> list[Draft]:
    """The drafts with what such sentences add: a longer time frame, or a second wish of the same build."""
    found = list(drafts)
    own = [draft.unit for draft in drafts]
    bare = (unit for unit in read if unit.intent in (None, WANT) and unit not in own)
    for unit in bare if drafts else ():
        base = next((d for d in reversed(found) if d.unit.sentence == unit.sentence - 1), None)
        if base is None:
            continue
        if base.intent == "documents" and base.numbers:
            base.numbers += [n for n in _more(unit) if n not in base.numbers]
        if base.intent == "documents" and base.kinds <= PRICED and (sum_ := _priced(unit)):
            found.append(Draft("documents", unit, set(base.kinds), amount=sum_))
        if base.intent not in TIMED or base.numbers or not (base.since and base.until):
            continue
        if (frame := _adds(unit)) and not touching(base, *frame):
            found.append(replace(base, kinds=set(base.kinds), since=frame[0], until=frame[1]))
    return found


def further(draft: Draft, unit: Unit, setting: Setting) -> list[Draft]:
    """One more draft for each time frame that a unit only adds: "for 2024, and the year before as well"."""
    found: list[Draft] = []
    for part in unit.parts:
        named = places(part, setting.own)
        adds = part.opens("joiner", "also") or "also" in part.cues
        alone = adds and all(p.sort == "period" for p in named) and part.cues.isdisjoint(SPEAKING)
        for place in named:
            frame = place.value
            if not (alone or place.more) or place.sort != "period" or frame.kind not in ("day", "range"):
                continue
            if not draft.since or not draft.until or frame.until > setting.today:
                continue
            if not any(touching(d, frame.since, frame.until) for d in (draft, *found)):
                found.append(replace(draft, kinds=set(draft.kinds), since=frame.since, until=frame.until))
    return found


def with_papers(draft: Draft, unit: Unit) -> list[Draft]:
    """The papers of "a list of the invoices of May | and the PDFs to go with it"."""
    rest = unit.parts[1:] if draft.intent == "export" and draft.kinds else ()
    for part in rest:
        papers = "docs" in part.cues and not part.kinds and part.cues.isdisjoint(("pronoun", "negation"))
        if papers and part.opens("joiner", "also"):
            return [replace(draft, intent="documents", kinds=set(draft.kinds), form=None)]
    return []


def touching(draft: Draft, since: date, until: date) -> bool:
    """Makes the time frame of a draft longer by one that touches it; False when there is a gap between."""
    if draft.since is None or draft.until is None:
        return False
    if since > draft.until + DAY or draft.since > until + DAY:
        return False
    draft.since, draft.until = min(since, draft.since), max(until, draft.until)
    return True


def _more(unit: Unit) -> list[Number]:
    """The numbers of "and RE-2?", that names nothing else."""
    clause = unit.clause
    asks = clause.source.end == "?" and clause.opens("joiner", "also")
    return numbers(clause) if asks and not any(c in clause.cues for c in SPEAKING) else []


def _priced(unit: Unit) -> str | None:
    """The sum of "Also the one for 318.06, I forget the number"."""
    part = unit.parts[0]
    if "{money}" not in part.cues:
        return None
    alone = part.opens("joiner", "also") and part.cues.isdisjoint(SPEAKING)
    sums = [str(w.thing.value) for i, w in enumerate(part.words) if w.thing and meant(part, i)]
    return sums[0] if alone and len(sums) == 1 and not numbers(unit.clause) else None


def _begins(clause: Clause) -> bool:
    """True for "and December", "December too" and "the same for December"."""
    same = any(h.first <= 1 for h in clause.of("same"))
    return same or clause.opens("joiner", "also") or "also" in clause.cues


def _adds(unit: Unit) -> tuple[date, date] | None:
    """The one closed time frame of a fragment that names nothing else."""
    clause = unit.clause
    timed = [part for part in unit.parts if "{period}" in part.cues]
    if all(part.cues.isdisjoint(MORE) for part in timed) or not clause.cues.isdisjoint(SETTLED):
        return None
    ends = min((h.first for h in clause.of("condition")), default=len(clause.words))  # "if you can"
    speaks = any(h.first < ends for cue in SPEAKING for h in clause.of(cue))
    if (speaks and clause.cues.isdisjoint(LACKING)) or not (speaks or _begins(clause)):
        return None
    found = places(clause, {})
    if len(found) != 1 or found[0].sort != "period" or found[0].value.kind not in ("day", "range"):
        return None
    return found[0].value.since, found[0].value.until
