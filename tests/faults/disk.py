"""Faults below the store: no room, a sync that fails, a lock that somebody else holds."""

import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.faults.kills import SYNCS
from tests.faults.ledger import Row
from tests.faults.nursery import Nursery
from tests.faults.yard import HURRY, USER, Yard, open_yard
from tests.houses import letter, wait_for

SIZE = "48m"
LINK = re.compile(rb"http://127\.0\.0\.1:\d+/d/[\w-]+")
EIO = ("-e", "inject=fsync,fdatasync:error=EIO")


def full(nursery: Nursery, times: int) -> Iterator[Row]:
    """The disk of a store runs full under load, again and again; nobody starts anything anew."""
    with small_disk() as disk:
        if disk is None:
            yield Row("disk full", note="skipped: a small file system cannot be mounted here")
            return
        for imap in (False, True):
            with open_yard(nursery, imap=imap, **places_on(disk)) as yard:
                if imap == bool(yard.mailbox):
                    yield from filling(yard, disk, times)
            clear(disk)


def places_on(disk: Path) -> dict[str, str]:
    """Settings of a house whose store and files lie on a disk."""
    return {"store__url": f"sqlite:///{disk}/docclerk.db", "store__files": f"file:{disk}/files"}


def clear(disk: Path) -> None:
    """Nothing is left of a house."""
    for place in disk.iterdir():
        shutil.rmtree(place) if place.is_dir() else place.unlink()


def filling(yard: Yard, disk: Path, times: int) -> Iterator[Row]:
    """The same in a house whose store lies there already; with a mailbox all mail comes that way."""
    row = Row("disk full, at the mailbox" if yard.mailbox else "disk full, at SMTP")
    yard.start()
    link, waited = a_link(yard), 0
    for _ in range(times):
        with yard.post.flowing(senders=0 if yard.mailbox else 2):
            time.sleep(0.5)
            row.injected += 1
            with filled(disk):
                waited += turned_away(yard, row)
                row.wrong += served(link)
            time.sleep(0.5)
    codes = f"452 answered {yard.post.replies.get(452, 0)} times"
    row.note = f"{waited} mails waited in the folder" if yard.mailbox else codes
    yield yard.reckon(row)
    yard.end()


def turned_away(yard: Yard, row: Row) -> int:
    """Waits until mail is told to come again, or stays in the folder; how many lie there."""
    if yard.mailbox is None:
        refusals = yard.post.replies.get(452, 0)
        if not wait_for(lambda: yard.post.replies.get(452, 0) > refusals + 3, 40):
            row.wrong.append(f"no 452 on a full disk, but {yard.post.replies}")
        return 0
    there, mailbox = len(yard.mailbox.mails(USER)), yard.mailbox
    if not wait_for(lambda: len(mailbox.mails(USER)) > there + 6, 60):
        row.wrong.append("mail is taken out of the mailbox on a full disk")
    return len(mailbox.mails(USER))


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """A file system of its own in memory; None where we may not mount."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="dc-disk-"))
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
            yield None
            return
        stack.callback(subprocess.run, ["umount", "-l", folder], check=False)
        yield Path(folder)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """No byte is left, and what becomes free meanwhile is taken too."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while file.write(b"\0" * size):
                    pass
        try:
            yield
        finally:
            filler.unlink()


def a_link(yard: Yard) -> str:
    """The address of a delivery, out of a mail that the clerk has sent."""
    mail = letter("anna@adler.test", "Bitte Rechnung RE-2025-0412.")
    name = str(mail["Message-ID"])
    yard.post.offer(mail, "anna@adler.test", yard.post.by_smtp, "smtp")
    assert wait_for(lambda: yard.relay.answers.get(name), 30), yard.log()[-2000:]
    (answer,) = yard.relay.answers[name]
    found = LINK.search(yard.relay.bodies[answer].replace(b"=\r\n", b""))
    assert found
    return found[0].decode()


def served(link: str) -> list[str]:
    """What is wrong with a link on a full disk; nothing when page and file come."""
    try:
        with urllib.request.urlopen(link, timeout=40) as page:
            page.read()
        post = urllib.request.Request(f"{link}/files/1", method="POST")
        with urllib.request.urlopen(post, timeout=40) as file:
            return [] if file.read().startswith(b"%PDF") else ["the file of a link is not the file"]
    except (OSError, urllib.error.URLError) as error:
        return [f"a link was not served on a full disk: {error}"]


def failing_syncs(yard: Yard, times: int) -> Iterator[Row]:
    """fsync and fdatasync answer EIO for a while (strace): nothing is accepted then, and it goes on after."""
    row = Row("sync fails with EIO (strace)")
    if not shutil.which("strace"):
        row.note = "skipped: no strace"
        yield row
        return
    yard.start()
    with yard.post.flowing():
        for _ in range(times):
            time.sleep(0.5)
            refusals = sum(yard.post.replies.values())
            with subprocess.Popen([*SYNCS, *EIO, "-p", str(yard.pid)], stderr=subprocess.PIPE) as tracer:
                if wait_for(lambda: sum(yard.post.replies.values()) > refusals + 1, 40):  # noqa: B023
                    row.injected += 1
                tracer.send_signal(signal.SIGINT)
    if row.injected < times:
        row.wrong.append(f"refused during {row.injected} of {times} faults only")
    codes = ", ".join(f"{code} {n} times" for code, n in sorted(yard.post.replies.items()))
    row.note = f"answered {codes}"
    yield yard.reckon(row)
    yard.end()


def locked(yard: Yard, times: int) -> Iterator[Row]:
    """Another program writes to the database and does not come to an end: doors wait, or say 451."""
    row = Row("store locked by another writer")
    yard.start()
    with yard.post.flowing():
        for _ in range(times):
            time.sleep(0.5)
            other = sqlite3.connect(str(yard.ledger.path), timeout=30, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            time.sleep(4 * HURRY["busy"])  # so long that everybody who waits gives up
            other.execute("ROLLBACK")
            other.close()
            row.injected += 1
    row.note = f"451 answered {yard.post.replies.get(451, 0)} times"
    yield yard.reckon(row)
    yard.end()
