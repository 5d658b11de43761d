"""Papers that were asked for once and came: a sentence that tells it asks for nothing."""

from collections.abc import Sequence

from parsers.requests.grammar.rule import NOTHING, Rule
from parsers.requests.text.clauses import Clause

RECEIVED = Rule(NOTHING, (frozenset({"obtained"}),), frozenset())
UNSATISFIED = (
    *("missing", "lacking", "negation", "denial", "contrast", "waiting", "late", "again", "bid"),
    *("i_want", "condition", "dispute", "damage", "{number}"),
)


def came_before(parts: Sequence[Clause]) -> bool:
    """True for "we asked for the note in May and got it": what was asked for came, and nothing lacks."""
    asked = next((i for i, part in enumerate(parts) if "requested" in part.cues), len(parts))
    if any(not part.cues.isdisjoint(UNSATISFIED) or part.source.end == "?" for part in parts):
        return False
    if _another(parts):
        return False
    bids = (h for part in parts for h in part.of("please"))
    if any(
        not any(r.first <= h.first <= r.last for part in parts for r in part.of("requested")) for h in bids
    ):
        return False
    if any(h.first < g.first for part in parts for h in part.of("requested") for g in part.of("obtained")):
        return True
    return any("obtained" in part.cues for part in parts[asked + 1 :])


def _another(parts: Sequence[Clause]) -> bool:
    """True for "we asked for the confirmation and got the invoice": what came is another paper."""
    wanted, came = (
        {h.cue for part in parts if cue in part.cues for h in part.kinds} for cue in ("requested", "obtained")
    )
    return bool(wanted and came) and wanted.isdisjoint(came)
