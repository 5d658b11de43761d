"""Counts the document numbers that are found and those that are wrongly taken."""

import re
from collections.abc import Iterable, Sequence

from tests.bench.understanding_runs import Corpus, Goal, Measured, Row, percent, table

FOUND: Goal = (">=", 99)
TAKEN: Goal = ("<=", 0.5)
UNCOUNTED = frozenset({"dispute", "other", "human", "help"})  # nothing but the intent counts in these


def numbers(_: Corpus, readers: Sequence[Measured]) -> None:
    """The table for labelled messages."""
    print("  Document numbers in these messages")
    print(
        "  method: a message's numbers are those of all its asks together, the ends of a range each, without"
    )
    print("  letter prefix, separators, case, leading zeros; of several readings the one that agrees best.")
    print(
        "  Found: labelled numbers that stand in our asks; written: without those that only the thread names."
    )
    print("  Wrongly taken: numbers of our asks that no label of the message has. Asks that need a person do")
    print("  not count.")
    labelled = found = written = read = ours = wrong = messages = 0
    for row, answer in zip(readers[0].run.rows, readers[0].run.answers, strict=True):
        got = keys((answer or {}).get("asks") or ())
        readings = [row["expect"]["asks"], *row["expect"].get("also", [])]
        missed, extra, wanted = min(
            ((keys(r) - got, got - keys(r, every=True), keys(r)) for r in readings),
            key=lambda m: len(m[0] | m[1]),
        )
        here = {k for k in wanted if k in fold(f"{row.get('subject') or ''} {row['text']}")}
        labelled, found = labelled + len(wanted), found + len(wanted - missed)
        written, read = written + len(here), read + len(here - missed)
        ours, wrong, messages = ours + len(got), wrong + len(extra), messages + bool(missed or extra)
    table(
        ["figure", "n", "%", "goal"],
        [
            share("labelled numbers found", found, labelled, FOUND),
            share("of them written in the message", read, written, None),
            share("wrongly taken, of ours", wrong, ours, TAKEN),
            share("messages with a number missed or wrongly taken", messages, len(readers[0].run.rows), None),
        ],
    )


def patterns(_: Corpus, readers: Sequence[Measured]) -> None:
    """The examples of number formats that are read, and those that are not."""
    print("  method: 'Please send invoice EXAMPLE.' must give an ask with just that number; own sentence")
    done = readers[0].run
    missed = [
        f"  not read: {row['text']} ({row['system']})"
        for row, answer in zip(done.rows, done.answers, strict=True)
        if keys((answer or {}).get("asks") or ()) != {key(row["example"])}
    ]
    total = len(done.rows)
    table(["figure", "n", "%", "goal"], [share("examples read", total - len(missed), total, (">=", 100))])
    if missed:
        print(*missed, "", sep="\n")


def examples(row: Row) -> list[Row]:
    """The single examples of a pattern as messages; an entry may hold several."""
    found = (part.strip() for part in re.split(r",|=|\s/\s", row["example"]))
    return [row | {"example": e, "text": f"Please send invoice {e}."} for e in found if e]


def share(name: str, part: int, of: int, goal: Goal | None) -> list[str]:
    """A line of the table."""
    cells = [name, f"{part}/{of}", percent({"": part / of} if of else None, "", goal)]
    return [*cells, " ".join(map(str, goal)) if goal else ""]


def keys(asks: Iterable[Row], *, every: bool = False) -> set[str]:
    """The numbers of asks; `every` counts those too that go to a person."""
    found = set()
    for ask in asks:
        if every or ask.get("intent") not in UNCOUNTED:
            for number in ask.get("numbers") or ():
                ends = (number.get("from"), number.get("to")) if isinstance(number, dict) else (number,)
                found |= {key(str(end)) for end in ends}
    return found


def key(number: str) -> str:
    """What tells a number from others: no separators, case, leading zeros or letters before five digits."""
    return re.sub(r"^[a-z]+(?=\d{5,}$)", "", fold(number)).lstrip("0")


def fold(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[^a-z0-9]+", "", text.casefold())
