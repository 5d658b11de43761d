"""Signs and joining words that stand within one thing, so that no clause begins there."""

from collections.abc import Container, Iterable, Sequence

from parsers.phrases import Hit
from parsers.requests.text.words import Word

KIND = "kind:"
NEAR = 4  # words from "nicht" to "und", and to what ends such a sentence
SPOKEN = frozenset({"inverted", "pronoun"})  # what such a word follows without a comma


def within(words: Sequence[Word], hits: Sequence[Hit], i: int, joiners: Container[int]) -> bool:
    """True for the "&" of a name and for what stands between two numbers or two days."""
    listed = _enumerates(words, i) and not _tells_next(words, hits, i, joiners)
    return listed or _days(words, i, joiners) or _ampersand(words, hits, i) or _lacked_both(hits, i, joiners)


def afterthoughts(words: Sequence[Word], hits: Iterable[Hit]) -> set[int]:
    """Where a word like "aber" stands within its sentence: "die Rechnung ist aber nicht gekommen"."""
    behind = {h[2] + 1 for h in hits if h[0] in SPOKEN}
    contrasts = {h[1] for h in hits if h[0] == "contrast" and h[1] == h[2]}
    return {i for i in contrasts & behind if words[i - 1].written.isalpha()}


def _enumerates(words: Sequence[Word], i: int) -> bool:
    """True for a sign or a joining word between two numbers."""
    return 0 < i < len(words) - 1 and _numbered(words[i - 1]) and _numbered(words[i + 1])


def _tells_next(words: Sequence[Word], hits: Iterable[Hit], i: int, joiners: Container[int]) -> bool:
    """True for the comma of "1 and 2, 3 is settled": the row ended with "and"."""
    if words[i].written not in ",;" or i - 2 not in joiners or not _numbered(words[i - 3]):
        return False
    return any(h.first == i + 2 and h.cue == "verb" for h in hits)


def _days(words: Sequence[Word], i: int, joiners: Container[int]) -> bool:
    """True for the joining word of "3. und 4. November"."""
    if i not in joiners or not 0 < i < len(words) - 1 or not words[i + 1].written[0].isdigit():
        return False
    before, after = words[i - 1].thing, words[i + 1].thing
    return before is not None and after is not None and before.sort == "period" == after.sort


def _ampersand(words: Sequence[Word], hits: Iterable[Hit], i: int) -> bool:
    """True inside a name: "O&M", "Barlow & Finch"."""
    if words[i].written not in "&+" or not 0 < i < len(words) - 1:
        return False
    before, after = words[i - 1], words[i + 1]
    if before.end == words[i].start and words[i].end == after.start:
        return True
    named = any(h.cue.startswith(KIND) and (h.last == i - 1 or h.first == i + 1) for h in hits)
    return words[i].written == "&" and not named and before.written.istitle() and after.written.istitle()


def _lacked_both(hits: Sequence[Hit], i: int, joiners: Container[int]) -> bool:
    """True for the joining word of "solange er nicht das Datenblatt und das Zertifikat hat"."""
    if i not in joiners or not any(h.cue == "barring" and i - NEAR <= h.first < i for h in hits):
        return False
    papers = [h for h in hits if h.cue.startswith(KIND)]
    behind = [h.last for h in papers if i < h.first <= i + NEAR]
    if not behind or not any(h.last == i - 1 for h in papers):
        return False
    return any(h.cue == "presence" and 0 < h.first - max(behind) <= NEAR for h in hits)


def _numbered(word: Word) -> bool:
    return bool(word.thing and word.thing.sort == "number")
