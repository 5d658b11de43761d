"""Sets the sample wholesaler up and runs it: as a page for newcomers, or as the scripted cases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import serve
from bot.config import Config
from bot.deliveries import run_ingest
from bot.demo.page import demo_routes
from bot.demo.post import AUTHSERV_ID, Mailbox, free_port, open_mailbox
from bot.demo.script import prove
from bot.demo.stage import Stage
from bot.demo.world import write_delivery
from bot.wiring import Clerk, build
from parsers.deliveries.feed import Feed

COMPANY = "Nordwind Großhandel GmbH"
ADDRESS = "belege@nordwind.example"
DONE = ".complete"


def demo(folder: Path, port: int, *, once: bool) -> bool:
    """Runs the demo until Ctrl-C, or proves the scripted cases; False when one came out otherwise."""
    prepare(folder)
    mailbox, smtp_port, sink_port = Mailbox(), free_port(), free_port()
    web_port = free_port() if once else port
    clerk = build(configuration(folder, web_port, smtp_port, sink_port))
    load(clerk, folder)
    sink = open_mailbox(mailbox, sink_port)
    stage = Stage(clerk, mailbox, smtp_port)
    try:
        if once:
            with running(clerk):
                return prove(stage)
        print(f"The sample wholesaler is at http://127.0.0.1:{port}/ (Ctrl-C ends it).")
        print(f"Its request address takes real mail at 127.0.0.1:{smtp_port}: {ADDRESS}")
        serve.run(clerk, serve.PARTS, demo_routes(stage))
        return True
    finally:
        sink.stop()


@contextmanager
def running(clerk: Clerk) -> Iterator[None]:
    """All parts, for as long as the block lasts."""
    parts = serve.parts_of(clerk)
    for part in parts:
        part.start()
    try:
        yield
    finally:
        for part in reversed(parts):
            part.stop()
        clerk.close()


def prepare(folder: Path) -> None:
    """Writes the ERP delivery of the sample wholesaler, once."""
    delivery = folder / "delivery"
    if (delivery / DONE).exists():
        return
    with bar("Printing the wholesaler's papers") as progress:
        write_delivery(delivery, progress)
    (delivery / DONE).touch()


def load(clerk: Clerk, folder: Path) -> None:
    """Loads the delivery, once."""
    with clerk.store.read() as unit:
        loaded = unit.feeds.data_as_of(None) is not None
    if loaded:
        return
    with bar("Loading the ERP delivery") as progress:
        (report,) = run_ingest(
            clerk.store,
            clerk.blobs,
            (Feed.canonical(),),
            clerk.house.kinds.codes(),
            [folder / "delivery"],
            dry_run=False,
            now=clerk.clock(),
            progress=progress,
        )
    counts = report.as_json()["rows"]
    print(f"Loaded {sum(counts.values())} rows, {counts['rejected']} rejected.")


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that leaves no trace."""
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def configuration(folder: Path, web_port: int, smtp_port: int, sink_port: int) -> Config:
    """A configuration on loopback only; the demo's relay vouches for the senders."""
    folder = folder.resolve()
    return Config.model_validate(
        {
            "clerk": {
                "company": COMPANY,
                "public_url": f"http://127.0.0.1:{web_port}",
                "escalation": "debitoren@nordwind.example",
                "escalation_name": "Frau Weber",
                "phone": "040 555 0190",
                "staff": ["@nordwind.example"],
            },
            "store": {"url": f"sqlite:///{folder / 'docclerk.db'}", "files": f"file:{folder / 'files'}"},
            "mail": {
                "address": ADDRESS,
                "smtp": {"listen": f"127.0.0.1:{smtp_port}", "trust": "mta"},
                "out": {"host": "127.0.0.1", "port": sink_port, "tls": "none"},
                "proof": {"authserv_id": AUTHSERV_ID, "trusted_peers": ["127.0.0.1"]},
            },
            "web": {"listen": f"127.0.0.1:{web_port}"},
            "links": {"keys": folder / "docclerk.keys"},
            "limits": {"answers_per_hour": 1000, "answers_per_day": 10000},
        }
    )
