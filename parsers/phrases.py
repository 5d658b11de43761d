"""Phrases of the language files as patterns over words, and the search for them in a row of words.

A phrase is a row of terms: `rechnung` is that word, `send*` a beginning, `*rechnung` an ending, `a|b` a
choice, `a_b|c` one that offers several words at once, `a?` may be missing, `…` stands for up to seven other
words of the same clause, `……` for up to twelve of any, `=AB` is written exactly so, `{number}` stands for
anything that was recognised as a number before.
"""

import itertools
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from parsers.phrase_search import WIDE_WORDS, Hit, Openings, Rest, Starts, Step, placed, search

__all__ = ["Hit", "Lexicon", "Phrase", "fold", "steps", "variants"]

LONGEST_PART = 40  # letters of a beginning or an ending that a word is known by
MOST_SHARED = 10_000  # parts of phrases that are made once
LONG, LONGER = 6, 10  # letters of words that are recognised with a slip: in small letters, with a capital
MOST_MET = 20_000  # words whose terms a lexicon keeps
GAP = "…"
WIDE = "……"
KIND = "{kind}"
KINDS = frozenset([KIND])
KIND_CUES = ("kind:", "kind;")  # what stands between them in the order of letters names a kind
GAPS = {GAP: 7, WIDE: WIDE_WORDS}
BY_CUE = itemgetter(0)
BY_END = itemgetter(1, 2)
IN_ORDER = itemgetter(0, 1, 2)  # as the hits themselves, which are compared at twice the cost
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "’": "'"})

Phrase = tuple[str, ...]


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case, umlauts spelled out, other accents dropped."""
    low = word.lower()
    if low.isascii():
        return low
    low = unicodedata.normalize("NFC", low).translate(UMLAUTS)
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases ready for searching, each under the name of what it signals (its cue)."""

    starts: Starts
    late: Starts  # for phrases that hold "{kind}", searched when the kinds are known
    exact: frozenset[str]
    beginnings: frozenset[str]
    endings: frozenset[str]
    spellings: Mapping[str, tuple[str, ...]]  # first letter -> words also recognised when misspelled
    known: frozenset[str] = field(default=frozenset())  # words that are never a misspelling
    long: Mapping[tuple[str, int], tuple[str, ...]] = field(
        default_factory=dict
    )  # first letter, length -> terms
    clitics: tuple[str, ...] = ()  # what is written to a word without a blank: "l'" before it, "'s" behind
    alike: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # how a word is also written -> what it means
    met: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def compile(
        cls,
        cues: Mapping[str, Iterable[str]],
        spellings: Iterable[str] = (),
        known: Iterable[str] = (),
        clitics: Iterable[str] = (),
        alike: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> "Lexicon":
        """Reads the phrases of each cue and, in `alike`, how a word is also written; all is folded here."""
        meant: dict[str, list[str]] = {}
        for word, spelled in alike.items():
            for other in spelled:
                meant.setdefault(fold(other), []).append(fold(word))
        starts: tuple[dict[str, dict[tuple[str, Rest], None]], ...] = ({}, {})
        terms: set[str] = set()
        for cue, phrases in cues.items():
            for written in phrases:
                for first, rest in steps(written):
                    terms.update(first, *(step.terms for step in rest))
                    for table in _tables(first, rest):
                        for start in first:
                            starts[table].setdefault(start, {})[(cue, rest)] = None
        right = sorted({fold(word) for word in spellings})
        towns = set(map(fold, cues.get("filter:town", ())))
        long: dict[tuple[str, int], list[str]] = {}
        for term in sorted(terms - towns):
            if len(term) >= LONG and term.isalpha():
                long.setdefault((term[0], len(term)), []).append(term)
        return cls(
            starts=Starts(Openings.by_term(starts[0])),
            late=Starts(Openings.by_term(starts[1])),
            exact=frozenset(t for t in terms if "*" not in t),
            beginnings=frozenset(t[:-1] for t in terms if t.endswith("*")),
            endings=frozenset(t[1:] for t in terms if t.startswith("*")),
            spellings={letter: tuple(group) for letter, group in itertools.groupby(right, lambda w: w[0])},
            long={head: tuple(group) for head, group in long.items()},
            known=frozenset(fold(word) for word in known),
            clitics=tuple(fold(clitic) for clitic in clitics),
            alike={other: tuple(words) for other, words in meant.items()},
        )

    def terms(self, word: str, written: str) -> frozenset[str]:
        """All terms that a word fulfils; `word` is folded, `written` as it stands in the text."""
        found = self.met.get(written)
        if found is None:
            if len(self.met) >= MOST_MET:
                self.met.clear()
            found = self.met[written] = self._terms(word, written)
        return found

    def _terms(self, word: str, written: str) -> frozenset[str]:
        found = self._forms(word)
        for other in self.alike.get(word, ()):
            found |= self._forms(other)
        if word not in self.exact and "'" in word:
            found |= self._forms(self._bare(word))
        if "=" + written in self.exact:
            found.add("=" + written)
        if word not in self.exact and 5 <= len(word) <= 30 and word.isalpha() and word not in self.known:
            found |= self._forms(self._corrected(word) or self._slipped(word, written))
        return frozenset(found)

    def _bare(self, word: str) -> str:
        """The word without its clitic; "" when it has none."""
        for clitic in self.clitics:
            if clitic.startswith("'") and word.endswith(clitic):
                return word.removesuffix(clitic)
            if clitic.endswith("'") and word.startswith(clitic):
                return word.removeprefix(clitic)
        return ""

    def _forms(self, word: str) -> set[str]:
        """The word itself and its beginnings and endings, as far as phrases hold them."""
        found = {word} if word in self.exact else set()
        for cut in range(2, min(len(word), LONGEST_PART) + 1):
            if word[:cut] in self.beginnings:
                found.add(word[:cut] + "*")
        for cut in range(max(1, len(word) - LONGEST_PART), len(word) - 1):
            if word[cut:] in self.endings:
                found.add("*" + word[cut:])
        return found

    def _corrected(self, word: str) -> str:
        """The word that this is a misspelling of; "" when it is none."""
        near = []
        for right in self.spellings.get(word[0], ()):
            allowed = 2 if len(right) >= 9 else 1
            if abs(len(right) - len(word)) <= allowed:
                distance = OSA.distance(word, right, score_cutoff=allowed)
                if distance <= allowed:
                    near.append((distance, right))
        return min(near)[1] if near else ""

    def _slipped(self, word: str, written: str) -> str:
        """The long term that this is but for one slip of the keyboard; "" when it is none.

        Two letters exchanged, one struck twice, one left out; not another letter: "curtain" is not "certain".
        """
        if len(word) < (LONG if written[0].islower() else LONGER):
            return ""
        slips = (slip for slip in _slips(word) if slip in self.long.get((slip[0], len(slip)), ()))
        if slip := next(slips, ""):
            return slip
        fuller = self.long.get((word[0], len(word) + 1), ())
        found = extractOne(word, fuller, scorer=OSA.distance, score_cutoff=1)
        return found[0] if found else ""

    def find(self, rows: Sequence[frozenset[str]]) -> list[Hit]:
        """All phrases in a row of words by cue and place, each word given by the terms that it fulfils."""
        hits = search(rows, self.starts)
        hits.sort(key=BY_CUE)  # they stand in the order of their places
        start, end = (bisect_left(hits, edge, key=BY_CUE) for edge in KIND_CUES)
        if kinds := hits[start:end]:
            told = list(rows)
            for _, first, last in kinds:
                for i in range(first, last + 1):
                    told[i] = rows[i] | KINDS
            late = search(told, self.late)
            if any(last > first for _, first, last in kinds):
                late += self._late_as_one(rows, kinds)
            if late:
                return sorted({*hits, *late}, key=IN_ORDER)
        return hits

    def _late_as_one(self, rows: Sequence[frozenset[str]], kinds: Iterable[Hit]) -> list[Hit]:
        """The phrases around a kind, its words taken as one: "a delivery note number"."""
        told: list[frozenset[str]] = []
        places: list[tuple[int, int]] = []  # of each word, or of all words of a kind
        ends = {first: last for _, first, last in sorted(kinds, key=BY_END)}
        at = 0
        while at < len(rows):
            last = ends.get(at, at)
            told.append(frozenset().union(KINDS, *rows[at : last + 1]) if at in ends else rows[at])
            places.append((at, last))
            at = last + 1
        return [placed((cue, places[a][0], places[b][1])) for cue, a, b in search(told, self.late)]


def _slips(word: str) -> Iterator[str]:
    """Of "bräucthe" among others "bräuchte", of "Rechnnung" "Rechnung"."""
    for at in range(len(word) - 1):
        begun, one, other = word[:at], word[at], word[at + 1]
        yield begun + (other + one if one != other else one) + word[at + 2 :]


def _tables(first: frozenset[str], rest: Rest) -> tuple[int, ...]:
    """Which searches a phrase takes part in: 0 the one before the kinds are known, 1 the one after."""
    holding = [terms for terms in (first, *(step.terms for step in rest)) if KIND in terms]
    if not holding:
        return (0,)
    return (1,) if any(len(terms) == 1 for terms in holding) else (0, 1)


def steps(written: str) -> Iterator[tuple[frozenset[str], Rest]]:
    """A phrase as its first terms and the steps after them, for each way of leaving out optional terms."""
    choices: list[list[tuple[frozenset[str], ...]]] = []
    for part in written.split():
        optional = part.endswith("?") and len(part) > 1
        options = list(_options(part.removesuffix("?")))
        choices.append([*options, ()] if optional else options)
    for row in itertools.product(*choices):
        first, *rest = itertools.chain.from_iterable(row)
        gaps = [0, *(GAPS.get("".join(terms), 0) for terms in rest)]
        yield first, tuple(_step(t, g) for t, g in zip(rest, gaps, strict=False) if "".join(t) not in GAPS)


def _options(choice: str) -> Iterator[tuple[frozenset[str], ...]]:
    """What a choice offers: single words together, and each row of words written "a_b"."""
    options = choice.split("|")
    single = [option for option in options if "_" not in option]
    if single:
        yield (_choice("|".join(single)),)
    for row in options:
        if "_" in row:
            yield tuple(map(_choice, row.split("_")))


@lru_cache(maxsize=MOST_SHARED)
def _choice(part: str) -> frozenset[str]:
    """The terms of "a|b"; equal choices are one, for phrases are many."""
    return frozenset(map(_term, part.split("|")))


_step = lru_cache(maxsize=MOST_SHARED)(Step)  # equal ones are one


def variants(written: str) -> list[Phrase]:
    """All plain rows of terms that a phrase with choices and optional terms stands for."""
    choices = []
    for part in written.split():
        optional = part.endswith("?") and len(part) > 1
        options = [tuple(map(_term, words.split("_"))) for words in part.removesuffix("?").split("|")]
        choices.append([*options, ()] if optional else options)
    rows = (tuple(itertools.chain.from_iterable(row)) for row in itertools.product(*choices))
    return [row for row in rows if row and row[0] != GAP]


def _term(written: str) -> str:
    """One term in the form in which words are compared."""
    return written if written.startswith(("=", "{", GAP)) else fold(written)
