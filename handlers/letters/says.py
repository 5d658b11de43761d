"""What the clerk says, in the reader's language: sentences, days and amounts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from handlers.documents.picks import PickWords
from handlers.documents.state import State, state_of
from handlers.kinds import Kinds
from store.records import Document

FALLBACK = "en"
LISTED = 20  # words of a list that are spelt out
LONGEST = 60  # characters of what somebody wrote that are said back
DAYS = 48  # hours from which an age is told in days

Articles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Says:
    """The sentences of one language; a sentence it lacks is said in English."""

    language: str
    locale: str
    sentences: Mapping[str, str]
    fallback: Mapping[str, str]
    articles: Articles  # gender, "many" or "document" -> the words that go with a kind
    kinds: Kinds
    zone: ZoneInfo

    def __call__(self, key: str, **values: Any) -> str:
        """The sentence `key` with its values filled in; raises KeyError for a key nobody wrote."""
        return (self.sentences.get(key) or self.fallback[key]).format(**values)

    def count(self, key: str, n: int, **values: Any) -> str:
        """The sentence `key_one` or `key_many`, by number."""
        return self(f"{key}_one" if n == 1 else f"{key}_many", n=n, **values)

    def day(self, value: date | None) -> str:
        """A day in the reader's form; empty for none."""
        return format_date(value, self("day_format"), locale=self.locale) if value else ""

    def clock(self, value: datetime) -> str:
        """A time of day in the house's zone."""
        return str(format_time(value.astimezone(self.zone), "HH:mm", locale=self.locale))

    def moment(self, value: datetime, today: date) -> str:
        """A point in time in the house's zone; "today 06:00" for one of today."""
        day, clock = value.astimezone(self.zone).date(), self.clock(value)
        return self("today_at", time=clock) if day == today else f"{self.day(day)} {clock}"

    def as_of(self, moment: datetime, now: datetime) -> str:
        """When the figures were delivered and, from an hour on, how long ago that is."""
        said = self("footer_data", when=self.moment(moment, now.astimezone(self.zone).date()))
        hours = int((now - moment) / timedelta(hours=1))
        if hours < 1:
            return said
        age = self("age_hours", n=hours) if hours < DAYS else self("age_days", n=hours // 24)
        return f"{said} ({age})"

    def quantity(self, value: Decimal | None, unit: str | None = None) -> str:
        """A quantity with its unit, "2,5 m"; empty for none."""
        if value is None:
            return ""
        return f"{format_decimal(value, '#,##0.####', locale=self.locale)} {unit or ''}".strip()

    def amount(self, value: Decimal | None, currency: str | None) -> str:
        """An amount with its currency code, "1.234,50 EUR"; empty for none.

        A row without a currency is said without one: a guess could be wrong.
        """
        if value is None:
            return ""
        return f"{format_decimal(value, '#,##0.00', locale=self.locale)} {currency or ''}".strip()

    def listed(self, words: Iterable[str]) -> str:
        """ "a, b and c"; of a long list the beginning and how many more."""
        some = list(words)
        if len(some) > LISTED:
            some = [*some[:LISTED], self("and_more", n=len(some) - LISTED)]
        *first, last = some or [""]
        return f"{', '.join(first)} {self('and')} {last}" if first else last

    def quoted(self, words: Iterable[str]) -> str:
        """A list of what somebody else wrote, each on one line and not endless."""
        return self.listed(" ".join(word.split())[:LONGEST] for word in words)

    def kind(self, code: str, n: int = 1) -> str:
        """The name of a kind; its code when the catalogue has lost it."""
        return self.kinds[code].name(self.language, n) if code in self.kinds.by_code else code

    def title(self, code: str, n: int = 1) -> str:
        """The name of a kind at the beginning of a line."""
        return capital(self.kind(code, n))

    def named(self, codes: Iterable[str], n: int) -> dict[str, str]:
        """What a sentence needs to speak of n documents: `kind` and the articles that fit it."""
        distinct = set(codes)
        code = distinct.pop() if len(distinct) == 1 else ""
        if code not in self.kinds.by_code:
            return {"kind": self.count("document", n), **self.article("many" if n != 1 else "document")}
        gender = self.kinds[code].gender(self.language)
        return {"kind": self.kind(code, n), **self.article("many" if n != 1 else gender)}

    def article(self, gender: str) -> Mapping[str, str]:
        """The words that go with a gender; those of any document where there are none for it."""
        return self.articles.get(gender) or self.articles["document"]

    def state(self, document: Document, today: date, as_of: str = "") -> str:
        """The payment state in words; empty where there is none.

        `as_of` says how old figures are that should be newer: nothing is called overdue by them.
        """
        state = state_of(document, today)
        if state is None:
            return ""
        if state.code == "paid":
            return self("state_paid_on", day=self.day(state.on)) if state.on else self("state_paid")
        told = ", ".join(filter(None, self._open(document, state, certain=not as_of)))
        return self("state_as_of", state=told, when=as_of) if as_of else told

    def _open(self, document: Document, state: State, *, certain: bool) -> Iterator[str]:
        """What is said of a document that is not paid in full."""
        if state.code == "disputed":
            yield self("state_disputed")
        if state.paid > 0:
            paid = self.amount(state.paid, document.currency)
            yield self("state_partial", paid=paid, total=self.amount(document.gross, document.currency))
        if state.code == "disputed":
            return
        if state.days and certain:
            yield self.count("state_overdue", state.days)
        elif state.days:
            yield self("state_open") if state.paid <= 0 else ""
            yield self("state_was_due", day=self.day(document.due_date))
        elif state.code == "open":
            yield self("state_open_until", day=self.day(state.on)) if state.on else self("state_open")


@dataclass(frozen=True, slots=True)
class Tongues:
    """All languages the clerk answers in; `picks` are the words of all of them for choosing."""

    by_code: Mapping[str, Says]
    default: str
    picks: PickWords

    @classmethod
    def compile(
        cls, languages: Mapping[str, Mapping[str, Any]], kinds: Kinds, zone: ZoneInfo, default: str
    ) -> "Tongues":
        """Builds the spoken languages: those with a name. The default must be one of them."""
        spoken = {code: table for code, table in languages.items() if table.get("name")}
        if default not in spoken:
            raise ValueError(f"[clerk] language = {default!r}: there is only {', '.join(sorted(spoken))}")
        english = spoken[FALLBACK]
        voices = {
            code: Says(
                language=code,
                locale=table.get("locale", code),
                sentences=table.get("says", {}),
                fallback=english["says"],
                articles=table.get("articles") or english["articles"],
                kinds=kinds,
                zone=zone,
            )
            for code, table in spoken.items()
        }
        return cls(voices, default, PickWords.compile(t.get("picks", {}) for t in spoken.values()))

    def __getitem__(self, code: str | None) -> Says:
        """The language asked for, else the house's own."""
        return self.by_code.get(code or self.default) or self.by_code[self.default]


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
