"""Measures bulk: a ZIP of 2,000 files over HTTP beside `zip -0` of the same files, and one PDF of 200."""

import http.client
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.cli.shared import quiet_logs
from bot.wiring import Clerk, build
from handlers.exports.merged_pdf import Sheaf, merged
from tests.bench import bench_books
from tests.bench.figures import Figure
from tests.browser import serving
from tests.bulk import asked, fill, link_of
from tests.world import NOW, configuration, open_clerk

FILES, SIZE = 2000, 100_000
PAPERS = 200
READ = 1_000_000  # bytes that the reader takes at once


def measure() -> list[Figure]:
    """Both, each in a process of its own."""
    zipped, one = run("zip"), run("pdf")
    mb = FILES * SIZE / 1e6
    method = (
        f"{FILES:,} PDFs of {SIZE:,} bytes with their index.csv over HTTP; memory is how much "
        f"more the serving process had at its highest than before; first byte after {zipped['first']:.2f} s; "
        f"`zip -0` of the same files to a file in the same run: {shown(mb, zipped['peer'])}"
    )
    value = f"{shown(mb, zipped['seconds'])}, {zipped['memory'] / 2**20:.0f} MB more memory"
    pdf = (
        f"{PAPERS} typeset invoices of {one['each']:,} bytes into one PDF with bookmarks and labels; "
        f"{one['pages']} pages, {one['size']:,} bytes; {one['memory'] / 2**20:.0f} MB more memory"
    )
    return [
        Figure(f"bulk ZIP of {FILES:,} files", value, method, "under 64 MB"),
        Figure(f"one PDF of {PAPERS} documents", f"{one['cpu']:.2f} s CPU", pdf),
    ]


def shown(mb: float, seconds: float | None) -> str:
    """A throughput in words."""
    return f"{mb / seconds:,.0f} MB/s" if seconds else "there is no zip on this machine"


def run(*words: str) -> dict[str, Any]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bench_bulk", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def resident() -> int:
    """Bytes of memory that this process has now."""
    return int(re.findall(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) * 1024


@contextmanager
def highest() -> Iterator[list[int]]:
    """The bytes of memory at every moment, seen a hundred times a second."""
    seen, over = [resident()], threading.Event()

    def look() -> None:
        while not over.wait(0.01):
            seen.append(resident())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def zip_served(folder: Path) -> dict[str, float | None]:
    """The figures of a served download, and the seconds of `zip -0`.

    Loaded here and served by another process, so that no memory of the loading is there to be used again.
    """
    clerk = open_clerk(folder / "house")
    fill(clerk, FILES, size=SIZE)
    path, small = asked(clerk), asked(clerk, "Bitte RE-2025-0412 und RE-2025-0413 als ZIP.")
    peer = zip_of(clerk, path, folder)
    clerk.close()
    return {**run("served", str(folder / "house"), path, small), "peer": peer}


def served(folder: Path, path: str, small: str) -> dict[str, float | None]:
    """Seconds and memory of one download; a small one before it has loaded what is loaded once."""
    clerk = build(configuration(folder), clock=lambda: NOW)
    with serving(clerk) as (_, url):
        fetch(url, small)
        with highest() as seen:
            before, began = seen[0], time.monotonic()
            first, size = fetch(url, path)
            seconds = time.monotonic() - began
    assert size > FILES * SIZE
    clerk.close()
    return {"seconds": seconds, "first": first, "memory": max(seen) - before}


def fetch(url: str, path: str) -> tuple[float, int]:
    """Seconds to the first byte, and how many bytes came."""
    place = urlsplit(url)
    began = time.monotonic()
    connection = http.client.HTTPConnection(place.hostname or "", place.port or 0, timeout=120)
    connection.request("POST", f"{path}/zip")
    answer = connection.getresponse()
    assert answer.status == 200
    first, size = time.monotonic() - began, 0
    while piece := answer.read(READ):
        size += len(piece)
    assert size == int(answer.headers["Content-Length"])
    return first, size


def zip_of(clerk: Clerk, path: str, folder: Path) -> float | None:
    """Seconds that `zip -0` takes for the same files, warm as ours are."""
    program = shutil.which("zip")
    if program is None:
        return None
    loose = folder / "loose"
    loose.mkdir()
    for file in link_of(clerk, path).files:
        (loose / file.name).write_bytes(clerk.blobs.get(file.sha256))
    began = time.monotonic()
    subprocess.run([program, "-0", "-q", "-r", str(folder / "peer.zip"), "."], cwd=loose, check=True)
    return time.monotonic() - began


def pdf_made(folder: Path) -> dict[str, float]:
    """CPU seconds and memory of one PDF of many."""
    clerk = open_clerk(folder / "house")
    bench_books.fill(clerk, 60)
    _, answer = bench_books.once(clerk)
    paper = next(made.data for made in answer.made if made.name.endswith(".pdf"))
    datas = [paper + f"\n% {n}".encode() for n in range(PAPERS)]
    with highest() as seen:
        before, began = seen[0], time.process_time()
        whole = merged((Sheaf(f"RE-{n}", f"RE-{n}", data) for n, data in enumerate(datas)), "x", "de", 10_000)
        cpu = time.process_time() - began
    assert not whole.odd
    clerk.close()
    return {
        "cpu": cpu,
        "memory": max(seen) - before,
        "pages": whole.pages,
        "size": len(whole.data),
        "each": len(paper),
    }


def main(what: str, *more: str) -> None:
    """Prints one measurement as JSON."""
    quiet_logs()
    if what == "served":
        print(json.dumps(served(Path(more[0]), more[1], more[2])))
        return
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps((zip_served if what == "zip" else pdf_made)(Path(name))))


if __name__ == "__main__":
    main(*sys.argv[1:])
