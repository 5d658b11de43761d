"""Prints how well and how fast the clerk reads the benchmark files under a path, beside goals and peers."""

import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.understand import STAGES, Reading
from tests.bench.understanding_numbers import examples, numbers, patterns
from tests.bench.understanding_peers import PEERS
from tests.bench.understanding_runs import Corpus, Measured, Read, find, run
from tests.bench.understanding_speed import TODAY, long_inputs, whole
from tests.bench.understanding_tables import intents, mails, periods, requests

TABLES: dict[str, tuple[Callable[[Corpus, Sequence[Measured]], None], ...]] = {
    "reply": (mails,),
    "forward": (mails,),
    "auto": (mails,),
    "mime": (mails,),
    "period": (periods,),
    "intent": (intents,),
    "request": (requests, numbers),
    "pattern": (patterns,),
}


def main(corpora: Path, peers: bool = True) -> None:
    """Prints the tables of all benchmark files found; `peers` adds other libraries that are installed."""
    root = corpora.resolve()
    found = find(root)
    if not found:
        raise SystemExit(f"There is no benchmark file (*.jsonl) under {corpora}.")
    heading(root, found)
    reading = Reading.load(root)
    for corpus in found:
        print(f"== {corpus.stage}: {corpus}")
        if corpus.stage != "pattern" and corpus.scorer is None:
            print("  No scorer lies beside it: right and wrong cannot be told.")
        readers = measure(corpus, reading, peers)
        for show in TABLES[corpus.stage]:
            show(corpus, readers)
    whole(found, reading)
    long_inputs(found, reading)


def heading(root: Path, found: Sequence[Corpus]) -> None:
    """Says what is measured, where, and which command prints it."""
    git = ["git", "describe", "--always", "--abbrev=10", "--exclude=*", "--dirty= with uncommitted changes"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False, cwd=Path(__file__).parent)
    busy = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    print(f"Understanding, measured on {root}")
    print(f"  printed by   {shlex.join(sys.orig_argv)}")
    print(f"  code         {commit.stdout.strip() or 'in no git'}")
    print(f"  machine      Python {platform.python_version()}, {os.cpu_count()} cores{busy}")
    for corpus in found:
        print(f"  {'file':12} {corpus}")
    print("  Right and wrong are what the scorers beside the files say; `!` marks a figure off its goal.")
    print("  Milliseconds are wall time around one reading of each message in one thread, warmed up before;")
    print("  whatever else ran on the machine is in the worst ones.")
    print()


def measure(corpus: Corpus, reading: Reading, peers: bool) -> list[Measured]:
    """Our run over a file first, then those of the peers of its stage; absent ones are named here."""
    rows = corpus.rows
    if corpus.stage == "pattern":
        rows = tuple(example for row in rows for example in examples(row))
    readers = [Measured("docclerk", run(rows, ours(corpus.stage, reading)))]
    for peer in (p for p in PEERS if peers and p.stage == corpus.stage):
        name, read = peer.load()
        if read is None:
            print(f"  {name}")
            continue
        rows = [row for row in corpus.rows if peer.language in ("", row.get("lang"))]
        readers.append(Measured(name, run(rows, read), peer.own))
    return readers


def ours(stage: str, reading: Reading) -> Read:
    """Our reader of a stage; intents and number patterns are read as messages of a customer."""
    if stage in {"intent", "pattern"}:
        return lambda row: STAGES["request"]({"id": ""} | row | {"today": TODAY.isoformat()}, reading)
    return lambda row: STAGES[stage](row, reading)


if __name__ == "__main__":
    main(Path(sys.argv[1]), peers="--no-peers" not in sys.argv)
