"""Runs the parts of the clerk in one process and ends them in order."""

import ctypes
import signal
import socket
import threading
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Protocol

import structlog
import uvicorn
from starlette.routing import BaseRoute

from bot import courier, worker
from bot.channels.addresses import Addresses
from bot.channels.imap_door import doors
from bot.channels.slack.socket import sockets
from bot.channels.smtp_door import Door, Listener
from bot.leases import free_the_dead, owner
from bot.scheduler import Scheduler
from bot.web.app import build_app
from bot.wiring import Clerk

PARTS = ("smtp", "imap", "slack", "web", "worker", "scheduler")
WORKERS = 2
COURIERS = 2
MMAP_THRESHOLD, LARGE = -3, 1_000_000  # malloc.h's M_MMAP_THRESHOLD; bytes
PATIENCE = 3  # seconds in which a mailbox server may finish what it was asked
SHUTDOWN = 20  # seconds that everything together may take to end

log = structlog.get_logger()


class Part(Protocol):
    """Something that runs until it is told to end."""

    def start(self) -> None:
        """Begins; returns at once."""

    def stop(self) -> None:
        """Takes nothing new; finishes what is in hand."""


class Loop:
    """A thread that runs one of our loops until `ending` is set."""

    def __init__(self, name: str, body: Callable[[threading.Event], None]) -> None:
        self.ending = threading.Event()
        self.thread = threading.Thread(target=body, args=(self.ending,), name=name, daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self.thread.start()


class Loops:
    """Several loops as a part: they end together, so that what one waits for costs the others nothing."""

    def __init__(self, loops: Sequence[Loop]) -> None:
        self.loops = loops

    def start(self) -> None:
        """Starts all threads."""
        for loop in self.loops:
            loop.start()

    def stop(self) -> None:
        """Asks all to end and waits for the steps in hand, half of the time that there is at most."""
        until = time.monotonic() + SHUTDOWN / 2
        for loop in self.loops:
            loop.ending.set()
        for loop in self.loops:
            loop.thread.join(max(0.0, until - time.monotonic()))


class Smtp:
    """The SMTP door as a part."""

    def __init__(self, clerk: Clerk) -> None:
        mail = clerk.config.mail
        door = Door(clerk.store.submit, Addresses.of(mail), clerk.clock)
        self.listener = Listener(door, mail.smtp)

    def start(self) -> None:
        """Opens the port."""
        self.listener.start()

    def stop(self) -> None:
        """Closes the port."""
        self.listener.stop()


class Imap:
    """The mailbox doors as a part: a thread for each folder."""

    def __init__(self, clerk: Clerk) -> None:
        mail = clerk.config.mail
        self.doors = doors(mail.imap, clerk.store, Addresses.of(mail), clerk.clock)
        self.loops = [Loop(door.name, door.run) for door in self.doors]

    def start(self) -> None:
        """Opens the connections; one that fails is tried again."""
        for loop in self.loops:
            loop.start()

    def stop(self) -> None:
        """Ends all of them; a server that does not answer is left."""
        for loop in self.loops:
            loop.ending.set()
        patience = time.monotonic() + PATIENCE
        for loop, door in zip(self.loops, self.doors, strict=True):
            loop.thread.join(max(0.0, patience - time.monotonic()))
            if loop.thread.is_alive():
                door.hang_up()
        for loop in self.loops:
            loop.thread.join(1)


class Web:
    """The web pages as a part: uvicorn in a thread."""

    def __init__(self, clerk: Clerk, more: Sequence[BaseRoute] = ()) -> None:
        host, _, port = clerk.config.web.listen.rpartition(":")
        # No access log: a path holds a token.
        config = uvicorn.Config(
            build_app(clerk, more),
            host=host,
            port=int(port),
            access_log=False,
            log_config=None,  # what it says goes the way of all logs, see bot/logs.py
            log_level="warning",
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=5,
        )
        self.server = uvicorn.Server(config)
        self.socket = socket.create_server((host, int(port)), backlog=512)
        self.thread = threading.Thread(target=self.serve, name="web", daemon=True)

    def serve(self) -> None:
        """Serves on the socket that is already bound, so that a taken port is an error at the start."""
        self.server.run(sockets=[self.socket])

    def start(self) -> None:
        """Starts the server's thread."""
        self.thread.start()

    def stop(self) -> None:
        """Ends open requests and the server."""
        self.server.should_exit = True
        self.thread.join(SHUTDOWN / 2)


def parts_of(clerk: Clerk, only: Collection[str] = PARTS, more: Sequence[BaseRoute] = ()) -> list[Part]:
    """The parts that were asked for, in the order in which they start."""
    parts: list[Part] = []
    if "worker" in only:
        names = [f"worker-{n}" for n in range(WORKERS)]
        loops = [Loop(name, partial(worker.run, clerk.worker(owner(name)))) for name in names]
        names = [f"courier-{n}" for n in range(COURIERS)]
        loops += [Loop(name, partial(courier.run, clerk.courier(owner(name)))) for name in names]
        parts.append(Loops(loops))
    if "scheduler" in only:
        parts.append(Scheduler(clerk))
    if "web" in only:
        parts.append(Web(clerk, more))
    if "imap" in only and clerk.config.mail.imap:
        parts.append(Imap(clerk))
    if "slack" in only:
        parts += sockets(clerk)
    if "smtp" in only:
        parts.append(Smtp(clerk))
    return parts


def give_back_memory() -> None:
    """Lets the C library return a large block as soon as it is free.

    By default it learns from the first large mail to keep such blocks, tens of megabytes in each thread: the
    same mails cost half as much with this. Nothing happens where the library knows no such switch.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE)


def run(clerk: Clerk, only: Collection[str] = PARTS, more: Sequence[BaseRoute] = ()) -> None:
    """Starts the parts, waits for SIGTERM or Ctrl-C, ends them: doors first, so that nothing new comes in."""
    ending = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    give_back_memory()
    freed = free_the_dead(clerk.store, clerk.clock)
    parts = parts_of(clerk, only, more)
    for part in parts:
        part.start()
    log.info("clerk.ready", taken_over=freed, parts=list(only))
    try:
        ending.wait()
    finally:
        for part in reversed(parts):
            part.stop()
        clerk.close()
        log.info("clerk.ended")
