"""Builds the clerk from its configuration: the one place where all parts meet."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels import Channel
from bot.channels.addresses import Addresses
from bot.channels.email import Email, MailReading
from bot.channels.slack.api import Api
from bot.channels.slack.channel import Slack
from bot.channels.slack.installs import Installs
from bot.clock import Clock, utc_now
from bot.config import Config
from bot.courier import Courier
from bot.keys import KeyFile
from bot.memory import settle
from bot.posting import Post
from bot.press import Press
from bot.proof import Prover
from bot.sections import SlackSection, StoreSection
from bot.words import read_kinds, read_languages, read_texts
from bot.worker import Worker
from handlers.desk import House
from handlers.intents import discover
from handlers.keys import Keys
from handlers.kinds import Kinds
from handlers.letters.letterhead import Letterhead
from handlers.letters.says import Tongues
from handlers.letters.texts import Texts
from handlers.reminders.working_days import WorkingDays
from handlers.senders.verify import is_staff
from parsers.attachments.claims import ClaimWords
from parsers.commands import CommandWords
from parsers.errands import ErrandWords
from parsers.paying import PayingWords
from parsers.rhythm import RhythmWords
from parsers.vocabulary import Vocabulary
from store.blobs import Blobs
from store.engine import Store
from store.traffic import Parcel
from templates import ROOT


@dataclass(frozen=True, slots=True)
class Clerk:
    """All parts, wired."""

    config: Config
    store: Store
    blobs: Blobs
    house: House
    channels: Mapping[str, Channel]
    clock: Clock
    templates: Path = ROOT
    left: dict[int, tuple[str, Parcel]] = field(
        default_factory=dict, init=False
    )  # sent by couriers, unmarked

    def worker(self, owner: str) -> Worker:
        """One worker; `owner` names it in leases."""
        lease, attempts = self.config.limits.lease, self.config.limits.attempts
        return Worker(self.store, self.channels, self.house, self.blobs, self.clock, owner, lease, attempts)

    def courier(self, owner: str) -> Courier:
        """One courier; `owner` names it in leases."""
        return Courier(self.store, self.channels, self.house, self.clock, owner, left=self.left)

    @property
    def post(self) -> Post:
        """The way out for what nobody has asked for just now: reminders, what was subscribed to."""
        return Post(self.channels, self.house, self.blobs)

    def close(self) -> None:
        """Lets go of the store."""
        self.store.close()


def build(config: Config, *, clock: Clock = utc_now, templates: Path = ROOT, migrate: bool = True) -> Clerk:
    """The clerk of one configuration. Opens the store, reads the templates, starts nothing."""
    store = Store.open(config.store.url, create=True)
    if migrate:
        store.upgrade()
    blobs = open_blobs(config.store)
    house = build_house(config, templates, clock, blobs)
    addresses = Addresses.of(config.mail)
    prover = Prover.of(config.mail)
    email = Email(
        addresses=addresses,
        company=config.clerk.company,
        out=config.mail.out,
        words=reading_of(templates),
        blobs=blobs,
        prove=prover.prove,
        vouch=prover.attached,
        colleague=lambda address: is_staff(address, house.staff),
    )
    channels: dict[str, Channel] = {email.name: email}
    if config.slack:
        channels["slack"] = slack_of(config.slack, store, blobs, house, clock)
    return Clerk(config, store, blobs, house, channels, clock, templates)


def slack_of(section: SlackSection, store: Store, blobs: Blobs, house: House, clock: Clock) -> Slack:
    """The Slack channel; nothing is asked of Slack yet."""
    api = Api(section.api_url)
    installs = Installs(store, api, clock, house.keys, section.bot_token)
    return Slack(store, blobs, house, api, installs, clock, section.staff_channel)


def build_house(
    config: Config, templates: Path = ROOT, clock: Clock = utc_now, blobs: Blobs | None = None
) -> House:
    """The house rules from configuration and templates."""
    kept = config.links.keys
    return House(
        **rules_of(config),
        **words_of(config.clerk.language, config.clerk.timezone, templates),
        workdays=WorkingDays(config.reminders.country),
        intents=discover(),
        token=lambda: secrets.token_urlsafe(32),
        code=lambda: f"{secrets.randbelow(10**6):06}",
        letterhead=letterhead_of(config),
        press=Press(templates / "pdf").typeset,
        fetch=(blobs or open_blobs(config.store)).get,
        keys=KeyFile(kept, clock) if kept else Keys,
    )


def rules_of(config: Config) -> dict[str, Any]:
    """What stands in the configuration, under the names that the house has for it."""
    clerk, mail, links = config.clerk, config.mail, config.links
    return {
        "company": clerk.company,
        "public_url": clerk.public_url,
        "zone": ZoneInfo(clerk.timezone),
        "mode": clerk.mode,
        "staff": tuple(s.lower() for s in clerk.staff),
        "release": clerk.release,
        "escalation": clerk.escalation.lower(),
        "escalation_name": clerk.escalation_name,
        "phone": clerk.phone,
        "deliver": mail.deliver,
        "attach_files": mail.attach_files,
        "attach_bytes": mail.attach_bytes,
        "link_days": links.days,
        "link_downloads": links.max_downloads,
        "link_code": links.code,
        "zip_bytes": links.zip_bytes,
        "feeds": {name: feed.stale_after for name, feed in config.feeds.items()},
        **config.limits.model_dump(exclude={"lease", "attempts"}),
    }


languages_of = cache(read_languages)  # for both of the next


@cache
def reading_of(templates: Path) -> MailReading:
    """The words by which mail is taken apart, compiled once in a process."""
    return MailReading.compile(languages_of(templates))


@cache
def words_of(language: str, timezone: str, templates: Path) -> Mapping[str, Any]:
    """What is compiled from the templates, once in a process: templates are read at the start."""
    languages, kind_tables = languages_of(templates), read_kinds(templates)
    kinds, zone = Kinds.compile(kind_tables), ZoneInfo(timezone)
    words = {
        "kinds": kinds,
        "people": ErrandWords.compile(languages),
        "paying": PayingWords.compile(languages),
        "rhythms": RhythmWords.compile(languages),
        "claims": ClaimWords.compile(languages),
        "tongues": Tongues.compile(languages, kinds, zone, language),
        "vocabulary": Vocabulary.compile(kind_tables, languages),
        "texts": Texts.compile(read_texts(templates)),
        "commands": CommandWords.compile(languages),
    }
    settle()
    return words


def letterhead_of(config: Config) -> Letterhead:
    """What stands on our own paper."""
    own = config.letterhead.model_dump()
    return Letterhead(config.clerk.company, phone=config.clerk.phone, email=config.mail.address, **own)


def open_blobs(section: StoreSection) -> Blobs:
    """The file store of the configuration."""
    options = {
        "endpoint": section.endpoint,
        "region": section.region,
        "access_key_id": section.access_key,
        "secret_access_key": section.secret_key,
    }
    return Blobs.open(section.files, **{k: v for k, v in options.items() if v})
