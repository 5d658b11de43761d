"""What sounds like a question after goods under way, and is none: a paper is asked after, or nobody."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.grammar.mood import asks

ENDS = ("order_status", "determiner", "pronoun", "this", "late")  # what "when will it come" ends with
FEW = 4  # words of "when is it coming"
PROOFS = frozenset({"shipping_document", "delivery_note"})
REACH = 2  # sentences from "it is paid" to the question


def behind_papers(draft: Draft, others: Sequence[Draft]) -> bool:
    """True for what stands behind a plain wish for papers and names no goods itself."""
    before = (d for d in others if d.unit.sentence < draft.unit.sentence and not d.unit.weak)
    return not draft.shows("order_thing") and any(d.intent == "documents" and d.kinds for d in before)


def of_paper(draft: Draft, wish: Draft) -> bool:
    """True for "the invoice for 4711 has not come, is it under way?": the paper is asked after."""
    behind = draft.unit.sentence - wish.unit.sentence
    short = behind == 0 and len(draft.unit.clause.words) <= FEW
    further = behind != 0 and draft.unit.clause.opens("joiner", "also")  # "and when do you deliver it?"
    bare = _bare(draft) and not further
    points = short or bare or (draft.shows("this") and (behind == 0 or not draft.shows("ask_words")))
    names = draft.shows("order_thing", "{number}") or (draft.shows("traded") and not bare) or not points
    after = 0 <= behind <= 1
    lacks = wish.intent == "documents" and bool(wish.kinds) and wish.shows("missing", "lacking", "waiting")
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


def ordered(payment: Draft, asked: Draft) -> bool:
    """True for "order 4711 is paid long since, when will it come?": that tells why somebody asks."""
    if asked.intent != "order_status" or payment.shows("kind:invoice", "kind:reminder", "{money}"):
        return False
    near = 0 <= asked.unit.sentence - payment.unit.sentence <= REACH
    same = not asked.numbers or asked.numbers == payment.numbers
    return near and same and payment.shows("order_thing", "filter:ordering")


def _points_back(wish: Draft, draft: Draft) -> bool:
    """True for "I see order 4711 on it. Can I have the confirmation of that order?": it is only named."""
    behind = wish.unit.sentence == draft.unit.sentence + 1 and wish.intent == "documents"
    return behind and not wish.numbers and wish.shows("this", "these", "of_which", "thereto")


def _contested(draft: Draft, dispute: Draft) -> bool:
    """True for goods that never came, told beside "we contest your invoice": that says why."""
    near = abs(draft.unit.sentence - dispute.unit.sentence) <= 1
    return dispute.intent == "dispute" and dispute.shows("claim") and near and draft.shows("late", "missing")


def goods_told(draft: Draft, others: Sequence[Draft]) -> bool:
    """A delivery that is told of, beside a wish for the proof that it came or to change the order."""
    altered = [d for d in others if d.intent == "other" and d.shows("alter", "swap")]
    if altered and not asks(draft.unit.clause) and not draft.shows("please", "want", "wish"):
        return not draft.numbers  # "cancel 4711, please, I know nothing has been picked"
    if (
        not draft.numbers
        and draft.shows("these")
        and draft.shows("me", "to_us")
        and behind_papers(draft, others)
    ):
        return True  # "could these reach me by Monday?"
    bare = (
        draft.unit.weak
        and not draft.numbers
        and not draft.shows("order_thing", "verb", "pronoun", "question")
    )
    if bare and any(d.intent == "open_items" and d.unit.sentence == draft.unit.sentence for d in others):
        return True  # "open items, current status"
    proofs = any(d.intent == "documents" and not d.kinds.isdisjoint(PROOFS) for d in others)
    told = not asks(draft.unit.clause) and not draft.shows("please", "ask_words")
    if told and not draft.shows("late", "missing", "waiting") and any(_points_back(d, draft) for d in others):
        return True
    told = told or draft.shows("signed") or wonders(draft)
    if any(of_paper(draft, d) or (told and _contested(draft, d)) for d in others):
        return True
    return proofs and told and draft.shows("verb", "pronoun") and not draft.unit.clause.source.item
