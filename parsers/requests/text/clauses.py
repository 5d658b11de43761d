"""Sentences cut into clauses, each with what its words signal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any, TypeVar

from parsers.phrase_search import STOP, placed
from parsers.phrases import Hit, Lexicon
from parsers.requests.text.cleft import cleft
from parsers.requests.text.ellipsis import completed
from parsers.requests.text.frame import Read
from parsers.requests.text.masks import WANTED_KIND, unmasked, without_spared
from parsers.requests.text.questions import marked
from parsers.requests.text.runons import runons
from parsers.requests.text.sentences import Sentence, paused
from parsers.requests.text.surnames import surnames
from parsers.requests.text.swaps import righted
from parsers.requests.text.together import afterthoughts, within
from parsers.requests.text.words import Word

JOINING = ("joiner", "purpose")
SUBJECTS = frozenset({"pronoun", "told_by", "will", "i_want"})
OBJECTS = frozenset({"this", "these"})
DASHES = frozenset("-–—;")
STOPS = DASHES | frozenset(",;:()|")  # what no gap of a phrase crosses
BRIEF = 5  # words; a shorter remark in brackets is part of its clause
MOST = 24  # clauses of a sentence; what has more is a list, and its rest stays together
LEADING = ("joiner", "greeting")  # what may stand before the first word that counts
REMARK = 30  # words; the longest remark in brackets
WRITTEN = "when:"  # how a time frame is written; of other words it says nothing
VERBAL = frozenset({"verb", "inverted"})  # what a month is not: "the notes for May"
BY_PLACE = itemgetter(1)  # hits by their first word


@dataclass(slots=True, unsafe_hash=True)  # nobody changes one; frozen it would take twice as long to make
class Clause:
    """A part of a sentence that can hold a wish of its own.

    `hits` index into `words`; `cues` are the names of all hits and the things ("{number}") in it; `kinds` are
    the hits that name a kind of paper; `noted` is what was worked out about it once.
    """

    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    cues: frozenset[str]
    sentence: int
    source: Sentence
    kinds: list[Hit] = field(init=False, default_factory=list, compare=False, repr=False)
    noted: dict[Any, Any] = field(init=False, default_factory=dict, compare=False, repr=False)
    _by_cue: dict[str, list[Hit]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_cue = self._by_cue
        for hit in self.hits:
            cue = hit[0]
            if cue in by_cue:
                by_cue[cue].append(hit)
            else:
                by_cue[cue] = [hit]
            if cue[0] == "k" and cue.startswith(WANTED_KIND):
                self.kinds.append(hit)

    @property
    def text(self) -> str:
        """The words as written, for staff."""
        return " ".join(w.written for w in self.words)

    def words_of(self, hit: Hit) -> str:
        """The words of a hit as written."""
        return " ".join(w.written for w in self.words[hit.first : hit.last + 1])

    def opens(self, *cues: str) -> bool:
        """True when one of the cues begins the clause, or follows a joining word or a greeting there."""
        if self.cues.isdisjoint(cues):
            return False
        starts, by_cue = (0, self._lead()), self._by_cue
        for cue in cues:  # plain loops: this is asked of every clause
            for hit in by_cue.get(cue, ()):
                if hit.first in starts:
                    return True
        return False

    def _lead(self) -> int:
        """The index behind the joining words and greetings that the clause begins with."""
        if self.cues.isdisjoint(LEADING):
            return 0
        lead = 0
        for hit in sorted([h for cue in LEADING for h in self._by_cue.get(cue, ())], key=BY_PLACE):
            if hit.first == lead:
                lead = hit.last + 1
        return lead

    def of(self, cue: str) -> Sequence[Hit]:
        """All hits of a cue, in order."""
        return self._by_cue.get(cue, ())


Finding = TypeVar("Finding")


def once(work: Callable[[Clause], Finding]) -> Callable[[Clause], Finding]:
    """Works something out about a clause when it is first asked for, and notes it there."""

    @wraps(work)
    def noted(clause: Clause) -> Finding:
        try:
            finding: Finding = clause.noted[work]
        except KeyError:
            finding = clause.noted[work] = work(clause)
        return finding

    return noted


@dataclass(slots=True)
class Reading:
    """What one message is read with: the lexicon and the words for numbers."""

    lexicon: Lexicon
    counts: Mapping[str, int] = field(default_factory=dict)

    def row(self, words: Sequence[Word]) -> list[frozenset[str]]:
        """The terms of each word, ready for the lexicon."""
        row = [self._terms(word) for word in words]
        if STOP in row:
            for at, whole in completed(words, self.lexicon).items():
                row[at] |= self.lexicon.terms(whole, whole)
        return row

    def _terms(self, word: Word) -> frozenset[str]:
        _, _, written, folded, _, thing, _ = word
        if written in STOPS:
            return STOP
        if thing and thing.sort != "period":
            return frozenset(["{" + thing.sort + "}"])
        plain = self.lexicon.met.get(written) or self.lexicon.terms(folded, written)
        if (written.isdigit() and len(written) <= 3) or self.counts.get(folded, 0) > 1:
            return plain | {"{digits}"}
        return plain | {"{period}"} if thing else plain


def read_sentence(sentence: Sentence, reading: Reading) -> Read:
    """All that the words of a sentence signal."""
    hits = unmasked(reading.lexicon.find(reading.row(sentence.words)))
    words = sentence.words
    verbal = {h.first for h in hits if h[0] in VERBAL}
    if verbal:  # where all words begin with a capital none tells
        small = sum([word.written[:1].islower() for word in words]) > 1
        nouns = {i for i in verbal if words[i].thing or (small and _noun(words, i))}
        hits = [h for h in hits if h.first not in nouns or h.cue not in VERBAL] if nouns else hits
    hits = surnames(words, without_spared(hits))
    kept = [h for h in hits if h[0][0] != "w" or not h.cue.startswith(WRITTEN) or words[h.first].thing]
    sentence, kept = righted(sentence, [h for h in kept if h[0][0] != "k" or not _postcode(words, h)])
    return Read(marked(sentence, kept), tuple(kept))


def _noun(words: Sequence[Word], at: int) -> bool:
    """True for a capital inside a sentence: "der Stand", not "Stand ..." at its beginning."""
    return at > 0 and words[at].written[:1].isupper() and words[at - 1].written[:1].isalnum()


def _postcode(words: Sequence[Word], hit: Hit) -> bool:
    """True for the AB of "Leeds LS1 4AB", which is no paper."""
    cue, at, _ = hit
    glued = at > 0 and words[at].start == words[at - 1].end and words[at - 1].written.isdigit()
    return glued and words[at].written.isupper() and cue.startswith(WANTED_KIND)


def clauses(number: int, read: Read) -> list[Clause]:
    """The clauses of one sentence."""
    words = read.sentence.words
    places = [0, *_cuts(read)[:MOST], len(words)]
    edges = [(a, b) for a, b in pairwise(places) if b > a]
    if len(edges) < 2:
        return [make(number, read.sentence, read.hits, a, b) for a, b in edges]
    own = _apart(read.hits, edges)
    rows = zip(own, edges, strict=False)
    first, *behind = (make(number, read.sentence, hits, a, b) for hits, (a, b) in rows)
    if sum(map(len, own)) == len(read.hits):  # no cut goes through a hit
        hits = tuple(chain.from_iterable(own))
        first.noted[_together(behind)] = (_clause(words, hits, number, read.sentence), behind)
    return [first, *behind]


def _apart(hits: Iterable[Hit], edges: Sequence[tuple[int, int]]) -> list[list[Hit]]:
    """The hits by the stretches of words in which they begin and end; last what ends behind all words."""
    stretches = [at for at, (a, b) in enumerate(edges) for _ in range(a, b)]  # of each word
    stretches.append(len(edges))
    own = [list[Hit]() for _ in range(len(edges) + 1)]
    for hit in hits:
        _, begin, end = hit
        own[stretches[begin]].append(hit)
        if stretches[end] > stretches[begin]:
            own[stretches[end]].append(hit)
    return own


def make(number: int, sentence: Sentence, hits: Iterable[Hit], first: int, last: int) -> Clause:
    """The clause of the words from `first` up to `last` (not included)."""
    if first == 0 and last == len(sentence.words):
        return _clause(sentence.words, tuple(hits), number, sentence)
    inside: list[Hit] = []
    for hit in hits:
        cue, begin, end = hit
        if begin >= first and end < last:
            inside.append(placed((cue, begin - first, end - first)) if first else hit)
        elif first <= begin < last or first <= end < last:
            inside.append(placed((cue, max(begin, first) - first, min(end, last - 1) - first)))
    return _clause(sentence.words[first:last], tuple(inside), number, sentence)


def _clause(words: tuple[Word, ...], hits: tuple[Hit, ...], number: int, sentence: Sentence) -> Clause:
    """A clause with the names of its hits and things."""
    things = ["{" + w.thing.sort + "}" for w in words if w.thing]
    return Clause(words, hits, frozenset([h[0] for h in hits] + things), number, sentence)


def joined(parts: Sequence[Clause]) -> Clause:
    """Neighbouring clauses of one sentence as one; the same clauses always make the same one."""
    first, *behind = parts
    if not behind:
        return first
    key = _together(behind)
    made = first.noted.get(key)
    if made is None:
        made = first.noted[key] = (_joined(parts), behind)  # while they are kept their ids are theirs
    whole: Clause = made[0]
    return whole


def _together(behind: Iterable[Clause]) -> tuple[object, ...]:
    """Where the first of several clauses notes the one that they make."""
    return (joined, *map(id, behind))


def _joined(parts: Sequence[Clause]) -> Clause:
    hits: list[Hit] = []
    words: list[Word] = []
    for part in parts:
        at = len(words)
        hits += [placed((cue, a + at, b + at)) for cue, a, b in part.hits] if at else part.hits
        words += part.words
    cues = frozenset().union(*(part.cues for part in parts))
    return Clause(tuple(words), tuple(dict.fromkeys(hits)), cues, parts[0].sentence, parts[0].source)


def stretch(clause: Clause, first: int, last: int) -> Clause:
    """The words of a clause from `first` up to `last` (not included), with the hits that lie in them."""
    hits = tuple(
        Hit(h.cue, h.first - first, h.last - first) for h in clause.hits if first <= h.first and h.last < last
    )
    return _clause(clause.words[first:last], hits, clause.sentence, clause.source)


def _cuts(read: Read) -> list[int]:
    """Where a clause may begin: after signs, before joining words, around longer remarks in brackets."""
    words, hits = read.sentence.words, read.hits
    joiners = {h.first for h in hits if h[0] in JOINING} if read.has(*JOINING) else ()
    if joiners:
        joiners = joiners - afterthoughts(words, hits) - _within_verbs(hits)
    said = {h.last + 1 for h in hits if h[0] == "all"} if read.has("all") else set()
    said = said and said & {h.first - 1 for h in hits if h[0] == "ask_words"}
    cuts = set()
    for i, word in enumerate(words):
        written = word.written
        if (written.isalnum() and i not in joiners) or i in said:  # "all, what is overdue" is one thing
            continue
        opens = written == "(" and _partner(words, i, ")") - i > BRIEF
        closes = written == ")" and i - _partner(words, i, "(") > BRIEF
        cut = 0
        if i and (i in joiners or opens or _dash(words, i)):
            cut = i
        elif i + 1 < len(words) and (written in ",;:!?" or closes or paused(words, i)):
            cut = i + 1
        if cut and not within(words, hits, i, joiners):
            cuts.add(cut)
    cuts |= runons(words, hits) if read.has("please", "blocked") else set()
    cuts -= cleft(cuts, hits) if read.has("inverted") else set()
    return sorted([i for i in cuts if not (i in joiners and i - 1 in joiners)])


def _within_verbs(hits: Sequence[Hit]) -> set[int]:
    """Where a word like "also" stands behind its subject or between verbs: "could I also have the note?" """
    behind = {h[2] + 1 for h in hits if h[0] in SUBJECTS}
    manner = {h[1] - 1 for h in hits if h[0] == "stance:manner"}  # "do you have this also as a link?"
    behind |= {h[2] + 1 for h in hits if h[0] in OBJECTS} & manner
    return {h[1] for h in hits if h[0] == "also"} & behind


def _partner(words: Sequence[Word], i: int, sign: str) -> int:
    """Index of the bracket that belongs to the one at `i`, within reach; `i` when there is none."""
    places = range(i, min(i + REMARK, len(words))) if sign == ")" else range(i, max(i - REMARK, -1), -1)
    return next((j for j in places if words[j].written == sign), i)


def _dash(words: Sequence[Word], i: int) -> bool:
    return words[i].written in DASHES and words[i].start > words[i - 1].end
