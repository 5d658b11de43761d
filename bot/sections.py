"""The tables of docclerk.toml and what each key may hold."""

import ipaddress
from datetime import time
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from bot.imap_section import ImapSection
from bot.section import Section
from bot.units import Duration, Size, duration
from handlers.letters.letterhead import valid_iban
from handlers.reminders.working_days import WorkingDays

Mode = Literal["auto", "draft", "shadow", "off"]


class ClerkSection(Section):
    """Whose clerk this is."""

    company: str
    language: str = "de"
    timezone: str = "Europe/Berlin"
    public_url: str = "http://127.0.0.1:8080"
    mode: Mode = "auto"
    release: Literal["send", "propose"] = "send"
    staff: tuple[str, ...] = ()
    escalation: str = ""
    escalation_name: str = ""
    phone: str = ""
    kinds: tuple[str, ...] = ()

    @field_validator("timezone")
    @classmethod
    def known_timezone(cls, value: str) -> str:
        """Refuses names that the time zone database does not hold."""
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f'{value!r} is no time zone; write one like "Europe/Berlin"') from None
        return value

    @field_validator("public_url")
    @classmethod
    def bare_url(cls, value: str) -> str:
        """Links are built by appending to it."""
        return value.rstrip("/")


class StoreSection(Section):
    """Where everything is kept."""

    url: str = "sqlite:///docclerk.db"
    files: str = "file:./files"
    endpoint: str = ""
    region: str = ""
    access_key: str = ""
    secret_key: str = ""


class FeedSection(Section):
    """One ERP feed and the form its figures have."""

    path: Path
    every: Duration = duration("1m")
    encoding: str = ""
    decimal: Literal[".", ","] = "."
    date: str = "%Y-%m-%d"
    columns: dict[str, Any] = Field(default_factory=dict)
    mode: Literal["delta", "full"] = "delta"
    max_rejected: float = Field(default=0.05, ge=0, le=1)
    stale_after: Duration = duration("26h")


class SmtpSection(Section):
    """The SMTP door."""

    listen: str = "127.0.0.1:8025"
    protocol: Literal["smtp", "lmtp"] = "smtp"
    max_bytes: Size = 25_000_000
    trust: Literal["direct", "mta"] = "direct"
    tls_cert: Path | None = None  # the chain as PEM; with it STARTTLS is offered
    tls_key: Path | None = None

    @model_validator(mode="after")
    def both(self) -> Self:
        """A certificate without its key offers nothing."""
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key belong together; name both files or none")
        return self


class OutSection(Section):
    """The relay that takes our mail."""

    host: str = "127.0.0.1"
    port: int = 25
    tls: Literal["none", "starttls", "tls", "auto"] = "auto"
    user: str = ""
    password: str = Field(default="", repr=False)
    bounce_address: str = ""


class ProofSection(Section):
    """Whose word counts when a sender is checked."""

    authserv_id: str = ""
    trusted_peers: tuple[str, ...] = ()
    arc_sealers: tuple[str, ...] = ()
    nameserver: str = ""

    @field_validator("trusted_peers")
    @classmethod
    def networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Addresses or networks; a name would have to be believed to DNS."""
        for peer in value:
            try:
                ipaddress.ip_network(peer, strict=False)
            except ValueError:
                raise ValueError(f'{peer!r} is no address; write "10.0.0.5" or "10.0.0.0/24"') from None
        return value

    @field_validator("nameserver")
    @classmethod
    def an_address(cls, value: str) -> str:
        """Empty for the system's own, else an address with or without a port."""
        host = value.rpartition(":")[0].strip("[]") if value.count(":") == 1 or "]:" in value else value
        try:
            return str(host and ipaddress.ip_address(host.strip("[]"))) and value
        except ValueError:
            raise ValueError(f'{value!r} is no address; write it like "127.0.0.1:5353"') from None


class MailSection(Section):
    """Mail in and out."""

    address: str = "belege@localhost"
    aliases: tuple[str, ...] = ()
    deliver: Literal["auto", "link", "attach"] = "auto"
    attach_files: int = Field(default=3, ge=0)
    attach_bytes: Size = 5_000_000
    smtp: SmtpSection = SmtpSection()
    imap: tuple[ImapSection, ...] = ()
    out: OutSection = OutSection()
    proof: ProofSection = ProofSection()

    @field_validator("imap", mode="wrap")
    @classmethod
    def one_or_several(cls, value: Any, check: Any) -> Any:
        """One table, or a list of tables: [[mail.imap]]. No folder of one mailbox is read twice."""
        mailboxes = (ImapSection.model_validate(value),) if isinstance(value, dict) else check(value)
        names = [(mailbox.account, folder) for mailbox in mailboxes for folder in mailbox.folder]
        if len(set(names)) < len(names):
            raise ValueError("a folder of one mailbox stands here twice")
        return mailboxes


class SlackSection(Section):
    """The Slack workspace."""

    mode: Literal["socket", "http"] = "socket"
    bot_token: str = Field(default="", repr=False)
    app_token: str = Field(default="", repr=False)
    signing_secret: str = Field(default="", repr=False)
    client_id: str = ""  # with the secret: more workspaces may install the app at /slack/install
    client_secret: str = Field(default="", repr=False)
    api_url: str = ""
    staff_channel: str = ""  # id of the channel where cases are decided: "C0123456789"
    digest_at: str = "08:00"  # "" = none

    @field_validator("digest_at")
    @classmethod
    def on_the_clock(cls, value: str) -> str:
        """An hour and a minute, in the house's zone."""
        try:
            return value and f"{time.fromisoformat(value):%H:%M}"
        except ValueError:
            raise ValueError(f'{value!r} is no time of day; write "08:00", or "" for none') from None


class WebSection(Section):
    """The web pages and the push API; without a key there is no API."""

    listen: str = "127.0.0.1:8080"
    api_key: str = Field(default="", repr=False)
    metrics_key: str = Field(default="", repr=False)  # without one only this machine may ask for /metrics


class LinksSection(Section):
    """How long and how often a link works."""

    days: int = Field(default=7, ge=1, le=90)
    max_downloads: int = Field(default=20, ge=1)  # for each ZIP of a large delivery
    zip_bytes: Size = 500_000_000
    code: Literal["never", "sensitive", "always"] = "never"
    keys: Path | None = None  # beside docclerk.toml unless it says otherwise; none without such a file


class LetterheadSection(Section):
    """What stands on the papers that the clerk makes; with an IBAN they carry a QR code to pay by."""

    address: tuple[str, ...] = ()
    iban: str = ""
    bic: str = ""
    vat_id: str = ""
    court: str = ""

    @field_validator("iban")
    @classmethod
    def checked(cls, iban: str) -> str:
        """An IBAN whose check digits are wrong would send money astray."""
        if iban and not valid_iban(iban):
            raise ValueError(f"{iban} is no IBAN: its check digits are wrong; copy it from the bank's letter")
        return iban.replace(" ", "").upper()


class ReminderLevel(Section):
    """One level: days after the due date, negative before it."""

    days: int


class RemindersSection(Section):
    """Payment reminders; off unless switched on."""

    enabled: bool = False
    levels: tuple[ReminderLevel, ...] = tuple(ReminderLevel(days=d) for d in (-3, 7, 21, 35))
    send_at: str = "09:00"
    country: str = "DE"
    min_amount: float = Field(default=10, ge=0)
    delivered_by: Literal["clerk", "erp"] = "clerk"
    answer_days: int = Field(default=14, ge=0)
    pay_days: int = Field(default=7, ge=1)

    @field_validator("levels")
    @classmethod
    def rising(cls, levels: tuple[ReminderLevel, ...]) -> tuple[ReminderLevel, ...]:
        """By their days; two of the same day would be one letter too many."""
        days = [level.days for level in levels]
        if not days or len(set(days)) < len(days):
            raise ValueError("name at least one level, and each number of days only once")
        return tuple(sorted(levels, key=lambda level: level.days))

    @field_validator("send_at")
    @classmethod
    def a_time(cls, value: str) -> str:
        """An hour and a minute, in the house's zone."""
        try:
            at = time.fromisoformat(value)
        except ValueError:
            raise ValueError(f'{value!r} is no time of day; write it like "09:00"') from None
        if at.tzinfo:
            raise ValueError(f"{value!r}: leave the time zone out, [clerk] timezone says it")
        return value

    @field_validator("country")
    @classmethod
    def known_country(cls, value: str) -> str:
        """A country whose holidays are known, or a part of one."""
        WorkingDays(value).check()
        return value


class LimitsSection(Section):
    """Budgets that end every loop."""

    answers_per_hour: int = 20
    answers_per_day: int = 60
    unknown_per_day: int = 1
    total_per_hour: int = 5000
    domain_per_hour: int = 200
    domain_per_day: int = 1000
    unknown_per_domain: int = 5
    unknown_per_hour: int = 200
    misses_per_day: int = Field(default=30, ge=1)
    decisions_per_day: int = 10
    lease: Duration = duration("2m")
    attempts: int = Field(default=3, ge=1)
