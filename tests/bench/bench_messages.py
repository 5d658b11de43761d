"""How many of the house's own labelled messages are read whole: `python -m tests.bench.bench_messages`.

Each set in `messages/` was written by somebody who had not seen the reader, and was open to its builders from
then on. The sets in `messages/unseen/` nobody has opened: only their counts are taken, and they tell how
messages are read that nobody tuned on. Whoever opens one moves it up.

One JSON object a line: id, lang, channel, sender, today, subject, text, context, and `expect.asks` (and
`also`: further readings that are right), with the fields of an ask.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.understand import compiled
from parsers.asks import Ask
from parsers.phrases import fold
from parsers.requests.reader import parse

FOLDER = Path(__file__).with_name("messages")
GIVING = frozenset({"documents", "statement", "export"})
WITH_KINDS = frozenset({"documents", "export", "subscribe", "unsubscribe", "people"})
ONLY_INTENT = frozenset({"dispute", "other", "human", "help"})
PLAIN = ("last", "status", "form")
NAMED = ("location", "cost_centre")
MONTHS = 24  # "the last n months" may be rolling or by the calendar
Row = Mapping[str, Any]


def bare(value: object) -> str:
    """Letters and digits only, without case and accents."""
    return re.sub(r"[^a-z0-9]+", "", fold(str(value or "")))


def key(number: object) -> object:
    """A number without separators, leading zeros and the letters before five or more digits."""
    if isinstance(number, Mapping):
        return key(number.get("from")), key(number.get("to"))
    written = bare(number)
    return re.sub(r"^[a-z]+(?=[0-9]{5,}$)", "", written).lstrip("0") or written


def fields(ask: Row) -> dict[str, object]:
    """What of an ask is compared, but for the time frame and the person."""
    intent = ask["intent"]
    if intent in ONLY_INTENT:
        return {"intent": intent}
    amount = re.sub(r"[^0-9.]", "", str(ask.get("amount") or "")).rstrip("0").rstrip(".")
    return {
        "intent": intent,
        "kinds": frozenset(ask.get("kinds") or ()) if intent in WITH_KINDS else None,
        "numbers": frozenset(map(key, ask.get("numbers") or ())),
        "amount": amount,
        **{name: ask.get(name) for name in PLAIN},
        **{name: bare(ask.get(name)) for name in NAMED},
    }


def same(expected: Row, got: Row, today: date) -> bool:
    """True when an ask is the labelled one."""
    if fields(expected) != fields(got):
        return False
    if expected["intent"] in ONLY_INTENT:
        return True
    person, ours = bare(expected.get("person")), bare(got.get("person"))
    named = person == ours or (person and ours and (person in ours or ours in person))
    return bool(named) and (got.get("since"), got.get("until")) in frames(expected, today)


def frames(ask: Row, today: date) -> set[tuple[str | None, str | None]]:
    """All time frames that are right: "this month" may end today, "the last 3 months" may be whole ones."""
    since, until = ask.get("since"), ask.get("until")
    now = today.isoformat()
    right = {(since, until)}
    if until and until > now:
        right |= {(since, now), (since, None)}
    if since and until in (now, None):
        right |= {(since, now), (since, None)}
        for months in range(1, MONTHS + 1):
            back = _before(today, months)
            if abs((back - date.fromisoformat(since)).days) <= 1:
                first = _before(today.replace(day=1), months).isoformat()
                end = (today.replace(day=1) - timedelta(days=1)).isoformat()
                right |= {(first, end), (first, now), (first, None)}
    return right


def _before(day: date, months: int) -> date:
    """The same day so many months before, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def whole(row: Row, asks: list[Row]) -> bool:
    """True when the asks are those of one of the right readings, in any order."""
    today = date.fromisoformat(row["today"])
    return any(_agree(reading, asks, today) for reading in _readings(row))


def _agree(reading: Iterable[Row], asks: Iterable[Row], today: date) -> bool:
    left = list(asks)
    for expected in reading:
        found = next((ask for ask in left if same(expected, ask, today)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _readings(row: Row) -> list[list[Row]]:
    return [row["expect"]["asks"], *row["expect"].get("also", [])]


def read(row: Row) -> list[Row]:
    """Our asks of a message."""
    context = Ask.from_table(row["context"]) if row.get("context") else None
    request = parse(
        row["subject"],
        row["text"],
        compiled()[1],
        today=date.fromisoformat(row["today"]),
        channel=row["channel"],
        sender=row["sender"],
        context=context,
    )
    return [ask.as_table() for ask in request.asks]


def main(folder: Path) -> None:
    """Prints a line for each set and one for all; apart from them the sets that nobody has opened."""
    print(f"{'set':10} {'n':>5} {'whole':>7} {'false':>7}   false: documents for messages that must get none")
    for place in (folder, folder / "unseen"):
        every: list[tuple[bool, bool | None]] = []
        for path in sorted(place.glob("*.jsonl")):
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            judged = [judge(row) for row in rows]
            _show(path.stem, judged)
            every += judged
        _show("unseen" if place != folder else "all", every)


def judge(row: Row) -> tuple[bool, bool | None]:
    """Whether a message is read whole, and whether it gets papers wrongly; None for one that may get some."""
    asks = read(row)
    gives = any(ask["intent"] in GIVING for reading in _readings(row) for ask in reading)
    return whole(row, asks), None if gives else any(ask["intent"] in GIVING for ask in asks)


def _show(name: str, judged: list[tuple[bool, bool | None]]) -> None:
    right = sum(ok for ok, _ in judged) / max(1, len(judged))
    none = [wrong for _, wrong in judged if wrong is not None]
    print(f"{name:10} {len(judged):5} {right:7.1%} {sum(none) / max(1, len(none)):7.1%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
