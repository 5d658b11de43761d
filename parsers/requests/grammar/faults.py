"""Who finds fault with what: a complaint is about goods or papers of the reader's, and the writer's own."""

from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.grammar.plain import OPENING, governed
from parsers.requests.text.clauses import Clause

BROKEN = ("damage", "dispute", "claim")
FELT = ("dispute", "claim", "anger")
COMPLAINING = frozenset({*BROKEN, *FELT})
PUT_RIGHT = frozenset({"kind:invoice", "kind:reminder", "levy", "amend"})
CHANGING = ("amend", "alter")
GOODS = ("order_thing", "handed", "yours", "quantity", "charged")
MONEY_PAPERS = ("kind:invoice", "kind:reminder", "kind:credit_note")
LEADING = ("please", "bid", "joiner", "also", "doing")
FOUND = ("turned_up", "done")
SOUGHT = ("missing", "waiting")
OPEN = ("negation", "denial", "condition", "whether", "contrast", "late", "lacking")
NOTHING: frozenset[str] = frozenset()
NEAR = 6  # words from a thing to what is said of it


def resolved(clause: Clause) -> bool:
    """True for "the missing pallet has turned up": what was looked for is there, and nobody hopes or asks."""
    if clause.cues.isdisjoint(FOUND):
        return False
    still_open = clause.cues.intersection(OPEN)
    if "turned_up" in clause.cues and not clause.kinds:
        still_open -= {"contrast"}  # "but it is here now"
    if still_open or clause.source.end == "?":
        return False
    if "turned_up" in clause.cues:
        return True
    lacks = [(h.first, h.last) for h in clause.of("missing")]
    found = [h.first for cue in FOUND for h in clause.of(cue)]
    there = max((at for at in found if not any(a < at <= b for a, b in lacks)), default=-1)  # "nie erhalten"
    return any(h.last < there for cue in SOUGHT for h in clause.of(cue))


def correctable(clause: Clause) -> set[str] | frozenset[str]:
    """What a request to put right may be about: a paper with sums, a fee; and whether it is one at all."""
    if clause.cues.isdisjoint(CHANGING) or clause.cues.isdisjoint(PUT_RIGHT):
        return NOTHING
    found: set[str] = set()
    ends = [h.first for cue in OPENING for h in clause.of(cue)]  # "amend it so that no invoice comes back"
    papers = [h.first for h in clause.kinds if h.cue in MONEY_PAPERS and not governed(clause, h.first)]
    if any(not any(end < at for end in ends) for at in papers):
        found.add("wrong_paper")
    if any(not governed(clause, h.first) for h in clause.of("levy")):
        found.add("fee")
    lead = {i for cue in LEADING for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    starts = [h.first for h in clause.of("amend")]
    if starts and lead.issuperset(range(min(starts))):
        found.add("bids_amend")
        said = {i for h in clause.of("amend") for i in range(h.first, h.last + 1)} | lead
        if all(i in said for i, word in enumerate(clause.words) if word.written.isalnum()):
            found.add("bare_amend")  # "please rectify and reissue"
    return found


def excused(clause: Clause) -> set[str] | frozenset[str]:
    """The cues of a complaint that is none of the writer's about the reader.

    "The tax inspector is cross", "our scanner is broken".
    """
    if clause.cues.isdisjoint(COMPLAINING):
        return NOTHING
    found = set(BROKEN) & clause.cues if "own_fault" in clause.cues else set()
    if {"outsider", "attitude"} <= clause.cues:
        who = min(h.first for h in clause.of("outsider"))
        felt = [h for h in clause.of("attitude") if h.last > who]
        found |= {cue for cue in FELT if cue in clause.cues and _covered(clause.of(cue), felt)}
    if "medium" in clause.cues:
        media = clause.of("medium")
        goods = [h for cue in GOODS for h in clause.of(cue)]
        hits = [h for cue in BROKEN for h in clause.of(cue)]
        ends = [i for i, word in enumerate(clause.words) if word.written == ","]
        if hits and all(_near(h, media) and not _near(h, _same_side(h, goods, ends)) for h in hits):
            found |= clause.cues & set(BROKEN)
    return found


def _same_side(hit: Hit, others: Sequence[Hit], ends: Sequence[int]) -> list[Hit]:
    """The others that no comma parts from a hit: "our laptop has died, do you still have it?"."""
    return [
        o for o in others if not any(min(o.first, hit.first) < at < max(o.first, hit.first) for at in ends)
    ]


def _near(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(-NEAR <= other.first - hit.first <= NEAR for other in others)


def _covered(hits: Sequence[Hit], by: Sequence[Hit]) -> bool:
    return all(any(b.first <= h.last and h.first <= b.last for b in by) for h in hits)
