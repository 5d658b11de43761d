"""Cuts a row of words into sentences and list items."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from parsers.phrases import fold
from parsers.requests.text.words import Word

WRAPPED = 66  # characters; one word more would have been too much for the line
LOOSE = 44  # the same where the next line goes on in lower case
UNWRAPPED = 82  # characters; a mail program that breaks lines would have broken this one
LONGEST = 150  # words; a longer row is a list or no language, and is cut
REMARK = 5  # words of a line with a remark in brackets; a shorter one may name a kind
ENDS = frozenset(".!?…")
BULLETS = frozenset("-–—*•·>+○▪●|")
SIGNS = frozenset(":-–—|=")  # behind the number that heads a row
ORDINAL = re.compile(r"[0-9]{1,2}|[a-hA-H]|[ivIV]{1,3}")
ENDING = ("money", "number")  # no ordinals: behind them a dot ends what is written without capitals
SHORT = 3  # letters of a word that may be shortened, figures of no ordinal
POINT = 3  # words of a point with its label
SPOKEN = 3  # plain words that begin a sentence of their own
WRITTEN_OUT = 6  # letters; a longer word with a dot behind it is rarely shortened


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Folded words that may have a dot behind them; `endings` are of shortened words ("Auftragsnr.")."""

    words: frozenset[str]
    endings: tuple[str, ...]
    plain: frozenset[str] = frozenset()  # frequent words; of these only a number or small letter makes one
    ordinals: bool = True  # a dot behind a figure of one or two digits makes an ordinal: "20. März"
    labels: frozenset[str] = frozenset()  # what a point of a list begins with: "firstly", "first,"

    @classmethod
    def compile(
        cls,
        written: Iterable[str],
        plain: frozenset[str] = frozenset(),
        ordinals: bool = True,
        labels: Iterable[str] = (),
    ) -> "Abbreviations":
        """From words of the language files; "*nr" is an ending."""
        folded = [fold(word) for word in written]
        endings = tuple(word[1:] for word in folded if word.startswith("*"))
        words = frozenset(word for word in folded if not word.startswith("*"))
        return cls(words, endings, plain, ordinals, frozenset(map(fold, labels)))

    def has(self, word: str) -> bool:
        """True when a dot behind the word ends no sentence."""
        return word in self.words or word.endswith(self.endings)


@dataclass(slots=True, unsafe_hash=True)  # as a Clause: nobody changes one
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
    small = not any(word.written[:1].isupper() and word.written[1:].islower() for word in words)
    broken = _broken(words)
    signs = {word.written for word in words}
    closed = enumerate(words) if ")" in signs else ()
    labels = {i - 1 for i, word in closed if word.written == ")"}  # where "2)" may begin
    for i in range(1, len(words) + 1):
        if i < len(words) and i - first < LONGEST:
            within = words[i - 1].written not in ENDS and not words[i].breaks and i not in labels
            if within or not _ends(words, first, i, abbreviations, small, broken):
                continue
        part = words[first:i]
        marks = sum(word.written == '"' for word in part) if '"' in signs else 0
        opens = marks % 2 == 1 and part[0].written == '"' and bool(part[0].breaks)
        fresh = not first or bool(part[0].breaks)
        cuts.extend(_sentence(part, block, opens or open_quote, fresh, abbreviations.labels))
        open_quote = opens or (open_quote and marks == 0)
        if i < len(words) and words[i].breaks >= 2:
            block += 1
        first = i
    return cuts


def without_remarks(cuts: Sequence[Sentence]) -> list[Sentence]:
    """The sentences; of "4711 (only if it was not cancelled)" in a list of numbers the number alone."""
    listed = [s.fresh and bool(s.words[0].thing and s.words[0].thing.sort == "number") for s in cuts]
    kept = list(cuts)
    for i, one in enumerate(cuts):
        remark = len(one.words) > REMARK and one.words[1].written == "(" and one.words[-1].written == ")"
        if listed[i] and remark and any(listed[max(i - 1, 0) : i] + listed[i + 1 : i + 2]):
            kept[i] = replace(one, words=one.words[:1])
    return kept


def _sentence(
    words: Sequence[Word], block: int, quoted: bool, fresh: bool, labels: Set[str]
) -> list[Sentence]:
    rest = list(words)
    item = False
    while rest and rest[0].written in BULLETS:
        quoted = quoted or rest[0].written == ">"
        item = item or rest[0].written != ">"
        rest.pop(0)
    if label := _label(rest, 0) or _spelt(rest, labels):
        item, rest = True, rest[label:]
    end = ""
    while rest and (rest[-1].written in ENDS or rest[-1].written in ":,"):
        end = "?" if "?" in (end, rest[-1].written) else rest[-1].written
        rest.pop()
    if not rest:
        return []
    if rest[0].written == '"' == rest[-1].written and len(rest) > 3:
        quoted = True
    return [Sentence(tuple(rest), block, item, quoted, end, fresh)]


def _broken(words: Sequence[Word]) -> bool:
    """True when no line is longer than those of mail programs that break them."""
    if not words or words[-1].end <= UNWRAPPED:
        return True
    start = 0
    for before, word in pairwise(words):
        start = word.start if word.breaks else start
        if word.end - start > UNWRAPPED and not (word.thing or before.thing):
            return False
    return True


def _ends(
    words: Sequence[Word], first: int, i: int, abbreviations: Abbreviations, small: bool, broken: bool
) -> bool:
    """True when a sentence ends before word `i`.

    `small`: the writer uses no capitals; `broken`: a mail program may have broken the lines.
    """
    last, following = words[i - 1], words[i]
    if _listed_within(words, first, i):
        return True
    if following.breaks:
        begins = following.written[:1].isupper() and not following.thing
        begins = begins and (
            not broken
            or (not small and following.folded in abbreviations.plain and len(following.folded) > 1)
        )
        return following.breaks > 1 or begins or not _goes_on(words, first, i)
    if last.written not in ENDS or last.thing or following.start == last.end:
        return False
    if following.written in ENDS or following.written in ")\"'":
        return False
    before = words[i - 2] if i - 2 >= first else None
    if paused(words, i - 1) and not small and following.written[:1].islower():
        return False
    if last.written != ".":
        return True
    if i - 2 == first and before and ORDINAL.fullmatch(before.written):
        return False
    if before and before.thing and following.folded in abbreviations.plain and _spoken(words[i : i + SPOKEN]):
        return True  # "the sheets for 60-2214. when do we have to pay 25-4471?"
    if before and _lone(words, i - 2) and not small:  # "only for Block D. The crane is here."
        return following.written[:1].isupper() and following.folded in abbreviations.plain
    return _dot_ends(before, following, abbreviations, small)


def _spoken(words: Sequence[Word]) -> bool:
    """True for so many plain words that they begin a sentence."""
    return len(words) == SPOKEN and all(word.written.isalpha() for word in words)


def _lone(words: Sequence[Word], at: int) -> bool:
    """True for a single capital that is no part of a shortened word: of "Block D", not of "z. B." """
    single = len(words[at].written) == 1 and words[at].written.isupper() and not words[at].thing
    return single and at > 0 and words[at - 1].written.isalpha() and len(words[at - 1].written) > 1


def paused(words: Sequence[Word], i: int) -> bool:
    """True for the last dot of "as a table... no, a PDF is fine"."""
    dots = i > 0 and words[i].written == "." == words[i - 1].written
    return words[i].written == "…" or (dots and words[i + 1].written != ".")


def _dot_ends(before: Word | None, following: Word, abbreviations: Abbreviations, small: bool) -> bool:
    """True when the dot behind the word `before` ends a sentence."""
    if before is None or before.thing:
        return small or not following.written[:1].islower()
    numbered = following.thing is not None and following.thing.sort == "number"
    plain = before.folded in abbreviations.plain
    if abbreviations.has(before.folded):
        return plain and not numbered and following.written[:1].isupper()
    if len(before.written) == 1 and before.written.isalpha():
        return False
    if numbered:  # what is shortened before a number is a noun: "Rechn. 4711"
        spoken = not small and before.written.islower() and len(before.written) > SHORT
        return plain or spoken or len(before.written) > WRITTEN_OUT
    counted = abbreviations.ordinals and before.written.isdigit() and len(before.written) < SHORT
    return not counted or (following.written[:1].isupper() and following.folded in abbreviations.plain)


def _label(words: Sequence[Word], i: int) -> int:
    """How many words the "a)", "(b)" or "2." takes that a line of a list begins with; 0 for none."""
    at = i + (i < len(words) and words[i].written == "(")
    if len(words) < at + 3 or not ORDINAL.fullmatch(words[at].written) or words[at].thing:
        return 0
    dotted = at == i and words[at + 1].written == "." and not words[at].written.isupper()
    return at + 2 - i if words[at + 1].written == ")" or dotted else 0


def _spelt(words: Sequence[Word], labels: Set[str]) -> int:
    """How many words the "secondly" or "second:" takes that a point begins with; 0 for none."""
    if len(words) < POINT:
        return 0
    signed = words[1].written in ",:"
    if words[0].folded in labels or (signed and words[0].folded + "," in labels):
        return 1 + signed
    return 0


def _listed_within(words: Sequence[Word], first: int, i: int) -> bool:
    """True for the "2)" of "two things 1) … 2) …" within a line, which closes no bracket."""
    if i + 2 >= len(words) or words[i + 1].written != ")" or not _label(words, i):
        return False
    signs = [word.written for word in words[first:i]]
    return "(" not in signs or signs.count("(") <= signs.count(")") - bool(_label(words, first))


def _goes_on(words: Sequence[Word], first: int, i: int) -> bool:
    """True when the line before word `i` was broken by the mail program and its sentence goes on."""
    last, following = words[i - 1], words[i]
    if following.written in BULLETS or last.written in ".!?:;" or _label(words, i) or _heads_row(words, i):
        return False
    start = i - 1
    while start > first and not words[start].breaks:
        start -= 1
    if len(following.folded) > 1 and following.folded == words[start].folded:
        return False  # "for 4711 the invoice", "for 4712 the note": rows that begin alike
    length = following.end - following.start + last.end - words[start].start
    if following.written[:1].islower():
        return length > LOOSE
    lists = any(w.written == ":" for w in [*words[start : start + 7], *words[i : i + 7]])
    return length > WRAPPED and not lists and not (following.thing and last.thing)


def _heads_row(words: Sequence[Word], i: int) -> bool:
    """True for "4711 – never arrived": a number, or its name, with a remark behind a sign."""
    thing, behind = words[i].thing, words[i + 1].written if i + 1 < len(words) else ""
    return thing is not None and thing.sort == "number" and behind in SIGNS
