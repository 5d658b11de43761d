"""Words that only say which papers are wanted, and papers that only say which goods are looked for."""

from collections.abc import Set

from parsers.requests.grammar.ofgoods import goods_held
from parsers.requests.grammar.papers import goods_of
from parsers.requests.text.clauses import Clause

LEDGER = frozenset({"payment_status", "open_items", "payment_notice", "pays", "due", "settling", "which"})
ASKED = frozenset({"want", "wish", "copy", "missing", "again"})
# a question about the state of papers, a list of them, something to be done to them
ELSE = frozenset(
    {
        *("ledger:tell", "whether", "export", "statement", "unwanted", "contents", "handling", "action"),
        *("deed", "verify", "placed", "{number}", "{money}", "dispute", "own_list", "recurring", "advert"),
    }
)
STATES = ("status:open", "status:overdue", "status:paid", "status:partial")
QUERYING = ("ask_words", "which")
NOTHING: frozenset[str] = frozenset()
GOODS = frozenset({"order_thing"})  # the delivery of "delivery note"


def narrowing(clause: Clause, found: Set[str]) -> frozenset[str]:
    """The signals that only describe what is wanted or looked for."""
    named = GOODS if "order_thing" in found and clause.kinds and not goods_of(clause) else NOTHING
    return _paid(clause, found) | goods_held(clause) | named


def _paid(clause: Clause, found: Set[str]) -> frozenset[str]:
    """The signals of payments and debts behind a wanted paper: "send me the invoices we have not paid"."""
    if "kind" not in found or found.isdisjoint(LEDGER) or not found.isdisjoint(ELSE):
        return NOTHING
    begins, ends = clause.kinds[0].first, clause.kinds[0].last
    told = [h for cue in STATES for h in clause.of(cue)]
    if not any(h.last > ends for h in told) or not _wanted(clause, found, begins):
        return NOTHING
    return frozenset(cue for cue in LEDGER & found if all(h.last > ends for h in clause.of(cue)))


def _wanted(clause: Clause, found: Set[str], paper: int) -> bool:
    """True where a paper is asked for, in words or by "please", and nothing is asked about it."""
    asks = not found.isdisjoint(ASKED)
    if clause.opens("inverted") and "please" not in found:
        return False
    if any(h.first < paper for cue in QUERYING for h in clause.of(cue)):
        return False
    return asks or ("please" in found and not any(h.first < paper for h in clause.of("verb")))
