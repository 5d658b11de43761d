"""Whether a time frame is of papers and goods, or of what else happens then: "the audit on Thursday"."""

import re
from collections.abc import Iterable
from datetime import timedelta
from enum import Enum, auto
from itertools import pairwise
from typing import Any

from parsers.requests.text.clauses import Clause, once
from parsers.requests.text.masks import WANTED_KIND

SIGNS = frozenset(",;:!?()–—-")
PAPERS = frozenset({"docs", "order_thing", "the_ones", "everything", "doc_date", "meant", "dated", "export"})
BALANCES = frozenset({"open_items", "statement"})
TRADED = frozenset({"traded", "handed", "filter:ordering", "filter:orderer", "missing", "lacking"})
FINITE = frozenset({"verb", "pronoun", "told_by", "want", "wish", "please", "i_want", "inverted"})
CAME = ("stage:came",)
WISHED = ("want", "wish", "please", "missing")
PAYMENTS = ("paid", "payment_notice", "ledger:coin")
PAID = frozenset({"paid", "charged", "payment_notice"})
KNOWN = (
    PAPERS
    | BALANCES
    | TRADED
    | FINITE
    | {"determiner", "all", "also", "copy", "again", "yours", "past_be", "ask_words", "this", "these"}
)
OWNING = ("'s", "’s", "s'", "s’", "'", "’")
ELIDED = frozenset(
    {"relation", "preposition", "joiner", "also", "please", "at_once"}
)  # behind "September's", whose paper is left out
BREAKING = FINITE | {"preposition", "relation", "i_want", "bid"}  # where a noun's own words end
BROUGHT = TRADED | BALANCES | {"brought"}  # what the time frame before it is of
SOMEBODY = ("pay:us", "outsider")
NAMING = (WANTED_KIND, "status:", "filter:")
NEW = ("pronoun", "told_by", "verb", "inverted", "want")
YEAR = re.compile(r"\b20\d\d$")
TOWARDS = ("preposition", "relation")
MANY = 24  # time frames of a clause; more are a list
JOINED = 2  # words from a day to the next one of a row
LONE = 2  # words of a clause that only names its time


class Stretch:
    """The words around a time frame that belong to one statement, and what they show."""

    def __init__(self, clause: Clause, at: int) -> None:
        self.clause, self.at = clause, at
        self.first, self.end = _bounds(clause, at)
        self.hits = [h for h in clause.hits if self.first <= h.first and h.last < self.end]
        self.cues = {h[0] for h in self.hits}

    def shows(self, cues: Iterable[str]) -> bool:
        return not self.cues.isdisjoint(cues)

    @property
    def papers(self) -> list[int]:
        """Where papers and goods are named: the last words of their names."""
        named = [h for h in self.hits if h.cue in PAPERS or h.cue.startswith((WANTED_KIND, "status:"))]
        return [h.last for h in named]

    @property
    def heads(self) -> bool:
        """True for the time frame of "yesterday's invoice", "the October statement"."""
        at = self.at + 1
        while at < self.end and self.clause.words[at].folded in ("'", "s", "'s"):
            at += 1
        return any(h.first == at and (h.cue in PAPERS or h.cue.startswith(WANTED_KIND)) for h in self.hits)

    @property
    def hosts(self) -> bool:
        """True for "Monday's audit": an owner in front of what is no paper, up to the next part of speech."""
        at = self.at + 1
        behind = self.clause.words[at].written if at < self.end else ""
        if not self.clause.words[self.at].written.endswith(OWNING) and behind not in OWNING:
            return False
        owned = at + (at + 1 < self.end and self.clause.words[at + 1].folded == "s") + 1
        if owned >= self.end or any(h.first == owned and h.cue in ELIDED for h in self.hits):
            return False  # "and September's for York"
        ends = [h.first for h in self.hits if h.first > at and h.cue in BREAKING]
        named = any(at <= last < min(ends, default=self.end) for last in self.papers)
        return not (named or self.shows(BROUGHT))

    @property
    def reminded(self) -> bool:
        """True for "a reminder came on Monday": when it came says nothing of the papers that are wanted."""
        named = {h.cue for h in self.hits if h.cue.startswith(WANTED_KIND)}
        return named == {"kind:reminder"} and self.shows(CAME) and not self.shows(WISHED)

    def written(self, cue: str) -> bool:
        """True when the time frame itself is written with words of a cue: "yesterday", "next week"."""
        return any(h.first == self.at for h in self.clause.of(cue))

    def behind(self, cue: str) -> int | None:
        """Where a preposition right before the time frame begins."""
        return next((h.first for h in self.hits if h.cue == cue and h.last == self.at - 1), None)

    def pays(self, at: int) -> bool:
        """True for a noun that names a payment."""
        return any(h.first == h.last == at for cue in PAYMENTS for h in self.clause.of(cue))

    def strange(self, at: int) -> bool:
        """True for a word that signals nothing: the noun of another thing, a meeting or a letter."""
        if not self.first <= at < self.end:
            return False
        word = self.clause.words[at]
        over = (h.cue for h in self.hits if h.first <= at <= h.last)
        if (
            word.thing
            or not word.written[:1].isalpha()
            or any(c in KNOWN or c.startswith(NAMING) for c in over)
        ):
            return False
        nouns = (self.clause.words[last].written for last in self.papers if last > 0)
        return word.written[:1].isupper() or not any(noun[:1].isupper() for noun in nouns)  # as in German


class Stance(Enum):
    """A time frame of something else, one that begins a longer one, one right before its paper."""

    APART = auto()
    BEGUN = auto()
    HEADS = auto()


@once
def stances(clause: Clause) -> dict[int, Stance]:
    """The stance of each time frame that has one, by the index of its word; in a long list none has."""
    times = [i for i, word in enumerate(clause.words) if word.thing and word.thing.sort == "period"]
    found = {i: _stance(Stretch(clause, i)) for i in times} if len(times) <= MANY else {}
    for before, i in pairwise(times if found else ()):
        if found[i] is Stance.APART and found[before] is not Stance.APART and _joined(clause, before, i):
            found[i] = None  # "the notes of 3 and 4 May we need"
    return {i: stance for i, stance in found.items() if stance}


def _joined(clause: Clause, before: int, at: int) -> bool:
    """True where nothing but "and" or a comma stands between two days."""
    joins = {h.first for h in clause.of("joiner")}
    return at - before == JOINED and (at - 1 in joins or clause.words[at - 1].written in ",/+&")


def _stance(around: Stretch) -> Stance | None:
    thing = around.clause.words[around.at].thing
    frame: Any = thing and thing.value
    if _begun(around):
        return Stance.BEGUN
    if around.hosts:
        return Stance.APART
    if frame.kind == "since":
        apart = _absent(around) or _waits(around) or _accepts(around)
    elif frame.kind == "day":
        apart = _day(around, (frame.until + timedelta(days=1)).day == 1)
    else:
        apart = frame.kind == "range" and _told(around)
    return Stance.APART if apart else Stance.HEADS if around.heads else None


def _day(around: Stretch, month_end: bool) -> bool:
    """A day behind "of" is of the noun before it; one behind "on" of what its statement tells."""
    clause, at = around.clause, around.at
    tie = around.behind("attributive")
    if tie is not None or around.written("when:hung"):
        before = (at if tie is None else tie) - 1
        if around.pays(before):
            return True  # "the debit of 7 May"
        return (
            around.strange(before)
            and not any(last < before for last in around.papers)
            and not _trades(around)
        )
    if around.reminded and not around.heads:
        return True
    prep = around.behind("adverbial")
    before = (at if prep is None else prep) - 1
    if around.shows(("asked",)) and not _trades(around):
        return True
    if around.shows(PAID) and not (around.papers or _trades(around)):
        return True
    gone = around.written("when:gone") or YEAR.search(clause.words[at].folded)
    if around.heads or (around.papers and gone):
        return False  # "yesterday's invoice"; what is gone by is no day to come
    if around.written("when:current") and not _trades(around):
        return True
    been = around.shows(("past_be",))
    been = been and (around.shows(("yours",)) or not around.shows(SOMEBODY))  # not "I was ill on Monday"
    if before in around.papers or _trades(around) or been:
        return before in around.papers and _when_to_send(around, prep)
    if _relative(around):
        return around.shows(("want", "wish"))
    if around.papers and not around.shows(FINITE):
        return prep is not None and around.strange(before)
    if around.shows(BALANCES):
        return not month_end and (around.strange(before) or not clause.words[at].written[-1:].isdigit())
    return around.shows(FINITE) or around.strange(before)


def _relative(around: Stretch) -> bool:
    """True for "the notes, which went to Leeds in May": what is told there is told of the papers."""
    first = around.first
    here = any(h.cue == "relative" and h.first in (first, first + 1) for h in around.hits)
    every = {h.last for h in around.clause.of("all")}  # "of all that | was fetched in May"
    if any(h.cue == "ask_words" and h.first == first and first - 2 in every for h in around.hits):
        return True
    source = around.clause.source.words
    at = next((i for i, word in enumerate(source) if word is around.clause.words[first]), 0)
    named = {h.last for h in around.clause.hits if h.cue in PAPERS or h.cue.startswith(WANTED_KIND)}
    return here and (first == 0 < at or any(last in named for last in (first - 1, first - 2)))


def _trades(around: Stretch) -> bool:
    return around.shows(TRADED)


def _when_to_send(around: Stretch, prep: int | None) -> bool:
    """True for "send me the invoice on Monday"."""
    weekday = not any(c.isdigit() for c in around.clause.words[around.at].written)
    return prep is not None and weekday and around.shows(FINITE) and not _trades(around)


def _waits(around: Stretch) -> bool:
    """True for how long somebody waits: "it is missing for two weeks", not "all since May"."""
    if around.shows(("all",)):
        return False
    if around.written("when:lasting"):
        return around.shows(("waiting", "missing"))
    return around.shows(("waiting",)) and not _sought(around)


def _accepts(around: Stretch) -> bool:
    """True for "since January they only accept electronic invoices": no papers of that time."""
    only = {h.first for h in around.hits if h.cue == "only"}
    forms = [h for h in around.hits if h.cue.startswith(("form:", "stance:demand")) and h.first not in only]
    return bool(only and forms) and not around.shows(WISHED)


def _sought(around: Stretch) -> bool:
    """True for "I am looking up the notes since May", not for "I have waited for the note since May"."""
    named = [h for h in around.clause.kinds if h.last < around.at]
    if not named:
        return False
    begun = named[-1].first
    begun = min((h.first for h in around.clause.of("stance:definite") if h.last == begun - 1), default=begun)
    return not any(h.last == begun - 1 for cue in TOWARDS for h in around.clause.of(cue))


def _absent(around: Stretch) -> bool:
    """True for "I am away from Monday": since then somebody is somewhere else."""
    busy = around.papers or _trades(around) or around.shows({"negation", *BALANCES})
    return around.shows(("i_am",)) and not busy


def _told(around: Stretch) -> bool:
    """A month in which something else happened, a week by the end of which something is needed."""
    if around.behind("attributive") is not None or around.heads:
        return False
    if around.shows(("asked",)) and not (_trades(around) or (around.shows(("yours",)) and _relative(around))):
        return around.behind("adverbial") is not None or around.written("when:gone")
    if around.papers or _trades(around) or around.shows(BALANCES) or _relative(around):
        return False
    if around.written("when:current"):
        return around.end - around.first > LONE
    tells = around.shows(("verb", "pronoun", "told_by")) and not around.shows(
        ("want", "wish", "please", "all")
    )
    return tells and around.behind("adverbial") is not None and not around.shows(("past_be", "same_time"))


def _begun(around: Stretch) -> bool:
    """True for the day of an event since which something is so: "seit dem Umzug im März"."""
    clause, at = around.clause, around.at
    since = [h.last for h in around.hits if h.cue == "since_word" and h.last < at - 1]
    if (
        not since
        or around.behind("adverbial") is None
        or any(last > since[-1] for last in around.papers if last < at)
    ):
        return False
    subject = any(h.first == since[-1] + 1 for cue in ("pronoun", "told_by") for h in clause.of(cue))
    return not subject or any(
        since[-1] < h.first < at for cue in ("past", "participle") for h in clause.of(cue)
    )


def _bounds(clause: Clause, at: int) -> tuple[int, int]:
    """From where to where the statement around a word goes: between signs and new main clauses."""
    starts = {h.first for h in clause.hits if h.cue in ("joiner", "purpose") and _opens(clause, h.last + 1)}
    first, end = at, at + 1
    while first > 0 and first not in starts and clause.words[first - 1].written not in SIGNS:
        first -= 1
    while end < len(clause.words) and end not in starts and clause.words[end].written not in SIGNS:
        end += 1
    return first, end


def _opens(clause: Clause, at: int) -> bool:
    """True where a subject or a verb follows: "and | we need"."""
    return any(h.first <= at <= h.last for cue in NEW for h in clause.of(cue))
