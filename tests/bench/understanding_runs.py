"""Finds the benchmark files, runs a reader over their messages, times it, and asks the scorer beside them."""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

Row = dict[str, Any]
Read = Callable[[Row], Row]
Goal = tuple[str, float]

WARM_UP = 10  # messages read before the clock counts: imports, first use of patterns
FEWEST = 8  # ids that tell the half; fewer may agree by chance
SCORERS = {
    "reply": ("score_mail.py", "reply"),
    "forward": ("score_mail.py", "forward"),
    "auto": ("score_mail.py", "auto"),
    "mime": ("score_mail.py", "mime"),
    "period": ("score_language.py", "periods"),
    "intent": ("score_language.py", "intents"),
    "request": ("score_requests.py",),
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """One benchmark file and what it tests; `scorer` is None when none lies under the root."""

    stage: str
    path: Path
    rows: tuple[Row, ...]
    scorer: Path | None

    @property
    def half(self) -> str:
        """Which half of the corpus this is, told by the rule that split it and not by the file's name."""
        ids = [str(row["id"]) for row in self.rows if row.get("id")]
        if len(ids) < FEWEST:
            return "not split" if not ids else "half unknown, too few ids"
        rules = [lambda i: hashlib.sha256(i.encode()).hexdigest()[0]]
        if all(re.fullmatch("[0-9a-f]{16}", i) for i in ids):
            rules.append(lambda i: i[0])  # these ids are hashes already
        for first in rules:
            odd = {int(first(i), 16) % 2 for i in ids}
            if len(odd) == 1:
                return "HELD-OUT half" if odd.pop() else "development half"
        return "half unknown, the ids fit neither"

    def __str__(self) -> str:
        return f"{self.path.name}: {len(self.rows)} cases, {self.half}"


@dataclass(frozen=True, slots=True)
class Run:
    """What a reader answered (None where it raised); milliseconds a message: wall, and its thread."""

    rows: Sequence[Row]
    answers: Sequence[Row | None]
    ms: Sequence[float]
    cpu: Sequence[float]

    @property
    def raised(self) -> int:
        """Messages on which the reader raised."""
        return sum(answer is None for answer in self.answers)

    def clock(self) -> list[str]:
        """Median and worst milliseconds, as cells of a table."""
        return [f"{median(self.ms):.2f}", f"{max(self.ms):.1f}"] if self.ms else ["-", "-"]

    def where(self, keep: Callable[[Row], bool]) -> "Run":
        """The part of a run."""
        kept = [n for n, row in enumerate(self.rows) if keep(row)]
        return Run(*([part[n] for n in kept] for part in (self.rows, self.answers, self.ms, self.cpu)))


@dataclass(frozen=True, slots=True)
class Measured:
    """A reader's run. `own` are the homes of the test cases that it passes by construction."""

    name: str
    run: Run
    own: frozenset[str] = frozenset()

    @property
    def shown(self) -> str:
        """Its name, with the number of messages on which it raised."""
        return self.name + (f" (raised on {self.run.raised})" if self.run.raised else "")


def find(root: Path) -> list[Corpus]:
    """All benchmark files under a folder, in the order of the stages; a file is known by its fields."""
    found = []
    for path in sorted(root.rglob("*.jsonl")):
        rows = tuple(json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip())
        stage = stage_of(rows[0]) if rows else None
        if stage:
            found.append(Corpus(stage, path, rows, scorer_for(stage, path, root)))
    order = [*SCORERS, "pattern"]
    return sorted(found, key=lambda corpus: order.index(corpus.stage))


def stage_of(row: Row) -> str | None:
    """The stage that a line tests."""
    expect = row.get("expect")
    marks = {
        "reply": "must_contain" in row,
        "forward": isinstance(expect, dict) and "forwarded" in expect,
        "auto": "raw_b64" in row and "reply_allowed" in row,
        "mime": "raw_b64" in row and "expect" in row,
        "period": "reference_date" in row and "accept" in row,
        "intent": "source_intent" in row,
        "request": isinstance(expect, dict) and "asks" in expect,
        "pattern": "regex" in row and "example" in row,
    }
    return next((stage for stage, fits in marks.items() if fits), None)


def scorer_for(stage: str, path: Path, root: Path) -> Path | None:
    """The scorer beside a file, above it, or anywhere under the root."""
    name = SCORERS.get(stage, ("",))[0]
    near = [folder / name for folder in path.parents if folder.is_relative_to(root)]
    return next((p for p in [*near, *sorted(root.rglob(name or "-"))] if name and p.is_file()), None)


def run(rows: Iterable[Row], read: Read) -> Run:
    """Reads every row once; a reader may give its own `ms` (when it runs in another process)."""
    rows = list(rows)
    for row in rows[:WARM_UP]:
        attempt(read, row)
    answers, ms, cpu = list[Row | None](), list[float](), list[float]()
    for row in rows:
        start, busy = time.perf_counter(), time.thread_time()
        answer = attempt(read, row)
        spent = (time.perf_counter() - start) * 1000
        if answer is not None:
            spent = answer.pop("ms", spent)
            answer |= {"id": row.get("id"), "seconds": spent / 1000}
        answers.append(answer)
        ms.append(spent)
        cpu.append((time.thread_time() - busy) * 1000)
    return Run(rows, answers, ms, cpu)


def attempt(read: Read, row: Row) -> Row | None:
    """One answer; None when the reader raised, which the scorers count as wrong."""
    try:
        return read(row)
    except Exception:  # a peer may raise whatever it likes
        return None


def score(corpus: Corpus, part: Run) -> str:
    """What the scorer of the corpus prints for a run over (a part of) its rows."""
    if corpus.scorer is None or not part.rows:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        cases, answers = Path(folder, "cases.jsonl"), Path(folder, "answers.jsonl")
        for path, rows in ((cases, part.rows), (answers, part.answers)):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows if row is not None), "utf-8")
        task = SCORERS[corpus.stage][1:]
        command = [sys.executable, str(corpus.scorer), *task, str(cases), str(answers)]
        return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def percent(figures: dict[str, float] | None, name: str, goal: Goal | None = None) -> str:
    """A figure as percentage for a table, with `!` when it misses its goal; `-` when there is none."""
    if figures is None or name not in figures:
        return "-"
    value = 100 * figures[name]
    missed = goal and (value < goal[1] if goal[0] == ">=" else value > goal[1])
    return f"{value:.1f}{'!' if missed else ''}"


def goal_cell(goal: Goal | None) -> str:
    """A goal for the table's line of goals."""
    return f"{goal[0]} {goal[1]:g}" if goal else ""


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints columns, the first one to the left, the others to the right."""
    lines = [header, *rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    for line in lines:
        cells = [line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells).rstrip())
    print()
