"""What the clerk says, in the reader's language: sentences, days and amounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from handlers.kinds import Kinds
from handlers.state import open_amount, state_of
from store.records import Document

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Says:
    """The sentences of one language; a sentence it lacks is said in English."""

    language: str
    locale: str
    sentences: Mapping[str, str]
    fallback: Mapping[str, str]
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

    def moment(self, value: datetime, today: date) -> str:
        """A point in time in the house's zone; "today 06:00" for one of today."""
        local = value.astimezone(self.zone)
        clock = format_time(local, "HH:mm", locale=self.locale)
        return self("today_at", time=clock) if local.date() == today else f"{self.day(local.date())} {clock}"

    def amount(self, value: Decimal | None, currency: str | None) -> str:
        """An amount with its currency code, "1.234,50 EUR"; empty for none."""
        if value is None:
            return ""
        return f"{format_decimal(value, '#,##0.00', locale=self.locale)} {currency or 'EUR'}".strip()

    def listed(self, words: Iterable[str]) -> str:
        """ "a, b and c"."""
        *first, last = list(words) or [""]
        return f"{', '.join(first)} {self('and')} {last}" if first else last

    def kind(self, code: str, n: int = 1) -> str:
        """The name of a kind; its code when the catalogue has lost it."""
        return self.kinds[code].name(self.language, n) if code in self.kinds.by_code else code

    def state(self, document: Document, today: date) -> str:
        """The payment state in words; empty where there is none."""
        state = state_of(document, today)
        if state is None:
            return ""
        left = self.amount(open_amount(document), document.currency)
        if state.code == "paid":
            return self("state_paid_on", day=self.day(state.on)) if state.on else self("state_paid")
        if state.code == "partial":
            return self(
                "state_partial",
                paid=self.amount(state.paid, document.currency),
                total=self.amount(document.gross, document.currency),
            )
        if state.code == "overdue":
            return self.count("state_overdue", state.days, left=left)
        if state.code == "disputed":
            return self("state_disputed")
        return self("state_open_until", day=self.day(state.on)) if state.on else self("state_open")


@dataclass(frozen=True, slots=True)
class Tongues:
    """All languages the clerk answers in."""

    by_code: Mapping[str, Says]
    default: str

    @classmethod
    def compile(
        cls, languages: Mapping[str, Mapping[str, Any]], kinds: Kinds, zone: ZoneInfo, default: str
    ) -> "Tongues":
        """Builds the spoken languages: those with a name. The default must be one of them."""
        spoken = {code: table for code, table in languages.items() if table.get("name")}
        if default not in spoken:
            raise ValueError(f"[clerk] language = {default!r}: there is only {', '.join(sorted(spoken))}")
        english = spoken[FALLBACK].get("says", {})
        return cls(
            {
                code: Says(code, table.get("locale", code), table.get("says", {}), english, kinds, zone)
                for code, table in spoken.items()
            },
            default,
        )

    def __getitem__(self, code: str | None) -> Says:
        """The language asked for, else the house's own."""
        return self.by_code.get(code or self.default) or self.by_code[self.default]
