"""Cuts the salutation and the closing from a sentence that they share a line with."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.phrases import Hit
from parsers.requests.text.sentences import Sentence
from parsers.requests.text.words import Word

SALUTATION = 9  # words of "Dear Ms Quinn and colleagues"
RECALLING = 3  # words of "oh yes," with its signs
SIGNATURE = 14  # words from a closing to the end of its line
ENDING = frozenset(",!:-–—")
PARTING = frozenset(",.!?;")
PART_OF_LETTER = (
    *("greeting", "filter:", "outsider", "joiner", "instead", "same"),
    *("determiner", "all", "thanks", "infinitive", "everyone", "festive", "smalltalk", "unasked:"),
)

Part = tuple[Sentence, tuple[Hit, ...]]


def opened(sentence: Sentence, hits: Sequence[Hit]) -> list[Part]:
    """The sentence as one to three: its salutation, what it says, its closing."""
    words = sentence.words
    begin = _salutation(words, hits) or _recalled(words, hits)
    cuts = sorted({0, begin, _closing(words, hits), len(words)})
    if len(cuts) == 2:
        return [(sentence, tuple(hits))]
    return [_part(sentence, hits, a, b) for a, b in pairwise(cuts)]


def _salutation(words: Sequence[Word], hits: Iterable[Hit]) -> int:
    """Index behind "Dear Ms Quinn,"; 0 when the sentence has none or says more there."""
    greets = max((h.last for h in hits if h.cue == "greeting" and h.first == 0), default=-1)
    if greets < 0:
        return 0
    places = range(greets + 1, min(SALUTATION, len(words) - 1))
    end = next((i for i in places if words[i].written in ENDING and words[i + 1].start > words[i].end), -1)
    telling = any(h.first < end and not h.cue.startswith(("-", *PART_OF_LETTER)) for h in hits)
    return 0 if end < 0 or telling or any(word.thing for word in words[:end]) else end + 1


def _recalled(words: Sequence[Word], hits: Iterable[Hit]) -> int:
    """Index of the "and" of "oh yes, and the notes"; 0 for all that does not begin so."""
    starts = [h.first for h in hits if h.cue == "joiner" and 0 < h.first <= RECALLING]
    slips = any(h.cue == "slip" and h.first == 0 for h in hits)
    at = min(starts, default=0)
    told = any(word.thing for word in words[:at]) or any(
        h.cue.startswith("kind:") and h.first < at for h in hits
    )
    return at if slips and at and not told and words[at - 1].written in PARTING else 0


def _closing(words: Sequence[Word], hits: Iterable[Hit]) -> int:
    """Index of "Kind regards" on a new line or behind a sign, else 0."""
    starts = sorted({h.first for h in hits if h.cue in ("closing", "thanks") and h.first})
    for at in starts:
        closes = any(h.cue == "closing" and h.first == at < h.last for h in hits)
        parted = words[at - 1].written in PARTING or words[at - 1].thing is not None
        if words[at].breaks or (closes and parted and len(words) - at <= SIGNATURE):
            return at
    return 0


def _part(sentence: Sentence, hits: Iterable[Hit], first: int, last: int) -> Part:
    words = sentence.words[first:last]
    end = sentence.end if last == len(sentence.words) else ""
    fresh = bool(words[0].breaks) if first else sentence.fresh
    inside = [Hit(h.cue, h.first - first, h.last - first) for h in hits if first <= h.first and h.last < last]
    item = sentence.item and not first
    return replace(sentence, words=words, item=item, end=end, fresh=fresh), tuple(inside)
