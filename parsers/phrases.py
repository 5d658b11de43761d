"""Phrases of the language files as patterns over words, and the search for them in a row of words.

A phrase is a row of terms: `rechnung` is that word, `send*` a beginning, `*rechnung` an ending, `a|b` a
choice, `a?` may be missing, `…` stands for up to seven other words of the same clause, `……` for up to twelve
of any, `=AB` is written exactly so, `{number}` stands for anything that was recognised as a number before.
"""

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

GAP = "…"
GAP_WORDS = 7
WIDE = "……"
WIDE_WORDS = 12
KIND = "{kind}"
GAPS = {GAP: GAP_WORDS, WIDE: WIDE_WORDS}
STOP = frozenset({"{stop}"})  # the row of a sign that no gap crosses
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "’": "'"})

Phrase = tuple[str, ...]


def fold(word: str) -> str:
    """Lower case, umlauts spelled out, other accents dropped."""
    low = word.lower()
    return low if low.isascii() else _spelled_out(low)


@lru_cache(maxsize=20_000)
def _spelled_out(low: str) -> str:
    low = unicodedata.normalize("NFC", low).translate(UMLAUTS)
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


class Hit(NamedTuple):
    """A phrase of `cue` covers the words from `first` to `last`, both included."""

    cue: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of these terms comes next, after at most `gap` other words."""

    terms: frozenset[str]
    gap: int


Rest = tuple[Step, ...]  # a phrase after its first term
Entry = tuple[str, Rest]  # the cue of a phrase and what of it is still to be found


class Openings(NamedTuple):
    """The phrases that begin with one term, by what comes next: nothing, the next word, one further on."""

    alone: tuple[str, ...]  # the cues
    near: Mapping[str, tuple[Entry, ...]]  # second term -> what follows it
    far: Mapping[str, tuple[Entry, ...]]  # second term, behind a gap -> all after the first term

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Openings":
        """Sorts the phrases of one first term."""
        alone: list[str] = []
        tables: tuple[dict[str, list[Entry]], ...] = ({}, {})
        for cue, rest in entries:
            if not rest:
                alone.append(cue)
                continue
            wide = rest[0].gap > 0
            for term in rest[0].terms:
                tables[wide].setdefault(term, []).append((cue, rest if wide else rest[1:]))
        near, far = ({term: tuple(found) for term, found in table.items()} for table in tables)
        return cls(tuple(alone), near, far)

    @classmethod
    def together(cls, openings: Sequence["Openings"]) -> "Openings":
        """The phrases of several first terms."""
        if len(openings) == 1:
            return openings[0]
        alone = dict.fromkeys(cue for one in openings for cue in one.alone)
        tables: tuple[dict[str, tuple[Entry, ...]], ...] = ({}, {})
        for one in openings:
            for table, more in zip(tables, (one.near, one.far), strict=True):
                for term, entries in more.items():
                    table[term] = table.get(term, ()) + entries
        return cls(tuple(alone), *tables)


MOST_MET, MOST_OPENED = 20_000, 5_000  # words whose terms, and sorts of words whose phrases a lexicon keeps


@dataclass(frozen=True, slots=True)
class Starts:
    """Phrases by their first terms; those of all terms of a word are put together when it is first met."""

    by_term: Mapping[str, Openings]
    met: dict[frozenset[str], Openings] = field(default_factory=dict, compare=False, repr=False)

    def of(self, terms: frozenset[str]) -> Openings:
        """The phrases that may begin with a word, given by its terms."""
        found = self.met.get(terms)
        if found is None:
            if len(self.met) >= MOST_OPENED:
                self.met.clear()
            found = self.met[terms] = Openings.together([*filter(None, map(self.by_term.get, terms))])
        return found


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
    clitics: tuple[str, ...] = ()  # what is written to a word without a blank: "l'" before it, "'s" behind
    met: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def compile(
        cls,
        cues: Mapping[str, Iterable[str]],
        spellings: Iterable[str] = (),
        known: Iterable[str] = (),
        clitics: Iterable[str] = (),
    ) -> "Lexicon":
        """Reads the phrases of each cue; words of the files are folded here."""
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
        return cls(
            starts=Starts({start: Openings.of(entries) for start, entries in starts[0].items()}),
            late=Starts({start: Openings.of(entries) for start, entries in starts[1].items()}),
            exact=frozenset(t for t in terms if "*" not in t),
            beginnings=frozenset(t[:-1] for t in terms if t.endswith("*")),
            endings=frozenset(t[1:] for t in terms if t.startswith("*")),
            spellings={letter: tuple(group) for letter, group in itertools.groupby(right, lambda w: w[0])},
            known=frozenset(fold(word) for word in known),
            clitics=tuple(fold(clitic) for clitic in clitics),
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
        if word not in self.exact and "'" in word:
            found |= self._forms(self._bare(word))
        if "=" + written in self.exact:
            found.add("=" + written)
        if word not in self.exact and 5 <= len(word) <= 30 and word.isalpha() and word not in self.known:
            found |= self._forms(self._corrected(word))
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
        for cut in range(2, min(len(word), 24) + 1):
            if word[:cut] in self.beginnings:
                found.add(word[:cut] + "*")
        for cut in range(max(1, len(word) - 24), len(word) - 1):
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

    def find(self, rows: Sequence[frozenset[str]]) -> list[Hit]:
        """All phrases in a row of words by cue and place, each word given by the terms that it fulfils."""
        hits = _search(rows, self.starts)
        named = {i for h in hits if h.cue.startswith("kind:") for i in range(h.first, h.last + 1)}
        if named:
            told = [terms | {KIND} if i in named else terms for i, terms in enumerate(rows)]
            hits |= _search(told, self.late)
        return sorted(hits)


def _tables(first: frozenset[str], rest: Rest) -> tuple[int, ...]:
    """Which searches a phrase takes part in: 0 the one before the kinds are known, 1 the one after."""
    holding = [terms for terms in (first, *(step.terms for step in rest)) if KIND in terms]
    if not holding:
        return (0,)
    return (1,) if any(len(terms) == 1 for terms in holding) else (0, 1)


def _search(rows: Sequence[frozenset[str]], starts: Starts) -> set[Hit]:
    present = frozenset().union(*rows)
    following = (*rows[1:], frozenset[str]())
    hits: set[Hit] = set()
    for first, terms in enumerate(rows):
        alone, near, far = starts.of(terms)
        for cue in alone:
            hits.add(Hit(cue, first, first))
        if near:
            for second in following[first]:
                if second in near:
                    hits.update(_ended(rows, first, first + 1, near[second]))
        if far and not present.isdisjoint(far):
            for second in present.intersection(far):
                hits.update(_ended(rows, first, first, far[second]))
    return hits


def _ended(rows: Sequence[frozenset[str]], first: int, place: int, entries: Iterable[Entry]) -> Iterator[Hit]:
    """The hits of those phrases whose rest follows behind `place`."""
    for cue, rest in entries:
        last = _end(rows, place, rest)
        if last >= 0:
            yield Hit(cue, first, last)


def _end(rows: Sequence[frozenset[str]], place: int, rest: Rest) -> int:
    """Index of the last word of a phrase whose first word is at `place`, else -1; the shortest gap wins."""
    for step in rest:
        if not step.gap:
            place += 1
            if place >= len(rows) or step.terms.isdisjoint(rows[place]):
                return -1
            continue
        reach = place + 2 + step.gap
        for place in range(place + 1, min(reach, len(rows))):  # noqa: B020 - the place moves on
            if not step.terms.isdisjoint(rows[place]):
                break
            if rows[place] is STOP and step.gap < WIDE_WORDS:
                return -1
        else:
            return -1
    return place


def steps(written: str) -> Iterator[tuple[frozenset[str], Rest]]:
    """A phrase as its first terms and the steps after them, for each way of leaving out optional terms."""
    choices: list[list[frozenset[str] | None]] = []
    for part in written.split():
        optional = part.endswith("?") and len(part) > 1
        terms = frozenset(_term(word) for word in part.removesuffix("?").split("|"))
        choices.append([terms, None] if optional else [terms])
    for row in itertools.product(*choices):
        first, *rest = [terms for terms in row if terms]
        gaps = [0, *(GAPS.get("".join(terms), 0) for terms in rest)]
        yield first, tuple(Step(t, g) for t, g in zip(rest, gaps, strict=False) if "".join(t) not in GAPS)


def variants(written: str) -> list[Phrase]:
    """All plain rows of terms that a phrase with choices and optional terms stands for."""
    choices = []
    for part in written.split():
        optional = part.endswith("?") and len(part) > 1
        options = [(_term(word),) for word in part.removesuffix("?").split("|")]
        choices.append([*options, ()] if optional else options)
    rows = (tuple(itertools.chain.from_iterable(row)) for row in itertools.product(*choices))
    return [row for row in rows if row and row[0] != GAP]


def _term(written: str) -> str:
    """One term in the form in which words are compared."""
    return written if written.startswith(("=", "{", GAP)) else fold(written)
