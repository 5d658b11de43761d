"""The figures of a shadow run: what could be answered, how right it is, and which accounts to begin with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from bot.replay.run import Case, Replay

OUTCOMES = ("answered", "question", "missing", "person", "unproven", "unknown", "none", "fault")
VERDICTS = ("same", "more", "part", "other", "nothing")
ASKED = {"answered", "question", "missing", "person"}  # wishes of known contacts
MOST = 0.6  # of the work: the accounts to begin with


def figures(run: Replay, names: Mapping[str, str]) -> dict[str, Any]:
    """JSON-ready; `names` are those of the accounts."""
    counts = Counter(case.outcome for case in run.cases)
    total = len(run.cases)
    ranked = ranking(run.cases, names)
    waits = [case.waited for case in run.cases if case.waited is not None and case.waited >= 0]
    return {
        "mails": total + len(run.survey.replies) + run.survey.outgoing + run.survey.unreadable,
        "incoming": total,
        "replies": len(run.survey.replies),
        "outgoing": run.survey.outgoing,
        "unreadable": run.survey.unreadable,
        "senders": "checked by stored results" if run.proven else "taken at their word",
        "outcomes": {name: counts[name] for name in OUTCOMES},
        "percent": {name: round(100 * counts[name] / total, 1) if total else 0.0 for name in OUTCOMES},
        "compared": compared(run.cases),
        "median_minutes_then": round(median(waits), 1) if waits else None,
        "median_seconds_now": round(median([c.seconds for c in run.cases]), 3) if total else None,
        "accounts": ranked,
        "begin_with": begin_with(ranked),
    }


def compared(cases: Iterable[Case]) -> dict[str, Any]:
    """How the clerk's choice agrees with what people of the house attached."""
    pairs = [case.agreement for case in cases if case.agreement]
    verdicts = Counter(pair.verdict for pair in pairs)
    offered, given = sum(p.offered for p in pairs), sum(p.given for p in pairs)
    return {
        "pairs": len(pairs),
        **{name: verdicts[name] for name in VERDICTS},
        "precision": round(100 * sum(p.fitting for p in pairs) / offered, 1) if offered else None,
        "recall": round(100 * sum(p.met for p in pairs) / given, 1) if given else None,
    }


def ranking(cases: Sequence[Case], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Accounts by their work: requests times people times the median minutes that an answer took."""
    mine: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.account and case.outcome in ASKED:
            mine[case.account].append(case)
    requests = sum(map(len, mine.values()))
    waits = [c.waited for c in cases if c.waited is not None and c.waited >= 0]
    usual = median(waits) if waits else 1.0
    rows = []
    for account, asked in mine.items():
        own = [c.waited for c in asked if c.waited is not None and c.waited >= 0]
        people, minutes = len({c.sender for c in asked}), median(own) if own else usual
        rows.append(
            {
                "account": account,
                "name": names.get(account, ""),
                "requests": len(asked),
                "contacts": people,
                "median_minutes": round(minutes, 1),
                "work": round(len(asked) * people * minutes),
                "percent": round(100 * len(asked) / requests, 1),
            }
        )
    return sorted(rows, key=lambda row: (-row["work"], -row["requests"], row["account"]))


def begin_with(ranked: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The fewest accounts from the top that make up most of the work."""
    whole, sum_, first = sum(row["work"] for row in ranked), 0, 0
    while whole and sum_ < MOST * whole:
        sum_ += ranked[first]["work"]
        first += 1
    return {"accounts": first, "percent": round(100 * sum_ / whole) if whole else 0}
