"""Reads what narrows a wish: place, cost centre, person, status, form, how many, which amount."""

import re
from collections.abc import Iterable, Mapping, Sequence

from parsers.phrases import Hit
from parsers.requests.text.clauses import Clause, once
from parsers.requests.text.names import (
    as_written,
    capitalised,
    is_cue,
    name_after,
    says,
)
from parsers.requests.text.words import Word

STATUS = "status:"
STATES = ("paid", "open", "overdue", "partial")  # the later says more: "not paid", "partly paid"
STATED = tuple(STATUS + state for state in STATES)
PAPERS = ("kind:", "docs", "the_named", "of_which", "all")
COUNTABLE = ("kind:", "docs", "order_thing", "statement", "the_named", "of_which")
COUNTED = 4  # words from "the last" to what it counts
TOLD_BY = 5  # words from a paper to the word behind it that says it came last
CODE = re.compile(r"[A-Za-z]{0,4}[0-9][\w./-]*|[A-Z][A-Z&/.-]*[0-9][\w./-]*")
SHORT = 5  # letters of a code
WISHED = ("want", "wish", "please", "only", "relative")
REFERRING = ("this", "these", "the_ones", "all", "everything", "which", "filter:what", *WISHED)
# "not yet paid", "no news of 4711": words of denial that leave the thing
UNSAID = ("status:open", "status:overdue", "status:partial", "unheard")
MATTERS = ("people", "kind:", "docs", "export", "order_thing")  # no names, though they have capitals


def status(parts: Sequence[Clause]) -> str | None:
    """The last payment state that limits what is wanted; not one that is denied, left out or only told of."""
    best: tuple[int, int, int] | None = None
    for at, part in enumerate(parts):
        for rank, cue in () if part.cues.isdisjoint(STATED) else enumerate(STATED):
            for hit in part.of(cue):
                if _limits(part, hit) and not _left_out(parts[at : at + 2]):
                    best = max(best or (at, hit.last, rank), (at, hit.last, rank))
    spared = any(part.of(STATUS + "paid") and _left_out(parts[at : at + 2]) for at, part in enumerate(parts))
    return STATES[best[2]] if best else ("open" if spared else None)  # "leave out what is paid"


def _limits(part: Clause, hit: Hit) -> bool:
    """True unless a state is negated, of what is to be left out, or what a sentence about others tells."""
    named = [k for k in part.of("kind:reminder") if k.first <= hit.first and hit.last < k.last]
    if negated(part, hit.first) or named:
        return False  # "not paid", "the overdue notice"
    papers = [h.first for h in part.hits if h.cue.startswith(PAPERS)]
    if any(-1 <= at - hit.last <= 1 or hit.first <= at <= hit.last for at in papers):
        return part.cues.isdisjoint(("blocked", "attitude")) or not part.cues.isdisjoint(WISHED)
    if "told_by" in part.cues and part.cues.isdisjoint(REFERRING) and not part.kinds:
        return False  # "we have to prove that we paid"
    told = {"verb", "negation"} <= part.cues and "pronoun" not in part.cues and not part.kinds
    return not (told and part.cues.isdisjoint(WISHED)) and not part.opens("purpose", "condition")


def _left_out(parts: Sequence[Clause]) -> bool:
    """True for "leave out the open ones", also for the first of a row: "unpaid | or late ones leave out"."""
    here, *behind = parts
    row = "verb" not in here.cues and any(part.opens("joiner") and not part.kinds for part in behind)
    return "filter:left_out" in here.cues or (row and "filter:left_out" in behind[0].cues)


def negated(clause: Clause, at: int, reach: int = 3) -> bool:
    """True when a word like "not" or "without" stands right before a word, with nothing telling between."""
    for hit in clause.of("negation"):
        if any(m.first <= hit.first <= m.last for m in clause.of("missing")) or _meets(clause, hit, *UNSAID):
            continue  # "the invoices not yet paid" are wanted
        if hit.last < at <= hit.last + 1 + reach and not _tells(clause, hit.last + 1, at):
            return not _replaced(clause, hit, at)
    return False


def _replaced(clause: Clause, hit: Hit, at: int) -> bool:
    """True for the note of "statt der Rechnung den Lieferschein": such words deny only one paper."""
    if not any(h.first == hit.first for h in clause.of("preposition")):
        return False
    ends = [k.last for k in clause.kinds if hit.last < k.first and k.last < at]
    return bool(ends) and not any(ends[-1] < h.first < at for h in clause.of("joiner"))


def _meets(clause: Clause, hit: Hit, *cues: str) -> bool:
    """True when a hit shares a word with one of the cues."""
    return any(h.first <= hit.last and hit.first <= h.last for cue in cues for h in clause.of(cue))


def _tells(clause: Clause, first: int, last: int) -> bool:
    """True when a thing, a sign or a telling word stands in a stretch, or a paper that is asked after."""
    asked = clause.source.end == "?" and any(first <= h.first and h.last < last for h in clause.kinds)
    if asked and clause.words[last].thing:
        return True  # "is there no credit note for May?"
    if any(word.thing or word.written in ",;:" for word in clause.words[first:last]):
        return True
    return any(first <= h.first < last for cue in ("instead", "verb", "want") for h in clause.of(cue))


def cost_centre(clause: Clause) -> str | None:
    """The code behind "KST" or "cost centre", or its name: "Kostenstelle Vertrieb"."""
    ends = [hit.last + 1 for hit in clause.of("filter:cost_centre")]
    for at in ends:
        if code := _code(clause, at):
            return code
    for at in ends:
        if (name := name_after(clause.words, at)) and not says(clause, at):
            return name
    return None


def _code(clause: Clause, first: int) -> str | None:
    """The code that begins within a few words."""
    words = clause.words
    for at in range(first, min(first + 4, len(words))):
        thing = words[at].thing
        if thing is not None and thing.sort == "period":
            break  # "the said cost centre, for Q3"
        if CODE.fullmatch(whole := _glued(words, at)):
            return whole
        word, following = words[at], words[at + 1 : at + 2]
        short = len(word.written) == 1 or (len(word.written) <= SHORT and word.written.isupper())
        if short and word.written.isalnum() and following and following[0].written[0].isdigit():
            return f"{word.written}-{following[0].written}"  # "V 12"
        if word.written.isalpha() and len(word.written) > SHORT:
            break
    return None


def cost_centres(clause: Clause) -> list[str]:
    """All codes of rows such as "KST 5120 / 5130" and "KST 12 and KST B-14"."""
    found: list[str] = []
    if "filter:cost_centre" not in clause.cues:
        return found
    for hit in clause.of("filter:cost_centre"):
        first = _code(clause, hit.last + 1)
        row = [code for code in _row(clause, hit.last + 1) if len(code) > 2 or len(code) == len(first or "")]
        found += [first, *row] if first else row
    found = [*dict.fromkeys(found)]
    return [code for code in found if not any(other.endswith(f"-{code}") for other in found)]  # of "CC-4415"


def _row(clause: Clause, at: int) -> list[str]:
    """The codes from an index on, as long as only joining words and signs stand between them."""
    found: list[str] = []
    joiners = {h.first for h in clause.of("joiner")}
    while at < len(clause.words):
        whole = _glued(clause.words, at)
        if whole[0].isalnum() and CODE.fullmatch(whole):
            found.append(whole)
            at = _glued_end(clause.words, at)
        elif clause.words[at].written.isalpha() and at not in joiners:
            break
        else:
            at += 1
    return found


def _glued(words: Sequence[Word], at: int) -> str:
    """The written words from an index on, as long as no blank parts them."""
    return as_written(words[at : _glued_end(words, at)])


def _glued_end(words: Sequence[Word], at: int) -> int:
    end = at + 1
    while end < len(words) and (
        words[end].bound or (words[end].start == words[end - 1].end and words[end].written not in ",;:.)!?")
    ):
        end += 1
    return end


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
        if not (_title(clause, at) or _matter(clause, at))
    ]
    return [name for name in names if name and not name[0].isdigit()]


def _matter(clause: Clause, at: int) -> bool:
    """True for the "access" of "give these colleagues access"."""
    return any(h.first <= at <= h.last and h.cue.startswith(MATTERS) for h in clause.hits)


def full_names(clause: Clause, least: int = 2) -> list[str]:
    """Two or more capitalised words in a row that are no other cue: "Kevin Ashdown"."""
    return [as_written(clause.words[a:b]) for a, b in _capital_rows(clause) if b - a >= least]


@once
def _capital_rows(clause: Clause) -> list[tuple[int, int]]:
    """From where to where capitalised words stand in a row."""
    led = {hit.first for hit in clause.of("determiner")}
    rows, i = [], 0
    while i < len(clause.words):
        j = i
        while j < len(clause.words) and j not in led and _namelike(clause, j):
            j += 1
        if j > i and len(clause.words[i].written) > 1:
            rows.append((i, j))
        i = max(j, i + 1)
    return rows


def named(clause: Clause) -> bool:
    """True when a person is named."""
    return bool(titled(clause) or full_names(clause))


def _namelike(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    return bool(not word.thing and capitalised(word) and not is_cue(clause, at))


def _title(clause: Clause, at: int) -> bool:
    return any(h.first <= at <= h.last for h in clause.of("filter:title"))


def last_few(clause: Clause, counts: Mapping[str, int]) -> int | None:
    """n for "the last n" documents; "last three months" is a thing of its own and not seen here.

    A phrase may hold the number itself, where it stands before the word: "les 3 dernières".
    """
    for hit in clause.of("filter:last"):
        if negated(clause, hit.first) or not _counts_papers(clause, hit):
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


def _counts_papers(clause: Clause, hit: Hit) -> bool:
    """True unless a paper or a delivery is named, but not behind "your last": that is your last mail."""
    named = [h.first for h in clause.hits if h.cue.startswith(COUNTABLE)]
    behind = any(hit.first <= at <= hit.last + COUNTED for at in named)
    told = any(h.first <= hit.first <= h.last for h in clause.of("filter:latest"))  # "…, which came last"
    behind = behind or any(0 < hit.first - at <= TOLD_BY and _told_of(clause, at) for at in named)
    return not named or behind or told or hit.last + 1 >= len(clause.words)


def _told_of(clause: Clause, at: int) -> bool:
    """True for a paper that words behind a comma tell of: "the invoice, which came last"."""
    return any(word.written == "," for word in clause.words[at + 1 : at + 3])


def every(clause: Clause) -> bool:
    """True for "all invoices"."""
    ends = {hit.last for hit in clause.of("all")}
    return any(not ends.isdisjoint(range(h.first - 3, h.first)) for h in clause.kinds)


def amount(clauses: Iterable[Clause]) -> str | None:
    """The only sum of money in the clauses."""
    sums = [
        str(w.thing.value)
        for c in clauses
        if "{money}" in c.cues
        for i, w in enumerate(c.words)
        if w.thing and w.thing.sort == "money" and not any(i in (h.last, h.last + 1) for h in c.of("roughly"))
    ]
    return sums[0] if len(set(sums)) == 1 else None
