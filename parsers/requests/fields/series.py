"""Further sites behind the first one: "for Telford and for Corby", "the Telford and Corby plants"."""

from parsers.requests.text.clauses import Clause
from parsers.requests.text.names import capitalised, says

LED = ("relation", "filter:location_word", "filter:location", "determiner", "stance:definite", "also")
BEHIND = ("joiner", "relation", "please", "want", "filter:location", "preposition", "all", "export")
COMPANY = "&"
LISTING = frozenset("(:")
SIGNS = ",:(–-"  # before a row
WORDS = 2  # words of a name
LEAD = 3  # words from "and" to the name: "and for our"
MOST = 20  # sites of a row


def more_sites(clause: Clause, first: str) -> list[str]:
    """The sites that stand in a row with one; none when it stands alone."""
    span = _span(clause, first)
    listed = span is not None and _listed(clause, span[0])
    if span is None or not (listed or "joiner" in clause.cues):
        return []
    found: list[str] = []
    at = span[1]
    closed = 0  # how many of the names an "and" closes; "Leeds, Number" is no row
    while len(found) < MOST and (named := _next(clause, at, first)):
        found.append(named[0])
        closed = len(found) if any(h.first in (at, at + 1, at + 2) for h in clause.of("joiner")) else closed
        at = named[1]
    closed = len(found) if listed and _ends(clause, at) else closed
    found = found[:closed]
    before = _before(clause, span[0])
    return [before, *found] if before else found


def _listed(clause: Clause, at: int) -> bool:
    """True behind a bracket or a colon: "for our three shops (Enns, Perg, Linz)"."""
    return at > 0 and clause.words[at - 1].written in LISTING and "filter:location" in clause.cues


def _ends(clause: Clause, at: int) -> bool:
    return at >= len(clause.words) or clause.words[at].written == ")"


def _span(clause: Clause, name: str) -> tuple[int, int] | None:
    """Where the words of a name stand: the first index, and the one behind."""
    tokens = name.split()
    written = [word.written for word in clause.words]
    places = (i for i in range(len(written)) if written[i : i + len(tokens)] == tokens)
    at = next(places, None)
    return (at, at + len(tokens)) if at is not None else None


def _next(clause: Clause, at: int, first: str) -> tuple[str, int] | None:
    """The name behind an "and" or a comma, and the index behind it."""
    words = clause.words
    start = at
    if start < len(words) and any(h.first == start == h.last for h in clause.of("filter:location")):
        start += 1  # "the Leeds branch and the Hull branch"
    if start < len(words) and words[start].written == ",":
        start += 1
    joiner = next((h for h in clause.of("joiner") if h.first == start), None)
    start = joiner.last + 1 if joiner else start
    if start == at or words[start - 1].written == COMPANY:
        return None
    kind = next((h for h in clause.of("filter:location_full") if h.first == start), None)
    if numbered := _numbered(clause, kind.last + 1 if kind else start, first):
        return numbered
    sited = start
    sites = {h.first for h in clause.of("filter:location")}
    for _ in range(LEAD):
        if sited < start < len(words) and start not in sites and words[start].written[:1].isupper():
            break  # "die Baustelle Am Anger"
        start = next((h.last + 1 for cue in LED for h in clause.of(cue) if h.first == start), start)
    small = first.islower() and (
        any(h.last == start - 1 >= sited for h in clause.of("filter:location"))
        or any(h.first == start for h in clause.of("filter:quarter"))
    )
    end = start
    while end < min(start + WORDS, len(words)) and (
        _names(clause, end, first, small)
        or (end == start and start > sited and capitalised(words[end]) and not _paper(clause, end))
    ):
        end += 1
    if end == start or not _closes(clause, end):
        return None
    return " ".join(word.written for word in words[start:end]), end


def _paper(clause: Clause, at: int) -> bool:
    """True for the papers of "for Haus Mondsee also the delivery notes"."""
    return any(kind.first <= at <= kind.last for kind in clause.kinds)


def _numbered(clause: Clause, at: int, first: str) -> tuple[str, int] | None:
    """The "Werk 2" of "Werk 1 und Werk 2", "Werk 1 und 2", and the index behind it."""
    kind, _, number = first.rpartition(" ")
    word = clause.words[at] if at < len(clause.words) else None
    if not (kind and number.isdigit() and word) or word.thing or not word.written.isdigit():
        return None
    return (f"{kind} {word.written}", at + 1) if _closes(clause, at + 1) else None


def _names(clause: Clause, at: int, first: str, small: bool = False) -> bool:
    """True for a word that is a name, or a number where the first site has one; `small`: of small letters."""
    word = clause.words[at]
    if word.thing:
        return False
    if small:
        return word.written.isalpha() and not says(clause, at)
    return word.written.isdigit() if first.isdigit() else capitalised(word) and not says(clause, at)


def _closes(clause: Clause, at: int) -> bool:
    """True where a row ends or goes on; "for Leeds and Mary has the rest" names one site."""
    if at >= len(clause.words) or clause.words[at].thing or not clause.words[at].written.isalnum():
        return True
    return any(h.first <= at <= h.last for cue in BEHIND for h in clause.of(cue))


def _before(clause: Clause, at: int) -> str | None:
    """The Telford of "our Telford and Corby plants", of "invoices for May, Telford and Corby only"."""
    joined = any(h.first == h.last == at - 1 for h in clause.of("joiner"))
    plural = any(h.first > at for h in clause.of("filter:location"))
    plural = plural or any(at < h.first <= at + WORDS for h in clause.of("only"))
    if at < WORDS or not joined or not plural or clause.words[at - 1].written == COMPANY:
        return None
    led = at == WORDS or clause.words[at - LEAD].written in SIGNS
    led = led or any(h.last == at - LEAD for cue in LED for h in clause.of(cue))
    return clause.words[at - 2].written if led and _names(clause, at - 2, "") else None
