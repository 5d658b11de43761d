"""Names in a clause that may be those of sites, each with how plainly its neighbours say so."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.phrases import Hit
from parsers.requests.fields.sites import town_end
from parsers.requests.text.clauses import Clause, once
from parsers.requests.text.masks import WANTED_KIND
from parsers.requests.text.names import CUES, as_written, uncapitalised

PLAIN = 2  # the weight of a name that its neighbours make a site
HOUSE = re.compile(r"[0-9]{1,3}[a-z]?")
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ -])*")
MOST = 4  # words of a name
SHORTEST = 4  # letters of a name in small letters
CODED = 4  # letters of an abbreviation
FEW = 3  # words from "has" to "not received"
NEAR = 4  # words from "not" or "your" to the name
LIKE_NAMES = ("filter:street", "filter:quarter", "filter:small", "half_name", "infinitive", "place")
LED = ("filter:led",)
OURS = ("determiner", "stance:definite")
SOMEBODY = (
    *("filter:desk", "filter:carrier", "filter:post", "filter:title"),
    *("outsider", "person_change", "company", "access:role"),
)
WANTED = (WANTED_KIND, "docs", "the_ones", "of_which", "order_thing", "open_items", "statement", "export")
BALANCES = ("open_items", "statement")
LACKING = ("missing", "want", "wish", "stance:demand", "access:wish")
ACTING = ("verb", "past", "stance:demand", "access:wish")
OTHERS = ("company", "filter:title", "greeting", "closing", "quantity")
TOWNS = ("filter:street", "filter:town")
ABOUT = ("filter:applies", "meant")
SITES = ("filter:location", "filter:location_full", "filter:own_people")
UNNAMED = (
    WANTED_KIND,
    "docs",
    "company",
    "greeting",
    "closing",
    "order_thing",
    "pronoun",
    "please",
    "filter:location",
)
BEFORE = ("negation", "filter:sellers", "filter:agent")


class Named(NamedTuple):
    """A name, the indexes of its first word and behind its last one, and its weight as a site.

    `led`: a preposition stands before it, or words like "it is about".
    """

    name: str
    first: int
    end: int
    weight: int
    led: bool


def named(clause: Clause, nouns: Sequence[str]) -> list[Named]:
    """All names of a clause that may be sites, in order.

    `nouns`: the endings of plain nouns, where all nouns have a capital.
    """
    found = []
    small = uncapitalised(clause)
    anywhere = small or "filter:town" in clause.cues  # else a name has a capital
    at = 0
    while at < len(clause.words):
        if not (anywhere or clause.words[at].written[0].isupper()):
            at += 1
            continue
        end = _end(clause, at, small, titled=not nouns)
        if end > at and not _denied(clause, at, end):
            behind = _housed(clause, end)
            begun = _begin(clause, at)
            weight = _weight(clause, begun, at, end, small, nouns)
            name = as_written(clause.words[at:behind]).removesuffix("'s")
            led = weight > PLAIN or _about(clause, at) or _governed(clause, begun, at, not (small or nouns))
            found += [Named(name, at, end, weight, led)] if weight else []
        at = max(end, at + 1)
    return found


@once
def _known(clause: Clause) -> frozenset[int]:
    """The indexes of words that signal anything which no name does."""
    towns = {at for h in clause.of("filter:town") for at in range(h.first, h.last + 1)}
    said = [at for h in clause.hits if not _like_name(h[0]) for at in h[1:]]
    return frozenset([at for at in said if at not in towns] if towns else said)


@lru_cache(maxsize=CUES)
def _like_name(cue: str) -> bool:
    return cue.startswith(LIKE_NAMES)


def _end(clause: Clause, at: int, small: bool, titled: bool) -> int:
    """The index behind the name that begins at an index; the same where none does.

    `titled`: only names have a capital, also the View of "Harbour View".
    """
    if town := town_end(clause, at):
        return town
    end = at
    while end < min(at + MOST, len(clause.words)) and _names(clause, end, small):
        end += 1
    if titled and not small and at < end < len(clause.words) and _second(clause, end):
        return end + 1
    kind = end > at and any(h.first == h.last == end for h in clause.of("filter:location_full"))
    return end + 1 if kind and clause.words[end].written[0].isupper() else end  # "Rivers House"


def _housed(clause: Clause, end: int) -> int:
    """The index behind the number of a house in a street; the same behind any other name."""
    if end == len(clause.words) or not HOUSE.fullmatch(clause.words[end].written):
        return end
    return end + any(h.first == h.last == end - 1 for h in clause.of("filter:street"))


def _names(clause: Clause, at: int, small: bool) -> bool:
    word = clause.words[at]
    if not (small or word.written[0].isupper()) or word.thing:
        return False
    if at in _known(clause) or not NAME.fullmatch(word.written):
        return False
    if small:
        towns = clause.of("filter:town")
        return len(word.written) >= SHORTEST or any(
            h.first <= at <= h.last for h in (*towns, *_ends(clause, at))
        )
    return not (word.written.isupper() and len(word.written) <= CODED)


def _second(clause: Clause, at: int) -> bool:
    """True for a word with a capital that no paper, time or company is, among words without capitals."""
    word = clause.words[at]
    if (
        word.thing
        or not NAME.fullmatch(word.written)
        or not word.written[0].isupper()
        or word.written.isupper()
    ):
        return False
    if any(h.first <= at <= h.last and h.cue.startswith(UNNAMED) for h in clause.hits):
        return False
    return sum(other.written.islower() for other in clause.words) > 1


def _ends(clause: Clause, at: int) -> Sequence[Hit]:
    """The words for streets behind a name: the "rd" of "ashbourne rd"."""
    return clause.of("filter:street") if at else ()


def _weight(clause: Clause, begun: int, at: int, end: int, small: bool, nouns: Sequence[str]) -> int:
    """3 beside a word like "yard", 2 for what only a site's name can be where it stands, else 1."""
    town = any(at <= h.first and h.last == end - 1 for cue in TOWNS[small:] for h in clause.of(cue))
    town = town or any(h.first == end - 1 > at for h in clause.of("filter:location_full"))
    tells = town or not (small or nouns)
    ours = any(h.last == begun - 1 or begun <= h.first < at for h in clause.of("filter:ours"))
    if _shows(clause, SITES, end) and (town or not nouns):
        return 3 if begun < at else PLAIN
    if not tells and (small or clause.words[end - 1].folded.endswith(tuple(nouns))):
        return int(small and any(h.last == at - 1 for h in clause.of("only")))  # "nur wöhrder wiese"
    if any(h.last == at - 1 or h.first == end for h in clause.of("only")):
        return PLAIN
    if tells and _about(clause, at):
        return PLAIN
    if ours and not nouns and _noun(clause, end):
        return PLAIN
    if begun < at and tells and _governed(clause, begun, at, not (small or nouns)):
        return PLAIN
    if tells and (town or at) and any(h.last == at - 1 for h in _wanted(clause)):
        return PLAIN
    if tells and begun < at and any(h.first == end and h.cue.startswith(WANTED) for h in clause.hits):
        return PLAIN
    if begun == at and "verb" not in clause.cues and _wanted(clause) and _whole_town(clause, at, end):
        return PLAIN  # "invoices May Kettering"
    lacks = _shows(clause, ACTING, end) and _lacking(clause, end)
    return PLAIN if at == 0 and tells and lacks else 1


def _wanted(clause: Clause) -> Sequence[Hit]:
    """Where papers and balances are named."""
    return [*clause.kinds, *(h for cue in BALANCES for h in clause.of(cue))]


def _lacking(clause: Clause, at: int) -> bool:
    """True for "didn't get", "has not received" at an index."""
    return _shows(clause, LACKING, at) or any(_shows(clause, ("missing",), at + i) for i in range(FEW))


def _whole_town(clause: Clause, at: int, end: int) -> bool:
    """True for a name that is just that of a town."""
    return any(h.first == at and h.last == end - 1 for h in clause.of("filter:town"))


def _noun(clause: Clause, at: int) -> bool:
    """True for a word in small letters that says nothing: "our Katowice hall"."""
    if at >= len(clause.words) or not clause.words[at].written.islower():
        return False
    return not any(h.first <= at <= h.last and h.cue != "infinitive" for h in clause.hits)


def _begin(clause: Clause, at: int) -> int:
    """The index of the preposition or the article before a name; its own where none stands there."""
    begun = at
    for cues in (OURS, LED):
        begun = next((h.first for cue in cues for h in clause.of(cue) if h.last == begun - 1), begun)
    return begun


def _about(clause: Clause, at: int) -> bool:
    """True right behind words like "it is about"."""
    return any(h.last == at - 1 for cue in ABOUT for h in clause.of(cue))


def _leads(clause: Clause, at: int) -> bool:
    """True right behind a preposition, or one with an article."""
    ends = {h.last for cue in LED for h in clause.of(cue)}
    articled = any(h.last == at - 1 for cue in OURS for h in clause.of(cue))
    return at - 1 in ends or (articled and at - 2 in ends)


def _shows(clause: Clause, cues: tuple[str, ...], at: int) -> bool:
    """True when one of the cues begins at an index."""
    return any(h.first == at for cue in cues for h in clause.of(cue))


def _governed(clause: Clause, begun: int, at: int, free: bool) -> bool:
    """True behind a preposition, unless a name or a person stands before it: "our auditors in Leeds".

    `free`: a word in small letters is no name.
    """
    if begun == 0 or not _leads(clause, at):
        return begun == 0 and _leads(clause, at)
    word = clause.words[begun - 1]
    said = {h.cue for h in clause.hits if h.first <= begun - 1 <= h.last} - {"infinitive"}
    ours = any(h.last == begun - 2 for h in clause.of("filter:ours"))  # "unsere Bude in Xanten"
    known = word.thing or not word.written.isalpha() or said or ours or (free and word.written.islower())
    goods = ours and "filter:buyers" in said  # "for our customer in Gdynia"
    return bool(known) and (said.isdisjoint(SOMEBODY) or "filter:own_people" in said or goods)


def _origin(clause: Clause, at: int) -> bool:
    """True for the place that somebody or something comes from: "the driver came from Hull"."""
    return any(at - NEAR <= h.last < at for h in clause.of("filter:origin"))


def _denied(clause: Clause, at: int, end: int) -> bool:
    """True for a company, a person, the seller's own office, or a site that is not meant."""
    others = (h for cue in OTHERS for h in clause.of(cue))
    if any(at - 1 <= h.last and h.first <= end + (h.cue == "company") for h in others):
        return True
    behind = clause.words[end : end + 2]
    if any(word.thing and word.thing.sort == "address" for word in behind):
        return True  # "Kasia Wrona (k.wrona@example.com)"
    if any(word.written in "&+@" for word in clause.words[max(at - 1, 0) : end + 1]):
        return True
    if "closing" in clause.cues or _origin(clause, at) or _spared(clause, end):
        return True
    led = {
        h.last for cue in ("filter:led", "filter:own_people") for h in clause.of(cue)
    }  # "vom Nordkai", not "von Frau Kern"
    led |= {k.first - 1 for k in clause.kinds if k.last < at}  # "your quotes for Swansea"
    return any(at - NEAR <= h.last < at and h.last not in led for cue in BEFORE for h in clause.of(cue))


def _spared(clause: Clause, end: int) -> bool:
    """True for the Ulm of "only Ulm not", as German puts it."""
    last = max((i for i, word in enumerate(clause.words) if word.written[0].isalnum()), default=0)
    ends = end == last and any(h.first == end for h in clause.of("negation"))
    return ends and clause.cues.isdisjoint(("verb", "ask_words"))
