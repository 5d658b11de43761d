"""Whether what a clause seems to ask for is wanted: not what is spared, what somebody has or what came."""

from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.grammar.governing import attributive
from parsers.requests.grammar.papers import told_of_you
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

ASKING = ("want", "wish", "missing", "again")
OPEN = frozenset(
    {
        *("please", "negation", "denial", "lacking", "condition", "whether", "only", "contrast"),
        *("dispute", "access:may", "fate", "i_want"),
    }
)
HELD = ("have", "holding", "at_hand", "turned_up")
PAPERS = (WANTED_KIND, "docs", "the_ones", "everything", "copy")
OWN = ("want", "wish", "again", "i_want", "will", "needing", "also")
ASKED = ("please", "missing", "copy", "outside", "other", "dispute", "action")
DEEDS = ("infinitive", "ledger:pays")  # "zahlen" is also a noun
WHO = ("pronoun", "told_by", "third", "access:speaker")
LED = ("preposition", "cause", "relation", "place")
NEAR = 5  # words from having to what is had
COPIES = frozenset({"want", "again"})  # what the word for a copy alone tells


def weigh_wishes(found: set[str], clause: Clause) -> None:
    """Drops from the signals what lacks or is wanted only in appearance."""
    if "missing" in found:
        _weigh_missing(found, clause)
    if not found.isdisjoint(ASKING) and held(clause):
        found.difference_update((*ASKING, "copy"))
        found.add("have")
    if "modal_self" in found and found.isdisjoint(ASKED) and own_modal(clause):
        found.difference_update(OWN)  # "the invoice we will pass on"
        found |= {"own_deed"} if "{number}" in found else set()
    if "want" in found:
        if all(_describes(clause, hit) for hit in clause.of("own_deed")):
            found.discard("own_deed")
        _weigh_want(found, clause)


def own_modal(clause: Clause) -> bool:
    """True for "wir werden die Rechnung weiterleiten": what the writer will do, not get."""
    verbs = {h.last for cue in DEEDS for h in clause.of(cue)} - {h.last for h in clause.of("getting")}
    last = max((i for i, word in enumerate(clause.words) if word.written[:1].isalnum()), default=-1)
    if not clause.kinds or last not in verbs or not clause.words[last].written.islower():
        return False
    return any(h.first < last for h in clause.of("modal_self"))


def _describes(clause: Clause, hit: Hit) -> bool:
    """True for the "notes for all that was signed" of "I need the notes for all that was signed"."""
    return any(hit.first <= kind.last and kind.first <= hit.last for kind in clause.kinds)


def _weigh_want(found: set[str], clause: Clause) -> None:
    """Whether something is wanted, or spared: "we won't need the second one after all"."""
    denials = {h.last + 1 for h in clause.of("denial")}
    if denials and all(h.first in denials for h in clause.of("want")):
        found.add("spared")
        found.discard("wish")
    if "spared" in found or told_of_you(clause):
        found.discard("want")


def _weigh_missing(found: set[str], clause: Clause) -> None:
    """Whether it is papers that lack."""
    if clause.kinds and attributive(clause):
        found.discard("missing")
    if {"page", "missing"} <= found:
        found.discard("short")  # a page of a paper lacks, no goods
    if "short" in found and clause.kinds and all(_led(clause, hit.first) for hit in clause.kinds):
        found.difference_update(("missing", "kind"))  # "three bags are missing on delivery note 4711"


def _led(clause: Clause, at: int) -> bool:
    """True for a paper right behind a preposition, or its article: "on delivery note 4711"."""
    led = (h.last for cue in LED for h in clause.of(cue))
    articles = {h.first for h in clause.of("stance:definite")}
    return any(last == at - 1 or (last == at - 2 and at - 1 in articles) for last in led)


def held(clause: Clause) -> bool:
    """True for "we have a copy of the invoice", "I confirm receipt of the invoice we were missing"."""
    if clause.cues.isdisjoint(HELD) or not clause.cues.isdisjoint(OPEN) or clause.source.end == "?":
        return False
    if clause.opens("inverted", "ask_words"):
        return False
    papers = [h for h in clause.hits if h.cue.startswith(PAPERS)]
    asking = [h for cue in ASKING for h in clause.of(cue)]
    return bool(papers) and all(_of_copy(clause, h) or _once_sought(clause, h, papers) for h in asking)


def by_copy_only(clause: Clause) -> bool:
    """True when nothing but the word for a copy asks."""
    return all(_of_copy(clause, hit) for cue in ASKING for hit in clause.of(cue))


def _of_copy(clause: Clause, hit: Hit) -> bool:
    """True for asking by no more than the word for a copy."""
    return hit.cue in COPIES and any(c.first <= hit.first and hit.last <= c.last for c in clause.of("copy"))


def _once_sought(clause: Clause, hit: Hit, papers: Sequence[Hit]) -> bool:
    """True for the "missing" of "we have every note we were missing", "the note we were missing is here"."""
    had = [h.first for cue in HELD for h in clause.of(cue)]
    there = any(at > hit.last for at in had)
    if hit.cue == "want":  # "is exactly what we needed"
        there = there or any(h.last >= hit.last > h.first > papers[0].last for h in clause.of("at_hand"))
    before = [
        p for p in papers if p.last < hit.last and (there or any(0 < p.first - at <= NEAR for at in had))
    ]
    who = [h.first for cue in WHO for h in clause.of(cue)]
    if any(p.first > hit.last for p in papers):
        return False  # "I've got the quote, I was after the confirmation"
    return any(p.last < at <= hit.last for p in before for at in who)
