"""The form of a backup: one plain tar with the database, the files, the keys and a manifest of hashes."""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

DATABASE, KEYS, MANIFEST, FILES = "database", "docclerk.keys", "manifest.json", "files/"
NAME = re.compile(rf"{DATABASE}|{KEYS}|{MANIFEST}|{FILES}[0-9a-f]{{64}}")
FORM = 1
CHUNK = 1_000_000

Progress = Callable[[int, int], None]


class Spoiled(ValueError):
    """A file is no whole backup; nothing of it may be believed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is no whole backup: {why}. Take another one; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the archive: where its bytes stand, how many they are, and their sha256."""

    at: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A checked archive: every entry by its name, and what the manifest says besides."""

    path: Path
    entries: Mapping[str, Entry]
    database: str  # sqlite or postgresql
    made_at: datetime
    missing: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The sha256 of all files."""
        return tuple(name.removeprefix(FILES) for name in self.entries if name.startswith(FILES))

    def read(self, name: str) -> bytes:
        """The bytes of one entry."""
        entry = self.entries[name]
        with self.path.open("rb") as file:
            file.seek(entry.at)
            return file.read(entry.size)

    def copy(self, name: str, target: Path) -> None:
        """Writes one entry into a file, however large it is."""
        entry = self.entries[name]
        with self.path.open("rb") as file, target.open("wb") as out:
            file.seek(entry.at)
            left = entry.size
            while left and (chunk := file.read(min(CHUNK, left))):
                out.write(chunk)
                left -= len(chunk)


@dataclass(slots=True)
class Writing:
    """An archive that is being written; the manifest comes last, so that half an archive has none."""

    tar: tarfile.TarFile
    made_at: datetime
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> None:
        """One file from memory."""
        self.entries[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        self.put(name, len(data), io.BytesIO(data))

    def add_file(self, name: str, path: Path) -> None:
        """One file from the disk."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            file.seek(0)
            self.put(name, size, file)
        self.entries[name] = {"size": size, "sha256": digest}

    def finish(self, **facts: Any) -> None:
        """The manifest, with more facts in it."""
        manifest = {"docclerk": FORM, "made_at": self.made_at.isoformat(), **facts, "entries": self.entries}
        data = json.dumps(manifest, indent=1).encode()
        self.put(MANIFEST, len(data), io.BytesIO(data))

    def put(self, name: str, size: int, content: IO[bytes]) -> None:
        """A plain file for its owner alone."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, 0o600, int(self.made_at.timestamp())
        self.tar.addfile(entry, content)


def examined(path: Path, progress: Progress) -> Contents:
    """Reads a whole archive and believes nothing: names, sizes and hashes are those of the manifest.

    Nothing is unpacked. Raises Spoiled.
    """
    whole = path.stat().st_size
    entries: dict[str, Entry] = {}
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                if not NAME.fullmatch(member.name) or member.type != tarfile.REGTYPE or member.sparse:
                    raise Spoiled(path, f"it holds {member.name[:80]!r}, which no backup of docclerk does")
                if member.name in entries:
                    raise Spoiled(path, f"it holds {member.name} twice")
                entries[member.name] = hashed(path, tar, member)
                progress(member.offset_data + member.size, whole)
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise error if isinstance(error, Spoiled) else Spoiled(path, str(error) or "it breaks off") from None
    return compared(path, entries)


def hashed(path: Path, tar: tarfile.TarFile, member: tarfile.TarInfo) -> Entry:
    """One entry as it is there."""
    content, digest, size = tar.extractfile(member), hashlib.sha256(), 0
    while content and (chunk := content.read(CHUNK)):
        digest.update(chunk)
        size += len(chunk)
    if size != member.size:
        raise Spoiled(path, f"{member.name} breaks off")
    return Entry(member.offset_data, size, digest.hexdigest())


def compared(path: Path, found: Mapping[str, Entry]) -> Contents:
    """What was found, when it is exactly what the manifest says."""
    if MANIFEST not in found:
        raise Spoiled(path, "it has no manifest; it was cut off or is something else")
    entries = {name: entry for name, entry in found.items() if name != MANIFEST}
    contents = Contents(path, found, "", datetime.min, ())  # noqa: DTZ901  # only to read the manifest
    try:
        manifest = json.loads(contents.read(MANIFEST))
        form = manifest["docclerk"]
        promised = {name: (int(e["size"]), str(e["sha256"])) for name, e in manifest["entries"].items()}
        made_at = datetime.fromisoformat(manifest["made_at"])
        database, missing = str(manifest["database"]), tuple(map(str, manifest["missing"]))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise Spoiled(path, "its manifest cannot be read") from None
    if form != FORM:
        raise Spoiled(path, f"its form {form!r} is not known to this docclerk")
    if lost := sorted(promised.keys() ^ entries.keys()):
        raise Spoiled(path, f"{lost[0]} is in the manifest or in the archive, not in both")
    for name, entry in entries.items():
        named = not name.startswith(FILES) or name == FILES + entry.sha256
        if promised[name] != (entry.size, entry.sha256) or not named:
            raise Spoiled(path, f"the bytes of {name} have changed")
    if DATABASE not in entries:
        raise Spoiled(path, "it holds no database")
    return Contents(path, entries, database, made_at, missing)
