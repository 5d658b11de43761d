"""Reads what narrows a wish: place, cost centre, person, status, form, how many, which amount."""

import re
from collections.abc import Iterable, Mapping, Sequence

from parsers.phrases import Hit
from parsers.requests.clauses import Clause
from parsers.requests.words import Word

# A word that signals one of these is no part of a name.
NO_NAMES = (
    *("filter:location", "kind:", "want", "please", "greeting", "verb", "docs", "all", "only", "form:"),
    *("pronoun", "person_verb", "people", "leaving", "order_thing", "inverted"),
)
NAME = re.compile(r"[\w'’-]+")
CODE = re.compile(r"[A-Z]{0,3}-?[0-9][\w/-]*", re.IGNORECASE)


def _capital(word: Word) -> bool:
    """True for a word that is written like a name."""
    return word.written[:1].isupper() and NAME.fullmatch(word.written) is not None


def one_of(group: str, clause: Clause) -> str | None:
    """The last "group:value" cue that is not negated; the last word counts."""
    best: tuple[int, str] | None = None
    for hit in clause.hits:
        if hit.cue.startswith(group + ":") and not negated(clause, hit.first) and not _blocked(clause, hit):
            place = (hit.last, hit.cue.removeprefix(group + ":"))
            best = max(best, place) if best else place
    return best[1] if best else None


def _blocked(clause: Clause, hit: Hit) -> bool:
    """True for "our firewall blocks links"."""
    for block in clause.of("blocked"):
        between = clause.words[min(block.last, hit.last) + 1 : max(block.first, hit.first)]
        if len(between) <= 4 and not any(word.written in ",;:()" for word in between):
            return True
    return False


def negated(clause: Clause, at: int, reach: int = 3) -> bool:
    """True when a word like "not" or "without" stands right before a word, with nothing telling between."""
    for hit in clause.of("negation"):
        if any(m.first <= hit.first <= m.last for m in clause.of("missing")):
            continue
        if hit.last < at <= hit.last + 1 + reach and not _tells(clause, hit.last + 1, at):
            return True
    return False


def _tells(clause: Clause, first: int, last: int) -> bool:
    """True when a thing, a sign or a telling word stands in a stretch."""
    if any(word.thing or word.written in ",;:" for word in clause.words[first:last]):
        return True
    return any(first <= h.first < last for cue in ("instead", "verb", "want") for h in clause.of(cue))


def _skip(clause: Clause, at: int) -> int:
    """The index behind a word like "in" or "of"."""
    return at + 1 if any(hit.first == at for hit in clause.of("filter:within")) else at


def location(clause: Clause) -> str | None:
    """The site that is named as a filter: "Filiale Graz", "the Galway branch"."""
    for hit in clause.of("filter:location"):
        at = _skip(clause, hit.last + 1)
        small = not any(c.isupper() for word in clause.words for c in word.written if not word.thing)
        name = _name_after(clause.words, at, lower=small and not _says(clause, at))
        name = name or _name_before(clause, hit.first)
        if name and not negated(clause, hit.first):
            return name
    for hit in clause.of("filter:destination"):
        if name := _name_after(clause.words, hit.last + 1):
            return name
    for hit in clause.of("filter:location_full"):
        after, before = _name_after(clause.words, hit.last + 1), _name_before(clause, hit.first)
        if after:
            return f"{_written(clause.words, hit)} {after}" if after[0].isdigit() else after
        if before:
            return f"{before} {_written(clause.words, hit)}"
    return None


def _written(words: Sequence[Word], hit: Hit) -> str:
    return " ".join(w.written for w in words[hit.first : hit.last + 1])


def _name_after(words: Sequence[Word], at: int, most: int = 3, lower: bool = False) -> str | None:
    """Capitalised words, or a short number, from an index on; `lower` for writers who use no capitals."""
    names: list[str] = []
    if at < len(words) and words[at].written in ':"':
        at += 1
    for word in words[at : at + most]:
        glued = names and word.start == words[at + len(names) - 1].end and word.written in "-/"
        if word.thing and word.thing.sort != "number":
            break
        if glued or _capital(word) or (not names and _site_number(words, at)):
            names.append(word.written)
        elif not names and lower and word.written.isalpha() and len(word.written) > 2:
            return word.written
        else:
            break
    return _joined(words[at : at + len(names)]) if names else None


def _site_number(words: Sequence[Word], at: int) -> bool:
    """True for the 12 of "branch 12", not for the first part of a date."""
    glued = at + 1 < len(words) and words[at + 1].start == words[at].end and words[at + 1].written in "/.-"
    return bool(CODE.fullmatch(words[at].written)) and not glued


def _name_before(clause: Clause, at: int, most: int = 3) -> str | None:
    """Capitalised words right before an index, when a word like "the" or "for" introduces them."""
    first = at
    while first > 0 and at - first < most:
        word = clause.words[first - 1]
        if word.thing or not _capital(word) or _is_cue(clause, first - 1):
            break
        first -= 1
    return _joined(clause.words[first:at]) if first < at else None


def _is_cue(clause: Clause, at: int) -> bool:
    return any(at in (h.first, h.last) and h.cue.startswith(NO_NAMES) for h in clause.hits)


def _says(clause: Clause, at: int) -> bool:
    """True when a word is more than a name."""
    common = (
        "filter:",
        "joiner",
        "relation",
        "this",
        "also",
        "again",
        "missing",
        "reason",
        "status:",
        "have",
    )
    return _is_cue(clause, at) or any(at == h.first and h.cue.startswith(common) for h in clause.hits)


def _joined(words: Sequence[Word]) -> str:
    text = ""
    for i, word in enumerate(words):
        text += (" " if i and word.start > words[i - 1].end else "") + word.written
    return text


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
    ends = [hit.last + 1 for hit in clause.of("filter:title")]
    after = [at + (clause.words[at : at + 1] != () and clause.words[at].written == ".") for at in ends]
    names = [_name_after(clause.words, at, 4) for at in after if not _title(clause, at)]
    return [name for name in names if name and not name[0].isdigit()]


def full_names(clause: Clause) -> list[str]:
    """Two or more capitalised words in a row that are no other cue: "Kevin Ashdown"."""
    names, i = [], 0
    while i < len(clause.words):
        j = i
        while j < len(clause.words) and _namelike(clause, j):
            j += 1
        if j - i >= 2:
            names.append(_joined(clause.words[i:j]))
        i = max(j, i + 1)
    return names


def _namelike(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    return bool(not word.thing and _capital(word) and not _is_cue(clause, at))


def orderer(clause: Clause) -> str | None:
    """The person whose orders are meant: "orders from Ms Huber", "what Daniel Frost ordered"."""
    for hit in clause.of("filter:ordering"):
        name = (titled(clause) or [_name_before(clause, hit.first) or ""])[0]
        if " " in name or titled(clause):
            return name
    for hit in clause.of("filter:orderer"):
        after = clause.words[hit.last + 1 : hit.last + 6]
        for i, word in enumerate(after):
            if _capital(word) and not _title(clause, hit.last + 1 + i):
                return _name_after(clause.words, hit.last + 1 + i)
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
        for word in clause.words[hit.first : hit.last + 4]:
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
    return any(
        h.cue.startswith("kind:") and not ends.isdisjoint(range(h.first - 3, h.first)) for h in clause.hits
    )


def amount(clauses: Iterable[Clause]) -> str | None:
    """The only sum of money in the clauses."""
    sums = [str(w.thing.value) for c in clauses for w in c.words if w.thing and w.thing.sort == "money"]
    return sums[0] if len(sums) == 1 else None
