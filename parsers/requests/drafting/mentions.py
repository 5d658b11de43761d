"""When a wish for papers only names or describes what another wish of the message is about."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.grammar.fronted import fronted, led, named_at, whatever

SPEAKING = ("verb", "pronoun", "told_by", "have")
SPOKEN = ("verb", "pronoun", "told_by", "past")
SETTLING = ("negation", "done", "thanks", "settled", "paid")
OFFERED = ({"credit_note"}, {"quote"})  # what a complaint waits for
LIGHT = frozenset({"documents", "statement", "order_status", "export", "subscribe", "open_items"})


def apart(a: Draft, b: Draft) -> bool:
    return bool(a.numbers) and not any(n in b.numbers for n in a.numbers)


def near(a: Draft, b: Draft) -> bool:
    return abs(a.unit.sentence - b.unit.sentence) <= 1


def together_said(a: Draft, b: Draft) -> bool:
    return a.unit.sentence == b.unit.sentence


def adds(draft: Draft) -> bool:
    """True for a sentence of its own that only adds: "And the credit notes of October, but one by one." """
    clause = draft.unit.clause
    whole = clause.words[0] is clause.source.words[0] and clause.source.end != "?"
    if not whole or not (
        led(clause) or fronted(clause) or whatever(clause) or clause.opens("filter:that_site")
    ):
        return False
    if not clause.cues.isdisjoint(SETTLING):
        return False
    ends = min(len(draft.unit.parts[0].words), named_at(clause))  # ", the latter to me"
    ends = min((h.first for h in clause.of("condition")), default=ends)  # "if you have one"
    return not any(h.first < ends for cue in SPEAKING for h in clause.of(cue))


def of_listed(wish: Draft, listed: Draft) -> bool:
    """True for "the delivery notes for the invoices above": the list only tells what they belong to."""
    plain = wish.intent == "documents" and not wish.unit.weak and not wish.numbers
    named = all("kind:" + kind in wish.unit.clause.cues for kind in listed.kinds)
    return plain and bool(wish.kinds) and bool(listed.kinds) and named and listed.kinds.isdisjoint(wish.kinds)


def _priced(draft: Draft) -> bool:
    """True for a question about prices: the quote asked for beside it is a new one."""
    return draft.intent == "other" and draft.shows("topic", "outside", "quantity", "order_line", "ordering")


def _lined(draft: Draft) -> bool:
    """True for a line "Leeds: the invoices for May", each with its heading."""
    parts = draft.unit.parts
    begins = parts[0].source.fresh or "filter:location" in parts[0].cues
    return draft.dated and begins and len(parts) > 1 and parts[0].words[-1].written == ":"


def _only_told(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "When is INV-1 due? My copy is too faint"; a quote asked for beside a question about prices."""
    if draft.kinds == {"quote"} and not draft.selected and any(_priced(d) for d in others):
        return not draft.shows("missing", "again", "copy")
    asked = any(d.intent == "payment_status" and d.numbers and near(d, draft) for d in others)
    return asked and not draft.kinds and not draft.shows("want", "please", "wish", "again")


def only_names(draft: Draft, others: Sequence[Draft]) -> bool:
    """A name without a verb beside a plain wish; the credit note or copy that a complaint speaks of."""
    if draft.unit.weak and not draft.unit.clause.source.item and not draft.numbers:
        bare = not draft.selected and not draft.shows(
            "meant"
        )  # "lots of red letters. How far behind are we?"
        firm = [d for d in others if not d.unit.weak]
        added = adds(draft) and not any(d.kinds & draft.kinds and not _besides(d, draft) for d in others)
        if added or all(map(_lined, [draft, *firm])):
            return False
        return any(
            d.intent == "documents" or (bare and d.intent in LIGHT and not together_said(d, draft))
            for d in firm
        )
    if draft.unit.weak and draft.numbers and any(of_listed(d, draft) for d in others):
        return True
    if not draft.selected and any(d.intent == "export" and d.kinds >= draft.kinds for d in others):
        return "copy" not in draft.unit.clause.cues and not draft.status
    if draft.kinds == {"reminder"} and any(d.intent == "payment_notice" for d in others):
        return not (draft.shows("missing", "copy", "again") or (draft.shows("want") and draft.selected))
    altered = any(d.intent == "other" and d.shows("alter", "stop", "ordering") for d in others)
    if draft.kinds == {"order_confirmation"} and altered:  # "please cancel 4711 and confirm it"
        return not draft.shows("missing", "copy", "again", "{period}")
    stopped = any(d.intent == "unsubscribe" and d.kinds in (set(), draft.kinds) for d in others)
    if draft.kinds and stopped and not draft.selected and not draft.shows("please", "wish", "again"):
        return True
    if _only_told(draft, others):
        return True
    disputed = any(d.intent == "dispute" for d in others)
    if not draft.kinds and any(d.intent == "dispute" and near(d, draft) for d in others):
        return not draft.shows("want", "please", "again", "copy", "meant")
    if not draft.selected and any(d.intent == "help" and together_said(d, draft) for d in others):
        return True  # "is it only invoices, or can I ask for certificates as well?"
    if not draft.selected and any(d.intent == "help" for d in others):
        return not (draft.kinds and draft.shows("please", "missing"))
    if draft.kinds == {"all"} and not draft.selected and any(d.intent == "open_items" for d in others):
        return True
    told = not draft.shows("want", "wish", "missing", "again", "copy", "meant", "{period}", "thereto")
    told = told and not (draft.unit.clause.source.item and draft.last)  # "first, the last invoice"
    return disputed and (told or (draft.kinds in OFFERED and not draft.selected))


def _besides(numbered: Draft, draft: Draft) -> bool:
    """True for the June of "please send invoice 4711. And all invoices of June"."""
    several = draft.shows("all", "everything", "several", "filter:last") or bool(draft.status)
    chosen = draft.dated or draft.last or draft.status or draft.location
    return bool(numbered.numbers and several and chosen and not draft.numbers)


def lists_the_same(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "A short list" of what is open."""
    if draft.selected:
        return False
    if any(d.intent == "unsubscribe" and together_said(d, draft) for d in others):
        return True  # "the list of notes that comes on Mondays, please stop it"
    weekly = not draft.kinds and any(d.intent == "subscribe" and near(d, draft) for d in others)
    return weekly or any(d.intent in ("open_items", "statement") for d in others)


def keyed(draft: Draft) -> bool:
    """True for a wish in key words: "last 5 dockets for York", "invoices May, Ulm"."""
    return bool(draft.last or draft.since or draft.until) and not draft.shows(*SPOKEN)
