"""Whether a sentence beside a wish speaks of the trade or tells of the world, which lends a wish nothing."""

from collections.abc import Collection

from parsers.requests.grammar.governing import predicated
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, once
from parsers.requests.text.masks import WANTED_KIND

TRADE = ("kind:", "docs", "order_thing", "{number}", "yours", "statement", "open_items")
OURS = frozenset({"pronoun", "please", "me", "to_us", "told_by", "i_want"})  # who wants, or is to get, it
WISHING = frozenset({"want", "wish", "missing", "again", "please"})
CARRYING = frozenset({"handed", "motion", "filter:ordering", "filter:orderer"})
SPOKEN = ("verb", "inverted")
VERBAL = frozenset(
    {"participle", "infinitive", "verb", "done", "settled", "mended", "thanks", "stance:demand"}
)
SUBJECT = frozenset({"indefinite", "stance:definite", "determiner"})
OBJECTS = ("stance:definite", "indefinite", "this", "me", "all")  # what stands behind a verb in the past


@once
def of_trade(clause: Clause) -> bool:
    """True for a clause about papers, goods or the seller, or that points back: "it ran via our shop"."""
    return any(cue.startswith(TRADE) for cue in clause.cues) or _points(clause)


def _points(clause: Clause) -> bool:
    """True for "it" or "that" by itself, not for the article of "das Rathaus", "that job"."""
    articles = {h.first for cue in ("stance:definite", "relative") for h in clause.of(cue)}
    spoken = {h.first - 1 for cue in SPOKEN for h in clause.of(cue)}
    return any(h.first not in articles or h.last in spoken for h in clause.of("this"))


def of_other_papers(clause: Clause, kinds: Collection[str]) -> bool:
    """True for a sentence about papers of other kinds: "the quotes are stacked on Brian's desk"."""
    named = {hit.cue.removeprefix(WANTED_KIND) for hit in clause.kinds}
    return bool(named and kinds) and named.isdisjoint(kinds) and "all" not in kinds


def told_of_others(clause: Clause) -> bool:
    """True for a statement about the world: it has a verb, and neither us nor anything of the trade in it."""
    return "verb" in clause.cues and clause.cues.isdisjoint(OURS) and not of_trade(clause)


def done_by_others(clause: Clause) -> bool:
    """True for what is said of "the control room", and of nothing of the trade."""
    return (
        clause.opens("determiner", "stance:definite")
        and clause.cues.isdisjoint(OURS)
        and not of_trade(clause)
    )


def wanted_by_us(unit: Unit) -> bool:
    """True unless what looks like a wish is what somebody else does: "the hospital demands a proof"."""
    return any(not part.cues.isdisjoint(WISHING) and not told_of_others(part) for part in unit.parts)


def carried(clause: Clause) -> bool:
    """True for goods or papers that came somewhere; not for "it's raining here in Galway"."""
    named = any(cue.startswith(TRADE) for cue in clause.cues)
    return named or (_points(clause) and not clause.cues.isdisjoint(CARRYING))


def states(part: Clause) -> bool:
    """True for a clause with a verb that the vocabulary does not know: "the notes convinced the surveyor"."""
    if predicated(part) or (SUBJECT & part.cues and part.opens(*SUBJECT) and "want" in part.cues):
        return True
    objects = {h.first - 1 for cue in OBJECTS for h in part.of(cue)}
    verbs = {h.first for h in part.of("participle")}
    named = [i for i, word in enumerate(part.words) if word.thing and word.thing.sort == "number"]
    behind = {*(h.last + 1 for h in part.kinds), *(i + 1 for i in named)}
    names = {i - 1 for i, word in enumerate(part.words) if word.written[:1].isupper()} & verbs
    behind |= {h.first - 1 for h in part.of("all")}
    return any(at > 0 and (at in verbs or at in behind) and _bare(part, at) for at in objects | names)


def _bare(part: Clause, at: int) -> bool:
    """True for a plain word that no phrase knows: "the quote beat the competition"."""
    known = any(h.first <= at <= h.last and h.cue not in VERBAL for h in part.hits)
    return part.words[at].written.islower() and not known
