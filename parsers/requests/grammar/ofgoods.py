"""What is wanted for an order and is none of its papers: "for delivery 4711 we need a fork-lift"."""

from parsers.phrases import Hit
from parsers.requests.grammar.governing import owned
from parsers.requests.grammar.plain import governed
from parsers.requests.text.clauses import Clause

PAPERS = frozenset({"docs", "copy", "everything", "all", "again", "missing", "the_ones", "export", "page"})
WISHING = ("want", "wish")
KNOWN = ("order_thing", "filter:", "greeting", "please", "closing", "pronoun", "yours", "docs", "this")
NEAR = 2  # words from "order" to its number


def for_goods(clause: Clause) -> bool:
    """True when all numbers are of orders that something else is wanted for."""
    if clause.kinds or "{number}" not in clause.cues or not clause.cues.isdisjoint(PAPERS):
        return False
    wishes = [h for cue in WISHING for h in clause.of(cue)]
    numbers = [i for i, word in enumerate(clause.words) if word.thing and word.thing.sort == "number"]
    if not wishes or not all(_led(clause, at) for at in numbers):
        return False
    return owned(clause) or _names(clause, max(h.last for h in wishes))


def _led(clause: Clause, at: int) -> bool:
    """True for the number of "for order 4711" and of "for tomorrow's delivery (order 4711)"."""
    return any(0 < at - h.last <= NEAR and _aside(clause, h) for h in clause.of("order_thing"))


def _aside(clause: Clause, hit: Hit) -> bool:
    bracketed = hit.first > 0 and clause.words[hit.first - 1].written == "("
    return bracketed or governed(clause, hit.first)


def _names(clause: Clause, at: int) -> bool:
    """True for a noun behind asking, where capitals tell: "brauchen wir Maße und Gewicht"."""
    if any(h.first > at for h in clause.of("teller:wares")):
        return True  # "send the pallet of order 4711 to the yard"
    known = {i for h in clause.hits if h.cue.startswith(KNOWN) for i in range(h.first, h.last + 1)}
    behind = ((i, clause.words[i]) for i in range(at + 1, len(clause.words)))
    return any(
        w.written[:1].isupper() and not w.thing and w.written.isalpha() and i not in known for i, w in behind
    )
