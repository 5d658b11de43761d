"""Whether a clause changes who may get at papers: a word that gives or takes access, and whose it is."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from parsers.phrases import Hit, fold
from parsers.requests.fields import filters
from parsers.requests.grammar.entries import flawed
from parsers.requests.text.clauses import Clause, joined, once
from parsers.requests.text.names import as_written

ASKED = ("please", "i_want", "bid", "access:perform", "access:due")
BUSINESS = ("{number}", "{money}", "access:still", "moving")  # no person's right is meant then
MODAL = ("access:may", "access:lets", "access:can", "access:wish")
LETS = "access:lets"
THIRD = ("access:they", "access:she")
TELLING = ("access:thing", "access:move", "access:verb", "access:view", "access:take")
NOTHING: frozenset[str] = frozenset()
DEEDS = ("access:move", "access:verb")
CONCERN = ("access:role", "access:thing", "leaving", "access:leaves")
REACH = 12  # words from "may" to what one may
FAR = 16  # the same, where the name and the address of somebody stand between
NOTE = 6  # words of a note without a verb: "Kim Bauer bitte raus"
SMALL = 3  # words of a name, of a writer without capitals
SHORT = 2  # letters; a shorter word is no name
OWNERS = re.compile(r"['’]s?$")
LETTERS = 3  # of a part of a name that tells its address
WHOLE, OPEN = "access", "access_open"  # says whose; or leaves that to the sentences around


def access(clause: Clause) -> str | None:
    """WHOLE for a change of somebody's access, OPEN for one that does not say whose; else None."""
    if not _clear(clause):
        return None
    if not (_given(clause) or _moved(clause) or _viewing(clause)):
        return None
    return WHOLE if someone(clause) else OPEN


def _clear(*parts: Clause) -> bool:
    """True when clauses can be about access: one has a word of giving or getting, none a number or sum."""
    telling = any(not part.cues.isdisjoint(TELLING) for part in parts)
    return telling and all(part.cues.isdisjoint(BUSINESS) for part in parts)


def spread(parts: Sequence[Clause], whole: Clause) -> list[frozenset[str]]:
    """What each clause says of access, alone or with a neighbour: "Kim should | also be allowed to".

    `whole`: all of them as one.
    """
    if whole.cues.isdisjoint(TELLING) or "access:asker" in whole.cues:
        return [NOTHING for _ in parts]  # "am I, as their accountant, allowed to request papers?"
    said = [access(part) for part in parts]
    found = [{told} if told else set[str]() for told in said]
    for i, pair in enumerate(pairwise(parts)):
        if said[i] or said[i + 1] or not _clear(*pair):
            continue
        both = joined(pair)
        if _given(both) or _viewing(both):
            told = WHOLE if someone(both) else OPEN
            found[i].add(told)
            found[i + 1].add(told)
    for i in range(1, len(found)):  # "add Kim, please | invoices only"
        if found[i - 1]:
            found[i].add("prev:people")
    return [frozenset(signals) for signals in found]


@once
def someone(clause: Clause) -> bool:
    """True when a person other than the writer is named or described; not as an entry of a paper."""
    if flawed(clause):
        return False
    return "{address}" in clause.cues or "access:role" in clause.cues or bool(who(clause))


def concerned(clause: Clause) -> bool:
    """True for a sentence about a person: with an address, a title, a post, or somebody who comes or goes."""
    if not clause.cues.isdisjoint(("{address}", "filter:title")):
        return True
    return not clause.cues.isdisjoint(CONCERN) and bool(who(clause))


@once
def who(clause: Clause) -> list[str]:
    """The people whom a clause names without an address."""
    found = filters.titled(clause) or filters.full_names(clause) or small_names(clause)
    return [OWNERS.sub("", name) for name in found]


def same(name: str, address: str) -> bool:
    """True when a part of the name stands in the address: "Kim Bauer" and "k.bauer@firm.example"."""
    local = fold(address).partition("@")[0]
    return any(len(part) >= LETTERS and part in local for part in fold(name).replace("-", " ").split())


def small_names(clause: Clause) -> list[str]:
    """Words that signal nothing, of a writer without capitals: "add rob nutter", "den ralf petzold"."""
    if clause.cues.isdisjoint(("access:place", "access:verb", "access:thing", "leaving")):
        return []
    if any(c.isupper() for word in clause.words for c in word.written if not word.thing):
        return []
    if any(word.thing and word.thing.sort == "address" for word in clause.source.words):
        return []  # "kim@firm.example, please, my father has retired"
    rows: list[tuple[int, int]] = []
    row = 0
    for at in range(len(clause.words) + 1):
        if at < len(clause.words) and _unknown(clause, at):
            row += 1
            continue
        if row:
            rows.append((at - row, at))
        row = 0
    lone = not clause.cues.isdisjoint(("leaving", "access:thing"))
    named = [(a, b) for a, b in rows if 1 < b - a <= SMALL or (lone and b - a == 1 and _led(clause, a))]
    return [as_written(clause.words[a:b]) for a, b in named]


def _unknown(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    if word.thing or not word.written.isalpha() or len(word.written) <= SHORT:
        return False
    known = (h for h in clause.hits if h.first <= at <= h.last and h.cue != "infinitive")
    return all(h.first < at < h.last for h in known)  # inside "nehmt den ole raus"


def _led(clause: Clause, at: int) -> bool:
    """True behind a word like "den", where a lone name stands."""
    return at > 0 and any(h.last == at - 1 for h in clause.of("determiner"))


def _speaks(clause: Clause, modal: Hit) -> bool:
    """True when the writer or the reader is the one who may."""
    if any(h.first <= modal.first <= h.last for h in clause.of("access:she")):
        return False
    beside = {h.first for cue in ("access:writer", "access:speaker", "yours") for h in clause.of(cue)}
    return (modal.first - 1 in beside and modal.cue != LETS) or modal.last + 1 in beside


def _asked(clause: Clause, deed: Hit) -> bool:
    """True when a deed is asked for: a request, an order, "must be removed", a note without a verb."""
    if deed.cue != "access:thing" and any(h.first == deed.last + 1 for h in clause.of("filter:agent")):
        return False  # "approved by"
    if not clause.cues.isdisjoint(ASKED) or clause.source.item or clause.opens(deed.cue):
        return True
    modals = (h for cue in MODAL for h in clause.of(cue))
    bidden = [h for h in modals if abs(deed.first - h.last) <= REACH and h.first != deed.first]
    done = deed.cue == "access:thing" or any(h.last == deed.last for h in clause.of("access:passive"))
    if any(
        (done and not _speaks(clause, h)) or (h.cue == "access:wish" and _speaks(clause, h)) for h in bidden
    ):
        return True  # "must be removed", "we want to remove"
    plain = sum(word.written.isalnum() for word in clause.words)
    return plain <= NOTE and clause.cues.isdisjoint(("verb", "pronoun")) and someone(clause)


@once
def _given(clause: Clause) -> bool:
    """ "Access for Ms Huber, please", "he needs the same rights", "no access any more"."""
    things = clause.of("access:thing")
    if not things or "access:mine" in clause.cues:
        return False
    if _first_person(clause) and not someone(clause) and clause.cues.isdisjoint(THIRD):
        return False
    return "access:ends" in clause.cues or any(_asked(clause, thing) for thing in things)


def _first_person(clause: Clause) -> bool:
    """True for "I have no access"."""
    return "access:writer" in clause.cues


@once
def _moved(clause: Clause) -> bool:
    """ "Please add <address>", "take Kim off the account"."""
    deeds = [h for cue in DEEDS for h in clause.of(cue)]
    if not any(_asked(clause, deed) for deed in deeds):
        return False
    if "{address}" in clause.cues and not who(clause) and _all_recipients(clause):
        return False
    papers = any(h.cue.startswith("kind:") for h in clause.hits) or "order_thing" in clause.cues
    if someone(clause):
        return True
    if papers and "access:verb" not in clause.cues:
        return False  # "take it off the invoice"
    brief = not papers and "access:mine" not in clause.cues and len(clause.words) <= NOTE
    return brief or not clause.cues.isdisjoint(THIRD)


def _all_recipients(clause: Clause) -> bool:
    """True when each address stands behind a word like "to": that is where something goes."""
    toward = {h.last + 1 for h in clause.of("access:toward")}
    return all(i in toward for i, w in enumerate(clause.words) if w.thing and w.thing.sort == "address")


@once
def _viewing(clause: Clause) -> bool:
    """ "Kim may fetch the delivery notes", "let her see all", "so that he can download them himself"."""
    if "i_am" in clause.cues or clause.opens("condition"):
        return False  # "I am the apprentice and shall fetch the invoice"
    closed = any(getattr(w.thing.value, "kind", "") in ("range", "day") for w in clause.words if w.thing)
    alone = "access:self" in clause.cues or {"please", "alter"} <= clause.cues
    subject = someone(clause) or not clause.cues.isdisjoint(THIRD) or clause.opens("access:may")
    if (closed and not alone) or not subject or "access:mine" in clause.cues:
        return False
    bidden = ("access:may", LETS, "access:can") if "please" in clause.cues else ("access:may", LETS)
    cues = MODAL if alone else bidden
    modals = (h for cue in cues for h in clause.of(cue))
    return any(not _speaks(clause, modal) and _reaches(clause, modal, alone) for modal in modals)


def _reaches(clause: Clause, modal: Hit, alone: bool) -> bool:
    reach = FAR if "{address}" in clause.cues and "access:role" in clause.cues else REACH
    views: Iterable[Hit] = clause.of("access:view")
    near = any(-2 <= h.first - modal.last <= reach and h.first != modal.first for h in views)
    taken = clause.of("access:take") if alone else ()
    return near or any(-2 <= h.first - modal.last <= REACH and h.first != modal.first for h in taken)
