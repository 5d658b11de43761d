"""Which clauses speak of sites, and the names in them that nothing tells but where they stand."""

from parsers.requests.text.clauses import Clause
from parsers.requests.text.names import capitalised, two_words

LEADING = ("relation", "preposition", "filter:into")
SHORTEST = 4  # letters of a name in small letters
# what the name of a town may look like
HARMLESS = ("infinitive", "filter:location_word", "filter:town", "filter:quarter", "filter:small", "mark:")
# what a clause shows that speaks of papers, goods or sites, and what one about something else
SPOKEN = (
    *("docs", "want", "wish", "missing", "only", "the_ones", "of_which", "order_thing", "open_items"),
    *("statement", "export", "everything", "meant", "traded", "handed", "filter:applies", "filter:that_site"),
    *("filter:ordering", "this", "thither", "status:", "relative", "belonging", "access:they"),
)
ELSEWHERE = ("verb", "closing")
TRADED = ("traded", "handed", "filter:ordering")
GOODS = 2  # words


BRIEF = 4  # words of "but not Ulm"


def speaks(clause: Clause) -> bool:
    """True for a clause about papers, goods or sites, or of a few words; not "our office was flooded"."""
    if "i_am" in clause.cues and not clause.kinds and clause.cues.isdisjoint(("docs", "want")):
        return False
    if clause.kinds or any(cue.startswith(SPOKEN) for cue in clause.cues):
        return True
    ends = max((i for i, word in enumerate(clause.words) if word.written[0].isalnum()), default=0)
    if ends <= BRIEF and clause.opens("only", "joiner", "contrast"):
        return not any(h.last == ends for h in clause.of("negation"))  # "nur Ulm nicht"
    ours = "filter:ours" in clause.cues and "filter:desk" not in clause.cues
    sited = ours and not clause.cues.isdisjoint(("filter:location", "filter:location_full"))
    return sited or clause.cues.isdisjoint(ELSEWHERE)


def unknown(clause: Clause, at: int) -> str | None:
    """The word at an index that signals nothing and so may be a name; with "bad" or "st" before it, both."""
    if at >= len(clause.words):
        return None
    word = clause.words[at]
    signalled = [h for h in clause.hits if at in (h.first, h.last)]
    led = any(h.last == at - 1 for cue in LEADING for h in clause.of(cue))
    doing = not led and any(h.cue == "infinitive" for h in signalled)  # "und melden uns", not "für gmunden"
    known = doing or any(not h.cue.startswith(HARMLESS) for h in signalled)
    if known or word.thing or not word.written.isalpha() or len(word.written) < SHORTEST:
        return two_words(clause, at)
    return word.written


def acts(clause: Clause, at: int) -> bool:
    """True for a verb that signals more than that: "die mails an unser lager abstellen"."""
    if not any(h.first == at for h in clause.of("infinitive")):
        return False
    return any(h.first == at and not h.cue.startswith(HARMLESS) for h in clause.hits)


def town_named(clause: Clause) -> str | None:
    """The town right behind a word like "for"."""
    ends = {hit.last for hit in clause.of("filter:led")}
    return next((clause.words_of(h) for h in clause.of("filter:town") if h.first - 1 in ends), None)


def town_end(clause: Clause, at: int) -> int:
    """The index behind a town that goods are named behind: "in Trier Reifen abgeholt"; 0 for none."""
    if "filter:town" not in clause.cues:
        return 0
    town = next((h for h in clause.of("filter:town") if h.first == at), None)
    if town is None:
        return 0
    behind = town.last + 1
    while behind < min(len(clause.words), town.last + 1 + GOODS) and capitalised(clause.words[behind]):
        behind += 1
    traded = behind > town.last + 1 and any(h.first == behind for cue in TRADED for h in clause.of(cue))
    return town.last + 1 if traded else 0
