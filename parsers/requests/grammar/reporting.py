"""What only tells what somebody does with papers: "our depot scans all notes", "I send you the note"."""

from parsers.requests.grammar.acted import acted, become, names
from parsers.requests.text.clauses import Clause, once

# what makes a wish of a sentence, whoever is its subject
OPEN = frozenset(
    {
        *("please", "wish", "missing", "again", "copy", "lacking", "negation", "denial", "condition"),
        *("whether", "i_want", "bid", "needing", "only", "barring", "meant", "contrast", "advert"),
    }
)
SEEMING = frozenset({"want", "fragment", "also", "wants_kind", "recurring", "look"})
LACKING = frozenset({"missing", "needing"})  # "the notes got wet", "they still need signing"
ACTED = SEEMING | {"statement"}
NOTHING = frozenset[str]()
PAIR = frozenset({"teller:reader", "access:writer"})
LEADING = ("joiner", "greeting", "courtesy")
NAMING = ("determiner", "stance:definite", "filter:title", "teller:who")
NO_SUBJECT = ("preposition", "cause", "yours", "ask_words", "filter:adverb", "thanks", "want", "to_us")
GIVING = ("sending", "emailing", "want")
LONGEST = 8  # words of a subject
REACH = 4  # words from a verb to the subject behind it
NEAR = 2  # words from "I" to "you"


@once
def reporting(clause: Clause) -> frozenset[str]:
    """What seems wished where a clause only tells what others do with papers, or the writer for us."""
    opened = clause.cues & OPEN
    if clause.source.end == "?" or not opened <= LACKING:
        return NOTHING
    if become(clause):
        return ACTED | LACKING
    if opened:
        return NOTHING
    if acted(clause):
        return ACTED
    if not clause.kinds:
        return NOTHING
    told = ("teller:does" in clause.cues and _by_others(clause)) or _to_reader(clause)
    return SEEMING if told else NOTHING


def _by_others(clause: Clause) -> bool:
    """True when somebody else is the subject of a verb that has the paper as its object."""
    start = _start(clause)
    verb = next((i for i in _verbs(clause) if i > start), 0)
    if not verb or verb - start > LONGEST or any(w.written in ",:;(" for w in clause.words[start:verb]):
        return False
    if any(h.last < verb for h in clause.of("want")):
        return False  # "send me the invoices of this month"
    if any(h.first < verb for h in clause.kinds):
        return any(_names(clause, at) for at in range(verb + 1, verb + 1 + REACH))
    return _names(clause, start) and _closed(clause, verb - 1) and any(h.first > verb for h in clause.kinds)


def _start(clause: Clause) -> int:
    led = {i for cue in LEADING for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    headed = max((i + 1 for i, w in enumerate(clause.words[:LONGEST]) if w.written == ":"), default=0)
    return next((i for i in range(headed, len(clause.words)) if i not in led), 0)


def _verbs(clause: Clause) -> list[int]:
    """The words in the form of a verb; none that an article stands before: "diesen monat"."""
    nouns = {h.last + 1 for h in clause.of("determiner")}
    verbs = [h.first for h in clause.of("teller:does") if h.first not in nouns]
    return [at for at in verbs if clause.words[at].written.islower()]


def _names(clause: Clause, at: int) -> bool:
    return names(clause, at, NAMING, NO_SUBJECT, unknown=True)


def _closed(clause: Clause, at: int) -> bool:
    """True for the last word of a subject: a noun, or any word where the writer uses no capitals."""
    small = not any(c.isupper() for w in clause.words[1:] for c in w.written if not w.thing)
    return small or clause.words[at].written[:1].isupper() or clause.words[at].thing is not None


def _to_reader(clause: Clause) -> bool:
    """True for "I mail you the signed invoice": the writer gives, the reader gets."""
    if not clause.cues >= PAIR or "thanks" in clause.cues:
        return False
    gives = [h.last for cue in GIVING for h in clause.of(cue)]
    pairs = ((w.first, r.first) for w in clause.of("access:writer") for r in clause.of("teller:reader"))
    return bool(gives) and any(abs(got - writer) <= NEAR and max(gives) > writer - 2 for writer, got in pairs)
