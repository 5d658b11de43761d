"""Finds the deliveries in a folder: zips, subfolders, and loose files with their files/."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.deliveries.header import table_of

RESERVED = {"done", "held"}  # where deliveries go when they are through
MARKERS = {"_complete", ".done"}  # written last by ERPs that can
PARTIAL = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".swp", "~")
TABLES = (".csv", ".tsv", ".json")
PAPERS = (".pdf", ".xml")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a drop: its name seen from the drop's folder, size in bytes and time of change in ns."""

    name: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Something that looks like one delivery; `path` is one file, or the folder that holds the members."""

    path: Path
    members: tuple[Member, ...]
    marked: bool = False  # its sender says that it is complete

    @property
    def loose(self) -> bool:
        """True for a folder, False for one file."""
        return self.path.is_dir()

    @property
    def changed(self) -> int:
        """When the newest member was changed, in ns."""
        return max((member.changed for member in self.members), default=0)


def drops_in(folder: Path) -> list[Drop]:
    """The deliveries of a folder, oldest first; files still being written and links are left alone."""
    entries = [p for p in sorted(folder.iterdir()) if not hidden(p.name) and not p.is_symlink()]
    found = [single(p) for p in entries if p.suffix.casefold() == ".zip" and p.is_file()]
    subfolders = [p for p in entries if p.is_dir() and p.name != "files" and p.name not in RESERVED]
    found += [drop for p in subfolders if (drop := folder_drop(p)).members]
    own = folder_drop(folder)
    return sorted([*found, own] if own.members else found, key=lambda d: (d.changed, d.path))


def single(path: Path) -> Drop:
    """One file as a drop."""
    return Drop(path, (member(path, path.parent),))


def folder_drop(folder: Path) -> Drop:
    """The tables and papers that lie in a folder, and everything below its files/."""
    members = [member(p, folder) for p in _files_of(folder)]
    return Drop(folder, tuple(members), any((folder / marker).is_file() for marker in MARKERS))


def member(path: Path, folder: Path) -> Member:
    """Size and time of one file."""
    status = path.stat()
    return Member(path.relative_to(folder).as_posix(), status.st_size, status.st_mtime_ns)


def hidden(name: str) -> bool:
    """Names that nobody means as a delivery: hidden, or not finished."""
    return name.startswith(".") or name in MARKERS or name.casefold().endswith(PARTIAL)


def is_table(name: str) -> bool:
    """True for the name of a table file; a .txt only when its name says which table."""
    fold = name.casefold()
    return fold.endswith(TABLES) or (fold.endswith(".txt") and table_of(name) is not None)


def is_paper(name: str) -> bool:
    """True for the name of a document that may lie beside the tables."""
    return name.casefold().endswith(PAPERS)


def _files_of(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if not hidden(path.name) and _regular(path) and (is_table(path.name) or is_paper(path.name)):
            yield path
    if not (folder / "files").is_symlink():
        for place, folders, names in os.walk(folder / "files"):  # does not follow links
            folders[:] = sorted(name for name in folders if not hidden(name))
            paths = (Path(place, name) for name in sorted(names) if not hidden(name))
            yield from filter(_regular, paths)


def _regular(path: Path) -> bool:
    """True for a real file; a link could lead out of the folder."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
