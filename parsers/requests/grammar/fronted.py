"""What papers belong to, said before them: "for the York branch the credit notes", "zu 4711 alles"."""

from parsers.requests.text.clauses import Clause, once

LEADS = ("joiner", "also", "please", "greeting", "filter:adverb", "only", "besides")
ADDING = ("joiner", "also", "besides")
SCOPES = ("{number}", "{period}", "filter:location", "filter:cost_centre", "filter:town")
TIES = ("relation", "attributive", "preposition")
BETWEEN = (
    "stance:definite",
    "determiner",
    "indefinite",
    "all",
    "also",
    "only",
    "please",
    "filter:adverb",
    "filter:last",
    "stance:approve",
)
SPEAKING = ("verb", "pronoun", "told_by", "have", "inverted")
WHOLE = "everything"


@once
def fronted(clause: Clause) -> bool:
    """True when a clause begins with what its papers belong to or fall into."""
    paper = papers_at(clause)
    if paper <= 1 or clause.cues.isdisjoint(SCOPES):
        return False
    at = lead(clause, paper)
    if not any(h.first == at for cue in TIES for h in clause.of(cue)):
        return False
    enough = {
        h.first for h in clause.of("stance:approve")
    }  # "from 4711 the invoice will do", as German puts it
    spoken = {h.first for cue in SPEAKING for h in clause.of(cue)} - enough
    if any(at < min(paper, named_at(clause)) for at in spoken):
        return False
    scopes = [
        i
        for i, word in enumerate(clause.words[:paper])
        if word.thing and word.thing.sort in ("number", "period")
    ]
    scopes += [h.last for cue in SCOPES for h in clause.of(cue) if h.last < paper]
    behind = max((i for i in scopes if i > at), default=0)
    return bool(behind) and _between(clause, behind, paper)


@once
def whatever(clause: Clause) -> bool:
    """True for papers named by a whole clause: "whatever invoices came in May", "for 4711 all there is"."""
    if clause.source.end == "?":
        return False
    ends = max((i for i, word in enumerate(clause.words) if word.written[0].isalnum()), default=0)
    begins = lead(clause, len(clause.words))
    spans = [(h.first, h.last) for h in clause.of(WHOLE)]
    spans += [(h.first, ends) for h in clause.of("partitive") if h.first == begins]
    spoken = [h for cue in SPEAKING for h in clause.of(cue)]
    return bool(spans and spoken) and all(any(a <= h.first and h.last <= b for a, b in spans) for h in spoken)


def named_at(clause: Clause) -> int:
    """Where the clause begins by which papers are named; the number of words where there is none."""
    first = [h.first for cue in (WHOLE, "partitive") for h in clause.of(cue)]
    return min(first, default=len(clause.words)) if whatever(clause) else len(clause.words)


def papers_at(clause: Clause) -> int:
    """Where the first papers are named, be it as "everything"; -1 for nowhere."""
    named = [h.first for h in (*clause.kinds, *clause.of(WHOLE))]
    return min(named, default=-1)


def led(clause: Clause) -> bool:
    """True when a clause begins as one more thing: "oh, and", "in addition"."""
    begins = lead(clause, len(clause.words))
    return any(h.first < begins for cue in ADDING for h in clause.of(cue))


def lead(clause: Clause, paper: int) -> int:
    """Where the clause begins behind words like "and", "then" and "please"."""
    ends = {h.first: h.last for cue in LEADS for h in clause.of(cue)}
    at = 0
    while at < paper and (at in ends or not clause.words[at].written[0].isalnum()):
        at = ends.get(at, at) + 1
    return at


def _between(clause: Clause, behind: int, paper: int) -> bool:
    """True when nothing but articles and the like stands between a scope and its papers."""
    if paper in {h.first for h in clause.of(WHOLE)}:
        return True
    small = {i for cue in BETWEEN for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    words = range(behind + 1, paper)
    return bool(words) and words[-1] in small
