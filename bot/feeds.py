"""Watches the drop folders of the feeds: loads what is complete, once, and puts it away."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import structlog

from bot.deliveries import failure, load_delivery, open_drop
from bot.drops import MARKERS, Drop, Member, drops_in, folder_drop, member, single
from handlers.ingest.delivery import Delivery
from handlers.ingest.report import Report
from parsers.deliveries.feed import Feed
from parsers.deliveries.header import table_of
from store.blobs import Blobs
from store.engine import Store

# A day in a file name, with the time of day where it follows: documents_2025-11-21.csv, 20251121-0600.zip
_DAY = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?:[-_T]?([0-2]\d)[-:]?([0-5]\d))?(?!\d)"
)
Sizes = dict[Path, tuple[Member, ...]]

log = structlog.get_logger()


class DropWatch:
    """Looks at the drop folders whenever it is told to; each feed as often as it asks for.

    A delivery is taken when two looks see the same sizes and times, or its sender marked it complete.
    Afterwards it lies in done/, or in held/ when a newer one was loaded before it; where the folder is
    not writable it stays there and is remembered.
    """

    def __init__(self, store: Store, blobs: Blobs, feeds: Sequence[Feed], kinds: Collection[str]) -> None:
        self._store = store
        self._blobs = blobs
        self._feeds = feeds
        self._kinds = kinds
        self._due: dict[str, dt.datetime] = {}
        self._looked: dict[str, Sizes] = {}  # feed -> what the last look saw
        self._settled: dict[
            str, dict[Path, tuple[Member, ...]]
        ] = {}  # feed -> what was dealt with and is still there

    @property
    def pause(self) -> float:
        """Seconds between two looks that the most eager feed asks for."""
        return min((feed.every.total_seconds() for feed in self._feeds), default=60.0)

    def look(self, now: dt.datetime) -> list[Report]:
        """Loads what is complete by now; the reports of this look."""
        reports: list[Report] = []
        for feed in self._feeds:
            if now >= self._due.get(feed.name, now):
                self._due[feed.name] = now + feed.every
                reports += self._look_at(feed, now)
        return reports

    def _look_at(self, feed: Feed, now: dt.datetime) -> Iterator[Report]:
        try:
            drops = drops_in(Path(feed.path))
        except OSError as error:
            log.warning("feed.unreadable", feed=feed.name, path=feed.path, error=str(error))
            return
        before, settled = self._looked.get(feed.name, {}), self._settled.get(feed.name, {})
        there = {drop.path: drop.members for drop in drops}
        self._looked[feed.name] = there
        self._settled[feed.name] = {p: m for p, m in settled.items() if there.get(p) == m}
        for drop in drops:
            complete = drop.marked or before.get(drop.path) == drop.members
            if complete and drop.path not in self._settled[feed.name]:
                try:
                    yield self._take(drop, feed, now)
                except OSError:  # no room, a lock, no answer: with the next look, and nothing newer before it
                    log.exception("feed.fault", feed=feed.name, delivery=str(drop.path))
                    return
                except Exception:
                    log.exception("feed.fault", feed=feed.name, delivery=str(drop.path))

    def _take(self, drop: Drop, feed: Feed, now: dt.datetime) -> Report:
        """Loads one drop and puts it away."""
        report, where = self._load(drop, feed, now)
        if where and put_away(drop, Path(feed.path), where, now):
            self._looked[feed.name].pop(drop.path)
        else:
            self._settled[feed.name][drop.path] = drop.members
        say = log.info if report.ok else log.warning
        say("feed.loaded", feed=feed.name, delivery=report.delivery, **report.rows.as_json())
        return report

    def _load(self, drop: Drop, feed: Feed, now: dt.datetime) -> tuple[Report, str]:
        """The report, and the folder for what is through ("" = it stays)."""
        with ExitStack() as stack:
            try:
                delivery = stack.enter_context(open_drop(drop))
            except OSError as error:
                return failure(feed, str(drop.path), f"cannot be read: {error}", "send it again"), ""
            stamps = stamps_of(drop, delivery)
            with self._store.read() as unit:
                seen = unit.feeds.seen(delivery.sha256)
                newest = unit.feeds.report(_newest(feed)) or {}
            if seen:
                note = "It was loaded before and is not loaded again; 'docclerk ingest' does so all the same."
                return Report(feed.name, delivery.name, feed.max_rejected, notes=[note]), "done"
            if older := sorted(what for what, stamp in stamps.items() if stamp < newest.get(what, "")):
                reason = f"is older than a delivery that was loaded before ({', '.join(older)})"
                fix = "if it is right all the same, load it with 'docclerk ingest' from the folder held/"
                return failure(feed, delivery.name, reason, fix), "held"
            report = load_delivery(self._store, self._blobs, delivery, feed, self._kinds, now=now)
            with self._store.begin() as unit:
                unit.feeds.remember(_newest(feed), feed.name, newest | stamps)
            return report, "done"


def _newest(feed: Feed) -> str:
    """Under which name the store remembers the age of the newest tables of a feed."""
    return f"newest of {feed.name}"


def stamps_of(drop: Drop, delivery: Delivery) -> dict[str, str]:
    """How old each table is, by the day in its name, else by its time of change: like compares with like."""
    changed = {member.name: member.changed for member in drop.members}
    stamps = {}
    for file in delivery.tables:
        table = table_of(file)
        day = _DAY.search(file) or _DAY.search(drop.path.name)
        key = f"{table.name if table else file} by {'name' if day else 'time'}"
        stamps[key] = (
            "".join(filter(None, day.groups())) if day else str(changed.get(file, drop.changed)).zfill(20)
        )
    return stamps


def put_away(drop: Drop, root: Path, where: str, now: dt.datetime) -> bool:
    """Moves a drop below done/ or held/; False when it must stay, or has changed in the meantime."""
    name = "delivery" if drop.path == root else drop.path.name
    target = root / where / f"{now:%Y%m%d-%H%M%S}-{name}"
    try:
        target.parent.mkdir(exist_ok=True)
        if drop.path != root:
            current = folder_drop(drop.path) if drop.loose else single(drop.path)
            if current.members != drop.members:
                return False
            drop.path.rename(target)
            return True
        for marker in MARKERS:  # first, or what comes next would count as complete
            (root / marker).unlink(missing_ok=True)
        for one in drop.members:
            if member(root / one.name, root) == one:
                (target / one.name).parent.mkdir(parents=True, exist_ok=True)
                (root / one.name).rename(target / one.name)
    except OSError as error:
        log.warning("feed.stays", delivery=str(drop.path), error=str(error))
        return False
    return True
