"""Papers named by what they are for: "4711 is for the kitchen, 4712 for the bath; I have the kitchen one"."""

from collections import Counter
from collections.abc import Iterator, Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.fields.places import Number, number_of
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

MOST = 6  # papers told apart by words; more are a list
SHORTEST = 3  # letters of a word that names a thing
NEAR = 5  # words from a number to the one that says what it is for
ENDING = 3  # letters that a word may add: "das Bad", "des Bades"
LEADS = ("stance:definite", "determiner", "belonging", "relation", "preposition", "cause")
OPENING = frozenset("(:")  # signs that lead a name as an article does
COMMON = (
    WANTED_KIND,
    "docs",
    "copy",
    "verb",
    "pronoun",
    "told_by",
    "yours",
    "joiner",
    "please",
    "want",
    "have",
)
WELL = frozenset(
    {"have", "holding", "at_hand", "done", "settled", "turned_up", "arrival", "unwanted", "pick:well"}
)
ILL = frozenset({"negation", "missing", "lacking", "denied", "denial", "pick:ill", "again"})
ASKING = frozenset({"want", "wish", "please", "needing", "missing", "lacking", "pick:ill", "again", "only"})

Labels = dict[Number, set[str]]  # the numbers in order, each with the words that stand beside it alone


def by_label(drafts: list[Draft], read: Sequence[Unit]) -> list[Draft]:
    """The drafts with one wish for the papers that their message picks by the words that name them."""
    wishes = [draft for draft in drafts if draft.intent == "documents"]
    named = {number for wish in wishes for number in wish.numbers}
    parts = [part for unit in read for part in unit.parts]
    whole = all(wish.numbers for wish in wishes) if wishes else not drafts
    labels = _labels(parts) if whole else {}
    if not labels or not labels.keys() >= named or len({frozenset(wish.kinds) for wish in wishes}) > 1:
        return drafts
    wanted, well, telling = _picked(parts, labels)
    kept = [n for n in labels if n in wanted] or [n for n in labels if n not in well]
    chosen = not wanted and named < labels.keys() and well.isdisjoint(named)
    if chosen or not 0 < len(kept) < len(labels):
        return drafts
    wish = wishes[0] if wishes else Draft("documents", next(u for u in read if telling[-1] in u.parts))
    wish.numbers = kept
    wish.kinds = wish.kinds or _kinds(telling) or _kinds(parts)
    return [draft for draft in drafts if draft is wish or draft.intent != "documents"] if wishes else [wish]


def _kinds(parts: Sequence[Clause]) -> set[str]:
    return {h.cue.removeprefix(WANTED_KIND) for part in parts for h in part.kinds}


def _labels(parts: Sequence[Clause]) -> Labels:
    """What the numbers of a message are for; nothing unless each has a word of its own."""
    naming = [part for part in parts if any(isinstance(number_of(w), str) for w in part.words)]
    if not naming or naming[-1].sentence - naming[0].sentence > 1:
        return {}
    often = Counter(part.words[i].folded for part in naming for i in _things(part))
    for ahead in (False, True):
        found = [pair for part in naming for pair in _beside(part, ahead)]
        labels = {number: {word for word in words if often[word] == 1} for number, words in found}
        if 1 < len(labels) == len(found) <= MOST and all(labels.values()):
            return labels
    return {}


def _beside(part: Clause, ahead: bool) -> Iterator[tuple[Number, set[str]]]:
    """The numbers of a clause, each with the names close behind it, or close `ahead` of it."""
    things = _things(part)
    at = [i for i, word in enumerate(part.words) if isinstance(number_of(word), str)]
    for before, i, following in zip([-1, *at], at, [*at[1:], len(part.words)], strict=False):
        near = range(max(before + 1, i - NEAR), i) if ahead else range(i + 1, min(following, i + 1 + NEAR))
        yield str(number_of(part.words[i])), {part.words[j].folded for j in near if j in things}


def _things(part: Clause) -> set[int]:
    """The places of words that may name a thing: led by an article, or written with a capital."""
    common = {i for h in part.hits if h.cue.startswith((*COMMON, *LEADS)) for i in range(h.first, h.last + 1)}
    led = {h.last + 1 for cue in LEADS for h in part.of(cue)}
    led |= {i + 1 for i, word in enumerate(part.words) if word.written in OPENING}
    found = set[int]()
    for i, word in enumerate(part.words):
        heads = i + 1 < len(part.words) and part.words[i + 1].thing is not None  # the "order" of "order 4711"
        plain = word.thing is None and word.written.isalpha() and len(word.written) >= SHORTEST
        if plain and not heads and i not in common and (i in led or word.written[:1].isupper()):
            found.add(i)
    return found


def _picked(parts: Sequence[Clause], labels: Labels) -> tuple[set[Number], set[Number], list[Clause]]:
    """Which papers the clauses behind the last number want, which they say are here, and these clauses."""
    wanted, well, pointed = set[Number](), set[Number](), set[Number]()
    telling: list[Clause] = []
    begins = max(i for i, part in enumerate(parts) if any(number_of(w) for w in part.words)) + 1
    for part in parts[begins:]:
        at = {number for number, words in labels.items() if _says(part, words)}
        other = not at and "other_one" in part.cues and 0 < len(pointed) < len(labels)
        at = labels.keys() - pointed if other else at
        if not at or len(at) == len(labels):
            continue
        pointed |= at
        telling.append(part)
        bids = not part.cues.isdisjoint(ASKING)
        if other and "also" not in part.cues:
            wanted |= at
        elif not part.cues.isdisjoint(WELL) and part.cues.isdisjoint((*ILL, "please", "needing")):
            well |= at
        elif bids:
            wanted |= at
    return wanted, well, telling


def _says(part: Clause, label: set[str]) -> bool:
    """True when a clause names the thing of a label, whatever the ending of its word."""
    things = [part.words[i].folded for i in _things(part)]
    return any(
        thing.startswith(word[: max(SHORTEST, len(word) - 1)]) and abs(len(thing) - len(word)) <= ENDING
        for word in label
        for thing in things
    )
