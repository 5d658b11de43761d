"""Where the next thing is said without a sign: "sds for FS-22 pls | the cleaner got it on his hands"."""

from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.text.words import Word

STOPS = frozenset(",;:!?()|-–—")
THINGS = frozenset({"number", "period", "money"})
SAID = frozenset({"verb", "blocked", "told_by", "never"})
BEGUN = frozenset({"joiner", "preposition", "relation", "want", "wish", "purpose", "only", "form", "again"})
WISHED = frozenset({"want", "wish", "please", "purpose", "joiner", "ask_words"})
REFUSED = frozenset({"negation", "unwanted"})
DONE = frozenset({"past", "infinitive", "participle", "want"})
FORM = "form:"
KIND = "kind:"
TOLD = 3  # words of the shortest sentence


def runons(words: Sequence[Word], hits: Sequence[Hit]) -> set[int]:
    """Where a new clause begins behind a wish that ends in "please", or in the form in which it is wanted."""
    asked = {h.first: h.last for h in hits if h.cue == "please" and h.first == h.last}
    formed = {h.last + 1 for h in hits if h.cue.startswith(FORM)}
    named = [h.first for h in hits if h.cue.startswith(KIND)]
    named += [i for i, word in enumerate(words) if word.thing and word.thing.sort in THINGS]
    if not (named and (asked or formed)):
        return set()
    first, last = min(named), max(named)
    found = set()
    for at, behind in asked.items():
        if first < at and last < at and _negated(hits, at, behind + 1):
            found.add(at)
        elif first < at and last < at and _told(words, hits, behind + 1):
            found.add(behind + 1)
    owned = {h.first for h in hits if h.cue == "stance:definite"} & formed
    found |= {at for at in owned if first < at and _told(words, hits, at)}
    return found


def _negated(hits: Sequence[Hit], end: int, at: int) -> bool:
    """True where what is refused stands behind a whole sentence: "anhängen | bitte kein Link"."""
    refused = any(h.first == at and h.cue in REFUSED for h in hits)
    return refused and any(h.cue in DONE and h.last == end - 1 for h in hits)


def _told(words: Sequence[Word], hits: Sequence[Hit], at: int) -> bool:
    """True where the rest is a sentence that tells something, with its verb behind what it is about."""
    if len(words) - at < TOLD or any(word.written in STOPS for word in words[at:]):
        return False
    rest = [h for h in hits if h.first >= at]
    if any(h.cue in WISHED or h.cue.startswith(KIND) for h in rest):
        return False
    begins = {h.cue for h in rest if h.first == at}
    return begins.isdisjoint(BEGUN) and any(h.cue in SAID and h.first > at for h in rest)
