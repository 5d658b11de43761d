"""A process that has read all code once and forks `docclerk` from it, each told where it shall die if at all.

Alone: `python -m tests.faults.nursery`, orders as JSON lines on stdin, one line of answer each.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import traceback
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bot.config import Config
from templates import ROOT as TEMPLATES
from tests.houses import ROOT, environment, wait_for
from tests.world import ADDRESS

FIRST = threading.Lock()  # houses are built in threads


@dataclass
class Nursery:
    """The near end: starts and watches processes of the clerk."""

    process: subprocess.Popen[str] = field(init=False)
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> "Nursery":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()  # it ends its children then
        self.process.wait(20)

    def start(self, **order: Any) -> int:
        """A new `docclerk serve`, or another command (`words`); its process id."""
        return int(self.ask({"do": "start", **order}))

    def ended(self, pid: int) -> int | None:
        """The exit code of a process, negative for a signal; None while it runs."""
        code = self.ask({"do": "poll", "pid": pid})
        return None if code == "" else int(code)

    def ask(self, order: dict[str, Any]) -> str:
        """One order and its answer."""
        assert self.process.stdin and self.process.stdout
        with self.one_at_a_time:
            print(json.dumps(order), file=self.process.stdin, flush=True)
            return self.process.stdout.readline().strip()


@dataclass(frozen=True)
class Child:
    """One process that was forked, with the handles of a subprocess.Popen."""

    nursery: Nursery
    pid: int

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self.nursery.ended(self.pid)

    def wait(self, seconds: float) -> int:
        """How it ended; fails the test when it does not end in time."""
        assert wait_for(lambda: self.poll() is not None, seconds), f"still there after {seconds} s"
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """SIGTERM, for example."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """kill -9."""
        self.send_signal(signal.SIGKILL)


def nursery() -> Nursery:
    """The one of this process of the tests, from its first child to the end."""
    with FIRST:
        return opened()


@cache
def opened() -> Nursery:
    """Opens it."""
    own = Nursery().__enter__()
    atexit.register(own.__exit__)
    return own


def served(order: dict[str, Any], out: int) -> int:
    """In the child: `docclerk serve`; its exit code."""
    try:
        serve(order, out)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()  # nobody else does when a child ends by os._exit
    return 70


def serve(order: dict[str, Any], out: int) -> None:
    """The command in its folder, with its death and its impatience put in."""
    from bot.cli import main
    from tests.faults import doom

    os.close(out)
    os.chdir(order["folder"])
    os.environ.update(environment(order["settings"]))
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    doom.hurry(order.get("hurry", {}))
    if step := order.get("step"):
        doom.sentence(step, order["n"])
    sys.argv = ["docclerk", *order.get("words", ("serve",))]
    main()


def tend() -> None:
    """Orders in, answers out, until the other end goes away; then all children end with it."""
    warm()
    out = os.dup(1)
    os.dup2(2, 1)
    living: set[int] = set()
    gone: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "start":
            pid = os.fork()
            if pid == 0:
                os._exit(served(order, out))
            living.add(pid)
            answer = str(pid)
        else:
            answer = polled(order["pid"], living, gone)
        os.write(out, f"{answer}\n".encode())
    for pid in living - gone.keys():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def warm() -> None:
    """Reads all code, and all words once: they are the same for every child."""
    from bot import proof, wiring
    from bot.cli import main  # noqa: F401
    from handlers.intents import discover

    usual = Config.model_validate({"clerk": {"company": "warm"}, "mail": {"address": ADDRESS}}).clerk
    wiring.reading_of(TEMPLATES)
    wiring.words_of(usual.language, usual.timezone, TEMPLATES)
    proof.Prover.of = warm_prover(proof.Prover, proof.Domains())  # type: ignore[method-assign, assignment]
    discover()


def warm_prover(prover: Any, domains: Any) -> Any:
    """`Prover.of` with the list of registered domains that is read already."""

    def of(mail: Any) -> Any:
        proof = mail.proof
        ways = proof.authserv_id, proof.trusted_peers, proof.nameserver, proof.arc_sealers
        return prover(mail.smtp.trust, *ways, domains)

    return of


def polled(pid: int, living: set[int], gone: dict[int, int]) -> str:
    """How a child ended; "" while it lives."""
    if pid not in gone:
        seen, status = os.waitpid(pid, os.WNOHANG)
        if not seen:
            return ""
        gone[pid] = os.waitstatus_to_exitcode(status)
        living.discard(pid)
    return str(gone[pid])


if __name__ == "__main__":
    tend()
