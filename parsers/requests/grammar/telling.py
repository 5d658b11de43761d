"""Whether a sentence beside a wish speaks of the trade or tells of the world, which lends a wish nothing."""

from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, once

TRADE = ("kind:", "docs", "order_thing", "{number}", "yours", "statement", "open_items")
OURS = frozenset({"pronoun", "please", "me", "to_us", "told_by", "i_want"})  # who wants, or is to get, it
WISHING = frozenset({"want", "wish", "missing", "again", "please"})
CARRYING = frozenset({"handed", "motion", "filter:ordering", "filter:orderer"})
SPOKEN = ("verb", "inverted")


@once
def of_trade(clause: Clause) -> bool:
    """True for a clause about papers, goods or the seller, or that points back: "it ran via our shop"."""
    return any(cue.startswith(TRADE) for cue in clause.cues) or _points(clause)


def _points(clause: Clause) -> bool:
    """True for "it" or "that" by itself, not for the article of "das Rathaus", "that job"."""
    articles = {h.first for cue in ("stance:definite", "relative") for h in clause.of(cue)}
    spoken = {h.first - 1 for cue in SPOKEN for h in clause.of(cue)}
    return any(h.first not in articles or h.last in spoken for h in clause.of("this"))


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
