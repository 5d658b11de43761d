"""Gives files away: one as it was delivered, or many as a ZIP of known length, in constant memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse
from zipstream import ZIP_STORED, ZipStream

from handlers.files.bundles import Files, index_name
from store.blobs import Blobs
from store.traffic import LinkFile

PIECE = 256_000  # bytes of a ZIP that go out at once: each piece costs a change of threads
AT_ONCE = 16  # files that the store is asked for side by side


def sent(file: LinkFile, chunks: Iterator[bytes]) -> Response:
    """A download that no browser will open as a page."""
    headers = {
        "Content-Disposition": disposition(file.name),
        "Content-Length": str(file.size),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return StreamingResponse(chunks, media_type=file.content_type, headers=headers)


def zipped(files: Files, index: bytes, part: int, of: int, blobs: Blobs) -> Response:
    """One part of a delivery, stored as it is; a file is read when its turn comes."""
    archive = ZipStream(sized=True, compress_type=ZIP_STORED)
    archive.add(index, index_name(part))
    for file in files:
        archive.add(blobs.stream(file.sha256), file.name, size=file.size)
    name = "documents.zip" if of == 1 else f"documents-{part}-of-{of}.zip"
    headers = {"Content-Disposition": disposition(name), "Content-Length": str(len(archive))}
    return StreamingResponse(gathered(iter(archive)), media_type="application/zip", headers=headers)


def at_hand(files: Files, blobs: Blobs) -> bool:
    """Whether the store has all of these files; a distant one is asked for several side by side."""
    with ThreadPoolExecutor(AT_ONCE) as askers:
        return all(askers.map(blobs.has, {f.sha256 for f in files}))


def disposition(name: str) -> str:
    """The attachment header, RFC 6266; our names are plain ASCII without quotes."""
    return f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"


def chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """The first chunk, already fetched to see that the file is whole, and the others."""
    yield first
    yield from rest


def gathered(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    piece = bytearray()
    for chunk in chunks:
        piece += chunk
        if len(piece) >= PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
