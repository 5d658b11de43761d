"""Loads deliveries: opens folder, zip or file, runs the load in short transactions, or undoes all of it."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from bot.config import Config
from bot.delivery_zip import MAX_FILE, MAX_TABLE, sha256_of, zip_delivery
from bot.drops import Drop, drops_in, hidden, is_paper, is_table, single
from handlers.ingest.delivery import Delivery
from handlers.ingest.loading import Load
from handlers.ingest.report import Problem, Report, Severity
from parsers.deliveries.feed import Feed
from store.blobs import Blobs
from store.engine import Store

_EXPECTED = "put documents.csv and the like there, with the folder files/ beside them"

Progress = Callable[[int, int], None]  # rows done, rows in all


class _Undo(Exception):
    """Ends the one transaction of a dry run."""


class _NoShelf:
    """Keeps no file: for the dry run."""

    def put_all(self, many: Iterable[bytes]) -> list[str]:
        """Hashes, and forgets."""
        return [sha256(data).hexdigest() for data in many]


def feeds_of(config: Config) -> tuple[Feed, ...]:
    """The feeds of the configuration."""
    return tuple(
        Feed(
            name=name,
            path=str(section.path),
            every=section.every,
            encoding=section.encoding,
            decimal=section.decimal,
            date=section.date,
            columns=section.columns,
            mode=section.mode,
            max_rejected=section.max_rejected,
            stale_after=section.stale_after,
        )
        for name, section in config.feeds.items()
    )


def feed_for(path: Path, feeds: Iterable[Feed]) -> Feed:
    """The feed whose folder is this path or holds it, the nearest one; else the canonical form."""
    place = path.resolve()
    holding = [f for f in feeds if f.path and place.is_relative_to(Path(f.path).resolve())]
    return max(holding, key=lambda f: len(Path(f.path).resolve().parts), default=Feed.canonical())


def run_ingest(
    store: Store,
    blobs: Blobs,
    feeds: Collection[Feed],
    kinds: Collection[str],
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    now: dt.datetime,
    progress: Progress | None = None,
) -> list[Report]:
    """Loads what lies at each path, one report for each delivery found there."""
    reports = []
    for path in paths:
        feed = feed_for(path, feeds)
        drops = drops_at(path)
        if not drops:
            reports.append(failure(feed, str(path), "holds neither tables nor documents", _EXPECTED))
        for drop in drops:
            run = partial(load_drop, store, blobs, drop, feed, kinds, now=now)
            reports.append(run(dry_run=dry_run, progress=progress))
    return reports


def drops_at(path: Path) -> list[Drop]:
    """The deliveries at a path that somebody named."""
    if path.is_dir():
        return drops_in(path)
    return [single(path)] if path.is_file() else []


def load_drop(
    store: Store,
    blobs: Blobs,
    drop: Drop,
    feed: Feed,
    kinds: Collection[str],
    *,
    now: dt.datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Opens one drop and loads it; that it cannot be opened is a report too."""
    with ExitStack() as stack:
        try:
            delivery = stack.enter_context(open_drop(drop))
        except OSError as error:
            return failure(feed, str(drop.path), f"cannot be read: {error}", "send it again")
        if dry_run:
            return try_delivery(store, delivery, feed, kinds, now=now, progress=progress)
        return load_delivery(store, blobs, delivery, feed, kinds, now=now, progress=progress)


def load_delivery(
    store: Store,
    blobs: Blobs,
    delivery: Delivery,
    feed: Feed,
    kinds: Collection[str],
    *,
    now: dt.datetime,
    progress: Progress | None = None,
) -> Report:
    """Loads a delivery in short transactions, so that mail is taken in meanwhile; safe to repeat."""
    load = Load(delivery, feed, kinds, blobs, now)
    for step in load.steps():
        with store.read() if step.reads else store.begin(durable=step.durable) as unit:
            step.work(unit)
        if progress:
            progress(load.done, max(load.total, load.done))
    return load.report


def try_delivery(
    store: Store,
    delivery: Delivery,
    feed: Feed,
    kinds: Collection[str],
    *,
    now: dt.datetime,
    progress: Progress | None = None,
) -> Report:
    """The report that loading would give; everything happens in one transaction, which is undone."""
    load = Load(delivery, feed, kinds, _NoShelf(), now)
    with suppress(_Undo), store.begin(durable=False) as unit:
        for step in load.steps():
            step.work(unit)
            if progress:
                progress(load.done, max(load.total, load.done))
        raise _Undo
    return load.report


@contextmanager
def open_drop(drop: Drop) -> Iterator[Delivery]:
    """The delivery of a drop, readable while the context lasts. Raises OSError."""
    if drop.loose:
        yield _folder(drop)
    elif drop.path.suffix.casefold() == ".zip":
        with zip_delivery(drop.path, str(drop.path)) as delivery:
            yield delivery
    else:
        yield _single(drop.path)


def _single(path: Path) -> Delivery:
    name, digest = path.name, sha256_of(path)
    if is_table(name):
        return Delivery(str(path), {name: _read(path, MAX_TABLE)}, sha256=digest)
    if is_paper(name):
        return Delivery(str(path), files={name: partial(_read, path, MAX_FILE)}, sha256=digest)
    raise OSError("it is neither a zip, nor a table (CSV, JSON), nor a document (PDF, XML)")


def _folder(drop: Drop) -> Delivery:
    """Tables and files of a folder; its hash is the one over all names and hashes of their bytes."""
    tables: dict[str, bytes] = {}
    files: dict[str, Callable[[], bytes]] = {}
    digest = sha256()
    for member in drop.members:
        path = drop.path / member.name
        digest.update(f"{member.name}\0{sha256_of(path)}\n".encode("utf-8", "surrogateescape"))
        if is_table(member.name) and "/" not in member.name:
            tables[member.name] = _read(path, MAX_TABLE)
        else:
            files[member.name.removeprefix("files/")] = partial(_read, path, MAX_FILE)
    return Delivery(str(drop.path), tables, files, _strange(drop.path), digest.hexdigest())


def _strange(folder: Path) -> tuple[Problem, ...]:
    """Files that lie beside the tables and that nobody will read."""
    names = [p.name for p in sorted(folder.iterdir()) if p.is_file() and not hidden(p.name)]
    unread = [n for n in names if not is_table(n) and not is_paper(n) and not n.casefold().endswith(".zip")]
    fix = "save it as CSV if it is a table, or put it below files/"
    return tuple(Problem(Severity.WARNING, n, 0, "", "", "was not read: it is no table", fix) for n in unread)


def _read(path: Path, limit: int) -> bytes:
    size = path.stat().st_size
    if size > limit:
        raise OSError(f"it has {size:,} bytes, more than the {limit:,} that are taken")
    return path.read_bytes()


def failure(feed: Feed, name: str, reason: str, fix: str) -> Report:
    """The report of something that could not be loaded at all."""
    problem = Problem(Severity.REJECTED, name, 0, "", "", reason, fix)
    return Report(feed.name, name, feed.max_rejected, problems=[problem], failed=True)
