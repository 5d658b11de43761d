"""What a paper lacks that should stand on it: the paper is there, but not right.

"Our order number is missing on the invoice", "invoice 4711 has no tariff code", "auf 4711 fehlt der Rabatt".
Any noun may be what lacks; told apart is only what makes the paper itself be missed: its pages, its file.
"""

from parsers.phrases import Hit
from parsers.requests.grammar.plain import governed
from parsers.requests.text.clauses import Clause, once

FIELDS = ("entry", "field")  # what papers have, by name
FAULTY = frozenset({"entry", "lacking", "omitted", "printed", "without_any", "wrongly", "amend", "alter"})
LACKING = frozenset({"missing", "lacking", "negation"})
# Where the paper itself is asked for, or where goods, an answer or a part of the paper lack
UNSAID = (
    *("want", "wish", "copy", "again", "docs", "page", "medium", "order_thing", "no_entry"),
    *("none_missing", "always", "recurring"),
)
BIDDING = ("please", "bid", "doing", "onwards", "recurring", "moving")
SENDING = ("want", "wish", "copy", "again", "docs", "amend", "{number}")
ORDERING = ("kind:order_confirmation", "kind:quote")  # to change them is to change the order
# What no noun begins with
NO_NOUN = (
    *("preposition", "pronoun", "me", "verb", "joiner", "filter:adverb", "progress", "participle"),
    *("cause",),
)
ARTICLES = (
    *("determiner", "stance:definite", "indefinite", "filter:ours", "ledger:ours", "filter:theirs"),
    *("yours",),
)
BOUNDS = ("lacking", "negation", "verb", "pronoun", "missing")
SIGNS = frozenset("()[],;:")
ADJECTIVES = 4  # words from "on" to a paper
FAR = 6  # words from a paper to what it has not


def of_entries(clause: Clause) -> set[str]:
    """Whether a clause finds fault with an entry of a paper, or tells what papers shall say."""
    found = set()
    if not clause.cues.isdisjoint(FAULTY) and flawed(clause):
        found.add("flaw")
    if not clause.cues.isdisjoint(FIELDS) and instructs(clause):
        found.add("instructs")
    return found


@once
def flawed(clause: Clause) -> bool:
    """True for "our order number is missing on the invoice": the paper is there, but not right."""
    return "pending" not in clause.cues and (_named_entry(clause) or _entry_told(clause))


@once
def instructs(clause: Clause) -> bool:
    """True for "please quote our new VAT number on all future invoices": what papers shall say."""
    if not clause.kinds or clause.cues.isdisjoint(BIDDING) or not clause.cues.isdisjoint(SENDING):
        return False
    fields = _fields(clause)
    papers = [k for k in clause.kinds if k.last not in fields]
    first = min((k.first for k in papers), default=0)
    if not any(i < first for i in fields):
        return False
    return all(_upon(clause, k.first) or governed(clause, k.first, ("cause",)) for k in papers)


def _named_entry(clause: Clause) -> bool:
    """True when one of the entries that papers have is missing."""
    if "entry" not in clause.cues:
        return False
    if not clause.kinds:
        return "omitted" in clause.cues and not _of_papers(clause)
    if "missing" not in clause.cues and not _denied_beside(clause):
        return False
    return clause.cues.isdisjoint(("want", "wish")) and all(
        governed(clause, k.first, ("preposition",)) for k in clause.kinds
    )


def _of_papers(clause: Clause) -> bool:
    """True for "the papers of our cost centre are missing": they are what lacks."""
    entries = [h.first for h in clause.of("entry")]
    return any(h.last < min(entries) and not governed(clause, h.first) for h in clause.of("docs"))


def _denied_beside(clause: Clause) -> bool:
    """True for an entry and a "not" that no comma parts: "our number is not on it"."""
    ends = [i for i, word in enumerate(clause.words) if word.written == ","]
    denials = [h for cue in ("negation", "lacking") for h in clause.of(cue)]
    pairs = [sorted((a.first, b.first)) for a in clause.of("entry") for b in denials]
    return any(not any(first < end < last for end in ends) for first, last in pairs)


def _entry_told(clause: Clause) -> bool:
    """True when a noun is missing or wrong on all papers named, or one paper is told not to have it."""
    mending = "amend" in clause.cues or "alter" in clause.cues
    if clause.source.end == "?" and not mending:
        return False
    fields = _fields(clause)
    named = fields.union(*(range(k.first, k.last + 1) for k in clause.kinds))
    said = (h for cue in UNSAID if cue in clause.cues for h in clause.of(cue))
    if any(h.first not in named for h in said):
        return False
    papers = [k for k in clause.kinds if k.last not in fields]
    if not papers:
        numbers = [i for i, word in enumerate(clause.words) if word.thing and word.thing.sort == "number"]
        on = len(numbers) == 1 and any(_upon(clause, numbers[0] - back) for back in (0, 1))
        return on and (_left_off(clause) or "wrongly" in clause.cues)
    if all(_upon(clause, paper.first) for paper in papers):
        if "wrongly" in clause.cues or (mending and all(k.cue not in ORDERING for k in papers)):
            return True
        return _left_off(clause) or any(_noun(clause, h) for h in clause.of("lacking"))
    return not mending and _has_not(clause, papers)


def _fields(clause: Clause) -> set[int]:
    """The words that name entries of a paper, as "delivery note number"; not before the number itself."""
    hits = (h for cue in FIELDS for h in clause.of(cue))
    bare = (h for h in hits if h.last + 1 == len(clause.words) or not clause.words[h.last + 1].thing)
    found = {i for h in bare for i in range(h.first, h.last + 1)}
    return found.union(*(range(k.first, k.last) for k in clause.kinds if k.last in found))


def _upon(clause: Clause, first: int) -> bool:
    """True for a paper on which something stands: "on your last invoice"."""
    starts = {h.last for h in clause.of("upon")}
    inside = {h.last for h in clause.of("inside")}
    articles = _heads(clause, ARTICLES)
    bounds = _heads(clause, BOUNDS)
    kinds = {i for k in clause.kinds for i in range(k.first, k.last + 1)}  # "certificate 3.1" names two
    at = first - 1
    plain = True  # "in our ledger invoice 4711 is missing" names no ledger invoice
    while at >= max(0, first - ADJECTIVES) and at not in starts | inside:
        if at in bounds or not (at in articles | kinds or clause.words[at].written[0].islower()):
            return False
        plain = plain and at in articles | kinds
        at -= 1
    return at in starts or (plain and at in inside)


def _left_off(clause: Clause) -> bool:
    """True for "is missing", "you forgot", "is not stated", but not for what the writer forgot."""
    if "printed" in clause.cues and not clause.cues.isdisjoint(LACKING):
        return True
    return "omitted" in clause.cues and ("missing" in clause.cues or "pronoun" not in clause.cues)


def _has_not(clause: Clause, papers: list[Hit]) -> bool:
    """True for "invoice 4711 has no tariff code": the paper, a verb, and a noun that is denied."""
    paper = papers[0]
    if governed(clause, paper.first):
        return False
    articles = _heads(clause, ARTICLES)
    before = next((i for i in range(paper.first - 1, -1, -1) if i not in articles), None)
    verbs = [h.first for h in clause.of("verb") if paper.last < h.first or h.last == before]
    denials = [*clause.of("lacking"), *clause.of("wrongly")]
    denials = [h for h in denials if any(at < h.first for at in verbs)]
    denials = [h for h in [*denials, *clause.of("without_any")] if 0 < h.last - paper.last <= FAR]
    named = [h for h in denials if all(k == paper or k.first > h.first for k in papers)]
    return any(_plain(clause, paper, h) and _noun(clause, h) for h in named) or _field_behind(clause, paper)


def _plain(clause: Clause, paper: Hit, denial: Hit) -> bool:
    """True when no sign stands between a paper and what is denied of it."""
    return all(word.written not in SIGNS for word in clause.words[paper.last + 1 : denial.first])


def _field_behind(clause: Clause, paper: Hit) -> bool:
    """True for "invoice 4711: no order number"."""
    if "verb" in clause.cues:
        return False
    fields = _fields(clause)
    return any(paper.last < h.first and h.last + 1 in fields for h in clause.of("lacking"))


def _noun(clause: Clause, denial: Hit) -> bool:
    """True when a noun stands right behind "no", "without a", "is missing our"."""
    at = denial.last + 1
    articles = _heads(clause, ARTICLES)
    while at in articles:
        at += 1
    if at >= len(clause.words) or clause.words[at].thing or not clause.words[at].written[0].isalpha():
        return False
    kinds = {k.first for k in clause.kinds}
    return at in _fields(clause) or at not in _heads(clause, NO_NOUN) | kinds


def _heads(clause: Clause, cues: tuple[str, ...]) -> set[int]:
    """The first words of all hits of some cues."""
    return {h.first for cue in cues for h in clause.of(cue)}
