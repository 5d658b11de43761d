"""Papers that came in place of the one that was wanted: "instead of invoice 4711 I got the note"."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.phrases import Hit
from parsers.requests.text.masks import WANTED_KIND
from parsers.requests.text.sentences import Sentence

FOR = "in_place_of"
CAME = "came_in_place"
NEAR = 4  # words from "instead of" to the paper
TWO = 2  # papers, of which one came
NUMBERED = 2  # words from a paper to its number
BIDDING = frozenset({"please", "wish", "i_want", "bid", "needing"})
MATTER = frozenset({"charged", "entry", "figure", "levy", "{money}"})  # what stands on a paper is no paper
# what is said of the paper that came, and must not be said of the one that is wanted
SAID = frozenset(
    {
        *(
            "have",
            "arrival",
            "done",
            "obtained",
            "at_hand",
            "holding",
            "settled",
            "turned_up",
            "dispute",
            "short",
        ),
        *(
            "negation",
            "instead",
            "stage:came",
            "traded",
            "unasked:later",
            "unasked:runs",
            "presence",
            "giving",
        ),
    }
)


def righted(sentence: Sentence, hits: Sequence[Hit]) -> tuple[Sentence, list[Hit]]:
    """A sentence that tells of a mistaken paper, as one that lacks the right one; any other as it is."""
    shown = {h.cue for h in hits}
    told = CAME in shown and shown.isdisjoint(BIDDING | MATTER) and sentence.end != "?"
    swap = _swap(hits) if told else None
    wrong = _mistaken(sentence, hits, swap) if swap else None
    if swap is None or wrong is None:
        return sentence, [*hits]
    words = tuple(w._replace(thing=None) if i in wrong else w for i, w in enumerate(sentence.words))
    kept = [h for h in hits if h.first not in wrong and h.cue not in SAID]
    return replace(sentence, words=words), [*kept, Hit("missing", swap.first, swap.last)]


def _swap(hits: Sequence[Hit]) -> Hit | None:
    """The "instead of" of a sentence, else the "not" between what came and one other paper."""
    swap = next((h for h in hits if h.cue == FOR), None)
    kinds = [h for h in hits if h.cue.startswith(WANTED_KIND)]
    if swap or len(kinds) != TWO:
        return swap
    came, wanted = kinds
    told = any(h.cue == CAME and h.first < wanted.first for h in hits) and not any(
        h.cue == "unwanted" for h in hits
    )
    none = {h.first for h in hits if h.cue == "lacking"}  # "came with the notes but no invoices"
    nots = (
        h
        for h in hits
        if h.cue == "denied"
        and h.first not in none
        and came.last < h.first
        and 0 < wanted.first - h.last < NEAR
    )
    return next(nots, None) if told else None


def _mistaken(sentence: Sentence, hits: Sequence[Hit], swap: Hit) -> set[int] | None:
    """The words that name the paper that came, of two kinds or of two numbers; None when it is not clear."""
    behind = range(swap.last + 1, swap.last + 1 + NEAR)
    kinds = [h for h in hits if h.cue.startswith(WANTED_KIND)]
    numbers = [i for i, word in enumerate(sentence.words) if word.thing and word.thing.sort == "number"]
    right = [h for h in kinds if h.first in behind][:1]
    wrong = [h for h in kinds if h not in right]
    if right and wrong and right[0].cue not in {h.cue for h in wrong}:
        theirs = {i for h in wrong for i in numbers if 0 < i - h.last <= NUMBERED}
        return {h.first for h in wrong} | (theirs if len(theirs) < len(numbers) else set())
    named = [i for i in numbers if i in behind]
    one_kind = len({h.cue for h in kinds}) < 2
    return {*numbers} - {*named} if one_kind and len(numbers) == 2 and len(named) == 1 else None
