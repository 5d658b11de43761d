"""A clerk that runs as `docclerk serve` runs it, a relay that catches its mail, and a browser."""

import datetime as dt
import io
import shutil
import time
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx2

from bot import courier, worker
from bot.config import Config
from bot.leases import owner
from bot.serve import COURIERS, WORKERS, Loop, Loops, Part, Web, parts_of
from bot.wiring import Clerk, build
from store.traffic import InboxItem
from tests.doors.conversations import numbers
from tests.doors.heard import Heard, Post
from tests.houses import Sink, open_sink
from tests.world import NOW, configuration, loaded

IDLE, LOOK = 0.05, 0.05  # seconds between two looks: of workers and couriers, of a test
PATIENCE = 60.0  # seconds until a message counts as lost


@dataclass
class House:
    """All of it."""

    clerk: Clerk
    sink: Sink
    browser: httpx2.Client

    def await_rest(self, message_id: str = "") -> InboxItem | None:
        """Waits until a message is settled and nothing is under way; what became of it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with self.clerk.store.read() as unit:
                counts = unit.inbox.counts()
                item = unit.inbox.get(message_id) if message_id else None
                there = not message_id or item is not None
                if there and not (counts["received"] + counts["working"] + len(unit.outbox.pending())):
                    return item
            time.sleep(LOOK)
        raise AssertionError(f"{message_id or 'something'} is still under way after {PATIENCE} s")

    def mails(self, since: int) -> tuple[Post, ...]:
        """What the relay took, from the so-many-th mail on."""
        with self.sink.lock:
            return tuple(Post.of_mail(mail) for mail in self.sink.mails[since:])

    def heard(self, item: InboxItem | None, posts: tuple[Post, ...]) -> Heard:
        """What came of a message: its record, and what its links give."""
        assert item is not None
        documents = tuple(str(d["number"]) for d in item.story.get("documents", ()))
        given = tuple(n for post in posts for link in post.links for n in self.given(link))
        return Heard(posts, item.outcome or item.state, item.reason or "", documents, given)

    def given(self, link: str) -> Iterable[str]:
        """The numbers of all that one link gives, fetched as a ZIP."""
        if not link.startswith("/d/"):
            return ()
        answer = self.browser.post(f"{link}/zip")
        assert answer.status_code == 200, (link, answer.status_code)
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            begun = {name.rpartition("/")[2].partition("_")[0] for name in archive.namelist()}
        return begun & numbers()

    def press(self, link: str, answer: str) -> Heard:
        """Looks at a page and presses one of its buttons."""
        since = len(self.sink.mails)
        page = self.browser.get(link)
        self.browser.post(link, data={"answer": answer})
        self.await_rest()
        return Heard(self.mails(since), page=page.text, status=page.status_code)


@contextmanager
def running(folder: Path, only: Collection[str], sections: Mapping[str, Any]) -> Iterator[House]:
    """The small world behind the doors `only`, until the end of the context."""
    shutil.copytree(loaded(), folder, dirs_exist_ok=True)
    with open_sink() as (sink, relay):
        config = configure(folder, relay, sections)
        clerk = build(config, clock=ticking())
        web = Web(clerk)
        parts: list[Part] = [steps(clerk), web, *parts_of(clerk, set(only) - {"worker", "web"})]
        url = f"http://127.0.0.1:{web.socket.getsockname()[1]}"
        for part in parts:
            part.start()
        try:
            with httpx2.Client(base_url=url, follow_redirects=True, timeout=PATIENCE) as browser:
                yield House(clerk, sink, browser)
        finally:
            for part in reversed(parts):
                part.stop()
            clerk.close()


def configure(folder: Path, relay: int, sections: Mapping[str, Any]) -> Config:
    """The configuration; a mailbox is looked at more often than anybody may configure."""
    mail = {"out": {"host": "127.0.0.1", "port": relay, "tls": "none"}, **sections.get("mail", {})}
    limits = {"answers_per_hour": 10_000, "answers_per_day": 10_000}
    fixed = {"web": {"listen": "127.0.0.1:0"}, "limits": limits}
    config = configuration(folder, **{**sections, **fixed, "mail": mail})
    quick = tuple(box.model_copy(update={"poll": dt.timedelta(seconds=0.1)}) for box in config.mail.imap)
    return config.model_copy(update={"mail": config.mail.model_copy(update={"imap": quick})})


def steps(clerk: Clerk) -> Loops:
    """As many workers and couriers as `serve` starts, that look more often."""
    names = [f"worker-{n}" for n in range(WORKERS)]
    loops = [Loop(n, partial(worker.run, clerk.worker(owner(n)), idle=IDLE)) for n in names]
    names = [f"courier-{n}" for n in range(COURIERS)]
    return Loops(loops + [Loop(n, partial(courier.run, clerk.courier(owner(n)), idle=IDLE)) for n in names])


def ticking() -> Any:
    """A clock that starts at the hour of the stories and goes on."""
    began = time.monotonic()
    return lambda: NOW + dt.timedelta(seconds=time.monotonic() - began)
