"""What people ask for, as a careful clerk would note it down: the types that reading ends in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

DETAILS = ("last", "status", "location", "cost_centre", "person", "amount", "form")


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers from the first to the last one, both as written, both included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to become of one person's access, as far as the words of a message say.

    `deed` is admit, remove or "". `like` is whose rights they get: a name, an address, or "me" for the
    writer's own. `marks` are only, also, partly, admin, tree, all, month_end, year_end (when they leave), and
    maybe: nothing but a name and a deed say that this is about a person.
    """

    deed: str = ""
    name: str = ""
    address: str = ""  # lower case
    like: str = ""
    role: str = ""
    marks: tuple[str, ...] = ()
    until: date | None = None  # last day
    since: date | None = None  # documents of these days only
    before: date | None = None
    words: str = ""  # the sentences that speak of them

    def as_table(self) -> dict[str, Any]:
        """JSON-ready."""
        days = {name: getattr(self, name) for name in ("until", "since", "before")}
        return {**asdict(self), **{name: day and day.isoformat() for name, day in days.items()}}

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> "Errand":
        """The reverse of `as_table`, after JSON."""
        names = ("until", "since", "before")
        days = {name: date.fromisoformat(table[name]) if table.get(name) else None for name in names}
        return cls(**{**table, **days, "marks": tuple(table.get("marks", ()))})


@dataclass(frozen=True, slots=True)
class Paying:
    """What a payment notice says: money that has left, or is `promised`, and on which day."""

    promised: bool = False
    day: date | None = None

    def as_table(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"promised": self.promised, "day": self.day and self.day.isoformat()}

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> "Paying":
        """The reverse of `as_table`, after JSON."""
        day = table.get("day")
        return cls(bool(table.get("promised")), date.fromisoformat(day) if day else None)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something is wished, as far as it was said.

    `every` is day, week, month, quarter, year, new (as soon as there is something new), known (it is asked
    what is sent already) or "". `weekday` is 0
    for Monday; in a month `nth` says which one of it, 5 = the last. `day` is the day of the month, 31 = the
    last. `working` counts working days only. `interval` 2 = every other one. `to` is another address that was
    named for it, `statement` that the statement of account was spoken of.
    """

    every: str = ""
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None
    working: bool = False
    interval: int = 1
    to: str = ""
    statement: bool = False

    def as_table(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Rhythm":
        """The reverse of `as_table`, after JSON."""
        return cls(**table)


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of a buyer's own list; without an amount when none stood beside the number."""

    number: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One separate wish.

    Numbers are kept as written. `since` and `until` are inclusive days. `kinds` holds codes of document
    kinds, sorted; ("all",) means every kind. `leading` are those of them that are chosen, where of the others
    only what belongs to these is meant. `amount` is a decimal in plain form ("1234.50").
    """

    intent: str
    kinds: tuple[str, ...] = ()
    numbers: tuple[str | NumberRange, ...] = ()
    since: date | None = None
    until: date | None = None
    last: int | None = None
    status: str | None = None  # open, overdue, paid, partial
    location: str | None = None
    cost_centre: str | None = None
    person: str | None = None
    amount: str | None = None
    form: str | None = None  # zip, csv, xlsx, xml, attachment, link, merged
    group: str | None = (
        None  # location, cost_centre: how open items are sorted and summed up; part of no table
    )
    every: bool = False  # "all of them" was said; part of no table, it only spares a question
    leading: tuple[str, ...] = ()  # kinds that others belong to; part of no table
    without: tuple[str, ...] = ()  # kinds that "everything" leaves out; part of no table
    hybrid: bool = False  # as ZUGFeRD: a PDF with its XML inside; part of no table
    errand: Errand | None = None  # for people; part of no table
    paying: Paying | None = None  # for payment_notice; part of no table
    claims: tuple[Claim, ...] = ()  # for reconcile; part of no table
    rhythm: Rhythm | None = None  # for subscribe; part of no table
    standing: tuple[int, ...] = ()  # for unsubscribe: ids of the subscriptions meant; part of no table

    @property
    def narrowed(self) -> bool:
        """True when the wish says which documents it means."""
        return bool(self.numbers or self.since or self.until or self.last or self.status or self.amount)

    def as_table(self) -> dict[str, Any]:
        """The ask as JSON-ready table; what the message did not say is left out."""
        table: dict[str, Any] = {"intent": self.intent}
        if self.kinds:
            table["kinds"] = list(self.kinds)
        if self.numbers:
            table["numbers"] = [
                {"from": n.first, "to": n.last} if isinstance(n, NumberRange) else n for n in self.numbers
            ]
        for name in ("since", "until"):
            day = getattr(self, name)
            if day:
                table[name] = day.isoformat()
        for name in DETAILS:
            value = getattr(self, name)
            if value is not None:
                table[name] = value
        return table

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> "Ask":
        """The reverse of `as_table`; a missing intent means documents."""
        numbers = tuple(
            NumberRange(str(n["from"]), str(n["to"])) if isinstance(n, dict) else str(n)
            for n in table.get("numbers") or ()
        )
        since, until = (date.fromisoformat(table[k]) if table.get(k) else None for k in ("since", "until"))
        return cls(
            intent=table.get("intent") or "documents",
            kinds=tuple(sorted(table.get("kinds") or ())),
            numbers=numbers,
            since=since,
            until=until,
            **{k: table[k] for k in DETAILS if table.get(k) is not None},
        )


@dataclass(frozen=True, slots=True)
class Request:
    """All wishes of one message and the language it was written in; `why` tells staff how it was read."""

    language: str
    asks: tuple[Ask, ...] = ()
    why: tuple[str, ...] = ()
