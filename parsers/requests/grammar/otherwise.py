"""A paper that is unfit as it is, and the form that would do: "we cannot read the PDF, XML would work"."""

from parsers.requests.fields.forms import FORM
from parsers.requests.grammar.rule import NOTHING, WANT, Rule
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined

OTHERWISE = Rule("documents", (frozenset({"unfit"}),), frozenset())
OPEN = frozenset({None, NOTHING, WANT, "documents"})
ASKING = frozenset({"want", "wish", "please", "needing", "only", "i_want", "fits", "stance:approve"})
BROKEN = frozenset({"negation", "blocked", "damage", "pick:ill", "missing", "unfit"})


def otherwise(found: list[Unit]) -> list[Unit]:
    """The units of a sentence; one wish of those that say that a paper is unfit and which form would do."""
    parts = [part for one in found for part in one.parts]
    if not any("unfit" in part.cues for part in parts) or any(one.intent not in OPEN for one in found):
        return found
    whole = joined(parts)
    named = bool(whole.kinds) or "{number}" in whole.cues
    if not named or whole.source.end == "?" or not any(map(_would_do, parts)):
        return found
    return [Unit("documents", OTHERWISE, tuple(parts), whole)]


def _would_do(part: Clause) -> bool:
    """True for "XML would do", "we only process XML" and "a zip please"."""
    if not any(hit.cue.startswith(FORM) for hit in part.hits) or not part.cues.isdisjoint(BROKEN):
        return False
    return "verb" not in part.cues or not part.cues.isdisjoint(ASKING)
