"""Puts a backup into an empty store, so that nothing goes out twice unseen."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.backup_archive import DATABASE, FILES, KEYS, Contents, Progress, examined
from bot.clock import Clock
from bot.config import Config
from bot.wiring import open_blobs
from store.blobs import Blobs
from store.engine import Store
from store.restored import HeldBack, hold
from store.snapshot import alone, blank, load, place

TOGETHER = 50  # files that share one wait for the disk
EVENT = "store.restored"


class NotEmpty(ValueError):
    """There is a store already, and a backup never goes over one."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of a backup, or would come."""

    contents: Contents
    audit_rows: int
    audit_broken: int | None  # the first row that somebody had touched before the backup was made
    held: HeldBack | None  # None: a dry run that did not get so far


def restore(config: Config, path: Path, clock: Clock, progress: Progress, *, dry_run: bool) -> Restored:
    """Checks everything, then files, keys and last the database: a run that broke off can be repeated.

    Raises Spoiled, NotEmpty, ValueError for a backup of another kind of database.
    """
    url = config.store.url
    if not blank(url):
        raise NotEmpty(
            f"The store at {url.rpartition('@')[2]} is not empty; restore into a new one: "
            "set [store] url to another place, or move the old store away."
        )
    contents = examined(path, progress)
    if contents.database != url.partition(":")[0].partition("+")[0]:
        raise ValueError(f"{path} is a backup of {contents.database}; set [store] url to such a database.")
    return (sqlite if contents.database == "sqlite" else postgresql)(config, contents, clock, dry_run=dry_run)


def sqlite(config: Config, contents: Contents, clock: Clock, *, dry_run: bool) -> Restored:
    """The database is made ready beside its place and put there last."""
    target = Path(config.store.url.removeprefix("sqlite:///"))
    home = target.parent if target.parent.is_dir() or dry_run else made(target.parent)
    with tempfile.TemporaryDirectory(dir=home if home.is_dir() else None, prefix=".restore.") as room:
        staged = Path(room) / "docclerk.db"
        contents.copy(DATABASE, staged)
        done = finish(f"sqlite:///{staged}", contents, clock, first=True)
        if not dry_run:
            alone(config.store.url)
            unpack(config, contents)
            place(staged, config.store.url)
    return done


def postgresql(config: Config, contents: Contents, clock: Clock, *, dry_run: bool) -> Restored:
    """What was on its way is held back in the transaction that brings the rows."""
    if dry_run:
        return Restored(contents, 0, None, None)
    unpack(config, contents)
    with tempfile.TemporaryDirectory(prefix="docclerk-restore.") as room:
        dump = Path(room) / "dump"
        contents.copy(DATABASE, dump)
        load(dump, config.store.url, hold(clock()))
    return finish(config.store.url, contents, clock, first=False)


def finish(url: str, contents: Contents, clock: Clock, *, first: bool) -> Restored:
    """Brings a restored database to this version and checks its audit; `first`: nothing is held back yet."""
    store = Store.open(url)
    try:
        store.upgrade()
        with store.read() as unit:
            broken, rows = unit.audit.verify(), unit.audit.count()
        with store.begin() as unit:
            if first:
                unit.hold_back(clock())
            held = unit.held_back()
            facts = {"made_at": contents.made_at, "messages": held.messages, "parcels": held.parcels}
            unit.audit.write(EVENT, clock(), facts)
    finally:
        store.close()
    return Restored(contents, rows, broken, held)


def unpack(config: Config, contents: Contents) -> None:
    """Files and keys; doing it twice does no harm."""
    blobs: Blobs = open_blobs(config.store)
    for start in range(0, len(contents.files), TOGETHER):
        blobs.put_all(contents.read(FILES + name) for name in contents.files[start : start + TOGETHER])
    if KEYS in contents.entries and config.links.keys is not None:
        keys(config.links.keys, contents.read(KEYS))


def keys(path: Path, content: bytes) -> None:
    """The key file; another one that is there already stays beside it, since keys cannot be made again."""
    if path.exists() and path.read_bytes() == content:
        return
    if path.exists():
        path.rename(path.with_name(f"{path.name}.before-restore"))
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)


def made(folder: Path) -> Path:
    """A folder, now there."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder
