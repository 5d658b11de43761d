"""Makes a backup of a running clerk: the database of one moment, every file that it names, and the keys."""

import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.backup_archive import DATABASE, FILES, KEYS, Progress, Writing
from bot.wiring import Clerk
from store.errors import Damaged, Gone


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written; `missing` names files that the store names and does not have as it should."""

    path: Path
    size: int
    files: int
    missing: tuple[str, ...]


def back_up(clerk: Clerk, target: Path, progress: Progress) -> Backup:
    """Writes the archive beside its place, for our eyes only, and then puts it there in one step."""
    folder = target.absolute().parent
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{target.name}.") as room:
        archive, database = Path(room) / "archive", Path(room) / DATABASE
        made_at = clerk.clock()
        named = clerk.store.snapshot(database, progress)
        os.close(os.open(archive, os.O_CREAT | os.O_EXCL, 0o600))
        with archive.open("r+b") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                writing = Writing(tar, made_at)
                writing.add_file(DATABASE, database)
                missing = add_files(clerk, writing, sorted(named), progress)
                add_keys(clerk, writing)
                writing.finish(database=clerk.store.kind, missing=missing)
            file.flush()
            os.fsync(file.fileno())
        archive.replace(target)
    sync(folder)
    return Backup(target, target.stat().st_size, len(named) - len(missing), missing)


def add_files(clerk: Clerk, writing: Writing, named: list[str], progress: Progress) -> tuple[str, ...]:
    """Every named file, its hash checked; the names of those that are gone or damaged."""
    missing = []
    for n, name in enumerate(named, 1):
        try:
            writing.add(FILES + name, clerk.blobs.get(name))
        except (Gone, Damaged):
            missing.append(name)
        progress(n, len(named))
    return tuple(missing)


def add_keys(clerk: Clerk, writing: Writing) -> None:
    """The key file, read after the database: it opens every link in there."""
    path = clerk.config.links.keys
    if path is not None and path.exists():
        writing.add(KEYS, path.read_bytes())


def sync(folder: Path) -> None:
    """A new name in a folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
