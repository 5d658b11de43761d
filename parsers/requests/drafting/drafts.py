"""Asks in the making."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from parsers.asks import Ask
from parsers.phrases import Lexicon
from parsers.requests.fields.places import Number, Place, denied_kinds
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.text.words import Word

SIGNS = frozenset(":-–—|=")
HEAD = 8  # words up to the sign behind the number that heads a row
BALANCES = ("open_items", "statement")
SPOKEN = ("verb", "pronoun", "told_by")
ENDING = timedelta(days=11)  # the end of a month


@dataclass(frozen=True, slots=True)
class Setting:
    """What a message is read against: its day, the kinds with an intent of their own, the number words."""

    today: date
    own: Mapping[str, str]
    counts: Mapping[str, int]
    staff: bool = False  # the writer passes on what a customer wants
    nouns: tuple[str, ...] = ()  # endings of plain nouns, where a capital does not tell a name
    pleas: Lexicon | None = None  # loose words of need and asking, enough in a brief message


@dataclass(slots=True)
class Draft:
    """An ask in the making, with the unit it comes from; fields as in Ask."""

    intent: str
    unit: Unit
    kinds: set[str] = field(default_factory=set)
    numbers: list[Number] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    last: int | None = None
    status: str | None = None
    location: str | None = None
    cost_centre: str | None = None
    person: str | None = None
    amount: str | None = None
    form: str | None = None
    every: bool = False
    companions: set[str] = field(default_factory=set)  # kinds wanted for what belongs to the others
    apart: bool = False  # stays by itself: the paper that its number is, beside one "for it"; one of its form
    begged: bool = False  # a sentence behind asks for what this one tells of
    below: bool = False  # a further sentence of a row: "4711: 35 euros carriage. Please correct."
    papers: bool = False  # its numbers are of papers, not of orders or articles that have several

    @property
    def dated(self) -> bool:
        """True when it has a time frame."""
        return bool(self.since or self.until)

    @property
    def selected(self) -> bool:
        """True when it says which documents are meant."""
        return bool(self.numbers or self.dated or self.last)

    @property
    def empty(self) -> bool:
        """True for a wish for papers that does not say which in any way."""
        if self.intent != "documents" or self.kinds:
            return False
        said = self.selected or self.status or self.location or self.cost_centre or self.person
        return not (said or self.amount or self.every)

    @property
    def rowed(self) -> bool:
        """True for a line of a list with a number of its own: an item, or "4711: where is it?"."""
        source = self.unit.clause.source
        heads = source.fresh and bool(self.numbers) and (source.item or headed(source.words))
        return heads or self.below

    @property
    def reminded(self) -> bool:
        """True when a reminder is named, but not asked for, nor together with another wanted paper."""
        rows = zip_longest(self.unit.parts, self.unit.parts[1:])
        parts = [(part, behind) for part, behind in rows if "kind:reminder" in part.cues]
        others = {"kind:" + kind for kind in self.kinds} - {"kind:reminder"}
        told = (
            part.cues.isdisjoint((*others, "want", "wish", "copy", "again", "please"))
            and not (_added(part) or _begins_row(part, behind))
            for part, behind in parts
        )
        return bool(parts) and all(told)

    @property
    def group(self) -> str | None:
        """How open items are to be sorted: by location or cost centre, unless one of them is named."""
        if self.intent != "open_items":
            return None
        ways = {"location": self.location, "cost_centre": self.cost_centre}
        asked = (way for way, named in ways.items() if self.shows(f"filter:by_{way}") and not named)
        return next(asked, None)

    @property
    def selection(self) -> tuple[object, ...]:
        """All that says which documents are meant, for comparing."""
        return (tuple(self.numbers), self.since, self.until, self.last)

    @property
    def leading(self) -> tuple[str, ...]:
        """The kinds that say which papers are meant, where others are wanted for what belongs to them."""
        return tuple(sorted(self.kinds - self.companions)) if self.kinds & self.companions else ()

    def shows(self, *cues: str) -> bool:
        """True when the unit it comes from shows one of the cues."""
        return not self.unit.clause.cues.isdisjoint(cues)

    def ask(self) -> Ask:
        """The finished ask."""
        return Ask(
            intent=self.intent,
            kinds=tuple(sorted(self.kinds)),
            numbers=tuple(dict.fromkeys(self.numbers)),
            since=self.since,
            until=self.until,
            last=self.last,
            status=self.status,
            location=self.location,
            cost_centre=self.cost_centre,
            person=self.person,
            amount=self.amount,
            form=self.form,
            group=self.group,
            every=self.every or self.shows("all"),
            hybrid=self.form == "xml" and self.shows("hybrid"),
            leading=() if self.numbers else self.leading,
            without=denied_kinds(self.unit.clause) if self.kinds == {"all"} else (),
        )

    def take(self, frame: Place) -> None:
        """Takes the time frame of a place; a balance is asked for as of a day."""
        self.since, self.until = frame.value.since, frame.value.until
        if self.intent in BALANCES and (frame.value.kind == "day" or month_end(frame.value)):
            self.since = None

    def join(self, more: "Draft") -> None:
        """Adds what a second draft of the same wish says."""
        self.kinds = _specific(self, more)
        self.numbers += [n for n in more.numbers if n not in self.numbers]
        if not self.dated:
            self.since, self.until = more.since, more.until
        if more.shows("since_then") and self.since == self.until:
            self.until = None
        for name in ("last", "status", "location", "cost_centre", "person", "amount"):
            if getattr(self, name) is None:
                setattr(self, name, getattr(more, name))
        self.form = more.form or self.form
        self.every = self.every or more.every
        self.companions = (self.companions | more.companions) & self.kinds


def _begins_row(part: Clause, behind: Clause | None) -> bool:
    """True for the "reminder" of "reminder | and invoice for 4711, please"."""
    row = behind is not None and bool(behind.kinds) and behind.opens("joiner")
    return row and all(clause.cues.isdisjoint(SPOKEN) for clause in (part, behind) if clause)


def _added(part: Clause) -> bool:
    """True for the "and any reminders" of a wish for invoices."""
    return part.opens("joiner") and part.cues.isdisjoint(("verb", "pronoun", "told_by"))


def month_end(frame: Any) -> bool:
    """True for the last days of a month: the balance "at the end of September"."""
    closed = frame.kind == "range" and (frame.until + timedelta(days=1)).day == 1
    return bool(closed and frame.until - frame.since < ENDING)


def headed(line: Sequence[Word]) -> bool:
    """True when a number, or its name, stands first and a sign behind it."""
    words = line[:HEAD]
    at = next((i for i, word in enumerate(words) if word.thing and word.thing.sort == "number"), len(words))
    return next((word.written for word in words[at + 1 :] if word.written != ")"), "") in SIGNS


def _specific(draft: Draft, more: Draft) -> set[str]:
    """The kinds of both; all that was lost is no wish beside the kinds that are wanted of it."""
    for whole, part in ((draft, more), (more, draft)):
        if whole.kinds == {"reminder"} and part.kinds and whole.reminded:
            return part.kinds
        if whole.kinds == {"all"} and part.kinds and not whole.shows("want", "wish", "please"):
            return part.kinds
    return draft.kinds | more.kinds


def set_frame(draft: Draft, found: Sequence[Place], today: date) -> None:
    """Takes the first time frame that selects.

    A day beside a number only describes it; today or later, and what is due by a day, is when it is needed.
    """
    for place in found:
        frame = place.value
        describes = bool(draft.numbers) and (frame.kind == "day" or (frame.kind == "range" and draft.papers))
        urges = frame.kind == "day" and frame.since >= today and not place.tied
        needed = frame.kind == "until" and frame.until >= today
        needed = needed or (frame.kind == "as_of" and frame.until > today and draft.intent == "documents")
        future = bool(frame.since and frame.since > today)
        exact = frame.kind == "until" and any(_within(other.value, frame.until) for other in found)
        if not (describes or urges or needed or future or exact):
            draft.take(place)
            if frame.kind in ("since", "until"):
                _other_end(draft, found)
            return


def _within(frame: Any, end: date) -> bool:
    """True for the March of "from before Easter, all of March's": it says more than the end."""
    return bool(frame.kind == "range" and frame.since < end)


def _other_end(draft: Draft, found: Sequence[Place]) -> None:
    """The other end of a time frame that is said in two: "until 10 April, from 1 April on"."""
    for place in found:
        frame = place.value
        if frame.kind == "since" and draft.until and not draft.since and frame.since <= draft.until:
            draft.since = frame.since
        if frame.kind == "until" and draft.since and not draft.until and frame.until >= draft.since:
            draft.until = frame.until
