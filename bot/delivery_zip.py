"""Opens a zipped delivery: names that lead elsewhere, links, bombs and locked entries stay outside."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

from bot.drops import hidden, is_paper, is_table
from handlers.ingest.delivery import Delivery
from handlers.ingest.report import Problem, Severity

MAX_TABLE = 500_000_000  # bytes of one table
MAX_FILE = 100_000_000  # bytes of one document
MAX_TOTAL = 20_000_000_000
MAX_ENTRIES = 500_000

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


@contextmanager
def zip_delivery(path: Path, name: str) -> Iterator[Delivery]:
    """The delivery in a zip, open while the context lasts. Raises OSError when it is no whole zip."""
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise OSError(f"it is no whole zip ({error})") from None
    with archive:
        yield _delivery(archive, path, name)


def _delivery(archive: zipfile.ZipFile, path: Path, name: str) -> Delivery:
    entries = [i for i in archive.infolist() if not i.is_dir() and "__MACOSX" not in i.filename]
    if len(entries) > MAX_ENTRIES or sum(i.file_size for i in entries) > MAX_TOTAL:
        raise OSError("it unpacks to more than any delivery holds")
    problems: list[Problem] = []
    tables: dict[str, bytes] = {}
    files: dict[str, Callable[[], bytes]] = {}
    top = _top([i for i in entries if not _trick(i)])
    for info in entries:
        inner = info.filename.removeprefix(top)
        reason = _trick(info) or _unfit(info, inner)
        if reason:
            problems.append(_refused(info.filename, reason))
        elif is_table(inner) and "/" not in inner:
            try:
                tables[inner] = read_entry(archive, info)
            except OSError as error:
                problems.append(_refused(info.filename, str(error), Severity.REJECTED))
        elif not hidden(inner.rsplit("/", 1)[-1]):
            files[inner.removeprefix("files/")] = partial(read_entry, archive, info)
    return Delivery(name, tables, files, tuple(problems), sha256_of(path))


def _top(entries: list[zipfile.ZipInfo]) -> str:
    """The one folder that holds everything, when the sender zipped a folder and not its content."""
    first = {info.filename.partition("/")[0] for info in entries}
    whole = len(first) == 1 and first != {"files"} and all("/" in info.filename for info in entries)
    return f"{first.pop()}/" if whole else ""


def _trick(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        return "its name leads out of the delivery"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link"
    return ""


def _unfit(info: zipfile.ZipInfo, inner: str) -> str:
    if info.flag_bits & 1:
        return "it is locked with a password"
    if info.file_size > (MAX_TABLE if is_table(inner) else MAX_FILE):
        return "it is too large"
    if "/" not in inner and not is_table(inner) and not is_paper(inner) and not hidden(inner):
        return "it is neither a table nor a document"
    if "/" in inner and not inner.startswith("files/"):
        return "it lies outside of files/"
    return ""


def read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, checked against its checksum; OSError when they are damaged."""
    try:
        return archive.read(info)
    except _BROKEN as error:
        raise OSError(f"it is damaged in the zip ({error})") from None


def sha256_of(path: Path) -> str:
    """Hash of a file, read in pieces."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _refused(name: str, reason: str, severity: Severity = Severity.WARNING) -> Problem:
    fix = (
        "zip the tables and the folder files/ again, without it"
        if severity is Severity.WARNING
        else "zip it again"
    )
    return Problem(severity, name, 0, "", "", f"was not taken: {reason}", fix)
