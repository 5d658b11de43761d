"""What lies on the desk while one message is answered, and the house rules that hold for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.answers import Answer
from handlers.keys import Keys
from handlers.kinds import Kinds
from handlers.letters.freshness import DataAge, data_age
from handlers.letters.letterhead import Letterhead
from handlers.letters.says import Says, Tongues
from handlers.letters.texts import Texts
from handlers.reminders.working_days import WorkingDays
from handlers.senders.people import Principal
from parsers.asks import Ask
from parsers.attachments.claims import ClaimWords
from parsers.commands import CommandWords
from parsers.errands import ErrandWords
from parsers.paying import PayingWords
from parsers.rhythm import RhythmWords
from parsers.vocabulary import Vocabulary
from store.engine import Unit


@dataclass(frozen=True, slots=True)
class Desk:
    """One person's request in hand: who asks, what may be read, in which language, on which day."""

    person: Principal
    unit: Unit
    house: "House"
    says: Says
    today: date
    now: datetime

    @property
    def kinds(self) -> Kinds:
        """The document kinds of the house."""
        return self.house.kinds

    @property
    def data(self) -> DataAge:
        """How old the ERP's figures are."""
        return data_age(self.unit, self.house.feeds, self.now)

    @property
    def stale_as_of(self) -> str:
        """When the figures were delivered, in words, when they are older than they should be; else empty."""
        age = self.data
        return self.says.moment(age.as_of, self.today) if age.stale and age.as_of else ""


Respond = Callable[[Ask, Desk], Answer]
Press = Callable[[str, Mapping[str, Any], date], bytes]  # template below templates/pdf, facts, day -> PDF


@dataclass(frozen=True, slots=True)
class House:
    """All that is fixed while the clerk runs; built once by the bot from configuration and templates."""

    company: str
    public_url: str
    zone: ZoneInfo
    mode: str  # auto, draft, shadow, off
    staff: tuple[str, ...]
    release: str  # send, propose: what becomes of a customer's mail that staff forward
    escalation: str  # address of the person who takes over
    escalation_name: str
    phone: str
    deliver: str  # auto, link, attach
    attach_files: int
    attach_bytes: int
    link_days: int
    link_downloads: int
    zip_bytes: int  # a delivery of more comes as several ZIPs
    answers_per_hour: int
    answers_per_day: int
    unknown_per_day: int
    total_per_hour: int
    domain_per_hour: int
    domain_per_day: int
    unknown_per_domain: int  # neutral texts to the strangers of one domain, a day
    unknown_per_hour: int  # the same in total, an hour
    misses_per_day: int  # numbers that lead to nothing
    decisions_per_day: int  # questions to one admin about colleagues
    kinds: Kinds
    people: ErrandWords
    paying: PayingWords
    rhythms: RhythmWords
    workdays: WorkingDays
    claims: ClaimWords
    tongues: Tongues
    vocabulary: Vocabulary
    texts: Texts
    commands: CommandWords
    intents: Mapping[str, Respond]
    token: Callable[[], str]  # 256 random bits, URL-safe
    code: Callable[[], str]  # six random digits
    link_code: str  # never, sensitive, always: which links ask for a mailed code
    feeds: Mapping[str, timedelta]  # feed -> how old its data may be
    letterhead: Letterhead
    press: Press
    fetch: Callable[[str], bytes]  # a stored file by its sha256; raises Gone, Damaged and Unreachable
    keys: Callable[[], Keys] = Keys  # what tokens and codes are stored under, as it is now

    def today(self, now: datetime) -> date:
        """The day in the house's time zone."""
        return now.astimezone(self.zone).date()

    def person_name(self, says: Says) -> str:
        """Who takes over, as the reader is told."""
        return self.escalation_name or says("person_default")
