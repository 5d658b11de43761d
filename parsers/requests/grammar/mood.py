"""In which mood a clause stands: whether it asks, denies or only refers to something."""

from parsers.phrases import Hit
from parsers.requests.fields.filters import negated
from parsers.requests.text.clauses import Clause, once

FREE = ("relation", "all")  # what may stand before a relative "what"
DENIED = {"human": 5}  # words between "no" and what it denies: "please don't have anybody ring"
MENTIONING = ("mention", "speaks")
ENDS = frozenset(",;")  # what stands behind a clause that a question follows
PAID = ("ledger:pays", "pay:run", "pay:done")
NAMED = (
    "ledger:coin",
    "stance:definite",
    "order_thing",
    "docs",
    "someone",
    "this",
    "everything",
    "all",
    "please",
    "copy",
)
SPOKEN = ("verb", "pronoun", "ask_words", "whether", "condition", "want")
OPENING = ("ask_words", "inverted", "whether")


@once
def asks(clause: Clause) -> bool:
    """True for a question, with or without its mark."""
    if clause.source.end == "?" and clause.words[-1] is not clause.source.words[-1] and _states(clause):
        return False
    if (clause.source.end == "?" and not _assent(clause)) or "whether" in clause.cues:
        return True
    if clause.words[0] is not clause.source.words[0] and clause.opens("relative"):
        return False
    if clause.source.end in (".", "!") and ("ask_words" not in clause.cues or _free(clause)):
        return False
    turned = clause.opens("inverted") and not _subjectless(clause)
    return (turned or clause.opens("ask_words")) and not drops(clause)


def _assent(clause: Clause) -> bool:
    """True for "we will pay 4711 on Friday, is that all right?": what is asked is whether that will do."""
    if "assent" not in clause.cues or clause.cues.isdisjoint(PAID):
        return False
    return max(h.first for h in clause.of("assent")) > min(h.first for cue in PAID for h in clause.of(cue))


def _subjectless(clause: Clause) -> bool:
    """True for "haben soeben 4711 bezahlt": behind the verb stands when or how, and no subject."""
    ends = {h.last + 1 for h in clause.of("inverted") if h.first <= 1}
    return any(h.first in ends for h in clause.of("filter:adverb")) and "pronoun" not in clause.cues


@once
def drops(clause: Clause) -> bool:
    """True for "is paid", "haben wir gestern bezahlt": a chat leaves out what is meant, nothing is asked."""
    if clause.cues.isdisjoint(PAID) or clause.source.end == "?" or clause.kinds:
        return False
    bare = clause.cues.isdisjoint(SPOKEN) and "progress" in clause.cues  # "but paid already"
    begins = clause.words[0] is clause.source.words[0] and clause.opens("inverted")
    if not (begins or bare) or not clause.cues.isdisjoint(NAMED):
        return False
    ours = {i for h in clause.of("access:writer") for i in range(h.first, h.last + 1)}
    told = {h.first for h in clause.of("pronoun")} - ours
    paid = {h.first for cue in PAID for h in clause.of(cue)}
    named = any(w.thing and w.thing.sort != "period" for w in clause.words)
    nouns = any(
        w.written[:1].isupper() and not w.thing and i not in paid for i, w in enumerate(clause.words) if i
    )
    return not (told or named or nouns)


def _free(clause: Clause) -> bool:
    """True for "what I need is the invoice" and "whatever notes you have", that ask nothing."""
    if "partitive" in clause.cues:
        return True
    ends = [h.last for h in clause.of("ask_words") if h.first == 0]
    return any(h.first - 1 in ends for cue in ("pronoun", "told_by", "third") for h in clause.of(cue))


def _states(clause: Clause) -> bool:
    """True for a clause before a question that has its own verb: "the quote runs out, can you extend it?" """
    if clause.opens("told_by"):
        return True
    built = not clause.cues.isdisjoint(("verb", "pay:will")) and clause.words[-1].written in ENDS
    return (
        built and clause.cues.isdisjoint(("relative", "condition", "please")) and not clause.opens(*OPENING)
    )


def brief(clause: Clause, most: int) -> bool:
    """True for a clause of few words, the signs and things among them not counted."""
    if len(clause.words) <= most:
        return True
    plain = 0
    for word in clause.words:
        if not word.thing and word.written.isalpha():
            plain += 1
            if plain > most:
                return False
    return True


def denied(clause: Clause, cue: str) -> bool:
    """True when a word like "no" or "without" stands before each hit of a cue, near enough to deny it."""
    reach = DENIED.get(cue, 1)
    asked = [h.first for h in clause.of("ask_words")]  # "I don't know how to reach somebody"
    denials = [h.last for word in ("negation", "denial") for h in clause.of(word)]
    until = {h.first for h in clause.of("pay:if")} if "pay:if" in clause.cues else ()

    def shut(hit: Hit, at: int) -> bool:
        return 0 < hit.first - at <= reach + 1 and not any(at < word < hit.first for word in asked)

    return all(
        hit.first not in until and (negated(clause, hit.first, 1) or any(shut(hit, at) for at in denials))
        for hit in clause.of(cue)
    )  # "nothing leaves until somebody rings me"


def mentioned(clause: Clause, at: int) -> bool:
    """True for a thing that is only referred to: "according to the invoice", "thanks for the statement"."""
    if "teller:load" in clause.cues and _of_goods(clause, at):
        return True
    if clause.cues.isdisjoint(MENTIONING):
        return False
    begins = [h.first for h in clause.of("stance:definite") if h.first < at]
    near = (h for h in clause.of("mention") if h.first < at <= h.last + 3)
    return any(not any(i > h.last + 1 for i in begins) for h in near) or any(
        h.first == at and not _kind_ends(clause, h.last) for h in clause.of("speaks")
    )


def _of_goods(clause: Clause, at: int) -> bool:
    """True for a paper that only says which goods: "the pallet for delivery note 4711"."""
    articles = {h.first for h in clause.of("stance:definite")}
    led = at - 1 if at - 1 in articles else at
    ties = {h.first for h in clause.of("belonging") if h.last == led - 1}
    return any(h.last + 1 in ties for h in clause.of("teller:load"))


def _kind_ends(clause: Clause, at: int) -> bool:
    """True when a word is the end of a kind's name, like the "lists" of "packing lists"."""
    return any(h.last == at > h.first for h in clause.kinds)


def puts(part: Clause) -> bool:
    """True for "and when is 4711 due", a question of its own; "when 4711 is due" only gives a time."""
    if part.cues.isdisjoint(("inverted",)) or not part.opens("ask_words"):
        return False
    if part.source.end == "?" and not part.cues.isdisjoint(("order_status", "condition")):
        return True
    asked = {h.first for h in part.of("progress")}
    turned = {h.first for h in part.of("inverted")}
    return any(h.first in asked and h.last + 1 in turned for h in part.of("ask_words"))


def only_relates(clause: Clause) -> bool:
    """True when words like "which" only go on about a paper: "the quotations which preceded them"."""
    kinds = [h.first for h in clause.kinds]
    relative = {h.first for h in clause.of("relative")}
    ends = {h.last for cue in FREE for h in clause.of(cue)}
    for hit in clause.of("ask_words"):  # "for what we bought", "zu allem, was wir gekauft haben"
        before = hit.first - 1 - (hit.first > 0 and clause.words[hit.first - 1].written == ",")
        relative |= {hit.first} if before in ends else set()
    return all(h.first in relative and kinds and h.first > min(kinds) for h in clause.of("ask_words"))
