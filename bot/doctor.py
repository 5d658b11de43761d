"""Looks at every part of a running installation and says what is wrong and how to mend it."""

import shutil
import smtplib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import doctor_dns, doctor_reminders
from bot.channels import imap_check, smtp_check
from bot.channels.relay import connected
from bot.channels.slack import check as slack_check
from bot.channels.slack.channel import Slack
from bot.wiring import Clerk
from handlers.senders.permissions import oddities

LEAST_SPACE = 1_000_000_000  # bytes
MOST_AHEAD = timedelta(minutes=5)  # by which machines of one house may differ


@dataclass(frozen=True, slots=True)
class Finding:
    """One checked thing."""

    subject: str
    ok: bool
    text: str

    def as_table(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


def examine(clerk: Clerk) -> list[Finding]:
    """All findings, each check on its own."""
    checks: tuple[Callable[[Clerk], Iterator[Finding]], ...] = (
        store,
        files,
        words,
        clock,
        door,
        relay,
        records,
        mailboxes,
        slack,
        feeds,
        reminders,
        disk,
        house,
        people,
        keys,
    )
    findings: list[Finding] = []
    for check in checks:
        try:
            findings += check(clerk)
        except Exception as error:
            findings.append(Finding(check.__name__, False, f"{type(error).__name__}: {error}"))
    return findings


def store(clerk: Clerk) -> Iterator[Finding]:
    """Whether the store answers and its audit is whole."""
    with clerk.store.read() as unit:
        broken = unit.audit.verify()
    yield Finding("store", True, clerk.config.store.url.rpartition("@")[2])
    yield Finding("audit", broken is None, "whole" if broken is None else f"row {broken} was touched")


def files(clerk: Clerk) -> Iterator[Finding]:
    """Whether a file can be written and read back."""
    sha = clerk.blobs.put(b"docclerk doctor\n")
    yield Finding("files", clerk.blobs.get(sha) == b"docclerk doctor\n", clerk.config.store.files)


def words(clerk: Clerk) -> Iterator[Finding]:
    """Which kinds, languages and intents were found."""
    yield Finding("kinds", True, ", ".join(clerk.house.kinds.codes()))
    yield Finding("languages", True, ", ".join(sorted(clerk.house.tongues.by_code)))
    yield Finding("intents", True, ", ".join(sorted(clerk.house.intents)))


def relay(clerk: Clerk) -> Iterator[Finding]:
    """Whether the smarthost lets us in."""
    out = clerk.config.mail.out
    where = f"{out.host}:{out.port}"
    try:
        with connected(out):
            yield Finding("relay", True, where)
    except (OSError, smtplib.SMTPException) as error:
        yield Finding("relay", False, f"{where}: {error}; check [mail.out]")


def clock(clerk: Clerk) -> Iterator[Finding]:
    """Whether the clock stands where it must: nothing that is written down can lie ahead of it."""
    now = clerk.clock()
    with clerk.store.read() as unit:
        known = [*unit.heartbeats.all().values(), unit.feeds.data_as_of(None)]
    ahead = max((at for at in known if at and at > now + MOST_AHEAD), default=None)
    shown = now.astimezone(clerk.house.zone).isoformat(timespec="seconds")
    told = f"it is {shown}, but something was noted at {ahead}; set the clock (NTP)" if ahead else shown
    yield Finding("clock", ahead is None, told)


def door(clerk: Clerk) -> Iterator[Finding]:
    """Whether the SMTP door is open or can be opened."""
    for ok, text in smtp_check.check(clerk.config.mail.smtp, clerk.clock()):
        yield Finding("smtp", ok, text)


def records(clerk: Clerk) -> Iterator[Finding]:
    """Whether DNS leads mail to us and speaks for ours."""
    for ok, text in doctor_dns.check(clerk.config.mail):
        yield Finding("dns", ok, text)


def mailboxes(clerk: Clerk) -> Iterator[Finding]:
    """Whether each mailbox lets us in, has its folders, and what its server can."""
    for section in clerk.config.mail.imap:
        for ok, text in imap_check.check(section):
            yield Finding(f"imap {section.account}", ok, text)


def slack(clerk: Clerk) -> Iterator[Finding]:
    """Whether Slack knows our tokens, lets them do what we need, and opens the socket."""
    channel, section = clerk.channels.get("slack"), clerk.config.slack
    if isinstance(channel, Slack) and section:
        for ok, text in slack_check.check(channel, section):
            yield Finding("slack", ok, text)


def feeds(clerk: Clerk) -> Iterator[Finding]:
    """Whether each feed has delivered lately."""
    now = clerk.clock()
    for name, feed in clerk.config.feeds.items():
        with clerk.store.read() as unit:
            as_of = unit.feeds.data_as_of(name)
        if as_of is None:
            yield Finding(f"feed {name}", False, f"nothing loaded yet; put a delivery into {feed.path}")
        else:
            fresh = now - as_of <= feed.stale_after
            yield Finding(f"feed {name}", fresh, f"last delivery {as_of.isoformat(timespec='minutes')}")


def reminders(clerk: Clerk) -> Iterator[Finding]:
    """Whether the reminders that are due have gone out."""
    for ok, text in doctor_reminders.findings(clerk):
        yield Finding("reminders", ok, text)


def disk(clerk: Clerk) -> Iterator[Finding]:
    """Whether there is room."""
    free = shutil.disk_usage(Path.cwd()).free
    yield Finding("disk", free > LEAST_SPACE, f"{free / 1e9:.1f} GB free")


def house(clerk: Clerk) -> Iterator[Finding]:
    """Whether somebody takes over what the clerk cannot answer."""
    there = bool(clerk.house.escalation)
    yield Finding("escalation", there, clerk.house.escalation or "set [clerk] escalation to a staff address")


def keys(clerk: Clerk) -> Iterator[Finding]:
    """Whether the key file opens all links that are out, and is ours alone."""
    path = clerk.config.links.keys
    if path is None:
        return
    known, now = clerk.house.keys(), clerk.clock()
    with clerk.store.read() as unit:
        lost = sorted(unit.links.kids(now) - known.ids)
    if lost:
        yield Finding(
            "keys", False, f"{path} lacks {', '.join(lost)}; restore it, or their links stay closed"
        )
    elif path.stat().st_mode & 0o077:
        yield Finding("keys", False, f"others may read {path}; run: chmod 600 {path}")
    else:
        yield Finding("keys", True, f"{len(known.ids)} in {path}")


def people(clerk: Clerk) -> Iterator[Finding]:
    """Whether contacts look odd; worth a look, but nothing that stops the clerk."""
    with clerk.store.read() as unit:
        found = oddities(unit, clerk.house, clerk.house.today(clerk.clock()))
    counts = Counter(oddity.code for oddity in found)
    shown = ", ".join(f"{n} {code}" for code, n in sorted(counts.items()))
    yield Finding("contacts", True, f"{shown}; see 'docclerk contacts check'" if found else "nothing odd")
