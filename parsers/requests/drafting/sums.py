"""The sum of money by which a paper or a payment is meant, told by the wish or by a sentence around."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting.drafts import Draft
from parsers.requests.fields import filters
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

SENT = ("paid", "payment_notice", "ledger:pays", "ledger:goes", "pay:goes")  # that a sum goes or went
PAYING = (None, WANT, "payment_notice")
PRICED = frozenset({"invoice", "credit_note", "quote", "order_confirmation"})
SUMS = 2  # sentences from a sum to the wish for its paper
ONES = ("indefinite", "stance:definite", "determiner", "this")  # "the one", "eine"
MANY = ("s", "en")  # how the names of several papers end


def complete_amount(
    draft: Draft, drafts: Sequence[Draft], read: Sequence[Unit], head: Sequence[Unit]
) -> None:
    """The sum that a sentence around tells, where nothing else says which paper is meant."""
    if draft.numbers:
        draft.amount = None
    elif draft.intent == "payment_notice":
        if draft.shows("ledger:part"):
            return  # 3,400 on account settle no paper
        draft.amount = filters.amount([u.clause for u in read if u.sentence == draft.unit.sentence])
    elif draft.intent == "payment_status" and not draft.amount:
        draft.amount = filters.amount([u.clause for u in read if u.sentence == draft.unit.sentence])
        at = _place(draft, read)
        before = [u for u in read[: max(at, 0)] if not u.clause.cues.isdisjoint(SENT)]
        told = [u.clause for u in before if u.intent in PAYING or u.weak]
        told += [u.clause for u in read[at + 1 : at + 2] if u.intent is None]
        draft.amount = draft.amount or filters.amount(told)
    elif draft.intent == "documents" and draft.kinds and draft.kinds <= PRICED and not draft.last:
        at = _place(draft, read)
        around = [*head, *read[max(at - SUMS, 0) : max(at, 0)], *read[at + 1 : at + 2]]
        told = [u.clause for u in around if u.intent in PAYING or all(d.unit is not u for d in drafts)]
        single = not (draft.dated or draft.status) or draft.shows("filter:that_sum") or _one(draft)
        if single:  # not the sum of "the overdue invoices"
            draft.amount = draft.amount or filters.amount(told)


def _place(draft: Draft, read: Sequence[Unit]) -> int:
    """Index of the unit that a draft comes from; -1 for one of the subject."""
    return next((i for i, unit in enumerate(read) if unit is draft.unit), -1)


def each_sum(draft: Draft) -> list[Draft]:
    """One draft for each sum of "the invoice for 88.20 and the one for 140.00", or for a sum and a day."""
    clause = draft.unit.clause
    priced = draft.intent == "documents" and bool(draft.kinds) and draft.kinds <= PRICED
    if not priced or draft.numbers or draft.amount or "{money}" not in clause.cues:
        return _sum_and_day(draft)
    named = [w.thing for i, w in enumerate(clause.words) if w.thing and meant(clause, i)]
    sums = dict.fromkeys(str(thing.value) for thing in named)
    return [replace(draft, kinds=set(draft.kinds), amount=one) for one in sums] if len(sums) > 1 else [draft]


def _sum_and_day(draft: Draft) -> list[Draft]:
    """Two drafts for "the invoice for 711.90 and the one of 3 November"; else the draft alone."""
    clause = draft.unit.clause
    one_day = draft.since is not None and draft.since == draft.until
    if draft.intent != "documents" or not draft.amount or not one_day or not draft.kinds <= PRICED:
        return [draft]
    things = [(i, word.thing.sort) for i, word in enumerate(clause.words) if word.thing]
    sums = {_head(clause, i) for i, sort in things if sort == "money"}
    days = {_head(clause, i) for i, sort in things if sort == "period"}
    if not sums or not days or sums & days or -1 in sums | days:
        return [draft]
    priced = replace(draft, kinds=set(draft.kinds), since=None, until=None)
    return [priced, replace(draft, kinds=set(draft.kinds), amount=None)]


def _head(clause: Clause, at: int) -> int:
    """Where the paper to which a sum or a day belongs is named, or the "one" for it; -1 for nowhere."""
    ties = {h.first for cue in ("relation", "attributive") for h in clause.of(cue)}
    ones = [h.last for cue in ONES for h in clause.of(cue) if h.last + 1 in ties]
    return max((i for i in [*ones, *(h.last for h in clause.kinds)] if i < at), default=-1)


def share_sums(drafts: Sequence[Draft]) -> None:
    """Gives each wish its sum: "the invoice of May for 78.40 and that of June for 112.15"."""
    clause = drafts[0].unit.clause
    bare = all(d.kinds and d.kinds <= PRICED and d.dated and not (d.numbers or d.amount) for d in drafts)
    if not bare or "{money}" not in clause.cues:
        return
    sums = [w.thing for w in clause.words if w.thing and w.thing.sort == "money"]
    for draft, thing in zip(drafts, sums, strict=False) if len(sums) == len(drafts) else ():
        draft.amount = str(thing.value)


def meant(clause: Clause, at: int) -> bool:
    """True for the sum of "the one for 140.00", by which a paper is meant."""
    thing = clause.words[at].thing
    led = [h.first for cue in ("relation", "filter:over") for h in clause.of(cue) if h.last == at - 1]
    ones = [h.last for cue in ONES for h in clause.of(cue)] + [h.last for h in clause.kinds]
    return thing is not None and thing.sort == "money" and any(first - 1 in ones for first in led)


def _one(draft: Draft) -> bool:
    """True when one paper is wanted: "the invoice", not "the invoices"."""
    named = [draft.unit.clause.words[h.last].folded for h in draft.unit.clause.kinds]
    return bool(named) and not any(word.endswith(MANY) for word in named)
