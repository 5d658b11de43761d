"""Reads mailboxes of the past: mbox, Maildir, .eml files, folders of these, and an IMAP server."""

import mailbox
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from imapclient import IMAPClient

HEAD = 65_536  # bytes in which a head ends
BLANK = re.compile(rb"\r?\n\r?\n")
TOGETHER = 25  # mails of one question to a server
TIMEOUT = 60  # seconds


class Letters(Protocol):
    """The mails of a mailbox, known by a key each."""

    def heads(self) -> Iterator[tuple[Any, bytes]]:
        """Key and head of every mail."""

    def whole(self, keys: Sequence[Any]) -> Iterator[tuple[Any, bytes]]:
        """Key and bytes of these mails."""

    def close(self) -> None:
        """Lets go of it."""


@dataclass(slots=True)
class Stored:
    """Mailboxes on the disk, which are only read."""

    boxes: Sequence[mailbox.Mailbox[Any] | Path]

    def heads(self) -> Iterator[tuple[Any, bytes]]:
        """Key and head of every mail."""
        for n, box in enumerate(self.boxes):
            for key in [""] if isinstance(box, Path) else box.iterkeys():
                yield (n, key), head_of(self.read((n, key)))

    def whole(self, keys: Sequence[Any]) -> Iterator[tuple[Any, bytes]]:
        """Key and bytes of these mails."""
        for key in keys:
            yield key, self.read(key)

    def read(self, key: Any) -> bytes:
        """One mail; empty when it has gone meanwhile."""
        box = self.boxes[key[0]]
        with suppress(KeyError, OSError):
            return box.read_bytes() if isinstance(box, Path) else box.get_bytes(key[1])
        return b""

    def close(self) -> None:
        """Closes the files."""
        for box in self.boxes:
            if not isinstance(box, Path):
                box.close()


@dataclass(slots=True)
class Served:
    """Folders on an IMAP server, opened so that nothing in them changes."""

    server: IMAPClient
    folders: Sequence[str]

    def heads(self) -> Iterator[tuple[Any, bytes]]:
        """Key and head of every mail."""
        for folder in self.folders:
            self.server.select_folder(folder, readonly=True)
            yield from self.fetched(folder, self.server.search("ALL"), "BODY.PEEK[HEADER]", b"BODY[HEADER]")

    def whole(self, keys: Sequence[Any]) -> Iterator[tuple[Any, bytes]]:
        """Key and bytes of these mails."""
        for folder in self.folders:
            mine = [uid for name, uid in keys if name == folder]
            if mine:
                self.server.select_folder(folder, readonly=True)
                yield from self.fetched(folder, mine, "BODY.PEEK[]", b"BODY[]")

    def fetched(
        self, folder: str, uids: Sequence[int], part: str, name: bytes
    ) -> Iterator[tuple[Any, bytes]]:
        """One part of many mails, some at a time."""
        for start in range(0, len(uids), TOGETHER):
            for uid, data in self.server.fetch(uids[start : start + TOGETHER], [part]).items():
                yield (folder, uid), data.get(name) or b""

    def close(self) -> None:
        """Ends the session."""
        with suppress(OSError, self.server.Error):
            self.server.logout()


def opened(where: str, password: str) -> Letters:
    """The mailbox at a path or an imap:// address. ValueError in a plain sentence for what is none."""
    if where.lower().startswith(("imap://", "imaps://")):
        return served(where, password)
    path = Path(where)
    if not path.exists():
        raise ValueError(f"There is no {where}; name an mbox file, a Maildir, a folder of these, or imap://…")
    boxes = list(boxes_in(path))
    if not boxes:
        raise ValueError(f"{where} holds no mailbox: no mbox file, no Maildir, no .eml file.")
    return Stored(boxes)


def boxes_in(path: Path) -> Iterator[mailbox.Mailbox[Any] | Path]:
    """Every mailbox at or below a path; links are not followed."""
    if path.is_file():
        if path.suffix.lower() == ".eml":
            yield path
        elif is_mbox(path):
            yield mailbox.mbox(path, create=False)
        return
    if (path / "cur").is_dir() and (path / "new").is_dir():
        yield mailbox.Maildir(path, create=False)
    inner = (p for p in sorted(path.iterdir()) if p.name not in {"cur", "new", "tmp"} and not p.is_symlink())
    for below in inner:
        yield from boxes_in(below)


def is_mbox(path: Path) -> bool:
    """Whether a file begins as a mailbox does; an empty one is a mailbox without mails."""
    with path.open("rb") as file:
        first = file.read(5)
    return first == b"From " or (not first and path.suffix.lower() in {"", ".mbox"})


def served(where: str, password: str) -> Served:
    """A session for imap://user@host:port/folder,folder; encrypted, but for a server on this machine."""
    url = urlsplit(where)
    if not url.hostname or not url.username:
        raise ValueError(f"{where} names no user or host; write imap://user@host/folder.")
    if not password:
        raise ValueError("Give the password in DOCCLERK_IMAP_PASSWORD or with --password-file.")
    secure = url.scheme.lower() == "imaps"
    try:
        server = IMAPClient(url.hostname, url.port or (993 if secure else 143), ssl=secure, timeout=TIMEOUT)
        if not secure and url.hostname not in {"localhost", "127.0.0.1", "::1"}:
            server.starttls()
        server.login(unquote(url.username), password)
    except (OSError, IMAPClient.Error) as error:
        raise ValueError(f"{url.hostname} does not let us in: {error}.") from None
    return Served(server, [unquote(f) for f in url.path.strip("/").split(",") if f] or ["INBOX"])


def head_of(raw: bytes) -> bytes:
    """The head of a mail, with the blank line behind it."""
    end = BLANK.search(raw, 0, HEAD)
    return raw[: end.end()] if end else raw[:HEAD]
