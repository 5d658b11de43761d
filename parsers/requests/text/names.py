"""Reads names in a row of words: what is capitalised, or stands where only a name stands."""

import re
from collections.abc import Sequence
from functools import lru_cache

from parsers.requests.text.clauses import Clause, once
from parsers.requests.text.words import Word

# A word that signals one of these is no part of a name.
NO_NAMES = (
    *("filter:location", "kind:", "want", "please", "greeting", "verb", "docs", "all", "only", "form:"),
    *("pronoun", "person_verb", "people", "leaving", "order_thing", "inverted", "yours"),
    *(
        "needing",
        "access:wish",
        "open_items",
        "statement",
        "export",
        "recurring",
        "subscri",
        "filter:cost_centre",
    ),
)
# What begins with one of these is more than a name.
COMMON = (
    *("filter:", "joiner", "relation", "this", "also", "again", "missing"),
    *("reason", "status:", "have", "medium", "outsider", "entry"),
)
NAMELIKE = (
    "filter:street",
    "filter:town",
    "filter:quarter",
    "filter:small",
)  # what the name of a place looks like
CUES = 2_000  # more than there are
MOST_SMALL = 2  # words of a name in small letters
TOO_SHORT = 3  # letters of a word that is hardly the name of a town
NAME = re.compile(r"[\w'’ -]+")
CODE = re.compile(r"[A-Z]{0,3}-?[0-9][\w/-]*", re.IGNORECASE)


def capitalised(word: Word) -> bool:
    """True for a word that is written like a name; only such a one has a blank: "von Stetten"."""
    return (word.written[:1].isupper() or " " in word.written) and NAME.fullmatch(word.written) is not None


def name_after(words: Sequence[Word], at: int, most: int = 3, lower: bool = False) -> str | None:
    """Capitalised words, or a short number, from an index on; `lower` for writers who use no capitals."""
    names: list[str] = []
    if at < len(words) and words[at].written in ':"':
        at += 1
    for word in words[at : at + most]:
        close = names and word.start == words[at + len(names) - 1].end
        shortened = close and word.written == "." and len(names[-1]) < TOO_SHORT  # "St. Ives"
        glued = shortened or (names and word.bound) or (close and (word.written in "-/" or names[-1] in "-/"))
        if (word.thing and word.thing.sort != "number") or (names and word.written == "I"):
            break
        small = not names and lower and word.written.isalpha() and len(word.written) > 2
        if not (glued or small or capitalised(word) or (not names and site_number(words, at))):
            break
        names.append(word.written)
    return as_written(words[at : at + len(names)]) if names else None


def two_words(clause: Clause, at: int) -> str | None:
    """The "Bad Ems" of a word that only begins a name, and one that signals nothing behind it."""
    pair = clause.words[at : at + 2]
    if len(pair) < 2 or pair[1].thing or not pair[1].written.isalpha() or len(pair[1].written) < TOO_SHORT:
        return None
    begins = any(h.first == h.last == at for h in clause.of("half_name"))
    begins = begins and pair[0].written[:1].isupper() == pair[1].written[:1].isupper()  # "steht unter Wasser"
    known = any(h.first <= at + 1 <= h.last and h.cue not in NAMELIKE for h in clause.hits)
    return as_written(pair) if begins and not known else None


def site_number(words: Sequence[Word], at: int) -> bool:
    """True for the 12 of "branch 12", not for the first part of a date."""
    glued = at + 1 < len(words) and words[at + 1].start == words[at].end and words[at + 1].written in "/.-"
    return bool(CODE.fullmatch(words[at].written)) and not glued


def name_before(clause: Clause, at: int, most: int = 3) -> str | None:
    """Capitalised words right before an index, when a word like "the" or "for" introduces them."""
    first = at
    while first > 0 and at - first < most:
        word = clause.words[first - 1]
        row = _hyphened(clause.words, first)
        if first - row > 1:
            first = row  # "Stow-on-Tyne"
            break
        if word.thing or not capitalised(word) or is_cue(clause, first - 1) or _article(clause, first - 1):
            break
        first -= 1
    firm = first > 0 and clause.words[first - 1].written == "&"  # "Salt & Thyme Restaurants"
    return as_written(clause.words[first:at]) if first < at and not firm else None


def _hyphened(words: Sequence[Word], end: int) -> int:
    """The index where a name of words in a row of hyphens begins that ends before `end`."""
    first = end - 1
    while first > 0 and words[first].bound:
        first -= 1
    return first if first < end - 1 and capitalised(words[first]) and capitalised(words[end - 1]) else end - 1


def _article(clause: Clause, at: int) -> bool:
    """True for a first word that only begins a sentence: "Das Rathaus", "Two sites"."""
    cues = ("stance:definite", "determiner", "several")
    return any(h.first == h.last == at for cue in cues for h in clause.of(cue))


def small_before(clause: Clause, at: int) -> str | None:
    """The "bristol" of "for bristol depot", "invoices bristol depot", by a writer who uses no capitals."""
    first = at
    while first > 1 and at - first < MOST_SMALL and _plain(clause, first - 1, known=first == at):
        first -= 1
    if first == at:
        return None
    named = clause.words[first - 1].thing is not None
    led = any(hit.last == first - 1 for hit in (*clause.of("filter:location_word"), *clause.kinds))
    return as_written(clause.words[first:at]) if led or named else None


def _plain(clause: Clause, at: int, known: bool) -> bool:
    """True for a word in small letters that may be a name; `known`: also one that signals something else."""
    word = clause.words[at]
    if word.thing or not word.written.isalpha() or len(word.written) <= TOO_SHORT or says(clause, at):
        return False
    return known or not any(h.first <= at <= h.last for h in clause.hits)


def is_cue(clause: Clause, at: int) -> bool:
    """True for a word that signals something which no name does."""
    return at in _nameless(clause)


@once
def _nameless(clause: Clause) -> frozenset[int]:
    return frozenset([at for h in clause.hits if _no_name(h[0]) for at in h[1:]])


@lru_cache(maxsize=CUES)
def _no_name(cue: str) -> bool:
    return cue.startswith(NO_NAMES)


def says(clause: Clause, at: int) -> bool:
    """True when a word is more than a name."""
    return is_cue(clause, at) or at in _common(clause)


@once
def _common(clause: Clause) -> frozenset[int]:
    return frozenset([h.first for h in clause.hits if _more_than_name(h[0])])


@lru_cache(maxsize=CUES)
def _more_than_name(cue: str) -> bool:
    return cue.startswith(COMMON) and cue not in NAMELIKE


def as_written(words: Sequence[Word]) -> str:
    text = ""
    for i, word in enumerate(words):
        gap = "-" if word.bound else " " if word.start > words[i - 1].end else ""
        text += (gap if i else "") + word.written
    return text


def uncapitalised(clause: Clause, but_first: bool = False) -> bool:
    """True for a sentence without capitals; `but_first`: the first word, and "I", may have one."""
    words = [w.written for w in clause.source.words if not w.thing and w.written[-1:].isalpha()]
    if but_first:
        return not any(word[0].isupper() and word != "I" for word in words[1:])
    return not any(c.isupper() for word in words if word != "I" for c in word)
