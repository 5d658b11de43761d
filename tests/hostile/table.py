"""All hostile mails, in the order of the threat table."""

from collections import Counter
from dataclasses import replace

from tests.hostile import contents, proofs, senders, wishes
from tests.hostile.letters import Case

ANYWHERE = (replace(case, house="any") for case in (*wishes.CASES, *contents.CASES))
ALL: tuple[Case, ...] = (*senders.CASES, *proofs.CASES, *ANYWHERE)


def first(most: int) -> list[Case]:
    """Of the cases of one row that end alike at most so many: the first stand for the others."""
    found: list[Case] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for case in ALL:
        kind = (case.row, case.expect, case.house, case.to)
        seen[kind] += 1
        if seen[kind] <= most:
            found.append(case)
    return found
