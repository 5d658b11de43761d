"""A site named without a word like "branch": "the July invoices for Leeds", "goods that went to Oslo"."""

import re
from collections.abc import Callable

from parsers.requests.fields.locations import receives
from parsers.requests.text.clauses import WANTED_KIND, Clause
from parsers.requests.text.names import two_words, uncapitalised
from parsers.requests.text.words import Word

NAME = re.compile(r"[^\W\d_][\w'’-]*")
MOST = 2  # words of a name
LEADING = ("relation", "preposition", "filter:into", "filter:place_then_moved")
SHORTEST = 4  # letters of a name in small letters
CODED = 5  # letters of an abbreviation
BESIDE = ("only", "please", "again", "reason", "pronoun", "verb", "thanks", "this", "want", "purpose")
NO_SITE = (
    *("kind:", "want", "please", "greeting", "docs", "all", "only", "form:", "people", "person_verb"),
    *("order_thing", "status:", "filter:title", "filter:cost_centre", "company", "statement", "tongue"),
    *("open_items", "paid", "person_change", "number_word", "filter:orderer", "filter:no_place", "medium"),
    *("reason", "outsider", "entry", "again", "thanks", "pronoun", "verb", "copy", "this", "filter:post"),
)
WANTED = (
    *(WANTED_KIND, "docs", "order_thing", "filter:last", "everything"),
    *("open_items", "statement", "export", "status:"),
)
SOMEBODY = ("outsider", "person_change", "filter:title")
# what the name of a town may look like
HARMLESS = ("infinitive", "filter:location_word", "filter:town", "mark:")


def place_name(clause: Clause) -> str | None:
    """The place that a wish is for: a name behind "for" or "delivered to" that is nothing else we know."""
    if name := moved_to(clause):
        return name
    if all(word.written.isupper() for word in clause.words if word.written.isalpha()):
        return None
    for hit in clause.of("filter:place_of"):
        name = _name(clause, hit.last + 1)
        if name and _wished_before(clause, hit.first):
            return name
    return _bracketed(clause)


def _bracketed(clause: Clause) -> str | None:
    """The Swindon of "the invoices of May (Swindon only)"."""
    for hit in clause.of("only"):
        first = hit.first - 1
        while first > 0 and clause.words[first - 1].written not in ",(–-" and hit.first - first <= MOST:
            first -= 1
        if (name := _name(clause, first)) and len(name.split()) == hit.first - first:
            return name if _wished_before(clause, first) else None
    return None


def moved_to(clause: Clause) -> str | None:
    """The place that goods went to; a writer without capitals may mean one by any unknown word."""
    small = uncapitalised(clause)
    starts = [hit.last + 1 for hit in clause.of("filter:place_to")]
    starts += [hit.first + 1 for hit in clause.of("filter:place_then_moved")]
    for at in starts:
        name = _name(clause, at) or (unknown(clause, at) if small else None)
        if name:
            return name
    return None


def unknown(clause: Clause, at: int) -> str | None:
    """The word at an index that signals nothing and so may be a name; with "bad" or "st" before it, both."""
    if at >= len(clause.words):
        return None
    word = clause.words[at]
    signalled = [h for h in clause.hits if at in (h.first, h.last)]
    led = any(h.last == at - 1 for cue in LEADING for h in clause.of(cue))
    doing = not led and any(h.cue == "infinitive" for h in signalled)  # "und melden uns", not "für gmunden"
    known = doing or any(not h.cue.startswith(HARMLESS) for h in signalled)
    if known or word.thing or not word.written.isalpha() or len(word.written) < SHORTEST:
        return two_words(clause, at)
    return word.written


def town(clause: Clause) -> str | None:
    """A name that only a town has: one behind "for" that is known or built like one, "for bad ems"."""
    if any(receives(clause, hit) for hit in clause.of("filter:desk")):
        return None
    if name := town_named(clause, lambda part, _at: any(h.cue.startswith(WANTED) for h in part.hits)):
        return name
    ends = [hit.last + 1 for hit in clause.of("relation") if _wished_around(clause, hit.first)]
    return next((name for at in ends if (name := two_words(clause, at))), None)


def town_named(clause: Clause, fits: Callable[[Clause, int], bool] = lambda _clause, _at: True) -> str | None:
    """The town behind a "for" that `fits`: one that is known or built like one."""
    for hit in clause.of("filter:town_of"):
        names = [word.written for word in clause.words[hit.first + 1 : hit.last + 1]]
        plain = not any(h.cue.startswith(NO_SITE) and h.first <= hit.last <= h.last for h in clause.hits)
        plain = plain and not _of_somebody(clause, hit.first)
        if plain and _written_as_name(clause, names) and fits(clause, hit.first):
            return " ".join(names)
    return None


def _of_somebody(clause: Clause, at: int) -> bool:
    """True behind a person or the seller's own office: "our auditor in Leeds", "your branch in Ulm"."""
    if any(h.last == at - 1 for cue in SOMEBODY for h in clause.of(cue)):
        return True
    sellers = {h.last for h in clause.of("filter:sellers")}
    return any(h.last == at - 1 and h.first - 1 in sellers for h in clause.of("filter:location"))


def place_behind(clause: Clause) -> str | None:
    """The Carlisle of "the notes for last week, Carlisle": a name between commas behind a time frame."""
    words = clause.words
    for i in range(2, len(words)):
        before = words[i - 2].thing
        if words[i - 1].written != "," or before is None or before.sort != "period":
            continue
        behind = (j for j in range(i, len(words)) if words[j].written in ",;:(" or _joins(clause, j))
        end = next(behind, len(words))
        if 0 < end - i <= MOST and not any(h.first < end and i <= h.last for h in clause.hits):
            names = [word.written for word in words[i:end]]
            known = any(cue.startswith(WANTED) for cue in clause.cues)
            if known and all(NAME.fullmatch(name) for name in names) and _written_as_name(clause, names):
                return " ".join(names)
    return None


def _joins(clause: Clause, at: int) -> bool:
    return any(h.first == at for h in clause.of("joiner"))


def _written_as_name(clause: Clause, names: list[str]) -> bool:
    """True with capitals, or in a text that has none."""
    if all(name[0].isupper() for name in names):
        return True
    return not any(c.isupper() for word in clause.words for c in word.written if not word.thing)


def _wished_before(clause: Clause, at: int) -> bool:
    """True when the thing that is wanted stands before, or nothing does: "For Bruges the same"."""
    return at <= 1 or any(h.last < at and h.cue.startswith(WANTED) for h in clause.hits)


def _wished_around(clause: Clause, at: int) -> bool:
    """True when something wanted stands before, or the place opens the wish: "for Plauen the notes"."""
    return any(h.cue.startswith(WANTED) and (h.last < at or at <= 1) for h in clause.hits)


def _owns(cue: str) -> bool:
    """True for what makes a name before it that of something else: "Leeds invoices", not "Leeds, please"."""
    return not cue.startswith(BESIDE)


def _code(written: str) -> bool:
    """True for an abbreviation or a code: "VAT", "GSTR", "B2B"."""
    return (written.isupper() and len(written) <= CODED) or any(c.isdigit() for c in written)


def _modifies(clause: Clause, at: int) -> bool:
    """True when a word that signals nothing stands right behind a name: "for Marketing reasons"."""
    if at >= len(clause.words):
        return False
    word = clause.words[at].written
    return word.isalpha() and word.islower() and not any(h.first <= at <= h.last for h in clause.hits)


def _name(clause: Clause, at: int) -> str | None:
    names: list[Word] = []
    for i in range(at, min(at + MOST + 1, len(clause.words))):
        word = clause.words[i]
        if word.thing or not NAME.fullmatch(word.written) or not word.written[0].isupper():
            break
        names.append(word)
    end = at + len(names)
    known = any(
        at <= h.last and h.first < end + _owns(h.cue) and h.cue.startswith(NO_SITE) for h in clause.hits
    )
    if not names or len(names) > MOST or known or any(_code(word.written) for word in names):
        return None
    if _modifies(clause, end) or any(word.written == "&" for word in clause.words[at - 1 : end + 1]):
        return None
    owns = any(h.cue.startswith(WANTED) and end <= h.first <= end + 1 for h in clause.hits)
    return " ".join(word.written.removesuffix("'s") if owns else word.written for word in names)
