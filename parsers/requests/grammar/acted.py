"""What a clause tells of papers by its verb: "Ms Huber files the notes", "the notes run tonight"."""

from collections.abc import Iterable

from parsers.phrases import Hit
from parsers.requests.text.clauses import Clause

TELLING = frozenset({"teller:acts", "teller:plain", "teller:goes"})
PAPER = "kind:"
NAMING = ("teller:helper", "determiner", "stance:definite", "filter:title", "access:writer", "pronoun")
LED = ("joiner", "greeting", "courtesy", "informing")
NO_SUBJECT = ("preposition", "cause", "ask_words", "thanks", "want", "relative", "condition", "teller:acts")
LONGEST = 8  # words of a subject
ADJECTIVES = 4  # words from the beginning to a paper that begins it
OBJECT = 5  # words from a verb to its paper
SIGNS = ",:;("


def acted(clause: Clause) -> bool:
    """True when all papers are the objects of somebody's deed: "Ms Huber files the notes"."""
    papers = _papers(clause)
    return bool(papers) and _done(clause, _start(clause), min(h.first for h in papers))


def become(clause: Clause) -> bool:
    """True for "the notes were signed by the depot" and "the notes run tonight"."""
    papers = _papers(clause)
    if not papers:
        return False
    start, first = _start(clause), min(h.first for h in papers)
    timed = start < len(clause.words) and clause.words[start].thing is not None  # "last week's notes"
    if first > start + ADJECTIVES or (first > start and not timed and not _names(clause, start)):
        return False
    last = max(h.last for h in papers)
    passive = {h.last + 1 for h in clause.of("teller:passive")}
    verbs = [h.first for h in clause.of("teller:acts") if h.first in passive]
    verbs += [h.first for h in clause.of("teller:goes")]
    return any(0 < at - last <= LONGEST for at in verbs)


def _papers(clause: Clause) -> list[Hit]:
    """The papers of a clause that may tell of them; none behind which "that the driver signed" begins."""
    if TELLING.isdisjoint(clause.cues) or clause.words[-1].written in SIGNS[1:]:
        return []
    papers = [h for h in clause.hits if h.cue.startswith(PAPER)]
    first = min((h.first for h in papers), default=0)
    return [] if any(h.first < first + LONGEST for h in clause.of("relative")) else papers


def _start(clause: Clause) -> int:
    led = {i for cue in LED for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    led |= {i for i, w in enumerate(clause.words[:LONGEST]) if w.written in SIGNS and i - 1 in led}
    return next((i for i in range(len(clause.words)) if i not in led), 0)


def _done(clause: Clause, start: int, first: int) -> bool:
    """True for "Ms Huber files the notes" and "I will fax you the note"."""
    verbs = [h for h in clause.of("teller:acts") if h.last < first]
    verbs += [h for h in clause.of("teller:plain") if h.last < first and _helped(clause, h.first)]
    verb = min(verbs, key=lambda h: h.first, default=None)
    if verb is None or first - verb.last > OBJECT or verb.first - start > LONGEST:
        return False
    articles = {h.last + 1 for cue in ("determiner", "stance:definite") for h in clause.of(cue)}
    if verb.first == start:  # "forwarded the notes to the depot"
        return any(h.first == start + 1 for h in clause.of("stance:definite"))
    if verb.first in articles or any(h.first == verb.last + 1 for h in clause.of("to_us")):
        return False
    if any(h.last < verb.first for cue in ("want", "teller:addressed") for h in clause.of(cue)):
        return False  # "send us what he signed", "what you sent"
    signs = any(w.written in SIGNS for w in clause.words[start:first])
    return not signs and _names(clause, start)


def _helped(clause: Clause, at: int) -> bool:
    """True for a verb without an ending that "I", "we" or "will" stands before."""
    near = {at - 1, at - 2 if at > 1 and clause.words[at - 1].written.endswith("ly") else at - 1}
    return any(h.last in near for h in clause.of("teller:helper"))


def _names(clause: Clause, at: int) -> bool:
    return names(clause, at, NAMING, NO_SUBJECT)


def names(
    clause: Clause, at: int, naming: Iterable[str], others: Iterable[str], unknown: bool = False
) -> bool:
    """True for a word that begins the name of somebody: an article, a title, a pronoun, a capital.

    `unknown`: a capital counts only on a word that says nothing else.
    """
    if at >= len(clause.words) or any(h.first <= at <= h.last for cue in others for h in clause.of(cue)):
        return False
    if any(h.first == at for cue in naming for h in clause.of(cue)):
        return True
    word = clause.words[at]
    said = unknown and any(h.first <= at <= h.last for h in clause.hits)
    return word.written[:1].isupper() and word.written.isalpha() and word.thing is None and not said
