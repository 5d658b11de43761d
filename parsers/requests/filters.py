"""Reads what narrows a wish: place, cost centre, person, status, form, how many, which amount."""

import re
from collections.abc import Iterable, Mapping, Sequence

from parsers.phrases import Hit
from parsers.requests.clauses import Clause
from parsers.requests.names import (
    as_written,
    capitalised,
    is_cue,
    name_after,
    name_before,
    says,
    small_before,
    two_words,
)
from parsers.requests.words import Word

LOCATING = tuple(f"filter:{cue}" for cue in ("location", "location_behind", "destination", "location_full"))
SIGNS = frozenset(",;:()")
UNPAID = ("status:open", "status:overdue", "status:partial")
POSSESSIVE = re.compile(r"\w{2}['’]s$")


def one_of(group: str, clause: Clause) -> str | None:
    """The last "group:value" cue that is not negated; the last word counts."""
    best: tuple[int, int, str] | None = None
    choice = {hit.cue for hit in clause.hits if hit.cue.startswith(group + ":")}
    if len(choice) > 1 and "any_" + group in clause.cues:
        return None  # "zip, link, I don't mind"
    for hit in clause.hits:
        if hit.cue.startswith(group + ":") and not negated(clause, hit.first) and not _blocked(clause, hit):
            place = (hit.last, hit.last - hit.first, hit.cue.removeprefix(group + ":"))
            best = max(best, place) if best else place
    return best[2] if best else None


def _blocked(clause: Clause, hit: Hit) -> bool:
    """True for "our firewall blocks links"."""
    for block in clause.of("blocked"):
        between = clause.words[min(block.last, hit.last) + 1 : max(block.first, hit.first)]
        apart = any(word.written in ",;:()" for word in between)
        first, last = min(block.last, hit.last), max(block.first, hit.first)
        told = any(first < h.first < last for cue in ("reason", "purpose") for h in clause.of(cue))
        if len(between) <= 4 and not apart and not told:
            return True
    return False


def negated(clause: Clause, at: int, reach: int = 3) -> bool:
    """True when a word like "not" or "without" stands right before a word, with nothing telling between."""
    for hit in clause.of("negation"):
        if any(m.first <= hit.first <= m.last for m in clause.of("missing")) or _meets(clause, hit, *UNPAID):
            continue  # "the invoices not yet paid" are wanted
        if hit.last < at <= hit.last + 1 + reach and not _tells(clause, hit.last + 1, at):
            return True
    return False


def _meets(clause: Clause, hit: Hit, *cues: str) -> bool:
    """True when a hit shares a word with one of the cues."""
    return any(h.first <= hit.last and hit.first <= h.last for cue in cues for h in clause.of(cue))


def _tells(clause: Clause, first: int, last: int) -> bool:
    """True when a thing, a sign or a telling word stands in a stretch."""
    if any(word.thing or word.written in ",;:" for word in clause.words[first:last]):
        return True
    return any(first <= h.first < last for cue in ("instead", "verb", "want") for h in clause.of(cue))


def _skip(clause: Clause, at: int) -> int:
    """The index behind a word like "in" or "of", or behind "is"."""
    joins = [*clause.of("filter:within"), *clause.of("inverted")]
    return at + 1 if any(hit.first == hit.last == at for hit in joins) else at


def location(clause: Clause) -> str | None:
    """The site that is named as a filter: "Filiale Graz", "the Galway branch"."""
    if clause.cues.isdisjoint(LOCATING):
        return None
    small = not any(c.isupper() for word in clause.words for c in word.written if not word.thing)
    for hit in clause.of("filter:location"):
        at = _skip(clause, hit.last + 1)
        if any(h.first == at for h in clause.of("pronoun")):
            continue  # "where on your site do I find"
        name = two_words(clause, at) or name_after(clause.words, at, lower=small and not says(clause, at))
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
        if after:
            return f"{_written(clause.words, hit)} {after}" if after[0].isdigit() else after
        if before:
            return f"{before} {_written(clause.words, hit)}"
    return None


def named_behind(clause: Clause, cue: str) -> str | None:
    """The name right behind a word like "for" or "in"."""
    if cue not in clause.cues:
        return None
    small = not any(word.written[0].isupper() for word in clause.words if not word.thing)
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


def cost_centre(clause: Clause) -> str | None:
    """The code behind "KST" or "cost centre"."""
    for hit in clause.of("filter:cost_centre"):
        for at in range(hit.last + 1, min(hit.last + 5, len(clause.words))):
            word = clause.words[at]
            following = clause.words[at + 1] if at + 1 < len(clause.words) else None
            if (
                (len(word.written) == 1 or (len(word.written) <= 5 and word.written.isupper()))
                and following
                and following.start - word.end == 1
                and following.written[0].isdigit()
            ):
                return f"{word.written}-{following.written}"
            if re.fullmatch(r"[A-Za-z]{0,4}[0-9][\w./-]*", word.written):
                return _glued(clause.words, at)
            if word.written.isalpha() and len(word.written) > 5:
                break
    return None


def cost_centres(clause: Clause) -> list[str]:
    """All codes of a row such as "KST 5120 / 5130"."""
    found: list[str] = []
    for hit in clause.of("filter:cost_centre"):
        for word in clause.words[hit.last + 1 :]:
            if word.written.isdigit() and len(word.written) > 2:
                found.append(word.written)
            elif word.written.isalpha() and word.folded not in ("und", "and", "et"):
                break
    return found


def _glued(words: Sequence[Word], at: int) -> str:
    """The written words from an index on, as long as no blank parts them."""
    end = at + 1
    while end < len(words) and words[end].start == words[end - 1].end and words[end].written not in ",;:.)!?":
        end += 1
    return "".join(w.written for w in words[at:end])


def persons(clause: Clause) -> list[str]:
    """People named in a clause: addresses first, else names behind a title."""
    mails = [str(w.thing.value) for w in clause.words if w.thing and w.thing.sort == "address"]
    return mails or titled(clause)


def titled(clause: Clause) -> list[str]:
    """Names behind "Frau", "Mr"."""
    if "filter:title" not in clause.cues:
        return []
    ends = [hit.last + 1 for hit in clause.of("filter:title")]
    after = [at + (clause.words[at : at + 1] != () and clause.words[at].written == ".") for at in ends]
    small = not any(c.isupper() for word in clause.words for c in word.written if not word.thing)
    lower = [small and not says(clause, at) for at in after]
    names = [
        name_after(clause.words, at, 4, low)
        for at, low in zip(after, lower, strict=True)
        if not _title(clause, at)
    ]
    return [name for name in names if name and not name[0].isdigit()]


def full_names(clause: Clause, least: int = 2) -> list[str]:
    """Two or more capitalised words in a row that are no other cue: "Kevin Ashdown"."""
    names, i = [], 0
    while i < len(clause.words):
        j = i
        while j < len(clause.words) and _namelike(clause, j):
            j += 1
        if j - i >= least and len(clause.words[i].written) > 1:
            names.append(as_written(clause.words[i:j]))
        i = max(j, i + 1)
    return names


def named(clause: Clause) -> bool:
    """True when a person is named."""
    return bool(titled(clause) or full_names(clause) or plain_names(clause))


def plain_names(clause: Clause) -> list[str]:
    """Two words behind "add", "remove" that signal nothing, of a writer without capitals: "rob nutter"."""
    if "person_move" not in clause.cues:
        return []
    if any(c.isupper() for word in clause.words for c in word.written if not word.thing):
        return []
    ends = [hit.first + 1 for hit in clause.of("person_move")]
    pairs = [(clause.words[at : at + 2], at) for at in ends if at + 2 <= len(clause.words)]
    return [as_written(pair) for pair, at in pairs if all(_unknown(clause, i) for i in (at, at + 1))]


def _unknown(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    known = any(at in (hit.first, hit.last) for hit in clause.hits)
    return not known and not word.thing and word.written.isalpha() and len(word.written) > 2


def _namelike(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    led = any(hit.first == at for hit in clause.of("determiner"))
    return bool(not word.thing and capitalised(word) and not led and not is_cue(clause, at))


def orderer(clause: Clause) -> str | None:
    """The person whose orders are meant: "orders from Ms Huber", "what Daniel Frost ordered"."""
    for hit in clause.of("filter:ordering"):
        name = (titled(clause) or [name_before(clause, hit.first) or ""])[0]
        if " " in name or titled(clause):
            return name
    for hit in clause.of("order_thing"):  # "Michelle's orders"
        owner = clause.words[hit.first - 1] if hit.first else None
        known = owner is None or not capitalised(owner) or is_cue(clause, hit.first - 1)
        if owner and not known and POSSESSIVE.search(owner.written):
            return (name_before(clause, hit.first) or owner.written)[:-2]
    for hit in clause.of("filter:orderer"):
        after = clause.words[hit.last + 1 : hit.last + 6]
        for i, word in enumerate(after, start=hit.last + 1):
            if word.written in SIGNS:
                break
            if capitalised(word) and not _title(clause, i) and not is_cue(clause, i):
                return name_after(clause.words, i)
        if any(hit.last < h.first <= hit.last + 2 for h in clause.of("filter:title")):
            return next(iter(titled(clause)), None)
    return None


def _title(clause: Clause, at: int) -> bool:
    return any(h.first <= at <= h.last for h in clause.of("filter:title"))


def last_few(clause: Clause, counts: Mapping[str, int]) -> int | None:
    """n for "the last n" documents; "last three months" is a thing of its own and not seen here.

    A phrase may hold the number itself, where it stands before the word: "les 3 dernières".
    """
    for hit in clause.of("filter:last"):
        if negated(clause, hit.first):
            continue
        before = [w for w in clause.words[max(hit.first - 1, 0) : hit.first] if not w.thing]
        for word in [*before, *clause.words[hit.first : hit.last + 4]]:
            if word.thing:
                break
            if word.written.isdigit() and len(word.written) < 3:
                return int(word.written)
            if word.folded in counts and counts[word.folded] > 1:
                return counts[word.folded]
        return 1
    return None


def every(clause: Clause) -> bool:
    """True for "all invoices"."""
    ends = {hit.last for hit in clause.of("all")}
    return any(not ends.isdisjoint(range(h.first - 3, h.first)) for h in clause.kinds)


def amount(clauses: Iterable[Clause]) -> str | None:
    """The only sum of money in the clauses."""
    sums = [
        str(w.thing.value)
        for c in clauses
        for i, w in enumerate(c.words)
        if w.thing and w.thing.sort == "money" and not any(i in (h.last, h.last + 1) for h in c.of("roughly"))
    ]
    return sums[0] if len(set(sums)) == 1 else None
