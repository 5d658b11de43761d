"""Names in a clause that may be those of sites, each with how plainly its neighbours say so."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from parsers.requests.text.clauses import WANTED_KIND, Clause, once
from parsers.requests.text.names import as_written, uncapitalised

PLAIN = 2  # the weight of a name that its neighbours make a site
HOUSE = re.compile(r"[0-9]{1,3}[a-z]?")
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*")
MOST = 4  # words of a name
SHORTEST = 4  # letters of a name in small letters
CODED = 4  # letters of an abbreviation
NEAR = 4  # words from "not" or "your" to the name
LIKE_NAMES = ("filter:street", "half_name", "infinitive", "place")
LED = ("filter:led",)
OURS = ("determiner", "stance:definite")
SOMEBODY = (
    *("filter:desk", "filter:carrier", "filter:post", "filter:title"),
    *("outsider", "person_change", "company", "access:role"),
)
WANTED = (WANTED_KIND, "docs", "the_ones", "of_which", "order_thing", "open_items", "statement", "export")
LACKING = ("missing", "want", "wish", "stance:demand", "access:wish")
ACTING = ("verb", "past", "stance:demand", "access:wish")
OTHERS = ("company", "filter:title", "greeting", "closing", "quantity")
TOWNS = ("filter:street", "filter:town")
ABOUT = ("filter:applies", "meant")
SITES = ("filter:location", "filter:location_full")
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
    at = 0
    while at < len(clause.words):
        end = _end(clause, at, small)
        behind = _housed(clause, at, end)
        if end > at and not _denied(clause, at, end):
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
    towns = {h.first for h in clause.of("filter:town")}
    said = (h for h in clause.hits if not h.cue.startswith(LIKE_NAMES))
    return frozenset(at for h in said for at in (h.first, h.last) if at not in towns)


def _end(clause: Clause, at: int, small: bool) -> int:
    """The index behind the name that begins at an index; the same where none does."""
    end = at
    while end < min(at + MOST, len(clause.words)) and _names(clause, end, small):
        end += 1
    kind = end > at and any(h.first == h.last == end for h in clause.of("filter:location_full"))
    return end + 1 if kind and clause.words[end].written[0].isupper() else end  # "Rivers House"


def _housed(clause: Clause, at: int, end: int) -> int:
    """The index behind the number of a house in a street."""
    if end == at or end == len(clause.words) or not HOUSE.fullmatch(clause.words[end].written):
        return end
    return end + any(h.first == h.last == end - 1 for h in clause.of("filter:street"))


def _names(clause: Clause, at: int, small: bool) -> bool:
    word = clause.words[at]
    if word.thing or not NAME.fullmatch(word.written) or at in _known(clause):
        return False
    if small:
        return len(word.written) >= SHORTEST or _beside_street(clause, at)
    return word.written[0].isupper() and not (word.written.isupper() and len(word.written) <= CODED)


def _beside_street(clause: Clause, at: int) -> bool:
    """True for the "rd" of "ashbourne rd"."""
    return at > 0 and any(h.first == h.last == at for h in clause.of("filter:street"))


def _weight(clause: Clause, begun: int, at: int, end: int, small: bool, nouns: Sequence[str]) -> int:
    """3 beside a word like "yard", 2 for what only a site's name can be where it stands, else 1."""
    town = any(h.first == h.last == end - 1 for cue in TOWNS[small:] for h in clause.of(cue))
    town = town or any(h.first == end - 1 > at for h in clause.of("filter:location_full"))
    tells = town or not (small or nouns)
    ours = any(h.last == begun - 1 or begun <= h.first < at for h in clause.of("filter:ours"))
    if _shows(clause, SITES, end) and (town or not nouns):
        return 3 if begun < at else PLAIN
    if not tells and (small or clause.words[end - 1].folded.endswith(tuple(nouns))):
        return 0
    if any(h.last == at - 1 or h.first == end for h in clause.of("only")):
        return PLAIN
    if tells and _about(clause, at):
        return PLAIN
    if ours and not nouns and _noun(clause, end):
        return PLAIN
    if begun < at and tells and _governed(clause, begun, at, not (small or nouns)):
        return PLAIN
    if tells and (town or at) and any(h.last == at - 1 for h in clause.kinds):
        return PLAIN
    if tells and begun < at and any(h.first == end and h.cue.startswith(WANTED) for h in clause.hits):
        return PLAIN
    lacks = _shows(clause, LACKING, end) and _shows(clause, ACTING, end)
    return PLAIN if at == 0 and tells and lacks else 1


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
    return bool(known) and (said.isdisjoint(SOMEBODY) or "filter:own_people" in said)


def _denied(clause: Clause, at: int, end: int) -> bool:
    """True for a company, a person, the seller's own office, or a site that is not meant."""
    others = (h for cue in OTHERS for h in clause.of(cue))
    if any(at - 1 <= h.last and h.first <= end + (h.cue == "company") for h in others):
        return True
    if any(word.written in "&+@" for word in clause.words[max(at - 1, 0) : end + 1]):
        return True
    led = {h.last for h in clause.of("filter:led")}  # "vom Nordkai", not "von Frau Kern"
    return any(at - NEAR <= h.last < at and h.last not in led for cue in BEFORE for h in clause.of(cue))
