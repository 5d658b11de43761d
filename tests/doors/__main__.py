"""`python -m tests.doors`: every story of tests/stories through every door, with a table of it."""

import logging
import shutil
import sys
import tempfile
from pathlib import Path

import structlog

from tests.doors.all import CANNOT, DOORS, apart, table, whole_everywhere
from tests.doors.conversations import stories
from tests.doors.play import Tally, tell


def main() -> int:
    """Prints the table; fails when anything is not as a story says, or differs between doors."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    tallies: dict[str, Tally] = {}
    for name, opened in DOORS.items():
        if name in CANNOT:
            continue
        folder = Path(tempfile.mkdtemp(prefix="docclerk-doors-"))
        try:
            with opened(folder) as door:
                tallies[name] = tell(door, stories())
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    odd = [f"{name}: {line}" for name, tally in tallies.items() for line in tally.odd]
    differing = list(apart(tallies))
    print(table(tallies), *(f"{door}: not told: {why}" for door, why in CANNOT.items()), sep="\n")
    print(f"{len(stories())} conversations, {whole_everywhere(tallies.values())} of them whole at every door")
    print(f"turns that differ between doors: {len(differing)}", *differing, *odd, sep="\n")
    return 1 if odd or differing else 0


if __name__ == "__main__":
    sys.exit(main())
