"""The site that is named as a filter by a word like "branch" or "delivered to": "Filiale Graz"."""

import re
from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.fields.filters import negated
from parsers.requests.fields.sites import acts, town_end, unknown
from parsers.requests.text.clauses import Clause
from parsers.requests.text.names import (
    NAMELIKE,
    as_written,
    name_after,
    name_before,
    says,
    small_before,
    two_words,
    uncapitalised,
)
from parsers.requests.text.words import Word

LOCATING = tuple(
    f"filter:{cue}" for cue in ("location", "location_behind", "destination", "location_full", "quarter")
)
NO_NAME = ("pronoun", "ledger:ours", "filter:post", "filter:no_place", "outsider")
MOVED = ("traded", "handed", "order_thing")
TAKEN = ("traded", "filter:ordering")
LONGEST = 3  # words of a name
THINGS = ("order_thing", "docs", "please")
COMPOUND = 9  # letters of a street whose name is written in one word
HOUSE = re.compile(r"[0-9]{1,3}[a-z]?")


def _skip(clause: Clause, at: int) -> int:
    """The index behind a word like "in" or "of", or behind "is"."""
    named = at < len(clause.words) and clause.words[at].written[0].isupper()  # "Am Alten Hafen"
    return at + 1 if not named and _is(clause, at, "filter:within", "inverted") else at


def receives(clause: Clause, hit: Hit) -> bool:
    """True for an office that papers are to be sent to: "schicken Sie sie an unser Büro in Köln"."""
    desk = any(h.first == hit.first for h in clause.of("filter:desk"))
    ends = {h.last for h in clause.of("header")} if desk else set()  # "to", "an"
    return not ends.isdisjoint(range(hit.first - 3, hit.first)) and clause.cues.isdisjoint(MOVED)


def described(clause: Clause, at: int) -> bool:
    """True for what the writer is, or comes from: "as a garden centre in Kent"."""
    return any(h.first <= at <= h.last for h in clause.of("filter:origin"))


def _lane(clause: Clause) -> str | None:
    """The "gas street" of "the gas street job", by a writer who uses no capitals."""
    for hit in clause.of("filter:location"):
        at = hit.first - 1
        if at < 2 or not _is(clause, at, "filter:street") or _yours(clause, at - 1):
            continue
        name, led = clause.words[at - 1], any(h.last == at - 2 for h in clause.of("filter:location_word"))
        if led and name.written.islower() and name.written.isalpha() and clause.words[at].written.islower():
            return as_written(clause.words[at - 1 : at + 1])
    return None


def _of_street(clause: Clause, hit: Hit) -> str | None:
    """The "Quay Road" of a street that is called after a site."""
    own = _written(clause.words, hit)
    road = next((h for h in clause.of("filter:road") if h.first == hit.last + 1), None)
    behind = _written(clause.words, road) if road else ""
    if not (own[:1].isupper() and behind[:1].isupper()):
        return None
    before = name_before(clause, hit.first)
    return f"{before} {own} {behind}" if before else f"{own} {behind}"


def _town(clause: Clause, at: int) -> str | None:
    """The town that goods are named right behind: "in Trier Reifen abgeholt"."""
    end = town_end(clause, at)
    return as_written(clause.words[at:end]) if end else None


def _is(clause: Clause, at: int, *cues: str) -> bool:
    """True when the word at an index alone is one of the cues."""
    return any(hit.first == hit.last == at for cue in cues for hit in clause.of(cue))


def location(clause: Clause) -> str | None:
    """The site that is named as a filter: "Filiale Graz", "the Galway branch"."""
    if clause.cues.isdisjoint(LOCATING):
        return None
    if lane := _lane(clause):
        return lane
    small = uncapitalised(clause) or "filter:small" in clause.cues
    for hit in clause.of("filter:location"):
        at = _skip(clause, hit.last + 1)
        if any(h.first == at for cue in NO_NAME for h in clause.of(cue)) or _yours(clause, hit.first):
            continue  # "where on your site do I find", "could your office run me a copy"
        if described(clause, hit.first) or _of_name(clause, hit) or _firm(clause, hit.last):
            continue  # "we are a small bakery in Leeds", "the Salford Quays depot"
        if road := _of_street(clause, hit):
            return road
        if receives(clause, hit) or any(h.first == at for h in clause.of("company")):
            continue  # "send it to our office in Leeds", "Hill Stores Ltd"
        behind = unknown(clause, at) is not None or not (small_before(clause, hit.first) or acts(clause, at))
        named = at + (at < len(clause.words) and clause.words[at].written == ":")
        lower = small and behind and not says(clause, named) and not _is(clause, hit.last + 1, "inverted")
        name = _town(clause, at) or two_words(clause, at) or (_site(clause, at) if small else None)
        name = name or name_after(clause.words, at, _span(clause, at), lower)
        if name and not _firm(clause, at):
            name = _numbered(clause, hit, _linked(clause, at, _housed(clause, at, name)))
        name = (
            _in_town(clause, at, name)
            or _kept(clause, hit)
            or _before(clause, hit.first)
            or (small_before(clause, hit.first) if small else None)
        )
        if name and not (negated(clause, hit.first) or _yours(clause, hit.first - len(name.split()))):
            return name
    led = {h.last + 2 for h in clause.of("filter:location_word")}
    for hit in clause.of("filter:location_behind"):
        name = name_before(clause, hit.first, 1)
        if name and not name.isupper() and hit.first in led:
            return name
    return _delivered(clause, small)


def _span(clause: Clause, at: int) -> int:
    """How many words from an index on may be one name: not the Ware of "Filiale am Hauptmarkt Ware"."""
    things = {h.first for cue in THINGS for h in clause.of(cue)} | {h.first for h in clause.kinds}
    return next((i - at for i in range(at + 1, at + LONGEST) if i in things), LONGEST)


def _site(clause: Clause, at: int) -> str:
    """The "neubau" of "filiale neubau", a site that is called after a house; with a name, "kaserne süd"."""
    houses = (h for cue in ("filter:location_full", "filter:business") for h in clause.of(cue))
    house = next((h for h in houses if h.first == at), None)
    own = _written(clause.words, house) if house else ""
    name = (house and _full(clause, house, small=True)) or own
    return name and (name if name.startswith(own) else f"{own} {name}")


def _delivered(clause: Clause, small: bool) -> str | None:
    """Where goods went: "geliefert nach Graz"; else a house with its name."""
    for hit in clause.of("filter:destination"):
        lower = small and not _signals(clause, hit.last + 1)
        if name := _town(clause, hit.last + 1) or name_after(
            clause.words, hit.last + 1, most=1 if lower else 3, lower=lower
        ):
            return name
    for hit in clause.of("filter:location_full"):
        if name := _full(clause, hit, small):
            return name
    for hit in clause.of("filter:business"):  # "gärtnerei nord"
        quarter = next((h for h in clause.of("filter:quarter") if h.first == hit.last + 1), None)
        if quarter:
            return f"{_written(clause.words, hit)} {_written(clause.words, quarter)}"
    return None


def _firm(clause: Clause, at: int) -> bool:
    """True for "Kanzlei Hof & Münster": that is a company."""
    return any(word.written == "&" for word in clause.words[at + 1 : at + 3])


def _full(clause: Clause, hit: Hit, small: bool) -> str | None:
    """A house with its name: "Hill Primary", "Werk 2", "Grundschule am Anger"; of a works only "Nord"."""
    own = _written(clause.words, hit)
    at = hit.last + 1
    if any(h.first == at for h in clause.of("company")):
        return None  # "the Little Stukeley Village Hall Association"
    inner = any(h.first == hit.first for h in clause.of("filter:institution")) and own[:1].isupper()
    linked = ("filter:within",) if inner else ("filter:into",)  # "am Anger"; "unser Werk in Worms"
    begun = at + 1 if (small or own[:1].isupper()) and _is(clause, at, *linked) else at
    lower = small and not _signals(clause, at)
    after, before = name_after(clause.words, begun, lower=lower), name_before(clause, hit.first)
    if after and not any(h.first == begun for cue in NO_NAME for h in clause.of(cue)):
        if any(w.written == after for w in clause.words[begun + 1 : begun + 3]):
            return None  # "Blatt für Blatt"
        if own[:1].isupper() and any(h.first == at for h in clause.of("filter:street")):
            return f"{before} {own} {after}" if before else f"{own} {after}"
        if begun > at and _is(clause, at, "filter:into"):
            return after  # "die Praxis in Graz"
        between = f" {clause.words[at].written}" if begun > at and inner else ""
        return f"{own}{between} {after}" if inner or after[0].isdigit() or len(after) == 1 else after
    whole = small or own[:1].isupper()  # "Rivers House", but the Hosur of "the Hosur farm"
    return f"{before} {own}" if before and whole else before


def _numbered(clause: Clause, hit: Hit, name: str) -> str:
    """The "Unit 7" of a part that only has a number; of a chain the number is enough: the 12 of "shop 12"."""
    chained = any(h.first == hit.first for h in clause.of("filter:chain"))
    bare = not chained if name.isdigit() else len(name) == 1  # "Haus B"
    kind = next((h for h in clause.of("filter:institution") if h.last == hit.first - 1), None)
    if kind and clause.words[kind.first].written[:1].isupper():  # "Pflegeheim Haus Abendrot"
        return f"{_written(clause.words, kind)} {_written(clause.words, hit)} {name}"
    return f"{_written(clause.words, hit)} {name}" if bare else name


def street(clause: Clause) -> str | None:
    """The street that a sentence speaks of: "the surveyor on Tannery Row"."""
    for hit in clause.of("filter:street"):
        whole = clause.words[hit.first].written[:1].isupper()
        before = name_before(clause, hit.first) if whole else None
        own = _written(clause.words, hit)
        if before or (whole and len(own) >= COMPOUND):  # "es geht um die Siemensstraße"
            return f"{before} {own}" if before else own
    return None


def _yours(clause: Clause, at: int) -> bool:
    """True behind a word like "your": that is the seller's own office, unless we bought in it."""
    found = [h for h in clause.of("filter:sellers") if h.last == at - 1]
    leads = ("filter:within", *(["filter:led"] if "filter:ordering" in clause.cues else []))
    there = found and any(h.last == found[0].first - 1 for cue in leads for h in clause.of(cue))
    return bool(found) and not (there and not clause.cues.isdisjoint(TAKEN))


def _linked(clause: Clause, at: int, name: str) -> str:
    """A name of two parts: "Zell am See", "Stratford upon Avon"."""
    end = next((i + 1 for i in range(at, len(clause.words)) if name.endswith(clause.words[i].written)), at)
    link = next((h for h in clause.of("filter:name_link") if h.first == end), None)
    return f"{name} {_written(clause.words, link)}" if link else name


def _in_town(clause: Clause, at: int, name: str | None) -> str | None:
    """The name; behind a mere number the town beside it: "STORE 14 (MORPETH)", "branch 7, Leeds"."""
    end = at + 1
    if not name or not name.split()[-1].isdigit() or end + 1 >= len(clause.words):
        return name
    town = name_after(clause.words, end + 1) if clause.words[end].written in "(,-–" else None
    closed = town and clause.words[end].written == "(" and any(w.written == ")" for w in clause.words[end:])
    known = any(h.first == end + 1 for h in clause.of("filter:town"))
    return town if town and (closed or known) and not town[0].isdigit() else name


def _kept(clause: Clause, hit: Hit) -> str | None:
    """The "Fernhill Stables" that keeps its kind in its name, unlike "the Galway Branch"."""
    own = _written(clause.words, hit)
    kind = any(h.first == hit.first for h in clause.of("filter:business")) and own[:1].isupper()
    chained = any(h.first == hit.first for h in clause.of("filter:chain"))
    before = name_before(clause, hit.first) if kind and not chained else None
    return before and f"{before} {own}"


def _of_name(clause: Clause, hit: Hit) -> bool:
    """True for the "Quays" of "the Salford Quays depot"."""
    own = clause.words[hit.first].written[:1].isupper() and name_before(clause, hit.first)
    return bool(own) and any(h.first == hit.last + 1 for h in clause.of("filter:location"))


def _before(clause: Clause, at: int) -> str | None:
    """The name right before an index, also one of two parts: "the Stratford upon Avon branch"."""
    if any(h.last == at - 1 for cue in ("same", "other_one") for h in clause.of(cue)):
        return None  # "Same branch: the notes"
    part = next((h for h in clause.of("filter:location") if h.last == at - 1 and _of_name(clause, h)), None)
    if part and (named := name_before(clause, part.first)):
        return f"{named} {_written(clause.words, part)}"
    link = next((h for h in clause.of("filter:name_link") if h.last == at - 1), None)
    if link and clause.words[link.first].bound:
        return name_before(clause, at)  # "the Stow-on-Trent branch"
    name = name_before(clause, link.first) if link else None
    return f"{name} {_written(clause.words, link)}" if link and name else name_before(clause, at)


def _housed(clause: Clause, at: int, name: str) -> str:
    """A street with its house number: "Rheinallee 14"."""
    end = next((i + 1 for i in range(at, len(clause.words)) if name.endswith(clause.words[i].written)), at)
    streets = [h.last for h in clause.of("filter:street")]
    number = clause.words[end].written if end < len(clause.words) else ""
    housed = HOUSE.fullmatch(number) and (end - 1 in streets or (end > at and _ends_name(clause, end)))
    parted = end in streets and number.islower() and not _is(clause, end, "joiner")  # "on canal street"
    return f"{name} {number}" if housed or parted else name


def _ends_name(clause: Clause, at: int) -> bool:
    """True for the 14 of "Objekt Rosengarten 14, May": nothing behind it is counted."""
    behind = clause.words[at + 1] if at + 1 < len(clause.words) else None
    led = any(h.first == at + 1 for cue in ("preposition", "cause", "relative") for h in clause.of(cue))
    return behind is None or led or not behind.written[0].isalnum()


def named_behind(clause: Clause, cue: str) -> str | None:
    """The name right behind a word like "for" or "in"."""
    if cue not in clause.cues:
        return None
    small = uncapitalised(clause)
    ends = [hit.last + 1 for hit in clause.of(cue) if not says(clause, hit.last + 1)]
    names = (name_after(clause.words, at, lower=small and not _signals(clause, at)) for at in ends)
    return next((name for name in names if name), None)


def _signals(clause: Clause, at: int) -> bool:
    """True when a word is known for anything but names."""
    return any(h.first <= at <= h.last and not h.cue.startswith(NAMELIKE) for h in clause.hits)


def _written(words: Sequence[Word], hit: Hit) -> str:
    return " ".join(w.written for w in words[hit.first : hit.last + 1])
