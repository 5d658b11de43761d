"""One connection to a mailbox: logs in, looks for mail, fetches without touching, moves, waits for news."""

import select
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from bot.imap_section import ImapSection

WINDOW = 50_000  # mails in one search: a longer list of numbers is more than a line may hold
STEP = 500  # numbers in one command
GOODBYE = 2  # seconds that a farewell may take
SLICE = 0.5  # seconds until somebody who waits looks up
MESSAGE_ID = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"
COPIED = ["RFC822.SIZE", "INTERNALDATE", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]  # that a copy keeps


class Refused(Exception):
    """The server does not let us in, or lacks a folder; the text says what to do."""


class Absent(Refused):
    """The folder is not there; it may come back."""


class Client(IMAPClient):  # type: ignore[misc]
    """The library's client, made fit for long lives and large mails."""

    def __init__(self, section: ImapSection, context: ssl.SSLContext | None) -> None:
        super().__init__(
            section.host,
            section.port or (993 if section.tls == "tls" else 143),
            ssl=section.tls == "tls",
            ssl_context=context,
            timeout=section.timeout.total_seconds(),
        )
        self._imap.debug = 0  # else every mail is written out for a log that nobody keeps
        self.normalise_times = False

    def more(self) -> bool:
        """Whether an answer to any command since the last look said by the way that mail came.

        A server says so once: what is told in the answer to a search or a move, IDLE does not tell again.
        """
        return bool(self._imap.response("EXISTS")[1] != [None])

    def _poll_socket(self, sock: Any, timeout: float | None = None) -> Any:
        """What came along with the last answer lies in a buffer that no poll sees: it is read unasked."""
        return True


@dataclass(frozen=True, slots=True)
class Selected:
    """A folder as the server shows it."""

    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is known of a mail before it is fetched; `date` is when the server got it."""

    uid: int
    size: int
    date: datetime


@dataclass(slots=True)
class Mailbox:
    """A session. Every step may raise IMAPClientError or OSError: then the session is over."""

    client: Client
    folder: str = ""  # the full name of the one that is open

    def can(self, ability: str) -> bool:
        """Whether the server knows an extension (IDLE, MOVE, UIDPLUS)."""
        return bool(self.client.has_capability(ability))

    def named(self, folder: str) -> str:
        """The folder's full name: some servers keep all folders below INBOX."""
        if folder.upper() == "INBOX" or not self.can("NAMESPACE"):
            return folder
        spaces = self.client.namespace().personal or (("", ""),)
        prefix = str(spaces[0][0] or "")
        return folder if folder.startswith(prefix) else prefix + folder

    def folders(self) -> frozenset[str]:
        """The names of all folders that can hold mail."""
        listed = self.client.list_folders()
        return frozenset(name for flags, _, name in listed if b"\\noselect" not in {f.lower() for f in flags})

    def has(self, folder: str) -> bool:
        """Whether a folder is there."""
        return folder.upper() == "INBOX" or self.named(folder) in self.folders()

    def create(self, folder: str) -> None:
        """Makes a folder and lets mail programs show it. Raises Refused."""
        name = self.named(folder)
        try:
            self.client.create_folder(name)
        except IMAPClientError as error:
            if not self.has(folder):  # else another process was faster
                raise Refused(f"folder {folder!r} is missing and cannot be made ({error}); make it") from None
        with suppress(IMAPClientError):
            self.client.subscribe_folder(name)

    def select(self, folder: str) -> Selected:
        """Opens a folder. Raises Refused when it is not there."""
        name = self.named(folder)
        try:
            shown = self.client.select_folder(name)
        except self.client.AbortError:
            raise
        except IMAPClientError as error:
            raise Absent(f"folder {folder!r} cannot be opened ({error}); check [mail.imap] folder") from None
        if not shown.get(b"UIDVALIDITY"):
            raise Refused(f"folder {folder!r} has no UIDVALIDITY; its mails cannot be told apart")
        self.client.more()
        self.folder = name
        return Selected(shown[b"UIDVALIDITY"], shown.get(b"UIDNEXT", 0), shown.get(b"EXISTS", 0))

    def uids(self, exists: int, first: int) -> frozenset[int]:
        """The numbers, from `first` on, of all mails that nobody has deleted or is still writing."""
        found: set[int] = set()
        for start in range(1, exists + 1, WINDOW):
            end: int | str = start + WINDOW - 1 if start + WINDOW <= exists else "*"
            keys = [f"{start}:{end}", "UID", f"{first}:*", "UNDELETED", "UNDRAFT"]
            found.update(self.client.search(keys))
        return frozenset(uid for uid in found if uid >= first)

    def envelopes(self, uids: Sequence[int]) -> Iterator[Envelope]:
        """Size and date of mails; of those that are gone nothing."""
        for start in range(0, len(uids), STEP):
            shown = self.client.fetch(uids[start : start + STEP], ["RFC822.SIZE", "INTERNALDATE"])
            for uid, data in sorted(shown.items()):
                if b"RFC822.SIZE" in data and b"INTERNALDATE" in data:
                    yield Envelope(uid, data[b"RFC822.SIZE"], data[b"INTERNALDATE"])

    def beginning(self, uid: int, size: int) -> bytes | None:
        """At most so many bytes of a mail, its flags as they were; None when it is gone."""
        shown = self.client.fetch([uid], [f"BODY.PEEK[]<0.{size}>"]).get(uid, {})
        texts = (value for key, value in shown.items() if key.startswith(b"BODY[]"))
        return next((text for text in texts if isinstance(text, bytes)), None)

    def move(self, uids: Sequence[int], folder: str) -> None:
        """Moves mails, making the folder when somebody has taken it away."""
        name = self.named(folder)
        for start in range(0, len(uids), STEP):
            some = uids[start : start + STEP]
            try:
                self.carry(some, name)
            except self.client.AbortError:
                raise
            except IMAPClientError:
                self.create(folder)
                self.carry(some, name)

    def carry(self, uids: Sequence[int], name: str) -> None:
        """In one step where the server can, else as a copy whose original is deleted.

        Without UIDPLUS the original only gets its mark: to clear the folder would take what people deleted.
        """
        if self.can("MOVE"):
            self.client.move(uids, name)
            return
        if missing := self.uncopied(uids, name):
            self.client.copy(missing, name)
        self.client.delete_messages(uids, silent=True)
        if self.can("UIDPLUS"):
            self.client.uid_expunge(uids)

    def uncopied(self, uids: Sequence[int], name: str) -> list[int]:
        """Those of which no copy lies there: an earlier try may have ended before it deleted the original."""
        here, missing = self.client.fetch(uids, COPIED), []
        try:
            self.client.select_folder(name, readonly=True)
            for uid in uids:
                words = ascii_of(here.get(uid, {}).get(MESSAGE_ID, b""))
                alike = self.client.search(["UNDELETED", "HEADER", "Message-ID", words]) if words else []
                there = self.client.fetch(alike, COPIED).values() if alike else ()
                if mark_of(here.get(uid, {})) not in map(mark_of, there):
                    missing.append(uid)
        finally:
            self.client.select_folder(self.folder)
        return missing

    def wait(self, seconds: float, ended: Callable[[], bool], *, idle: bool = True) -> bool:
        """Waits until mail comes, somebody ends it, or so long; True when mail came.

        Without IDLE the server is asked at the end. Either way it has answered when this returns.
        """
        if self.client.more():
            return True
        told = False
        if idle and self.can("IDLE"):
            self.client.idle()
            told = bool(self.client.idle_check(timeout=0))
            self.watch(seconds, lambda: told or ended())
            self.client.idle_done()
        else:
            self.watch(seconds, ended)
            self.client.noop()
        return self.client.more() or told

    def watch(self, seconds: float, ended: Callable[[], bool]) -> None:
        """Until the server says something, or so long; nothing is read."""
        until = time.monotonic() + seconds
        line = select.poll()
        line.register(self.client.socket(), select.POLLIN)
        while not ended() and (left := until - time.monotonic()) > 0:
            if line.poll(1000 * min(SLICE, left)):
                return

    def hang_up(self) -> None:
        """Ends whatever another thread waits for."""
        with suppress(OSError):
            cast("socket.socket", self.client.socket()).shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Says goodbye, but not for long."""
        try:
            self.client.socket().settimeout(GOODBYE)
            self.client.logout()
        except (IMAPClientError, OSError):
            with suppress(IMAPClientError, OSError):
                self.client.shutdown()


def mark_of(shown: Mapping[bytes, Any]) -> tuple[Any, ...]:
    """What a copy has in common with its original, and nothing else."""
    return tuple(shown.get(key) for key in (b"RFC822.SIZE", b"INTERNALDATE", MESSAGE_ID))


def ascii_of(line: bytes) -> str:
    """The id in a header; "" for one that cannot be asked for."""
    words = line.partition(b":")[2].strip()
    return words.decode() if words.isascii() and words.decode().isprintable() else ""


def context_of(section: ImapSection) -> ssl.SSLContext:
    """Whose certificates count; names are always checked."""
    return ssl.create_default_context(cafile=str(section.ca_file) if section.ca_file else None)


@contextmanager
def logged_in(section: ImapSection) -> Iterator[Mailbox]:
    """A session that is let in. Raises Refused, IMAPClientError or OSError."""
    context = None if section.tls == "none" else context_of(section)
    mailbox = Mailbox(Client(section, context))
    try:
        if section.tls == "starttls":
            mailbox.client.starttls(context)
        log_in(mailbox.client, section)
        yield mailbox
    finally:
        mailbox.close()


def log_in(client: Client, section: ImapSection) -> None:
    """With the token of this moment, else with the password."""
    try:
        if section.token_file:
            client.oauth2_login(section.user, token_in(section.token_file))
        elif client.has_capability("AUTH=PLAIN"):
            client.plain_login(section.user, section.password)
        else:
            client.login(section.user, section.password)
    except LoginError as error:
        if "AUTHENTICATIONFAILED" not in str(error).upper():
            raise
        what = "token_file" if section.token_file else "password"
        raise Refused(f"the server refuses the login of {section.user!r}; check user and {what}") from None


def token_in(path: Path) -> str:
    """The token that the file holds just now: another program renews it."""
    return path.read_text("ascii", errors="replace").strip()


def missing(wanted: Iterable[str], mailbox: Mailbox) -> list[str]:
    """Which of these folders are not there."""
    return [folder for folder in dict.fromkeys(wanted) if folder and not mailbox.has(folder)]
