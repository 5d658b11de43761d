"""Cuts a row of words into sentences and list items."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.phrases import fold
from parsers.requests.words import Word

WRAPPED = 66  # characters; one word more would have been too much for the line
LOOSE = 44  # the same where the next line goes on in lower case
LONGEST = 150  # words; a longer row is a list or no language, and is cut
ENDS = frozenset(".!?…")
BULLETS = frozenset("-–—*•·>+○▪●|")
ORDINAL = re.compile(r"[0-9]{1,2}|[a-hA-H]|[ivIV]{1,3}")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Folded words that may have a dot behind them; `endings` are of shortened words ("Auftragsnr.")."""

    words: frozenset[str]
    endings: tuple[str, ...]

    @classmethod
    def compile(cls, written: Iterable[str]) -> "Abbreviations":
        """From words of the language files; "*nr" is an ending."""
        folded = [fold(word) for word in written]
        endings = tuple(word[1:] for word in folded if word.startswith("*"))
        return cls(frozenset(word for word in folded if not word.startswith("*")), endings)

    def has(self, word: str) -> bool:
        """True when a dot behind the word ends no sentence."""
        return word in self.words or word.endswith(self.endings)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that belong together.

    `block` counts the paragraphs, `item` is true for a line of a list, `quoted` for lines behind ">" and for
    whole sentences in quotation marks; `end` is the sign it ends with, or "".
    """

    words: tuple[Word, ...]
    block: int
    item: bool = False
    quoted: bool = False
    end: str = ""
    fresh: bool = True  # begins on a new line


def sentences(words: Sequence[Word], abbreviations: Abbreviations) -> list[Sentence]:
    """All sentences in their order; bullets and closing signs are left out."""
    cuts: list[Sentence] = []
    block, first = 0, 0
    open_quote = False
    for i in range(1, len(words) + 1):
        if i < len(words) and i - first < LONGEST and not _ends(words, first, i, abbreviations):
            continue
        part = words[first:i]
        marks = sum(word.written == '"' for word in part)
        opens = part[0].written == '"' and bool(part[0].breaks) and marks % 2 == 1
        cuts.extend(_sentence(part, block, opens or open_quote, not first or bool(part[0].breaks)))
        open_quote = opens or (open_quote and marks == 0)
        if i < len(words) and words[i].breaks >= 2:
            block += 1
        first = i
    return cuts


def _sentence(words: Sequence[Word], block: int, quoted: bool, fresh: bool) -> list[Sentence]:
    rest = list(words)
    item = False
    while rest and rest[0].written in BULLETS:
        quoted = quoted or rest[0].written == ">"
        item = item or rest[0].written != ">"
        rest.pop(0)
    if len(rest) > 2 and ORDINAL.fullmatch(rest[0].written) and rest[1].written in (".", ")"):
        item, rest = True, rest[2:]
    end = ""
    while rest and (rest[-1].written in ENDS or rest[-1].written in ":,"):
        end = "?" if "?" in (end, rest[-1].written) else rest[-1].written
        rest.pop()
    if not rest:
        return []
    if rest[0].written == '"' == rest[-1].written and len(rest) > 3:
        quoted = True
    return [Sentence(tuple(rest), block, item, quoted, end, fresh)]


def _ends(words: Sequence[Word], first: int, i: int, abbreviations: Abbreviations) -> bool:
    """True when a sentence ends before word `i`."""
    last, following = words[i - 1], words[i]
    if following.breaks:
        return following.breaks > 1 or not _goes_on(words, first, i)
    if last.written not in ENDS or last.thing or following.start == last.end:
        return False
    if following.written in ENDS or following.written in ")\"'":
        return False
    if last.written != ".":
        return True
    before = words[i - 2] if i - 2 >= first else None
    if i - 2 == first and before and ORDINAL.fullmatch(before.written):
        return False
    if before is None or before.thing:
        return not following.written[:1].islower()
    if abbreviations.has(before.folded):
        return False
    if (len(before.written) == 1 and before.written.isalpha()) or (
        following.thing and following.thing.sort == "number"
    ):
        return False
    return not (before.written.isdigit() and len(before.written) < 3)


def _goes_on(words: Sequence[Word], first: int, i: int) -> bool:
    """True when the line before word `i` was broken by the mail program and its sentence goes on."""
    last, following = words[i - 1], words[i]
    if following.written in BULLETS or last.written in ".!?:;":
        return False
    start = i - 1
    while start > first and not words[start].breaks:
        start -= 1
    length = following.end - following.start + last.end - words[start].start
    if following.written[:1].islower():
        return length > LOOSE
    lists = any(w.written == ":" for w in [*words[start : start + 7], *words[i : i + 7]])
    return length > WRAPPED and not lists and not (following.thing and last.thing)
