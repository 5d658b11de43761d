"""The key file beside docclerk.toml: made once, read again when it changes, rotated by `docclerk keys`."""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Clock
from handlers.keys import Keys

HEAD = "# Keys of docclerk: links work only with them. Keep this file secret, and in the backup.\n"
LINE = re.compile(r"([\w.-]{1,64}) ([0-9a-f]{64})")


@dataclass(slots=True)
class KeyFile:
    """Lines `kid key`, newest first; the keys are 32 bytes in hex."""

    path: Path
    clock: Clock
    known: Keys = field(default_factory=Keys)
    stamp: tuple[int, ...] = ()

    def __call__(self) -> Keys:
        """The keys as the file holds them now. Raises ValueError for a line that is none."""
        try:
            stamp = self.seen()
        except FileNotFoundError:
            if self.known.keys:
                return self.known  # a file that vanishes while we run must not end open links
            self.create()
            stamp = self.seen()
        if stamp != self.stamp:
            self.known, self.stamp = read(self.path), stamp
        return self.known

    def seen(self) -> tuple[int, ...]:
        """What changes whenever the file does."""
        stat = self.path.stat()
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def create(self) -> None:
        """Writes a first key; of two processes that start at once, one wins and both read its key."""
        fresh = self.written(HEAD + self.line())
        with suppress(FileExistsError):
            self.path.hardlink_to(fresh)
        fresh.unlink()

    def rotate(self) -> str:
        """Puts a new key in front, which signs from now on; its id. The others still verify."""
        self()
        line = self.line()
        text = self.path.read_text("utf-8")
        head, body = (HEAD, text.removeprefix(HEAD)) if text.startswith(HEAD) else ("", text)
        self.written(head + line + body).replace(self.path)
        return line.split()[0]

    def line(self) -> str:
        """A new key; its id tells the day."""
        return f"{self.clock():%Y%m%d}-{secrets.token_hex(3)} {secrets.token_hex(32)}\n"

    def written(self, text: str) -> Path:
        """A file of its own in the same folder, on disk, for our eyes only."""
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        return Path(name)


def read(path: Path) -> Keys:
    """The keys of a file."""
    found: dict[str, bytes] = {}
    for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        if match is None or match[1] in found:
            raise ValueError(f"{path}, line {n}: write a name of its own and 64 hex digits, or take it out.")
        found[match[1]] = bytes.fromhex(match[2])
    if not found:
        raise ValueError(f"{path} holds no key; restore it from the backup, or remove it to get a new one.")
    return Keys(tuple(found.items()))
