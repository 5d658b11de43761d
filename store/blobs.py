"""Files by the hash of their bytes, on disk or in object storage: what goes in comes out unchanged."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from store.errors import Damaged, Full, Gone, Unreachable

if TYPE_CHECKING:
    from obstore import GetResult

_WHOLE = 8_000_000  # bytes: up to here a file is checked before its first byte goes out
_CHUNK = 1_000_000
_NAME = re.compile(r"[0-9a-f]{64}\Z")
_NO_ROOM = ("StorageFull", "QuotaExceeded", "FileTooLarge")  # kinds of errors of the system below obstore


class Blobs:
    """A content-addressed store of files: ab/cd/<sha256>."""

    def __init__(self, files: ObjectStore, folder: Path | None = None) -> None:
        self._files = files
        self._folder = folder

    @classmethod
    def open(cls, url: str, **options: str) -> "Blobs":
        """The files at "file:./files", "memory:" or "s3://bucket/prefix" (az://, gs:// alike).

        Options of object storage: endpoint, region, access_key_id, secret_access_key, …
        ValueError for an address that is none.
        """
        if url == "memory:":
            return cls(MemoryStore())
        if url.startswith("file:"):
            folder = Path(url.removeprefix("file:").removeprefix("//")).absolute()
            return cls(LocalStore(folder, mkdir=True), folder)
        return cls(_remote(url, options))

    def put(self, data: bytes) -> str:
        """Store bytes; their sha256. Idempotent; on the disk before it returns; heals a damaged copy."""
        return self.put_all([data])[0]

    def put_all(self, many: Iterable[bytes]) -> list[str]:
        """Store many files with one wait for the disk; their names. `Full` without room."""
        names, written = [], []
        for data in many:
            name = sha256(data).hexdigest()
            names.append(name)
            if not self._intact(name):
                with _told(name):
                    obstore.put(self._files, _path(name), data)
                written.append(_path(name))
        if self._folder is not None:
            _sync(self._folder, written)
        return names

    def get(self, name: str) -> bytes:
        """The bytes of a sha256; `Gone` when there are none, `Damaged` when they have changed."""
        data = self._read(name).bytes().to_bytes()
        if sha256(data).hexdigest() != name:
            raise Damaged(f"the bytes of file {name} have changed")
        return data

    def stream(self, name: str) -> Iterator[bytes]:
        """The bytes in chunks: small files are checked before the first one, others at the last one."""
        found = self._read(name)
        if found.meta["size"] <= _WHOLE:
            yield self.get(name)
            return
        seen = sha256()
        for chunk in found.stream(min_chunk_size=_CHUNK):
            seen.update(chunk)
            yield bytes(chunk)
        if seen.hexdigest() != name:
            raise Damaged(f"the bytes of file {name} have changed")

    def has(self, name: str) -> bool:
        """True when there is a file of this sha256."""
        try:
            with _told(name):
                obstore.head(self._files, _path(name))
        except Gone:
            return False
        return True

    def _intact(self, name: str) -> bool:
        try:
            self.get(name)
        except (Gone, Damaged):
            return False
        return True

    def _read(self, name: str) -> "GetResult":
        with _told(name):
            return obstore.get(self._files, _path(name))


def _remote(url: str, options: dict[str, str]) -> ObjectStore:
    plain = {"allow_http": True} if options.get("endpoint", "").startswith("http:") else {}
    client = {"timeout": "60s", "connect_timeout": "10s", **plain}
    retry = {"max_retries": 3, "retry_timeout": dt.timedelta(seconds=30)}
    try:
        files: ObjectStore = from_url(  # type: ignore[call-overload]  # its overloads know single stores only
            url, config=options, client_options=client, retry_config=retry
        )
    except (BaseError, ValueError) as error:
        raise ValueError(f"'{url}' is no place for files: {_brief(error)}") from error
    return files


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Errors of the place where files are, by the names that the rest of the house knows."""
    try:
        yield
    except FileNotFoundError as error:
        raise Gone(f"there is no file {name}") from error
    except BaseError as error:
        if any(word in str(error) for word in _NO_ROOM):
            raise Full(f"no room left for files: {_brief(error)}") from error
        raise Unreachable(f"the store of files does not answer: {_brief(error)}") from error


def _path(name: str) -> str:
    if not _NAME.match(name):
        raise Gone(f"'{name[:80]}' is not the name of a file")
    return f"{name[:2]}/{name[2:4]}/{name}"


def _sync(folder: Path, written: list[str]) -> None:
    """Files first, then the folders that name them: after a power cut both are there or the caller knows."""
    folders = {
        parent for path in written for parent in (folder / path).parents if parent.is_relative_to(folder)
    }
    for path in [*(folder / path for path in written), *sorted(folders, reverse=True)]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _brief(error: Exception) -> str:
    return str(error).partition("\n")[0]
