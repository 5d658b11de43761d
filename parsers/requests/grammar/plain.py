"""Whether a clause plainly asks for a paper, and which of its words then only say what the paper is for."""

from collections.abc import Iterator, Mapping, Sequence

from parsers.phrases import Hit
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

ASKED = ("want", "wish", "copy")
TAKING = (*ASKED, "missing")
LISTS = ("export", "form:csv", "form:xlsx", "statement")  # asked for like papers: "a CSV of all notes"
NEW, CREDIT = "quote", "credit_note"
BRIEFLY = ("please", "missing", "again")
WIDE = 4  # words; a longer phrase of asking holds more than its verb
GOVERNING = ("preposition", "cause")
ADJECTIVES = 4  # words between a preposition and the noun that it governs
BOUNDS = ("want", "wish", "please", "verb", "pronoun", "to_us", "missing", "joiner")
OPENING = ("relative", "reason", "purpose", "condition")
NOTHING: frozenset[str] = frozenset()
AIMING = ("reason", "purpose", "cause")
NEEDING = ("want", "needing")
BOUNDING = ("want", "wish", "please", "pronoun", "missing")
ASIDE = frozenset(
    {
        *("dispute", "damage", "short", "claim", "anger", "reissue", "service", "remedy"),
        *("outside", "outside_told", "topic", "moving", "private", "ordering", "action", "contents"),
        *("human", "help", "habit", "duty"),
    }
)
BEHIND = ASIDE | {"alter", "stop", "amend", "quantity", "wrong_paper", "fee", "other", "letter:site"}


def purposes(clause: Clause, own: Mapping[str, str]) -> set[str] | frozenset[str]:
    """The cues that only say what for: "for our claim against the haulier we need the delivery note"."""
    if clause.cues.isdisjoint(BEHIND):
        return NOTHING
    row = clause.opens("joiner") and clause.cues.isdisjoint(("verb", "pronoun"))
    plain = row or not clause.cues.isdisjoint(ASKED)
    if not plain and clause.cues.isdisjoint(BRIEFLY):
        return NOTHING
    named = [hit for hit in clause.kinds if _served(clause, hit, own, plain)]
    lists = [h for cue in LISTS for h in clause.of(cue)] if plain else []
    objects = [hit for hit in [*named, *lists] if not governed(clause, hit.first)]
    if not objects:
        return NOTHING
    found = {cue for cue in BEHIND if cue in clause.cues and all(tied(clause, named, cue))}
    if plain:
        asides = [cue for cue in ASIDE if cue in clause.cues]
        found |= {cue for cue in asides if all(_aside(clause, hit, objects) for hit in clause.of(cue))}
    return found


def tied(clause: Clause, papers: Sequence[Hit], cue: str) -> Iterator[bool]:
    """For each word of a cue, whether it only says what a paper is for."""
    return (attached(clause, papers, hit.last) for hit in clause.of(cue))


def attached(clause: Clause, papers: Sequence[Hit], at: int) -> bool:
    """True for the "broken" of "the delivery note for the broken jars", right behind the paper."""
    ends = {k.last + 1 for k in papers}
    ends |= {at + 1 for at in ends if at < len(clause.words) and clause.words[at].thing}  # "note 4711 for"
    ties = {h.last for h in clause.of("cause") if h.first in ends}
    ties |= {h.last for h in clause.of("attributive") if h.first in ends and h.first == h.last}
    ties -= {h.last for h in clause.of("preposition")}  # "of" and "der", not "with"
    bounds = {i for cue in BOUNDS for h in clause.of(cue) for i in range(h.first, h.last + 1)} if ties else ()
    for i in range(at - 1, max(at - ADJECTIVES - 2, -1), -1) if ties else ():
        if i in ties:
            return True
        if i in bounds or clause.words[i].written in ",;:(":
            return False
    return False


def governed(clause: Clause, at: int, by: tuple[str, ...] = GOVERNING) -> bool:
    """True for a noun behind a preposition that no verb of asking has taken: "on the invoice"."""
    if clause.cues.isdisjoint(by):
        return False
    ends = {h.last: h for cue in (*GOVERNING, *by) for h in clause.of(cue)}
    bounds = {i for cue in BOUNDS for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    articles = {h.first for h in clause.of("stance:definite")}
    for i in range(at - 1, max(at - ADJECTIVES - 2, -1), -1):
        if i in ends:
            return ends[i].cue in by and not _taken(clause, ends[i].first)
        if i in articles and i - 1 not in ends:
            return False  # "I need from you the invoice"
        if i in bounds or clause.words[i].written in ",;:(":
            return False
    return False


def _taken(clause: Clause, at: int) -> bool:
    """True for a word in a phrase of asking, or right behind it: "waiting for"."""
    taking = (h for cue in TAKING for h in clause.of(cue) if h.last - h.first < WIDE)
    return any(h.first <= at <= h.last + 1 for h in taking)


def aimed(clause: Clause, hit: Hit) -> bool:
    """True for a paper that another one is asked for: "to match the delivery notes I need the invoices"."""
    if clause.cues.isdisjoint(AIMING) or clause.cues.isdisjoint(NEEDING) or "copy" in clause.cues:
        return False
    needs = min((h.first for cue in NEEDING for h in clause.of(cue) if h.first > hit.last), default=None)
    if needs is None or not any(kind.first > needs for kind in clause.kinds):
        return False
    asked = [h.first for cue in BOUNDING for h in clause.of(cue) if h.first < hit.first]
    leads = (h.first for cue in AIMING for h in clause.of(cue) if h.first < hit.first)
    return any(_begins(clause, at) and not any(at < a for a in asked) for at in leads)


def _begins(clause: Clause, at: int) -> bool:
    """True for the first word of what a sign or a joining word parts from the words before it."""
    return (
        at == 0
        or not clause.words[at - 1].written.isalnum()
        or (at == 1 and clause.opens("joiner", "greeting"))
    )


def _served(clause: Clause, hit: Hit, own: Mapping[str, str], plain: bool) -> bool:
    """True for a paper that exists; who asks for a quote or a credit note mostly wants a new one."""
    kind = hit.cue.removeprefix(WANTED_KIND)
    lost = any(not attached(clause, [hit], h.last) for cue in ("missing", "again") for h in clause.of(cue))
    if kind == NEW:
        return lost or "copy" in clause.cues
    if kind == CREDIT and not lost:
        new = any(h.last == hit.first - 1 for h in clause.of("indefinite")) and "copy" not in clause.cues
        return plain and not new
    return kind not in own


def _aside(clause: Clause, hit: Hit, objects: list[Hit]) -> bool:
    """True for a word behind a preposition, or in a clause that describes or explains the paper."""
    if any(hit.first <= k.last and k.first <= hit.last for k in objects):
        return hit.cue == "claim"
    if governed(clause, hit.first, ("cause",)):
        return True
    given = {h.first - 1 for cue in ("to_us", "me") for h in clause.of(cue)}  # the "to" of "sent to us"
    after = [
        h.first for cue in OPENING for h in clause.of(cue) if h.first <= hit.first and h.last not in given
    ]
    return any(k.last < at for k in objects for at in after)
