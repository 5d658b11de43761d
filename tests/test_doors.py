"""The conversations of tests/stories through every door of a running clerk: the same outcomes and documents.

Here each door tells its share of the short ones; with DOCCLERK_DOORS=all every door tells every one of them.
`python -m tests.doors` does that too and prints a table.
"""

from pathlib import Path

import pytest

from tests.doors.all import CANNOT, DOORS, apart, everything, table
from tests.doors.conversations import dealt, short, stories
from tests.doors.heard import Heard, Post, differences
from tests.doors.play import Tally, tell

ENOUGH = 60  # conversations that every door tells whole


def test_the_shares_are_all_short_ones() -> None:
    hands = [dealt(hand, len(DOORS)) for hand in range(len(DOORS))]
    assert sorted(s.name for hand in hands for s in hand) == sorted(s.name for s in short())
    assert len(short()) >= ENOUGH


def test_a_difference_would_be_seen() -> None:
    expect = {
        "outcome": "answered",
        "documents": ["RE-1"],
        "says": ["Ihre"],
        "never": ["RE-2"],
        "to": ["a@x.test"],
    }
    turn = {"from": "a@x.test", "expect": {**expect, "hides": {"a@x.test": ["714"]}}}
    good = Heard((Post("a@x.test", "Ihre", "Ihre", ()),), "answered", "", ("RE-1",), ("RE-1",))

    def seen(heard: Heard) -> list[str]:
        return list(differences(turn, heard, words=True))

    assert not seen(good)
    assert len(seen(Heard(good.posts, "missing", "", ("RE-1",), ("RE-1",)))) == 1
    assert len(seen(Heard(good.posts, "answered", "", ("RE-2",), ("RE-1",)))) == 2
    assert len(seen(Heard(good.posts, "answered", "", ("RE-1",), ()))) == 1
    told = Post("a@x.test", "Ihre", "RE-2 714", ())
    assert len(seen(Heard((told,), "answered", "", ("RE-1",), ("RE-1",)))) == 2
    assert len(seen(Heard((Post("b@x.test", "", "", ()),), "answered", "", ("RE-1",), ("RE-1",)))) == 2
    tallies = {door: Tally(documents={"s, turn 1": (door,)}) for door in ("one", "two")}
    assert len(list(apart(tallies))) == 1
    assert not list(apart({"one": tallies["one"]}))


@pytest.mark.parametrize("name", DOORS)
def test_every_door_gives_the_same(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if name in CANNOT:
        pytest.skip(CANNOT[name])
    mine = stories() if everything() else dealt(list(DOORS).index(name), len(DOORS))
    with DOORS[name](tmp_path) as door:
        tally = tell(door, mine)
    with capsys.disabled():
        print(f"\n{table({name: tally})}")
    assert not tally.odd, "\n".join(tally.odd)
    assert tally.whole >= (ENOUGH if everything() else len(mine) * 2 // 3)
