"""What a sentence that asks for nothing itself lends to a wish: its day, its form, its site."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from parsers.requests import filters
from parsers.requests.clauses import Clause, joined
from parsers.requests.drafts import BALANCES, Draft
from parsers.requests.places import Place, places
from parsers.requests.rules import WANT
from parsers.requests.units import Unit
from parsers.requests.wishes import FORMED

CLOSED = ("day", "range")  # time frames with both ends
SHORT = 9  # words; a remark such as "zip is fine"
LAST_WORD = 4  # words of a sentence that only names another form: "a link then"
FEW = 3  # words beside a time frame: "that's 6 April to 5 May"
TIMED = ("documents", "statement", "export")


def frames(unit: Unit, sorts: Sequence[str]) -> Iterator[Place]:
    return (p for p in places(unit.clause, {}) if p.sort == "period" and p.value.kind in sorts)


def lend(unit: Unit, drafts: Sequence[Draft]) -> None:
    """A sentence that asks for nothing itself can still say which day, in which form or for which site."""
    before = [d for d in drafts if d.unit.sentence <= unit.sentence]
    draft = next(iter(before[-1:] or drafts[:1]), None)
    if draft is None:
        return
    clause, wants = unit.clause, unit.intent == WANT
    tied = [frame for frame in frames(unit, CLOSED) if frame.tied]
    tied = tied or [frame for frame in frames(unit, CLOSED) if "doc_date" in clause.cues]
    if draft.intent == "documents" and (wants or "doc_date" in clause.cues) and tied and not draft.selected:
        draft.take(tied[0])
    if draft.intent in TIMED and not draft.selected and _tells_time(clause):
        draft.take(next(frames(unit, ("range",))))
    remark = any(_remark(part) for part in unit.parts if any(c.startswith("form:") for c in part.cues))
    if draft.intent in FORMED and not draft.form and (wants or remark or draft.shows("this_format")):
        draft.form = filters.one_of("form", clause)
    elif draft.intent in FORMED and draft.form and (wants or len(clause.words) <= LAST_WORD):
        draft.form = filters.one_of("form", clause) or draft.form  # the last word counts
    elif draft.intent in FORMED and draft.form and "retract" in clause.cues:
        draft.form = filters.one_of("form", _behind(unit, "retract")) or draft.form
    if draft.intent == "documents" and wants and "all" in clause.cues and not (draft.status or draft.numbers):
        draft.status = filters.one_of("status", clause)
    placed = (wants or "only" in clause.cues or clause.source.item) and "thanks" not in clause.cues
    numbered = draft.intent == "documents" and bool(draft.numbers)
    if draft.intent in FORMED and not draft.location and placed and not numbered:
        draft.location = filters.location(clause)


def _tells_time(clause: Clause) -> bool:
    """True for a sentence that is little more than a time frame."""
    plain = [w for w in clause.words if not w.thing and w.written.isalpha()]
    kinds = [p.value.kind for p in places(clause, {}) if p.sort == "period"]
    return kinds == ["range"] and len(plain) <= FEW and clause.cues.isdisjoint(("negation", "paid"))


def _remark(part: Clause) -> bool:
    """A clause such as "zip is fine", that says little else."""
    return "please" in part.cues or "verb" not in part.cues or len(part.words) <= SHORT


def _behind(unit: Unit, cue: str) -> Clause:
    """The clauses of a unit from the last one with a cue on; what stands before is taken back by it."""
    last = max(i for i, part in enumerate(unit.parts) if cue in part.cues)
    return joined(unit.parts[last:])


def headed_time(draft: Draft, head: Sequence[Unit], before: Sequence[Unit]) -> None:
    """The day that only the subject or the sentence `before` tells: "Balance as of 31 December"."""
    if draft.intent not in BALANCES or draft.selected:
        return
    told = (unit for unit in before if draft.intent in unit.clause.cues)
    same = (*(unit for unit in head if unit.intent == draft.intent), *told)
    if found := next((frame for unit in same for frame in frames(unit, (*CLOSED, "as_of", "until"))), None):
        draft.take(found)


def spanning(unit: Unit) -> tuple[date, date] | None:
    """From the first to the last of the longest row of time frames that a unit names: Feb ... March."""
    days = sorted({(p.value.since, p.value.until) for p in frames(unit, ("range",))})
    rows: list[tuple[date, date]] = []
    for since, until in days:
        if rows and since <= rows[-1][1] + timedelta(days=1):
            rows[-1] = rows[-1][0], max(until, rows[-1][1])
        else:
            rows.append((since, until))
    return max(rows, key=lambda row: row[1] - row[0], default=None)
