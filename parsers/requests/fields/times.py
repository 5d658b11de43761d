"""The time frame that a wish takes from around it: from sentences before, from the subject."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from parsers.requests.drafting.drafts import BALANCES, Draft
from parsers.requests.fields.places import Place, numbers, places
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit

CLOSED = ("day", "range")  # time frames with both ends
TIMED = ("documents", "statement", "export")
SPOKEN = ("verb", "pronoun", "want")
ALIKE = 3  # days by which two months differ
BRIEF = 6  # words of a sentence that only adds a day
FEW = 3  # words of a subject beside its time frame and its papers: "Abschluss 2024"


def frames(unit: Unit, sorts: Sequence[str], every: bool = False) -> Iterator[Place]:
    """The time frames of some sorts; with `every` also those of stories, to which others point back."""
    timed = places(unit.clause, {}, every) if "{period}" in unit.clause.cues else ()
    return (p for p in timed if p.sort == "period" and p.value.kind in sorts)


def complete_time(draft: Draft, read: Sequence[Unit], at: int) -> None:
    """The time frame that "in that time", "since then" or "of this month" points back to."""
    if draft.shows("same_time", "since_then"):
        _same_time(draft, read, at)
    if draft.shows("filter:that_day") and draft.intent in BALANCES:
        _that_day(draft, read[: max(at, 0)])
    _pointed_time(draft, read, at)


def _same_time(draft: Draft, read: Sequence[Unit], at: int) -> None:
    earlier = read[: max(at, 0)]
    told = (list(frames(unit, (*CLOSED, "since"), True)) for unit in reversed(earlier))
    before = [frame for row in told for frame in reversed(row)]
    if before and not draft.selected:
        draft.take(before[0])
        rows = [row for unit in reversed(earlier) if (row := spanning(unit))]
        if rows and _several(draft):
            draft.since, draft.until = max(rows, key=lambda row: row[1] - row[0])
    if draft.shows("since_then") and draft.since == draft.until:
        draft.until = None


def _that_day(draft: Draft, earlier: Sequence[Unit]) -> None:
    """The end of the time told before, for the balance "at that date"."""
    told = [frame.value for unit in earlier for frame in frames(unit, (*CLOSED, "as_of", "until"), True)]
    draft.until = draft.until or (told[-1].until if told else None)
    draft.since = None


def _pointed_time(draft: Draft, read: Sequence[Unit], at: int) -> None:
    """The month that "of this month" means when the sentences before speak of another one."""
    clause = draft.unit.clause
    if "this_time" not in clause.cues:
        return
    points = any(clause.words[h.first].thing for h in clause.of("this_time"))
    if not points or not (draft.since and draft.until) or draft.numbers:
        return
    days = (draft.until - draft.since).days
    before = [
        frame.value for unit in reversed(read[: max(at, 0)]) for frame in frames(unit, ("range",), True)
    ]
    alike = [f for f in before if abs((f.until - f.since).days - days) <= ALIKE]
    if alike:
        draft.since, draft.until = alike[0].since, alike[0].until


def _several(draft: Draft) -> bool:
    """True for "those two months"."""
    clause = draft.unit.clause
    back = clause.of("same_time")
    return any(h.first <= s.first <= h.last + 1 for s in clause.of("several") for h in back)


def headed_time(draft: Draft, head: Sequence[Unit], before: Sequence[Unit]) -> None:
    """The day that only the subject or the sentence `before` tells: "Balance as of 31 December"."""
    if draft.intent not in BALANCES or draft.selected:
        return
    told = (unit for unit in before if draft.intent in unit.clause.cues)
    same = (*(unit for unit in head if unit.intent == draft.intent and _one_thing(unit)), *told)
    if found := next((frame for unit in same for frame in frames(unit, (*CLOSED, "as_of", "until"))), None):
        draft.take(found)


def _one_thing(unit: Unit) -> bool:
    """True unless the time of a subject is that of a second thing: "Balance + May paperwork"."""
    return not any(part.opens("joiner") and "{period}" in part.cues for part in unit.parts)


def _headed_frames(drafts: Sequence[Draft], head: Sequence[Unit]) -> None:
    """The month or year of "Invoices October 2025" or "October", where no wish says which papers it means."""
    timed = [d for d in drafts if d.intent in TIMED]
    if any(d.selected or d.amount or d.status for d in drafts) or not timed:
        return
    fit = (unit for unit in head if unit.intent in (None, *TIMED) and not numbers(unit.clause))
    found = [f for unit in fit if _plain(unit) for f in frames(unit, ("range", "since"))]
    for draft in timed if found else ():
        draft.take(found[0])


def told_frames(drafts: Sequence[Draft], read: Sequence[Unit], head: Sequence[Unit]) -> None:
    """The time that a sentence before only speaks of, or the subject, for wishes that tell none."""
    for before, draft in pairwise(drafts):
        _row_frame(before, draft)
    for unit in read:
        if "{period}" in unit.clause.cues:
            _topical_frame(unit, drafts)
            _added_day(unit, drafts)
    _headed_frames(drafts, head)


def _row_frame(before: Draft, draft: Draft) -> None:
    """One time for a row of names: "invoices, credit notes and the statement for October"."""
    same = before.unit.sentence == draft.unit.sentence
    row = {before.intent, draft.intent} == {"documents", "statement"}
    bare = not (before.selected or before.amount or before.status or draft.numbers)
    joins = draft.unit.parts[0].opens("joiner") and draft.unit.clause.cues.isdisjoint(SPOKEN)
    if same and row and bare and joins and (found := next(frames(draft.unit, CLOSED), None)):
        before.take(found)


def _added_day(unit: Unit, drafts: Sequence[Draft]) -> None:
    """The day as of which a balance is meant, in a sentence of its own: "As of the end of May will do"."""
    if unit.intent not in (None, WANT):
        return
    before = [d for d in drafts if d.unit.sentence == unit.sentence - 1 and d.intent in BALANCES]
    if len(before) != 1 or before[0].selected:
        return
    if len(unit.clause.words) <= BRIEF and (found := next(frames(unit, ("as_of",)), None)):
        before[0].take(found)


def _topical_frame(unit: Unit, drafts: Sequence[Draft]) -> None:
    """The time of "We are auditing the year 2024.", for wishes behind it that say nothing but their kinds."""
    cues = unit.clause.cues
    wonders = (
        unit.intent == WANT and "ask_words" in cues and not unit.clause.kinds
    )  # "to know what we used in"
    if not (wonders or unit.intent in (None, "")) or not cues.isdisjoint(("paid", "thanks", "done")):
        return
    lacks = not cues.isdisjoint(("negation", "missing", "lacking"))
    lacks = lacks and "docs" not in cues  # "no papers of the third quarter"
    sorts = ("since",) if lacks else ("range", "since") if "all" in cues else ("range",)
    about = list(frames(unit, sorts))  # "nothing has come since 3 May"
    for draft in drafts if len(about) == 1 else ():
        bare = not (draft.selected or draft.amount or draft.status)
        if draft.intent in TIMED and bare and unit.sentence == draft.unit.sentence - 1:
            draft.take(about[0])


def without_topics(drafts: list[Draft]) -> list[Draft]:
    """Drafts without a question that only tells what the wish behind it is about, which takes its time.

    "What did she order in October? We need the confirmations": no order's state is asked for.
    """
    kept = list(drafts)
    for topic, draft in pairwise(drafts):
        asks = topic.intent == "order_status" and topic.shows("ask_words") and not topic.numbers
        told = next(frames(topic.unit, ("range",)), None) if asks else None
        near = draft.unit.sentence - topic.unit.sentence <= 1
        if told and near and draft.intent in TIMED and not draft.selected:
            draft.take(told)
            draft.person = draft.person or topic.person
            kept.remove(topic)
    return kept


def _plain(unit: Unit) -> bool:
    """True for a subject of few words, none of which tells of a payment, a complaint or a meeting day."""
    clause = unit.clause
    named = {
        i
        for h in clause.hits
        if h.cue.startswith(("kind:", "docs", "copy"))
        for i in range(h.first, h.last + 1)
    }
    other = [
        i for i, w in enumerate(clause.words) if w.written[:1].isalpha() and not w.thing and i not in named
    ]
    return len(other) <= FEW and clause.cues.isdisjoint(
        ("paid", "payment_notice", "dispute", "verb", "outside")
    )


def spanning(unit: Unit) -> tuple[date, date] | None:
    """From the first to the last of the longest row of time frames that a unit names: Feb ... March."""
    days = sorted({(p.value.since, p.value.until) for p in frames(unit, ("range",), every=True)})
    rows: list[tuple[date, date]] = []
    for since, until in days:
        if rows and since <= rows[-1][1] + timedelta(days=1):
            rows[-1] = rows[-1][0], max(until, rows[-1][1])
        else:
            rows.append((since, until))
    return max(rows, key=lambda row: row[1] - row[0], default=None)


def date_of(draft: Draft, unit: Unit, sorts: Sequence[str]) -> None:
    """Takes the first time frame that a unit tells, when nothing else selects."""
    came = draft.kinds == {"reminder"} and unit.clause.cues.isdisjoint(("asked", "paid", "charged"))
    frame = next((f for f in frames(unit, sorts, came) if not _of_another(f, unit, draft)), None)
    if frame and not draft.selected:
        draft.take(frame)


def _of_another(frame: Place, unit: Unit, draft: Draft) -> bool:
    """True for the day of a paper that is not wanted: "your reminder of 12 October has come"."""
    named = [p for p in places(unit.clause, {}) if p.sort == "kind" and 0 < frame.at - p.at <= ALIKE]
    return frame.tied and bool(draft.kinds and named) and named[-1].value not in draft.kinds


def _month_end(frame: Place) -> bool:
    """True for the last day of a month: "our ledger at close of business 31 March"."""
    return bool((frame.value.until + timedelta(days=1)).day == 1)


def cut_off(draft: Draft, read: Sequence[Unit]) -> None:
    """The day as of which the writer's own list was made."""
    listed = [unit for unit in read if not unit.clause.cues.isdisjoint(("own_list", "compare:ours"))]
    frame = next((frame for unit in listed for frame in frames(unit, ("as_of", "until"))), None)
    booked = (unit for unit in listed if "compare:ours" in unit.clause.cues)
    frame = frame or next((frame for unit in booked for frame in frames(unit, ("day",))), None)
    ends = (frame for unit in listed for frame in frames(unit, ("day",), every=True) if _month_end(frame))
    frame = frame or next(ends, None)
    frame = frame or next((frame for unit in read for frame in frames(unit, ("as_of",))), None)
    if frame:
        draft.take(frame)
        draft.since = None if frame.value.kind == "day" else draft.since


def leave_out(drafts: Sequence[Draft], read: Sequence[Unit]) -> None:
    """Takes what is here or not wanted off the end of a longer time frame: "May and June. June I have"."""
    spared = [p.value for u in read if u.intent == "" for p in frames(u, ("range",))]
    for draft in drafts if spared else ():
        if draft.intent not in TIMED or not (draft.since and draft.until):
            continue
        for frame in spared:
            if draft.since < frame.since and frame.until == draft.until:
                draft.until = frame.since - timedelta(days=1)
            elif draft.since == frame.since and frame.until < draft.until:
                draft.since = frame.until + timedelta(days=1)


def forget_future(drafts: Sequence[Draft], today: date) -> None:
    """Takes away time frames to come, in which something will be done: only declarations are made ahead."""
    for draft in drafts:
        ahead = draft.intent in TIMED and draft.kinds != {"certificate"}
        if ahead and draft.since and draft.since > today:
            draft.since = draft.until = None
