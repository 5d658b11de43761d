"""A clerk with the small world loaded, fresh for each test: a copy of one that is loaded once."""

import datetime as dt
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import structlog

from bot.web import evenly
from bot.wiring import Clerk
from store.engine import Store
from tests.world import NOW, open_clerk


@dataclass
class Hands:
    """A clock that a test sets."""

    now: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        """The time it shows."""
        return self.now

    def forward(self, **delta: float) -> None:
        """Lets time pass."""
        self.now += dt.timedelta(**delta)


@pytest.fixture(autouse=True)
def silence() -> None:
    """No log: a test that breaks things on purpose would print long tracebacks."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages answer without the pause that makes them alike; tests/bot/test_web_even.py holds the pause."""

    async def no_wait(seconds: float) -> None:
        assert seconds >= 0

    monkeypatch.setattr(evenly, "sleep", no_wait)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """The clerk that the others are copied from; its store is closed."""
    clerk = open_clerk(tmp_path_factory.mktemp("world"))
    clerk.close()
    return clerk


@pytest.fixture
def hands() -> Hands:
    """The clock of `clerk`."""
    return Hands()


@pytest.fixture
def clerk(loaded: Clerk, hands: Hands, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk with a store of its own, who believes every sender."""
    path = shutil.copyfile(loaded.config.store.url.removeprefix("sqlite:///"), tmp_path / "clerk.db")
    fresh = replace(loaded, store=Store.open(f"sqlite:///{path}"), clock=hands)
    yield fresh
    fresh.close()
