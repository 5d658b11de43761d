"""`python -m tests.faults [--times N] [GROUP …]`: breaks what can break, and proves that nothing is lost."""

import argparse
import sys
import time

from tests.faults.campaign import GROUPS, run, show
from tests.faults.doom import MAIL_SIDE


def main() -> int:
    """The table; 1 when anything was lost, doubled beyond what is allowed, or left without an end."""
    options = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    options.add_argument("--times", type=int, default=5, help="how often each step is killed (5: over 200)")
    options.add_argument("groups", nargs="*", choices=[*GROUPS, []], default=[], help="only these")
    options.add_argument("--step", choices=[*MAIL_SIDE], action="append", help="kill at this step only")
    given = options.parse_args()
    rows, start = [], time.monotonic()
    groups = ("kills",) if given.step else tuple(given.groups) or GROUPS
    for row in run(given.times, groups, given.step or ()):
        rows.append(row)
        print(
            f"{time.monotonic() - start:6.0f} s  {row.fault}: {row.injected} times, "
            f"{row.accepted} accepted, {row.lost} lost, {row.doubled} doubled {'!' if row.wrong else ''}",
            file=sys.stderr,
            flush=True,
        )
        for wrong in row.wrong:
            print(f"          {wrong}", file=sys.stderr, flush=True)
    show(rows)
    return 1 if any(row.wrong for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
