"""What is said of papers in general: where they go from some day on, what a portal does not show."""

import re

from parsers.requests.clauses import WANTED_KIND, Clause

PAPERS = (WANTED_KIND, "docs", "statement", "export", "open_items")
BEGINS = ("since", "as_of")  # time frames that say so themselves: "ab Januar", "as of 1 January"
LEAD = 2  # words that may stand before: "from", "please from"
DATED = re.compile(r"(?<!\d)\d\d(?:\d\d)?$")  # a day or month with its year


def onwards(clause: Clause) -> bool:
    """True for "from January please send all invoices to <address>": a new recipient, and no papers now.

    The time frame opens the clause; one that names its year says which papers are meant.
    """
    if "{period}" not in clause.cues or clause.cues.isdisjoint(("{address}", "recipient")):
        return False
    frames = [
        i for i, word in enumerate(clause.words[: LEAD + 1]) if word.thing and word.thing.sort == "period"
    ]
    if not frames:
        return False
    at, frame = frames[0], clause.words[frames[0]]
    begun = any(hit.first == at - 1 or hit.first == at for hit in clause.of("onward"))
    begun = begun or getattr(frame.thing and frame.thing.value, "kind", "") in BEGINS
    papers = [h.first for h in clause.hits if h.cue.startswith(PAPERS) and h.first > at]
    named = [i for i, word in enumerate(clause.words) if word.thing and word.thing.sort == "address"]
    named += [h.first for h in clause.of("recipient")]
    return begun and not DATED.search(frame.written) and bool(papers) and min(papers) < min(named)


def unserved(clause: Clause) -> bool:
    """True for "the portal shows no invoices", as long as nothing is asked for behind it."""
    last = max(
        (h.last for cue in ("missing", "look", "lacking", "negation") for h in clause.of(cue)), default=-1
    )
    asked = (h.first for cue in ("want", "please", "wish", "again") for h in clause.of(cue))
    return last >= 0 and not any(first > last for first in asked)
