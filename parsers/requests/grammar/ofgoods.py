"""Goods beside papers: wanted themselves, "for delivery 4711 a fork-lift", or what a paper is about."""

from parsers.phrases import Hit
from parsers.requests.grammar.governing import owned
from parsers.requests.grammar.plain import GOVERNING, governed
from parsers.requests.text.clauses import Clause

PAPERS = frozenset({"docs", "copy", "everything", "all", "again", "missing", "the_ones", "export", "page"})
WISHING = ("want", "wish")
KNOWN = ("order_thing", "filter:", "greeting", "please", "closing", "pronoun", "yours", "docs", "this")
TIED = 6  # words from "for" to what a paper is about
NEXT = 3  # words from a paper to its number
NEAR = 2  # words from "order" to its number
ADJECTIVES = 4  # words from goods to their paper
SOUGHT = ("late", "order_status", "motion", "whereabouts", "awaiting")
UNHELD = ("copy", "again", "docs", "please", "statement", "export", "damage", "dispute", "order_line")
OF_PAPERS = frozenset({"kind", "wants_kind", "want", "missing", "asks_kind", "placed"})
NOTHING: frozenset[str] = frozenset()


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
    if any(0 < h.first - at <= ADJECTIVES for h in clause.of("teller:wares")):
        return True  # "send the pallet of order 4711 to the yard"
    known = {i for h in clause.hits if h.cue.startswith(KNOWN) for i in range(h.first, h.last + 1)}
    behind = ((i, clause.words[i]) for i in range(at + 1, len(clause.words)))
    return any(
        w.written[:1].isupper() and not w.thing and w.written.isalpha() and i not in known for i, w in behind
    )


def goods_held(clause: Clause) -> frozenset[str]:
    """The signals of papers that only say which goods are looked for: "where is the pallet on note 8001?"."""
    if not clause.kinds or clause.cues.isdisjoint(SOUGHT) or not clause.cues.isdisjoint(UNHELD):
        return NOTHING
    goods = [h.last for h in clause.of("order_thing")]
    papers = {i for k in clause.kinds for i in range(k.first, k.last + 1)}
    held = all(
        any(0 < k.first - at <= ADJECTIVES and at not in papers and _joined(clause, at, k) for at in goods)
        for k in clause.kinds
    )
    return OF_PAPERS if held else NOTHING


def _joined(clause: Clause, at: int, paper: Hit) -> bool:
    """True when a preposition stands right behind the goods and governs the paper."""
    behind = any(h.first == at + 1 for cue in GOVERNING for h in clause.of(cue))
    return behind and governed(clause, paper.first)


def attribute(clause: Clause, hit: Hit) -> bool:
    """True for the "broken" of "the credit note for the broken pallets"."""
    ties = [
        h.last for cue in ("belonging", "relation") for h in clause.of(cue) if 0 < hit.first - h.last <= 2
    ]
    return any(h.first < tie for tie in ties for h in clause.kinds)


def belongs(clause: Clause, hit: Hit) -> bool:
    """True for the "repair" of "the invoice 4711 for the repair": the paper exists, it has a number."""
    numbers = [i for i, word in enumerate(clause.words) if word.thing and word.thing.sort == "number"]
    ties = [h.last for h in clause.of("relation") if 0 < hit.first - h.last <= TIED]
    return any(
        kind.last < number < tie and number - kind.last <= NEXT and tie - number == 1
        for kind in clause.kinds
        for number in numbers
        for tie in ties
    )
