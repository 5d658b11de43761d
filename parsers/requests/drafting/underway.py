"""What sounds like a question after goods under way, and is none: a paper is asked after, or nobody."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft

ENDS = ("order_status", "determiner", "pronoun", "this", "late")  # what "when will it come" ends with


def behind_papers(draft: Draft, others: Sequence[Draft]) -> bool:
    """True for what stands behind a plain wish for papers and names no goods itself."""
    before = (d for d in others if d.unit.sentence < draft.unit.sentence and not d.unit.weak)
    return not draft.shows("order_thing") and any(d.intent == "documents" and d.kinds for d in before)


def of_paper(draft: Draft, wish: Draft) -> bool:
    """True for "the invoice for 4711 has not come, is it under way?": the paper is asked after."""
    names = draft.shows("order_thing", "{number}", "ask_words") or not draft.shows("this")
    further = draft.unit.sentence != wish.unit.sentence and draft.unit.clause.opens("joiner", "also")
    names = names and (further or not _bare(draft))  # "and when do you deliver it?"
    after = 0 <= draft.unit.sentence - wish.unit.sentence <= 1
    lacks = wish.intent == "documents" and bool(wish.kinds) and wish.shows("missing", "lacking")
    return lacks and after and not names and not wish.shows("also")


def _bare(draft: Draft) -> bool:
    """True for "when will it come" and "when can I count on that", which name nothing that comes."""
    words, clause = draft.unit.clause.words, draft.unit.clause
    last = max((i for i, word in enumerate(words) if word.written[0].isalnum()), default=-1)
    known = any(h.first <= last <= h.last for cue in ENDS for h in clause.of(cue))
    return known and not draft.shows("order_thing", "{number}", "other_one", "quantity")


def wonders(draft: Draft) -> bool:
    """True for "we do not agree whether there were four rolls in delivery 4711": nobody is asked."""
    clause = draft.unit.clause
    asked = clause.source.end == "?" or draft.shows("please", "want", "wish", "bid", "needing", "ledger:tell")
    return "whether" in clause.cues and not clause.opens("whether") and not asked
