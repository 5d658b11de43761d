"""Where a delivery is cut into ZIPs."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handlers.files.bundles import FILES, parts
from store.traffic import LinkFile


def files(sizes: list[int]) -> list[LinkFile]:
    return [LinkFile(n, n, "0" * 64, f"{n}.pdf", size, "application/pdf") for n, size in enumerate(sizes, 1)]


@given(st.lists(st.integers(0, 500), max_size=60), st.integers(1, 1000))
def test_parts_hold_every_file_once_and_are_as_full_as_they_may_be(sizes: list[int], most: int) -> None:
    own = files(sizes)
    cut = parts(own, most)
    assert [f for part in cut for f in part] == own
    assert all(cut) and all(len(part) == 1 or sum(f.size for f in part) <= most for part in cut)
    assert all(sum(f.size for f in a) + b[0].size > most for a, b in pairwise(cut))


def test_a_part_has_no_more_files_than_it_should_and_nothing_has_no_part() -> None:
    assert [len(part) for part in parts(files([1] * (FILES + 1)), 10**9)] == [FILES, 1]
    assert parts([], 10) == ()
