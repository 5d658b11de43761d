"""Which papers of a sentence lack: those a relative clause says it of, not those that somebody holds."""

from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.text.clauses import Clause

NEAR = 3  # words from a paper to the relative clause about it
FAR = 7  # words of such a clause up to what lacks
ASKED = ("want", "wish", "please", "bid", "i_want")
UNHELD = (*ASKED, "negation", "missing", "lacking", "only", "relative", "condition", "ask_words")
TIES = ("relation", "attributive", "mention")


def only_told(part: Clause, behind: Clause | None) -> set[int]:
    """Where the papers stand that only name another one: the reminder of "a reminder for a bill I never got".

    `behind` is the clause that follows, in which the relative clause may stand.
    """
    if len(part.kinds) < 2 or not part.cues.isdisjoint(ASKED):
        return set()
    last = max(part.kinds, key=lambda h: h.first)
    if not (_said_of(last, part) or (behind and _ends(part, last) and _begins(behind))):
        return set()
    ties = [h.first for cue in TIES for h in part.of(cue)]
    return {h.first for h in part.kinds if h is not last and any(h.last < at < last.first for at in ties)}


def _said_of(kind: Hit, part: Clause) -> bool:
    """True for "a bill that never arrived" inside a clause."""
    starts = [h.first for h in part.of("relative") if 0 < h.first - kind.last <= NEAR]
    return any(0 <= h.last - at <= FAR for at in starts for h in part.of("missing"))


def _ends(part: Clause, kind: Hit) -> bool:
    return len(part.words) - 1 - kind.last <= NEAR


def _begins(part: Clause) -> bool:
    """True for a relative clause that tells of a lack: "die nie angekommen ist"."""
    return part.opens("relative") and "missing" in part.cues and not part.kinds


def holds(part: Clause) -> bool:
    """True for "our agent has the packing list": somebody has it, nobody asks for it."""
    if not part.kinds or "holding" not in part.cues or not part.cues.isdisjoint(UNHELD):
        return False
    return any(h.first < part.kinds[0].first for h in part.of("holding"))


def held_too(parts: Sequence[Clause]) -> list[Clause]:
    """The clauses of a wish that tell what somebody has, and those that go on with the row of it."""
    found: list[Clause] = []
    before: Clause | None = None
    for part in parts if len(parts) > 1 else ():
        goes_on = before in found and part.opens("joiner") and "verb" not in part.cues
        if holds(part) or (goes_on and part.cues.isdisjoint((*UNHELD, "contrast"))):
            found.append(part)
        before = part
    return found
