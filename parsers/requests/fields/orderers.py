"""The person whose orders are meant: "orders from Ms Huber", "was der petkov bestellt hat"."""

import re
from collections.abc import Iterable, Iterator

from parsers.requests.fields.filters import full_names, titled
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, stretch
from parsers.requests.text.names import as_written, capitalised, is_cue, name_before, uncapitalised

POSSESSIVE = re.compile(r"\w{2}['’]s$")
NAME = re.compile(r"[^\W\d_][\w'’-]*")
SIGNS = frozenset(",;:()")
TELLING = ("filter:ordering", "order_thing", "filter:via", "filter:orderer")
MOST = 3  # words of a name
BODIES = ("company", "filter:location", "filter:location_full", "filter:post")
REACH = 12  # words from "what" to the verb of ordering
BETWEEN = 2  # words between "ordered" and "by", "by" and a name: "ordered in May by our Mr Kern"
# what a word may signal and still be a name of a writer without capitals: German names that end like verbs
NO_SIGNAL = ("infinitive", "filter:title", "stance:", "moving", "mark:")
NOBODY = (
    "company",
    "stance:definite",
    "filter:what",
    "filter:adverb",
    "filter:agent",
    "filter:post",
    "filter:location",
    "pronoun",
    "kind:",
    "order_thing",
    "person_move",
)


def orderer(clause: Clause) -> str | None:
    """The person who has ordered: as the subject or agent of the verb, as the owner of the orders."""
    if clause.cues.isdisjoint(TELLING):
        return None
    ways = (_agents, _subjects, _owners, _by_way, _behind_orders)
    return next((name for way in ways for name in way(clause) if name), None)


def told_person(read: Iterable[Unit]) -> str | None:
    """The one person that a message names, whom "he ordered" means: by a title, else by two names."""
    units = list(read)
    names = [name for unit in units for name in titled(unit.clause)]
    names = names or [name for unit in units for part in unit.parts for name in _opening(part)]
    names = names or [
        name
        for unit in units
        if not unit.clause.cues.isdisjoint(("verb", "filter:ordering"))
        for name in full_names(unit.clause)
    ]
    bare = sorted({name.removesuffix("'s").removesuffix("’s") for name in names}, key=len, reverse=True)
    return bare[0] if bare and all(bare[0].casefold().endswith(name.casefold()) for name in bare) else None


def _opening(part: Clause) -> Iterator[str]:
    """The "Gavin Purcell" of "Gavin Purcell left in a hurry": two names that a statement begins with."""
    end = next((i for i in range(len(part.words)) if not _named(part, i, small=False)), len(part.words))
    first = next((i for i in range(len(part.words)) if part.words[i].written.isalpha()), 0)
    if first and not end:  # behind a dash or a bracket
        end = next((i for i in range(first, len(part.words)) if not _named(part, i, small=False)), first)
    told = end < len(part.words) and part.words[end].written.isalpha() and part.words[end].written.islower()
    body = any(h.first == first for cue in BODIES for h in part.of(cue))  # "Firma Ackermann rief an"
    if 2 <= end - first <= MOST and told and not body:
        yield as_written(part.words[first:end])


def _agents(clause: Clause) -> Iterator[str | None]:
    """The Kern of "ordered by Mr Kern"."""
    verbs = [h.last for h in clause.of("filter:ordering")]
    for by in clause.of("filter:agent"):
        if any(0 < by.first - verb <= BETWEEN for verb in verbs):
            yield _name_at(clause, by.last + 1)


def _subjects(clause: Clause) -> Iterator[str | None]:
    """The Frost of "what Daniel Frost has ordered" and of "Daniel Frost's last ordered goods"."""
    for verb in clause.of("filter:ordering"):
        others = [h.first for h in clause.of("filter:subject") if h.first < verb.first]
        first = max(others, default=-1)  # "what we ordered": no name further to the left is the subject
        openers = [
            h.last for h in clause.of("filter:what") if first < h.last and 0 < verb.first - h.last <= REACH
        ]
        if verb.last > verb.first:
            yield _name_at(clause, verb.first + 1, verb.last)  # "what did Shona Reid buy?"
        for at in sorted(openers, reverse=True):
            if not _governed(clause, at):
                yield _name_at(clause, at + 1, verb.first)
        if first < 0 and (not openers or "determiner" not in clause.cues):
            yield _name_up_to(clause, verb.first)
        if name := next(iter(titled(clause)), None):
            yield name


def _governed(clause: Clause, at: int) -> bool:
    """True for the article of "an der Theke", "ein Teil der Kosten", not of "was der Petkov bestellt"."""
    if not any(h.first == at for h in clause.of("stance:definite")):
        return False
    what = any(h.last == at - 1 for h in clause.of("filter:what"))
    return not (what or at == 0 or clause.words[at - 1].written in SIGNS)


def _owners(clause: Clause) -> Iterator[str | None]:
    """The Michelle of "Michelle's orders", the Ilgen of "Frau Ilgens Bestellungen"."""
    for thing in clause.of("order_thing"):
        owner = clause.words[thing.first - 1] if thing.first else None
        if owner is None or owner.thing or is_cue(clause, thing.first - 1):
            continue
        titled_ = any(h.last == thing.first - 2 for h in clause.of("filter:title"))
        if POSSESSIVE.search(owner.written):
            yield (owner.written if titled_ else name_before(clause, thing.first) or owner.written)[:-2]
        elif titled_:
            yield owner.written.removesuffix("s")


def _by_way(clause: Clause) -> Iterator[str | None]:
    """The Kern of "all that went through Mr Kern": a full name, or one behind a title."""
    for hit in clause.of("filter:via"):
        around = stretch(clause, hit.first, min(max(hit.last + 1, hit.first + REACH), len(clause.words)))
        yield next(iter([*titled(around), *full_names(around)]), None)


def _behind_orders(clause: Clause) -> Iterator[str | None]:
    """The Huber of "orders from Ms Huber" and "Besteller: Huber"."""
    for hit in clause.of("filter:orderer"):
        role = max((h.first for h in clause.of("stance:manner") if 0 < hit.first - h.last <= 2), default=0)
        yield _name_up_to(clause, role) if role else None  # "with Jo Kern as the orderer"
        yield _name_at(clause, hit.last + 1)
    if "filter:orderer" in clause.cues:
        yield next(iter(titled(clause)), None)


def _name_at(clause: Clause, at: int, before: int | None = None) -> str | None:
    """The name at an index, behind an article, a title or what the person is: "der Polier Jansen"."""
    small = uncapitalised(clause, but_first=True)
    end = len(clause.words) if before is None else before
    led = {h.last for h in clause.of("stance:definite")} | {h.last for h in clause.of("filter:title")}
    while at < end and (at in led or clause.words[at].written in '.:"'):
        at += 1
    post = next((h for h in clause.of("filter:post") if h.first == at), None)
    start = post.last + 1 if post else at
    stop = start
    while stop < min(end, start + MOST) and _named(clause, stop, small):
        stop += 1
    if stop == start or any(h.first == stop for cue in BODIES for h in clause.of(cue)):
        return None  # "placed by the Swindon warehouse"
    return as_written(clause.words[start:stop])


def _name_up_to(clause: Clause, end: int) -> str | None:
    """The name right before a verb, or before its auxiliary: "the stuff dave miller has ordered"."""
    small = uncapitalised(clause, but_first=True)
    while end and any(h.last == end - 1 for h in clause.of("inverted")):
        end -= 1
    start = end
    called = {h.last for h in clause.of("filter:title")}
    while start and end - start < MOST and start - 1 not in called and _named(clause, start - 1, small):
        start -= 1
    if any(h.last == start - 1 for h in clause.of("filter:led")):
        return None  # "gestern in Graz Farbe gekauft"
    return (
        as_written(clause.words[start:end])
        if end - start >= 2 or (start - 1 in called and end > start)
        else None
    )


def _named(clause: Clause, at: int, small: bool) -> bool:
    """True for a word written like a name, or one that signals nothing where all is written small."""
    word = clause.words[at]
    if word.thing or word.written in SIGNS or not NAME.fullmatch(word.written):
        return False
    signalled = [h for h in clause.hits if at in (h.first, h.last)]
    if any(h.cue.startswith(NOBODY) for h in signalled) or any(
        h.first == at for h in clause.of("determiner")
    ):
        return False
    if small:
        return len(word.written) > 2 and all(h.cue.startswith(NO_SIGNAL) for h in signalled)
    return capitalised(word) and not is_cue(clause, at)
