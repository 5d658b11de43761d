"""The site that is named as a filter by a word like "branch" or "delivered to": "Filiale Graz"."""

import re
from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.fields.filters import negated
from parsers.requests.text.clauses import Clause
from parsers.requests.text.names import name_after, name_before, says, small_before, two_words, uncapitalised
from parsers.requests.text.words import Word

LOCATING = tuple(f"filter:{cue}" for cue in ("location", "location_behind", "destination", "location_full"))
NO_NAME = ("pronoun", "filter:post", "filter:no_place", "outsider")
HOUSE = re.compile(r"[0-9]{1,3}[a-z]?")


def _skip(clause: Clause, at: int) -> int:
    """The index behind a word like "in" or "of", or behind "is"."""
    joins = [*clause.of("filter:within"), *clause.of("inverted")]
    return at + 1 if any(hit.first == hit.last == at for hit in joins) else at


def location(clause: Clause) -> str | None:
    """The site that is named as a filter: "Filiale Graz", "the Galway branch"."""
    if clause.cues.isdisjoint(LOCATING):
        return None
    small = uncapitalised(clause)
    for hit in clause.of("filter:location"):
        at = _skip(clause, hit.last + 1)
        if any(h.first == at for cue in NO_NAME for h in clause.of(cue)) or _yours(clause, hit.first):
            continue  # "where on your site do I find", "could your office run me a copy"
        name = two_words(clause, at) or name_after(clause.words, at, lower=small and not says(clause, at))
        if name:
            name = _housed(clause, at, name)
        name = name or name_before(clause, hit.first) or (small_before(clause, hit.first) if small else None)
        if name and not negated(clause, hit.first):
            return name
    for hit in clause.of("filter:location_behind"):
        name = name_before(clause, hit.first, 1)
        if name and not name.isupper() and _introduced(clause, hit.first - 1):
            return name
    for hit in clause.of("filter:destination"):
        lower = small and not _signals(clause, hit.last + 1)
        if name := name_after(clause.words, hit.last + 1, most=1 if lower else 3, lower=lower):
            return name
    for hit in clause.of("filter:location_full"):
        lower = small and not _signals(clause, hit.last + 1)
        after, before = name_after(clause.words, hit.last + 1, lower=lower), name_before(clause, hit.first)
        if after and not any(h.first == hit.last + 1 for cue in NO_NAME for h in clause.of(cue)):
            return f"{_written(clause.words, hit)} {after}" if after[0].isdigit() else after
        if before:
            return f"{before} {_written(clause.words, hit)}"
    return None


def _yours(clause: Clause, at: int) -> bool:
    """True behind a word like "your": that is the seller's own office."""
    return any(h.last == at - 1 for h in clause.of("filter:sellers"))


def _housed(clause: Clause, at: int, name: str) -> str:
    """A street with its house number: "Rheinallee 14"."""
    end = next((i + 1 for i in range(at, len(clause.words)) if name.endswith(clause.words[i].written)), at)
    street = any(h.last == end - 1 for h in clause.of("filter:street"))
    number = clause.words[end].written if end < len(clause.words) else ""
    return f"{name} {number}" if street and HOUSE.fullmatch(number) else name


def named_behind(clause: Clause, cue: str) -> str | None:
    """The name right behind a word like "for" or "in"."""
    if cue not in clause.cues:
        return None
    small = uncapitalised(clause)
    ends = [hit.last + 1 for hit in clause.of(cue) if not says(clause, hit.last + 1)]
    names = (name_after(clause.words, at, lower=small and not _signals(clause, at)) for at in ends)
    return next((name for name in names if name), None)


def _signals(clause: Clause, at: int) -> bool:
    """True when a word is known for anything."""
    return any(h.first <= at <= h.last for h in clause.hits)


def _introduced(clause: Clause, at: int) -> bool:
    """True when a word like "the" or "for" stands before an index."""
    return any(hit.last == at - 1 for hit in clause.of("filter:location_word"))


def _written(words: Sequence[Word], hit: Hit) -> str:
    return " ".join(w.written for w in words[hit.first : hit.last + 1])
