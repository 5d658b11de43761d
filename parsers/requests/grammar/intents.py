"""Decides what one clause asks for, by an ordered list of rules over what its words signal."""

from collections.abc import Callable, Mapping, Sequence

from parsers.phrases import Hit
from parsers.requests.fields.filters import named, negated, titled
from parsers.requests.grammar.cadence import weigh
from parsers.requests.grammar.deeds import (
    bid_by_name,
    bidden,
    due,
    given,
    handled,
    headed,
    hoped,
    needed,
    strange_deed,
    turned,
)
from parsers.requests.grammar.entries import of_entries
from parsers.requests.grammar.faults import correctable, excused, resolved
from parsers.requests.grammar.fronted import whatever
from parsers.requests.grammar.governing import fated, placed, predicated, reasoned, sought
from parsers.requests.grammar.ledger import settling
from parsers.requests.grammar.mood import asks, brief, denied, drops, mentioned, only_relates
from parsers.requests.grammar.narrowing import narrowing
from parsers.requests.grammar.ofgoods import attribute, belongs, for_goods
from parsers.requests.grammar.papers import asks_which, bare_no, described, modal_wish, narrows
from parsers.requests.grammar.payments import promised
from parsers.requests.grammar.plain import governed, purposes
from parsers.requests.grammar.reporting import reporting
from parsers.requests.grammar.rules import GRAMMAR, Rule
from parsers.requests.grammar.standing import onwards, unserved
from parsers.requests.grammar.wanting import weigh_wishes
from parsers.requests.text.clauses import Clause
from parsers.requests.text.frame import counted
from parsers.requests.text.masks import WANTED_KIND

ASKED = frozenset({"want", "wish", "copy", "missing"})
SERVING = (
    *("for_me", "form:zip", "form:merged", "form:attachment"),
    *("form:link", "form:xml", "form:csv", "form:xlsx"),
)
DENIABLE = frozenset({"dispute", "damage", "human", "order_status", "reissue", "payment_notice"})
UNITED = ("form:merged", "form:zip")  # "please merge the notes of May in one file"
UNGIVING = ("doing", "handling", "alter", "amend", "negation", "stop", "action", "other", "ordering")
TINY = 2  # words
ASKED_FOR = 8  # words from a wish to the paper that it is for
DISPUTED = frozenset({"dispute", "claim", "reissue"})
NEW = "kind:quote"
PROMISES = frozenset({"payment_notice", "pays"})
TOLD = "told"  # a full sentence that wishes and asks for nothing
REPEATING = frozenset({"again", "also"})  # a wish only beside one, or where no sentence is built
WISHING = ("want", "wish", "please", "missing", "copy", "meant", "question", "item", "fragment")
REPEATABLE = (*WISHING, "again", "near:want", "negation")
NUMBERED_AGAIN = frozenset({"fragment", "{number}", "again"})  # "4711 again, I had it archived"
SIGNALS = "signals"
STATEMENTS = ("statement", WANTED_KIND + "statement")
SPEAKING = ("verb", "pronoun", "giving")
ATTRIBUTES = ("topic", "outside")  # what a numbered paper may be about
NEXT = 3  # words from "no" to the paper that is lacking
JUDGED = ("judged", "handling", "paid", "booking", "flaw", "negation")
CAME = ("near:order_thing", "near:{number}", "near:arrival", "prev:order_thing")
REFUSED = frozenset({"kind", "docs", "statement", "open_items", "lacks_kind", "missing"})
GIVEN = ("want", "copy", "missing", "thanks")  # a paper is asked for, whatever else is done to it
BIDDABLE = ("kind", "{number}", "docs")
SOON = 5  # words from "if" to its verb
GOODS = ("damage", "{money}", "quantity", "short")
DESCRIBED = frozenset({"docs", "order_thing", "everything", "all", "of_which"})  # what words may describe
LISTED = frozenset({"near:kind", "order_thing", "missing"})
PORTAL = frozenset({"portal", "near:portal"})
NAMED = frozenset({"{number}", "{period}", "copy", "again", "wish", "filter:last"})  # says which papers
UNSERVED = frozenset({"missing", "lacks_kind", "look", "want", "please"})
TERSE = 12  # words; more without a verb is a sentence whose verb we do not know


def signals(clause: Clause, own: Mapping[str, str]) -> frozenset[str]:
    """The cues of a clause and what follows from them; `own` are kinds that are asked for by an intent."""
    found: frozenset[str] | None = clause.noted.get(SIGNALS)
    if found is None:
        found = clause.noted[SIGNALS] = _signals(clause, own)
    return found


def _signals(clause: Clause, own: Mapping[str, str]) -> frozenset[str]:
    found = {*clause.cues}
    if not DENIABLE.isdisjoint(found):
        found -= {cue for cue in DENIABLE & found if denied(clause, cue)} - (
            {"order_status"} if "missing" in found and not clause.kinds else set()
        )
    if "damage" in found and all(attribute(clause, hit) for hit in clause.of("damage")):
        found.discard("damage")
    for cue in ATTRIBUTES if "{number}" in found else ():
        if cue in found and all(belongs(clause, hit) for hit in clause.of(cue)):
            found.discard(cue)
    for hit in clause.kinds:
        if not mentioned(clause, hit.first) and not _refused(clause, hit):
            found.add(own.get(hit.cue.removeprefix(WANTED_KIND), "kind"))
    if not clause.cues.isdisjoint(STATEMENTS):
        named = [hit for cue in STATEMENTS for hit in clause.of(cue)]
        if all(mentioned(clause, hit.first) for hit in named):
            found.discard("statement")
    if "open_items" in found and all(_refused(clause, hit) for hit in clause.of("open_items")):
        found.discard("open_items")
    weigh(found, clause)
    weigh_wishes(found, clause)
    _add_form(found, clause)
    _add_wish(found, clause, own)
    found |= correctable(clause)
    _add_following(found, clause)
    found.difference_update(purposes(clause, own), excused(clause), narrowing(clause, found))
    return frozenset(found)


def _add_following(found: set[str], clause: Clause) -> None:
    """What follows from the build of a line, where papers are named, and where some cues show."""
    if counted(clause.source):
        found.add("counted_line")
    if "order_thing" in found and for_goods(clause):
        found.add("for_goods")
    if clause.kinds:
        found.update([signal for signal, holds in OF_PAPERS if holds(clause)])
    found |= of_entries(clause)
    for cue in TELLING & clause.cues:
        found.update([signal for signal, holds in FOLLOWING[cue] if holds(clause)])
    found -= reporting(clause)


def _refused(clause: Clause, hit: Hit) -> bool:
    """True for "not the credit notes themselves": a fragment that says what is not meant."""
    told = clause.cues.isdisjoint(("missing", "lacking", "stop", "unsubscribe", "verb", "want", "please"))
    if not told or clause.source.end == "?":
        return False
    last = max((i for i, word in enumerate(clause.words) if word.written.isalnum()), default=0)
    ends = any(h.first == h.last == last for h in clause.of("negation"))  # "the invoices themselves not"
    return negated(clause, hit.first) or (ends and hit.last < last)


def _add_form(found: set[str], clause: Clause) -> None:
    """What follows from the build of a clause: a question, a fragment, a line of a list."""
    if "ask_words" in found and clause.source.end != "?" and only_relates(clause):
        found.discard("ask_words")
    vague = "condition" in found and found.isdisjoint(("kind", "want"))
    if vague and _only_if(clause, "missing"):
        found.discard("missing")  # "I will let you know if anything is missing"
    if asks(clause):
        found.add("question")
    elif drops(clause):
        found.add("dropped")
    if onwards(clause):
        found.add("onwards")
    if clause.opens("ask_words", "inverted"):
        found.add("opens")
    if not found.isdisjoint(("people", "leaving", "person_move")) and named(clause):
        found.add("person")
    if whatever(clause):
        found.difference_update(("ask_words", "opens", *SPEAKING))
    if brief(clause, TERSE) and (found.isdisjoint(SPEAKING) or _subordinate(clause)):
        found.add("fragment")
    if brief(clause, TINY):
        found.add("tiny")
    if clause.source.item:
        found |= {"item", "named_item"} if titled(clause) else {"item"}


def _add_wish(found: set[str], clause: Clause, own: Mapping[str, str]) -> None:
    """Whether a paper itself is wanted, or what it is about."""
    if "deed_noun" in found and not found.isdisjoint(BIDDABLE) and bid_by_name(clause):
        found -= {"want", *REPEATING}
        found.add("deed")
    if "kind" in found:
        _add_wish_for_papers(found, clause, own)
    if "bid" in found and given(clause):
        found.add("want")
    if "kind" in found and "want" not in found and (needed(clause) or hoped(clause) or due(clause)):
        found |= {"want", "wants_kind"}
    if "to_us" in found and "kind" in found and "want" not in found and bidden(clause):
        found |= {"deed"} if turned(clause) else {"want", "wants_kind"}
    if {"handling", "please"} <= found and found.isdisjoint((*GIVEN, *UNITED)) and handled(clause):
        found.add("deed")
        found -= REPEATING
    elif "please" in found and found.isdisjoint(SERVING) and strange_deed(clause):
        giving = "kind" in found and found.isdisjoint(UNGIVING) and not placed(clause) and headed(clause)
        found |= {"want", "wants_kind"} if giving else {"deed"}


def _add_wish_for_papers(found: set[str], clause: Clause, own: Mapping[str, str]) -> None:
    """Whether the papers that a clause names are wanted."""
    asked = not found.isdisjoint(ASKED) or {"please", "fragment"} <= found
    if asked and not all(governed(clause, h.first) for h in clause.kinds):
        found.add("wants_kind")
    if "outside" in found and _asked_for(clause, "outside", own):
        found.add("asks_kind")
    if "wants_kind" in found and "open_items" in found:
        asked_first = (
            "export" not in found and not asks_which(clause) and _asked_for(clause, "open_items", own)
        )
        if asked_first or all(narrows(clause, h) for h in clause.of("open_items")):
            found.discard("open_items")
    if "will" in found and modal_wish(clause):
        found |= {"want", "wants_kind"}
    if "existence" in found and "question" in found and found.isdisjoint(JUDGED):
        found |= {"want", "wants_kind", "asks_kind"}  # "is there a credit note for it?"


def _only_if(clause: Clause, cue: str) -> bool:
    """True when a cue stands nowhere but behind a word like "if"."""
    ifs = [h.last for h in clause.of("condition")]
    return all(any(0 < h.first - at <= SOON for at in ifs) for h in clause.of(cue))


def _lacks_kind(clause: Clause) -> bool:
    """True for "that no certificate is there", not for "no invoice, please"."""
    lacks = clause.of("lacking")
    if not lacks or not clause.cues.isdisjoint(("want", "wish", "please", "only", "unwanted", "thanks")):
        return False
    return any(0 < kind.first - lack.last <= NEXT for lack in lacks for kind in clause.kinds)


def _subordinate(clause: Clause) -> bool:
    """True when all that is said describes a thing: "the invoices you raised", "a list of what we owe"."""
    first = min([h.first for cue in SPEAKING for h in clause.of(cue)])
    tied = any(0 < h.first < first for h in clause.of("condition"))  # "the sheet for 4711 if you have it"
    if tied or described(clause):
        return True  # "delivery note for the pallet that arrived on Monday"
    received = any(h.first == first for h in clause.of("participle"))
    if not received and any(h.first == first for cue in ("verb", "giving") for h in clause.of(cue)):
        return False  # "the invoice is booked", "die Rechnung schicken wir Ihnen", not "the invoice received"
    named = [*clause.kinds, *(h for cue in DESCRIBED & clause.cues for h in clause.of(cue))]
    return any(h.last == first - 1 for h in named)


def _asked_for(clause: Clause, matter: str, own: Mapping[str, str]) -> bool:
    """True when a paper is wanted before the matter it is about: "send the invoice for the spare parts".

    A quote is not meant: who asks for one mostly wants a new one.
    """
    wants = [h.last for cue in ("want", "copy", "missing", "again") for h in clause.of(cue)]
    causes = {at for h in clause.of("belonging") for at in range(h.last + 1, h.last + 4)}
    about = [(h.first, h.last) for h in clause.of(matter) if h.last not in causes]  # "for the VAT refund"
    for hit in clause.kinds:
        served = hit.cue.removeprefix(WANTED_KIND) not in own and hit.cue != NEW
        if served and not mentioned(clause, hit.first):
            before = [w for w in wants if 0 < hit.first - w <= ASKED_FOR]
            if any(all(last <= w or first > hit.last for first, last in about) for w in before):
                return True
    return False


def decide(clause: Clause, own: Mapping[str, str], around: frozenset[str] = frozenset()) -> Rule | None:
    """The rule that says what a clause is about; None when no rule holds.

    `around` are signals that its sentence shows.
    """
    shown = signals(clause, own) | around
    if "near:pay:if" in shown and "near:pay:time" not in shown and promised(clause):
        shown -= PROMISES  # "we will pay as soon as the credit note is here"
    told = TOLD in shown or ("verb" in shown and shown.isdisjoint(REPEATABLE))
    if told and not shown.isdisjoint(REPEATING) and not shown >= NUMBERED_AGAIN:
        shown -= REPEATING
    if "bare_no" in shown and shown.isdisjoint(CAME):
        shown -= REFUSED
    if "lacks_kind" in shown and shown.isdisjoint(GOODS):  # a fault is found with papers, not with goods
        shown = shown - DISPUTED | ({"missing"} if "kind" in shown else set())
    if shown >= LISTED and clause.words[-1].written == ":":
        shown = shown - {"order_thing"}  # "what lacks of order 4711: the note and the invoice"
    if not shown.isdisjoint(PORTAL) and shown.isdisjoint(NAMED) and unserved(clause):
        shown -= UNSERVED  # what a portal does not show is a fault of the portal
    return GRAMMAR.first(shown)


Following = Sequence[tuple[str, Callable[[Clause], bool]]]
OF_PAPERS: Following = (("placed", placed), ("predicated", predicated))  # where kinds are named
FOLLOWING: Mapping[str, Following] = {  # where a cue shows
    "look": (("sought", sought),),
    "turned_up": (("resolved", resolved),),
    "done": (("resolved", resolved),),
    "ledger:pays": (("settling", settling),),
    "ledger:term": (("settling", settling),),
    "lacking": (("bare_no", bare_no), ("lacks_kind", _lacks_kind)),
    "reason": (("reasoned", reasoned),),
    "fate": (("fated", fated),),
}
TELLING = frozenset(FOLLOWING)
