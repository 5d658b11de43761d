"""What is said of papers in general: where they go from some day on, what a portal does not show."""

import re

from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

PAPERS = (WANTED_KIND, "docs", "statement", "export", "open_items")
LATER = "later"  # the kind of a time frame that begins after today and has no end
BEGINS = ("since", "as_of", LATER)  # time frames that say so themselves: "ab Januar", "as of 1 January"
LEAD = 2  # words that may stand before: "from", "please from"
DATED = re.compile(r"(?<!\d)\d\d(?:\d\d)?$")  # a day or month with its year


def onwards(clause: Clause) -> bool:
    """True for "from January please send all invoices to <address>": a new recipient, and no papers now.

    The time frame opens the clause; one that names its year says which papers are meant. One to come (LATER)
    may stand anywhere.
    """
    if "{period}" not in clause.cues or clause.cues.isdisjoint(("{address}", "recipient")):
        return False
    named = [i for i, word in enumerate(clause.words) if word.thing and word.thing.sort == "address"]
    named += [h.first for h in clause.of("recipient")]
    papers = [h.first for h in clause.hits if h.cue.startswith(PAPERS) and h.first < min(named)]
    times = [i for i, word in enumerate(clause.words) if word.thing and word.thing.sort == "period"]
    return any(_begins(clause, at) and (at > LEAD or at < max(papers, default=-1)) for at in times if papers)


def _begins(clause: Clause, at: int) -> bool:
    """True for a time frame without an end that is no selection: at the beginning, or one that is to come."""
    frame = clause.words[at]
    kind = getattr(frame.thing and frame.thing.value, "kind", "")
    if at > LEAD:
        return kind == LATER
    begun = any(hit.first in (at - 1, at) for hit in clause.of("onward")) or kind in BEGINS
    return begun and not DATED.search(frame.written)


def unserved(clause: Clause) -> bool:
    """True for "the portal shows no invoices", as long as nothing is asked for behind it."""
    last = max(
        (h.last for cue in ("missing", "look", "lacking", "negation") for h in clause.of(cue)), default=-1
    )
    asked = (h.first for cue in ("want", "please", "wish", "again") for h in clause.of(cue))
    return last >= 0 and not any(first > last for first in asked)
