"""Turns what the scorers print into tables with goals."""

import json
import re
from collections.abc import Mapping, Sequence

from tests.bench.understanding_runs import Corpus, Goal, Measured, Row, goal_cell, percent, score, table

Figures = Mapping[str, float]
Column = tuple[str, str, Goal | None]

COLUMNS: dict[str, tuple[Column, ...]] = {
    "reply": (
        ("right", "pass", (">=", 88)),
        ("no leak", "no_leak", (">=", 93)),
        ("no loss", "no_loss", (">=", 97)),
        ("text", "pass_text", None),
        ("HTML", "pass_html", None),
    ),
    "forward": (
        ("right", "pass", (">=", 96)),
        ("found", "detect", None),
        ("sender", "from", None),
        ("subject", "subject", None),
        ("body", "body", None),
    ),
    "auto": (
        ("stopped", "stopped", (">=", 99)),
        ("humans answered", "human_answered", (">=", 100)),
        ("bounces", "bounce_stopped", None),
        ("absences", "auto_reply_stopped", None),
        ("feedback", "feedback_stopped", None),
        ("lists", "list_stopped", None),
    ),
    "mime": (
        ("no crash", "no_crash", (">=", 100)),
        ("subject", "subject", (">=", 95)),
        ("text", "text", (">=", 95)),
        ("sender", "from", None),
        ("files", "attachments", None),
        ("all of it", "pass", None),
    ),
}
METHODS = {
    "reply": "no leak: no line that had to go is left; no loss: no line that had to stay is missing",
    "forward": "right: recognised as forward or not, and sender, subject and body right",
    "auto": "stopped: share of bounces, absences, feedback and list mail that gets no answer",
    "mime": "subject, text, sender, files: only the cases that have expectations",
}
ANCHORS = {
    "reply": ("talon (trained), held-out half, by the issue", {"pass": 0.79}, 0.52),
    "forward": ("npm email-forward-parser, held-out half, by the issue", {"pass": 0.92}, 0.54),
    "auto": ("header rule and subjects, by the issue", {"stopped": 0.98}, None),
}
FOREIGN: dict[str, tuple[str, Goal]] = {"reply": ("talon", (">=", 78)), "forward": ("fwd", (">=", 80))}
PERIOD_GOALS: dict[tuple[str, str], Goal] = {
    ("core", "exact"): (">=", 92),
    ("core", "wrong"): ("<=", 2),
    ("all", "wrong"): ("<=", 4),
}
REQUEST_GOALS: dict[str, Goal] = {"exact": (">=", 92), "f1": (">=", 96), "false": ("<=", 1)}
STRICT: Goal = (">=", 95)
FALSE: dict[str, Goal] = {"banking77": ("<=", 0.5), "bitext": ("<=", 2), "clinc150": ("<=", 1)}


def mails(corpus: Corpus, readers: Sequence[Measured]) -> None:
    """One line for each reader of mails."""
    columns = COLUMNS[corpus.stage]
    known, shares, share = ANCHORS.get(corpus.stage, ("", {}, None))
    header = ["reader", "n", *(name for name, _, _ in columns)]
    goals = ["goal", "", *(goal_cell(goal) for _, _, goal in columns)]
    anchor = [known, "", *(percent(shares, key) for _, key, _ in columns)]
    lines = [line_of(corpus, reader, ours=reader is readers[0]) for reader in readers]
    print(f"  method: {METHODS[corpus.stage]}")
    if foreign := FOREIGN.get(corpus.stage):
        print(
            "  foreign: cases that are not among the reader's own tests; for docclerk, that has none, those"
        )
        print(f"  not among the anchor's ({foreign[0]}); docclerk there: docclerk right on the same cases")
        header += ["foreign n", "foreign right", "docclerk there"]
        goals += ["", goal_cell(foreign[1]), ""]
        anchor += ["", percent({"": share or 0}, ""), ""]
        lines = [
            line + abroad(corpus, reader, readers[0]) for line, reader in zip(lines, readers, strict=True)
        ]
    lines = [line + reader.run.clock() for line, reader in zip(lines, readers, strict=True)]
    ends = [[*line, "", ""] for line in (goals, anchor if known else []) if line]
    table([*header, "median ms", "worst ms"], [*lines, *ends])


def line_of(corpus: Corpus, reader: Measured, *, ours: bool) -> list[str]:
    """The figures over all cases; only ours are held against the goals."""
    figures = marks(score(corpus, reader.run))
    cells = (percent(figures, key, goal if ours else None) for _, key, goal in COLUMNS[corpus.stage])
    return [reader.shown, str(len(reader.run.rows)), *cells]


def abroad(corpus: Corpus, reader: Measured, clerk: Measured) -> list[str]:
    """The figures over the cases that are not the reader's own, and ours over the same."""
    anchor, goal = FOREIGN[corpus.stage]
    own = frozenset({anchor}) if reader is clerk else reader.own
    there, ours = (r.run.where(lambda row: not homes(row) & own) for r in (reader, clerk))
    right = marks(score(corpus, there))
    if reader is clerk:
        return [str(len(there.rows)), percent(right, "pass", goal), ""]
    return [str(len(there.rows)), percent(right, "pass"), percent(marks(score(corpus, ours)), "pass")]


def homes(row: Row) -> set[str]:
    """The projects that have a case among their tests: "stage/home:file"."""
    ids = [str(row["id"]).partition("/")[2], *(row.get("also") or ())]
    return {i.partition(":")[0] for i in ids}


def marks(printed: str) -> Figures:
    """The shares that the scorer of mails prints."""
    if not printed:
        return {}
    counts = json.loads(printed.strip().split("\n")[-1])
    shares = {name: c["rate"] for name, c in counts.items()}
    stopped = [c for name, c in counts.items() if name.endswith("_stopped")]
    if stopped:
        shares["stopped"] = sum(c["ok"] for c in stopped) / sum(c["of"] for c in stopped)
    return shares


def periods(corpus: Corpus, readers: Sequence[Measured]) -> None:
    """One line for each reader, language and part of the time frames."""
    print("  method: exact: the days are among the accepted ones; wrong: other days; none: no answer;")
    print(
        "  core: forms that buyers use for documents; all: also holidays, weekdays, 'next', spelled-out years"
    )
    lines = []
    for reader in readers:
        ours = reader is readers[0]
        for lang, part, n, *figures in re.findall(
            r"(\w+) (core|all) +n= *(\d+) exact=([\d.]+) wrong=([\d.]+) none=([\d.]+)",
            score(corpus, reader.run),
        ):
            shares = dict(zip(("exact", "wrong", "none"), map(float, figures), strict=True))
            cells = (percent(shares, k, PERIOD_GOALS.get((part, k)) if ours else None) for k in shares)
            clock = reader.run.where(lambda row, lang=lang, part=part: fits(row, lang, part)).clock()
            lines.append([reader.shown, lang, part, n, *cells, *clock])
    order = {reader.shown: n for n, reader in enumerate(readers)}
    lines.sort(key=lambda line: (line[1], line[2] == "all", order[line[0]]))
    for part in ("core", "all"):
        goals = [goal_cell(PERIOD_GOALS.get((part, k))) for k in ("exact", "wrong", "none")]
        lines.append(["goal, each language", "", part, "", *goals, "", ""])
    table(["reader", "", "part", "n", "exact", "wrong", "none", "median ms", "worst ms"], lines)


def fits(row: Row, lang: str, part: str) -> bool:
    """Whether a time frame belongs to a part."""
    return row["lang"] == lang and (part == "all" or bool(row["core"]))


def requests(corpus: Corpus, readers: Sequence[Measured]) -> None:
    """One line for each group of messages."""
    done = readers[0].run
    print("  method: exact: all asks of a message and all their fields; core: without form, person, amount;")
    print("  f1: over single asks; false: documents for a message that must get none; missed: the reverse")
    header, *printed = score(corpus, done).splitlines() or ["group n"]
    names = header.split()[2:]
    lines = []
    for text in printed:
        group, n, *values = re.split(r"\s{2,}|(?<=\d)\s+(?=\d)", text.strip())
        shares = dict(zip(names, map(float, values), strict=True))
        first = group == "all"
        lines.append(
            [group, n, *(percent(shares, k, REQUEST_GOALS.get(k) if first else None) for k in names)]
        )
    goals = ["goal, all", "", *(goal_cell(REQUEST_GOALS.get(k)) for k in names)]
    table(["group", "n", *names], [*lines, goals])
    median, worst = done.clock()
    print(f"  {median} ms median, {worst} ms worst a message, from newest text to asks\n")


def intents(corpus: Corpus, readers: Sequence[Measured]) -> None:
    """Recall for each label, false answers for each source."""
    done = readers[0].run
    print(
        "  method: each line is read as a customer's mail of 14 November 2025; our asks stand for a label as"
    )
    print("  the scorer maps them; recall: without the cases mapped by analogy; false: asks for documents or")
    print("  account facts on `other`; the issue's three goals are taken in the scorer's order of sources")
    lines = []
    for what, name, n, share in re.findall(
        r"(recall|false) +(.+?) +n= *(\d+) +([\d.]+)", score(corpus, done)
    ):
        goal = FALSE.get(name) if what == "false" else STRICT if name.startswith("strict") else None
        lines.append([f"{what} {name}", n, percent({"": float(share)}, "", goal), goal_cell(goal)])
    table(["figure", "n", "%", "goal"], lines)
    median, worst = done.clock()
    print(f"  {median} ms median, {worst} ms worst a message\n")
