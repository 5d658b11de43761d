"""Papers that a whole sentence only tells of, in a message whose wish stands in plain words elsewhere."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.mentions import adds
from parsers.requests.grammar.deeds import needed
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.telling import states, wanted_by_us
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

PAPERS = frozenset({"documents", "statement", "export"})
PAPERS_TOLD = PAPERS | {"subscribe", "unsubscribe"}
SERVED = PAPERS | {"open_items", "payment_status", "order_status", "subscribe", "people", "other", "help"}
BY_ITSELF = frozenset({"open_items", "statement", "people", "other", "help"})  # whole without a number
WRONG = ("missing", "lacking", "negation", "denial", "contrast", "dispute", "damage", "short", "late")
OPEN = ("again", "please", "bid", "wish", "i_want", "question", "waiting", "condition")
DENIED = frozenset({"negation", "denial", "lacking"})
RIGHTED = frozenset({"settled", "turned_up", "mended"})
ADDRESSED = ("please", "bid", "wish", "i_want", "doing")  # said to the reader
LACKED = ("missing", "lacking", "again", "also", "copy", "late")
ASKED = ("again", "also", "meant", "waiting")
OURS = ("told_by", "pronoun")


def without_narrated(drafts: Sequence[Draft], units: Sequence[Unit]) -> list[Draft]:
    """The drafts without those of sentences that tell, where another sentence plainly wants something."""
    plain = [d for d in drafts if plainly(d)] if len(drafts) > 1 else []
    if not plain:
        return list(drafts)

    def told(draft: Draft) -> bool:
        beside = any(_apart(draft, one) for one in plain if one is not draft)
        return beside and (_told(draft) or _settled_behind(draft, units))

    return [draft for draft in drafts if not told(draft)]


def plainly(draft: Draft) -> bool:
    """True for papers or an answer that the reader is asked for, and that nothing else needs to tell."""
    if (
        draft.intent not in SERVED
        or draft.unit.weak
        or not (draft.selected or draft.amount or draft.intent in BY_ITSELF)
    ):
        return False
    return any(_addressed(part) for part in draft.unit.parts)


def _apart(told: Draft, wish: Draft) -> bool:
    return told.unit.sentence != wish.unit.sentence


def _addressed(part: Clause) -> bool:
    """True for a clause that says please, asks, or says what we want."""
    if not part.cues.isdisjoint(ADDRESSED):
        return True
    wants = part.of("want")
    if not wants:
        return False
    if _questions(part) or any(h.first == 0 for h in wants if not part.opens("joiner")):
        return True
    ours = {i for cue in OURS for h in part.of(cue) for i in (h.first - 1, h.last + 1)}
    return any(h.first in ours or h.last in ours for h in wants)


def _questions(part: Clause) -> bool:
    """True for "where is it", not for "and was impressed by how quick it went"."""
    return asks(part) and (part.source.end == "?" or "whether" in part.cues or part.opens("ask_words"))


def _told(draft: Draft) -> bool:
    """True when a sentence with a verb says what is or was with papers, and asks for nothing."""
    clause = draft.unit.clause
    if draft.intent == "dispute":
        return _over(draft)
    if draft.intent == "reconcile":
        return draft.shows("compare:agree") and not draft.shows(*WRONG, *OPEN, *ADDRESSED)
    if (
        draft.intent not in PAPERS_TOLD
        or draft.rowed
        or draft.begged
        or clause.source.item
        or clause.source.end in ("?", ":")
    ):
        return False
    if draft.kinds <= {"all"} and draft.intent != "statement" and (draft.form or wanted_by_us(draft.unit)):
        return False
    if draft.intent != "subscribe" and any(
        needed(part) and "gathering" not in part.cues for part in draft.unit.parts
    ):
        return False  # "our auditor needs the notes of May"
    if adds(draft) or (clause.opens("joiner") and draft.shows("condition")) or draft.shows(*ASKED):
        return False
    if (draft.shows(*LACKED) or _unfound(draft)) and not _over(draft):
        return False
    if any(_questions(part) or _addressed(part) for part in draft.unit.parts):
        return False
    return draft.shows("verb", "pronoun", "told_by", "ledger:goes", "compare:agree") or any(
        map(states, draft.unit.parts)
    )


def _unfound(draft: Draft) -> bool:
    """True for "nobody here can find the certificate"."""
    return draft.shows("look") and draft.shows("negation", "denial", "pay:unable")


def _settled_behind(draft: Draft, units: Sequence[Unit]) -> bool:
    """True for "you recall the mix-up, credit note 2231 settled it": the sentence goes on to say so."""
    if draft.intent != "dispute" or draft.shows(*OPEN):
        return False
    behind = [u.clause.cues for u in units if u.sentence == draft.unit.sentence and u is not draft.unit]
    return any(not cues.isdisjoint(RIGHTED) and cues.isdisjoint((*WRONG, *OPEN)) for cues in behind)


def _over(draft: Draft) -> bool:
    """True when nothing is wrong any more behind what was done: "two were missing, but came on Friday"."""
    parts = draft.unit.parts
    if draft.shows("own_fault") and not draft.shows(*OPEN):
        return True
    at = max((i for i, part in enumerate(parts) if not part.cues.isdisjoint(RIGHTED)), default=-1)
    if at < 0 or draft.shows(*OPEN) or not parts[at].cues.isdisjoint(DENIED):
        return False
    done = max(h.first for cue in RIGHTED for h in parts[at].of(cue))
    within = all(h.first <= done for cue in WRONG for h in parts[at].of(cue))
    return within and all(part.cues.isdisjoint(WRONG) for part in parts[at + 1 :])
