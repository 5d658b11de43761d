"""Single sentences as people write them: `python -m tests.bench.bench_blocks`.

The files in `blocks/` hold what messages are made of, written by people who had not seen the reader: wishes
of one or two sentences, mails with two or three asks, and tellings that ask for nothing. A wish must be read
as it is labelled; a telling is put before and behind a plain wish, and must change nothing. The builders have
read the lines of odd number only (`seen`); the others are counted and not looked at.

A line of wishes: id, lang, today, text, asks. A line of tellings: id, text.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.understand import compiled
from parsers.requests.reader import parse
from tests.bench.bench_messages import Row, whole

FOLDER = Path(__file__).with_name("blocks")
TODAY = "2025-11-14"
INVOICE = {"intent": "documents", "kinds": ["invoice"], "numbers": ["4711022"]}
PLAIN = {"de": "Bitte senden Sie mir die Rechnung 4711022.", "en": "Please send me invoice 4711022."}


def rows(path: Path) -> list[Row]:
    """The lines of a file as mails with their labels; a telling gives two."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    told = path.stem.startswith("told")
    return [row for line in lines for row in (_beside(line, PLAIN[path.stem[-2:]]) if told else [line])]


def _beside(telling: Row, wish: str) -> Iterator[Row]:
    for text in (f"{telling['text']}\n\n{wish}", f"{wish} {telling['text']}"):
        yield {**telling, "today": TODAY, "text": text, "asks": [INVOICE]}


def right(row: Row) -> bool:
    """True when exactly the labelled asks are read."""
    found = parse("", row["text"], compiled()[1], today=date.fromisoformat(row["today"])).asks
    return whole({**row, "expect": {"asks": row["asks"]}}, [ask.as_table() for ask in found])


def main() -> None:
    """Prints a line for each file: how many lines are read right, of those seen and of the others."""
    print(f"{'block':12} {'n':>5} {'seen':>7} {'unseen':>7}")
    for path in sorted(FOLDER.glob("*.jsonl")):
        read = [(int(row["id"][-3:]) % 2 == 1, right(row)) for row in rows(path)]
        halves = [[ok for half, ok in read if half is seen] for seen in (True, False)]
        shares = [f"{sum(half) / max(1, len(half)):7.1%}" for half in halves]
        print(f"{path.stem:12} {len(read):5} {' '.join(shares)}")


if __name__ == "__main__":
    main()
