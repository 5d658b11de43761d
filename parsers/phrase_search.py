"""The search for phrases in a row of words, by the terms that each word fulfils."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

WIDE_WORDS = 12  # words of the widest gap, which also crosses signs
STOP = frozenset({"{stop}"})  # the row of a sign that no gap crosses
END = frozenset({"{end}"})  # the last term of a phrase that ends its sentence, or a part of it
MOST_OPENED = 5_000  # sorts of words whose phrases a lexicon keeps
MOST_PLACED = 40  # places for which their hits are kept


class Hit(NamedTuple):
    """A phrase of `cue` covers the words from `first` to `last`, both included."""

    cue: str
    first: int
    last: int


placed: Callable[[tuple[str, int, int]], Hit] = partial(tuple.__new__, Hit)  # half the time of Hit(…)


@dataclass(frozen=True, slots=True)
class Step:
    """One of these terms comes next, after at most `gap` other words."""

    terms: frozenset[str]
    gap: int


Rest = tuple[Step, ...]  # a phrase after its first term
Entry = tuple[str, Rest]  # the cue of a phrase and what of it is still to be found
Following = Mapping[str, tuple[Entry, ...]]  # second term -> the phrases
NOTHING: Following = MappingProxyType({})  # one for all: most words begin no longer phrase


@dataclass(slots=True)
class Openings:
    """The phrases that begin with one term, by what comes next: nothing, the next word, one further on."""

    alone: tuple[str, ...]  # the cues
    near: Following  # with what follows the second term
    far: Following  # of those whose second term stands behind a gap, with all after the first term
    beside: frozenset[str] = field(init=False)  # the terms of `near`, quickly compared
    ahead: frozenset[str] = field(init=False)  # the terms of `far`
    placed: dict[int, tuple[Hit, ...]] = field(init=False, default_factory=dict)  # hits of `alone` by place

    def __post_init__(self) -> None:
        self.beside, self.ahead = frozenset(self.near), frozenset(self.far)

    @classmethod
    def by_term(cls, entries: Mapping[str, Iterable[Entry]]) -> dict[str, "Openings"]:
        """The phrases of each first term; words that are the same cues by themselves share one."""
        met: dict[tuple[Entry, ...], Openings] = {}
        shared: dict[object, Any] = {}
        found = {}
        for term, begun in entries.items():
            told = tuple(begun)
            single = not any(rest for _, rest in told)
            found[term] = met.get(told) or cls.of(told, shared) if single else cls.of(told, shared)
            if single:
                met[told] = found[term]
        return found

    @classmethod
    def of(cls, entries: Iterable[Entry], shared: dict[object, Any]) -> "Openings":
        """Sorts the phrases of one first term; what is equal to something in `shared` is that."""
        alone: list[str] = []
        tables: tuple[dict[str, list[Entry]], ...] = ({}, {})
        for cue, rest in entries:
            if not rest:
                alone.append(cue)
                continue
            wide = rest[0].gap > 0
            entry = (cue, rest if wide else rest[1:])
            entry = shared.setdefault(entry, entry)
            for term in rest[0].terms:
                tables[wide].setdefault(term, []).append(entry)
        near, far = (
            {
                term: shared.setdefault(row, row)
                for term, row in zip(table, map(tuple, table.values()), strict=True)
            }
            for table in tables
        )
        return cls(tuple(alone), near or NOTHING, far or NOTHING)

    @classmethod
    def together(cls, openings: Sequence["Openings"]) -> "Openings":
        """The phrases of several first terms."""
        if not openings:
            return NO_PHRASES
        if len(openings) == 1:
            return openings[0]
        alone = dict.fromkeys(cue for one in openings for cue in one.alone)
        tables: tuple[dict[str, tuple[Entry, ...]], ...] = ({}, {})
        for one in openings:
            for table, more in zip(tables, (one.near, one.far), strict=True):
                for term, entries in more.items():
                    table[term] = table.get(term, ()) + entries
        return cls(tuple(alone), tables[0], tables[1])

    def at(self, place: int) -> tuple[Hit, ...]:
        """The phrases that the word at a place is by itself."""
        found = self.placed.get(place)
        if found is None:
            found = tuple([Hit(cue, place, place) for cue in self.alone])
            if place < MOST_PLACED:
                self.placed[place] = found
        return found


NO_PHRASES = Openings((), NOTHING, NOTHING)  # of a word that begins none


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


def search(rows: Sequence[frozenset[str]], starts: Starts) -> list[Hit]:
    """All phrases in a row of words: by where they begin, those of one beginning by cue and end."""
    present = frozenset().union(*rows)
    met = starts.met
    hits: list[Hit] = []
    for first, terms in enumerate(rows):
        opened = met.get(terms) or starts.of(terms)
        if opened is NO_PHRASES:
            continue
        if opened.alone:
            hits += opened.placed.get(first) or opened.at(first)
        following = rows[first + 1] if first + 1 < len(rows) else STOP
        nearby = opened.beside and not opened.beside.isdisjoint(following)
        further = opened.ahead and not opened.ahead.isdisjoint(present)
        if nearby or further:
            longer: set[Hit] = set()
            for second in opened.beside & following:
                _add(longer, rows, present, first, first + 1, opened.near[second])
            for second in opened.ahead & present:
                _add(longer, rows, present, first, first, opened.far[second])
            if longer:
                hits += sorted(longer)
    return hits


def _add(
    longer: set[Hit],
    rows: Sequence[frozenset[str]],
    present: frozenset[str],
    first: int,
    place: int,
    entries: Iterable[Entry],
) -> None:
    """Adds the hits of phrases whose rest follows behind `place`; `present` are the terms of all rows."""
    for cue, rest in entries:
        if not rest:
            longer.add(placed((cue, first, place)))
        elif not rest[-1].terms.isdisjoint(present) or rest[-1].terms == END:
            last = _end(rows, place, rest)
            if last >= 0:
                longer.add(placed((cue, first, last)))


def _end(rows: Sequence[frozenset[str]], place: int, rest: Rest) -> int:
    """Index of the last word of a phrase whose first word is at `place`, else -1; the shortest gap wins."""
    for step in rest:
        if not step.gap:
            place += 1
            if step.terms == END:
                return place - 1 if place >= len(rows) or rows[place] is STOP else -1
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
