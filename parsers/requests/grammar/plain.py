"""Whether a clause plainly asks for a paper, and which of its words then only say what the paper is for."""

from collections.abc import Mapping

from parsers.phrases import Hit
from parsers.requests.text.clauses import WANTED_KIND, Clause

ASKED = ("want", "wish", "copy")
LISTS = ("export", "form:csv", "form:xlsx", "statement")  # asked for like papers: "a CSV of all notes"
NEW = "quote"  # who asks for one mostly wants a new one
WIDE = 4  # words; a longer phrase of asking holds more than its verb
GOVERNING = ("preposition", "cause")
ADJECTIVES = 4  # words between a preposition and the noun that it governs
BOUNDS = ("want", "wish", "please", "verb", "pronoun", "to_us", "missing", "joiner")
OPENING = ("relative", "reason", "purpose", "condition")
NOTHING: frozenset[str] = frozenset()
ASIDE = frozenset(
    {
        *("dispute", "damage", "short", "claim", "anger", "reissue", "service", "remedy"),
        *("outside", "outside_told", "topic", "moving", "private", "ordering", "action", "contents"),
        *("human", "help", "habit", "duty"),
    }
)


def purposes(clause: Clause, own: Mapping[str, str]) -> set[str] | frozenset[str]:
    """The cues that only say what for: "for our claim against the haulier we need the delivery note"."""
    if clause.cues.isdisjoint(ASIDE):
        return NOTHING
    row = clause.opens("joiner") and clause.cues.isdisjoint(("verb", "pronoun"))
    if clause.cues.isdisjoint(ASKED) and not row:
        return NOTHING
    named = [hit for hit in clause.kinds if _served(hit, own)]
    named += [h for cue in LISTS for h in clause.of(cue)]
    objects = [hit for hit in named if not governed(clause, hit.first)]
    if not objects:
        return NOTHING
    found = [cue for cue in ASIDE if cue in clause.cues]
    return {cue for cue in found if all(_aside(clause, hit, objects) for hit in clause.of(cue))}


def governed(clause: Clause, at: int, by: tuple[str, ...] = GOVERNING) -> bool:
    """True for a noun behind a preposition that no verb of asking has taken: "on the invoice"."""
    taking = [h for cue in (*ASKED, "missing") for h in clause.of(cue) if h.last - h.first < WIDE]
    taken = {i for h in taking for i in range(h.first, h.last + 2)}
    ends = {h.last: h for cue in GOVERNING for h in clause.of(cue)}
    bounds = {i for cue in BOUNDS for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    articles = {h.first for h in clause.of("stance:definite")}
    for i in range(at - 1, max(at - ADJECTIVES - 2, -1), -1):
        if i in ends:
            return ends[i].cue in by and ends[i].first not in taken
        if i in articles and i - 1 not in ends:
            return False  # "I need from you the invoice"
        if i in bounds or clause.words[i].written in ",;:(":
            return False
    return False


def _served(hit: Hit, own: Mapping[str, str]) -> bool:
    kind = hit.cue.removeprefix(WANTED_KIND)
    return kind not in own and kind != NEW


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
