"""Reads what is to become of a colleague's access from the words around their name."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from parsers.asks import Ask, Errand
from parsers.phrases import Hit, Lexicon, fold
from parsers.requests.text.words import Word, addresses, cut, tidied

LONGEST = 10_000  # characters that are read
SENTENCE = 10  # words that the end of a sentence counts for when the nearest deed is looked for
ABBREVIATED = 3  # letters; a dot behind a shorter capitalised word ends no sentence
DAY = 2  # digits
KEPT = 2_000  # characters of the words about one person
NAMES = 3  # words of a name that are kept
POSSESSIVE = re.compile(r"['’]s?$")
ENDS = ("month_end", "year_end")  # cues of a last day that is no date

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ErrandWords:
    """The words about people's access, of all languages together: colleagues mix them."""

    lexicon: Lexicon
    titles: frozenset[str]
    unnamed: frozenset[str]  # capitalised words before an address that are no name
    ends: frozenset[str]  # what stands before a last day
    starts: frozenset[str]  # what stands before the first day on which something is so
    private: frozenset[str]  # mail domains where anybody gets an address
    shared: frozenset[str]  # mailboxes that several people read

    @classmethod
    def compile(cls, languages: Mapping[str, Table]) -> "ErrandWords":
        """From the `people` tables of the languages that have one."""
        tables = [table["people"] for table in languages.values() if "people" in table]
        cues: dict[str, list[str]] = {}
        for table in tables:
            for cue, phrases in table["cues"].items():
                cues.setdefault(cue, []).extend(phrases)
            for role, phrases in table["roles"].items():
                cues.setdefault(f"role:{role}", []).extend(phrases)

        def words(key: str) -> frozenset[str]:
            return frozenset(fold(word) for table in tables for word in table[key])

        return cls(
            Lexicon.compile(cues),
            *map(words, ("titles", "unnamed", "ends", "starts", "private_domains", "shared")),
        )

    def is_private(self, address: str) -> bool:
        """Whether anybody could have got this address."""
        return address.rpartition("@")[2] in self.private

    def is_shared(self, address: str) -> bool:
        """Whether an address looks like a mailbox that several people read: "einkauf@", "info.graz@"."""
        return re.split(r"[.+_-]", address.partition("@")[0], maxsplit=1)[0] in self.shared


@dataclass(frozen=True, slots=True)
class Page:
    """A text as words with what they signal; `parts` numbers the sentence of each word."""

    words: tuple[Word, ...]
    parts: tuple[int, ...]
    hits: tuple[Hit, ...]

    @classmethod
    def read(cls, text: str, lexicon: Lexicon) -> "Page":
        """Cuts a text and looks every phrase up."""
        plain = tidied(text[:LONGEST])
        words = tuple(cut(plain, addresses(plain)))
        rows = [
            frozenset(["{address}"]) if word.thing else lexicon.terms(word.folded, word.written)
            for word in words
        ]
        return cls(words, tuple(sentence_numbers(words)), tuple(lexicon.find(rows)))

    def mention(self, person: str) -> tuple[int, int] | None:
        """First and last word that name a person; an address goes before a name."""
        if "@" in person:
            found = (i for i, w in enumerate(self.words) if w.thing and w.folded == fold(person))
            at = next(found, None)
            return None if at is None else (at, at)
        wanted = [fold(w.written) for w in cut(person, ()) if w.written[0].isalnum()]
        for at in range(len(self.words) - len(wanted) + 1):
            here = [w.folded for w in self.words[at : at + len(wanted)]]
            if wanted and here == wanted:
                return at, at + len(wanted) - 1
        return None

    def text(self, first: int, last: int) -> str:
        """The words of some sentences, both included."""
        return self.text_of(frozenset(range(first, last + 1)))

    def text_of(self, sentences: Collection[int]) -> str:
        """The words of these sentences."""
        inside = [w for w, part in zip(self.words, self.parts, strict=True) if part in sentences]
        gaps = ["", *(" " * (b.start != a.end) for a, b in pairwise(inside))]
        return "".join(gap + word.written for gap, word in zip(gaps, inside, strict=False))


def sentence_numbers(words: Sequence[Word]) -> Iterator[int]:
    """The number of the sentence that each word belongs to; a new line begins a new one."""
    part = 0
    for i, word in enumerate(words):
        before = words[i - 1].written if i else ""
        ended = before in ("!", "?", ";") or (before == "." and not (i > 1 and shortened(words[i - 2])))
        part += bool(i and (word.breaks or ended))
        yield part


def shortened(word: Word) -> bool:
    """Whether a word before a dot is an abbreviation such as "Hr" or "Dr", or the day in "31. Dezember"."""
    if word.written.isdigit():
        return len(word.written) <= DAY
    return len(word.written) <= ABBREVIATED and word.written.istitle() and not word.thing


def with_errands(asks: Sequence[Ask], text: str, words: ErrandWords, *, own: str = "") -> tuple[Ask, ...]:
    """The asks with what the text says of each person concerned; `own` is the writer's address.

    An ask that only names whose rights somebody gets is left out.
    """
    concerned = [ask for ask in asks if ask.intent == "people"]
    if not concerned:
        return tuple(asks)
    page = Page.read(text, words.lexicon)
    named = [ask.person or "" for ask in concerned]
    read = {id(a): replace(a, errand=read_errand(a.person or "", named, page, words, own)) for a in concerned}
    errands = [a.errand for a in read.values() if a.errand]
    models = {fold(errand.like) for errand in errands if errand.like not in ("", "me")}
    kept = [a for a in (read.get(id(ask), ask) for ask in asks) if not is_model(a.errand, models)]
    return tuple(kept if any(a.errand for a in kept) else (read.get(id(ask), ask) for ask in asks))


def is_model(errand: Errand | None, models: Collection[str]) -> bool:
    """Whether somebody is only named as the one whose rights another gets."""
    return bool(errand and not errand.address and errand.deed != "remove" and fold(errand.name) in models)


def read_errand(person: str, named: Sequence[str], page: Page, words: ErrandWords, own: str = "") -> Errand:
    """What the text says of one person; `named` are all people it is about."""
    others = [other for other in named if other and other != person]
    at = page.mention(person) if person else None
    first, last = region(at, [m for other in others if (m := page.mention(other))], page)
    address = person if "@" in person else free_address(page, first, last, [own, *others])
    near = at or (page.mention(address) if address else None)
    around = [h for h in page.hits if first <= page.parts[h.first] <= last]
    cues, deed = {hit.cue for hit in around}, deed_of(near, page, words)
    told = page.text(first, last) if deed != "remove" else page.text_of(farewells(near, around, page))
    return Errand(
        deed=deed,
        name=name_before(near, page, words) if "@" in person or not person else POSSESSIVE.sub("", person),
        address=address.casefold(),
        like=like_of(around, others, page, words),
        role=next((cue.partition(":")[2] for cue in sorted(cues) if cue.startswith("role:")), ""),
        marks=tuple(sorted(cues & {"only", "also", "partly", "admin", "tree", "all", *ENDS})),
        words=told[:KEPT],
    )


def farewells(near: tuple[int, int] | None, around: Iterable[Hit], page: Page) -> frozenset[int]:
    """The sentences that name somebody or say that they leave: no other day in a mail is their last one."""
    named = {page.parts[near[0]]} if near else set()
    return frozenset(named | {page.parts[h.first] for h in around if h.cue in ("remove", *ENDS)})


def region(at: tuple[int, int] | None, others: Sequence[tuple[int, int]], page: Page) -> tuple[int, int]:
    """The sentences that speak of a person: up to the next one that names somebody else."""
    end = page.parts[-1] if page.parts else 0
    if at is None or not others:
        return 0, end
    start = page.parts[at[0]]
    later = [page.parts[o[0]] for o in others if page.parts[o[0]] > start]
    return start, min(later, default=end + 1) - 1


def free_address(page: Page, first: int, last: int, taken: Iterable[str]) -> str:
    """The only address in some sentences that nobody else has; "" when there are none or several."""
    gone = {fold(address) for address in taken}
    found = {
        w.folded: w.written
        for w, part in zip(page.words, page.parts, strict=True)
        if w.thing and first <= part <= last and w.folded not in gone
    }
    return next(iter(found.values())) if len(found) == 1 else ""


def deed_of(at: tuple[int, int] | None, page: Page, words: ErrandWords) -> str:
    """ "admit" or "remove", by the phrase nearest to the name; "" when none is there."""
    removals = [h for h in page.hits if h.cue == "remove"]
    admissions = [
        h
        for h in page.hits
        if h.cue == "admit" and not any(r.first <= h.first <= h.last <= r.last for r in removals)
    ]
    found = [*removals, *admissions]
    if at is None:
        return found[0].cue if found else ""
    return min(((distance(h, at, page), h.cue == "admit", h.cue) for h in found), default=(0, False, ""))[2]


def distance(hit: Hit, at: tuple[int, int], page: Page) -> int:
    """Words between a phrase and a name; the end of a sentence between them counts for many."""
    gap = max(hit.first - at[1], at[0] - hit.last, 0)
    return gap + SENTENCE * abs(page.parts[hit.first] - page.parts[at[0]])


def name_before(at: tuple[int, int] | None, page: Page, words: ErrandWords) -> str:
    """The name that stands before an address: "Maria Huber (maria@…)"."""
    if at is None:
        return ""
    found: list[str] = []
    place = at[0] - 1
    while place >= 0 and page.words[place].written in "(<[,:-–\"'" and at[0] - place <= 3:
        place -= 1
    for word in reversed(page.words[max(0, place - NAMES) : place + 1]):
        name = word.written[:1].isupper() and word.written[-1].isalpha() and not word.thing
        if not name or word.folded in words.unnamed or word.folded in words.titles:
            break
        found.insert(0, word.written)
    return " ".join(found[-NAMES:])


def like_of(hits: Sequence[Hit], others: Sequence[str], page: Page, words: ErrandWords) -> str:
    """Whose rights are meant: "me", a name, an address; "" for nobody's."""
    if any(h.cue == "me" for h in hits):
        return "me"
    same = [h for h in hits if h.cue == "same"]
    if not same:
        return ""
    joined = [h for h in hits if h.cue == "as" and 0 < h.first - same[0].last <= SENTENCE]
    if not joined:
        return others[0] if len(others) == 1 else ""
    found: list[str] = []
    for word in page.words[joined[0].last + 1 : joined[0].last + 6]:
        if word.thing:
            return word.written
        if word.written[:1].isupper() and word.folded not in words.titles | words.unnamed:
            found.append(word.written)
        elif found and word.written != ".":
            break
    return " ".join(found)
