"""Sentences that name one thing in two halves: "what lacks, is the delivery note"."""

from collections.abc import Iterable

from parsers.phrases import Hit


def cleft(cuts: set[int], hits: Iterable[Hit]) -> set[int]:
    """The cuts of "what lacks, | is the note": such a sentence names one thing."""
    if not cuts:
        return cuts
    begins = {h.first for h in hits if h[0] == "inverted"} & cuts
    asks = [h.first for h in hits if h[0] == "ask_words" and h.first in {0, *cuts}] if begins else []
    lacks = [h.first for h in hits if h[0] in ("missing", "want", "needing")] if asks else []
    ends = ((at, min((cut for cut in cuts if cut > at), default=0)) for at in asks)
    return {end for at, end in ends if end in begins and any(at < first < end for first in lacks)}
