"""Tells stories through a door and keeps what came of every turn."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.doors.conversations import Story
from tests.doors.door import Door
from tests.doors.heard import Heard, Post, differences

NOT_ASKED = "the page of a question that was not put here"


@dataclass
class Tally:
    """What one door made of the stories."""

    conversations: int = 0  # told, at least in part
    whole: int = 0  # told from the first turn to the last
    turns: int = 0
    left_out: dict[str, list[str]] = field(default_factory=dict)  # why -> "story, turn"
    odd: list[str] = field(default_factory=list)  # what is not as the story says
    documents: dict[str, tuple[str, ...]] = field(default_factory=dict)  # "story, turn" -> outcome, numbers
    seconds: float = 0.0


def tell(door: Door, stories: Iterable[Story]) -> Tally:
    """All of them, one after another."""
    tally, began = Tally(), time.monotonic()
    for story in stories:
        turns = tally.turns
        tell_one(door, story, tally)
        told = tally.turns - turns
        tally.conversations += told > 0
        tally.whole += told == len(story.turns)
    tally.seconds = time.monotonic() - began
    return tally


def tell_one(door: Door, story: Story, tally: Tally) -> None:
    """One story; what leans on a turn that was left out is left out with it.

    Behind an answer that was left out no button is pressed any more: it may have decided already.
    """
    latest: dict[str, Post] = {}  # what each person got last
    asked: dict[str, Post] = {}  # the last question with a link
    last: Post | None = None
    leans, missed = "", False  # why what leans on the turn before is left out; whether an answer was
    for n, turn in enumerate(story.turns, 1):
        where = f"{story.name}, turn {n}"
        person = turn["from"]
        if not turn.get("reply"):
            leans = ""
        before = latest.get(person, last)
        unasked = NOT_ASKED if "press" in turn and (missed or person not in asked) else ""
        if why := leans or unasked or door.leaves_out(turn, before):
            leans, missed = why, missed or "press" in turn or turn.get("reply", False)
            tally.left_out.setdefault(why, []).append(where)
            continue
        if "press" in turn:
            links = [link for link in asked[person].links if link.startswith("/c/")]
            heard = door.house.press(links[turn.get("link", 1) - 1], turn["press"])
        else:
            heard = door.say(story, turn, before)
        note(where, heard, tally)
        tally.odd += [f"{where}: {odd}" for odd in differences(turn, heard, words=door.words)]
        latest |= {post.to: post for post in heard.posts}
        asked |= {p.to: p for p in heard.posts if any(link.startswith("/c/") for link in p.links)}
        last = next(heard.to(person), last)


def note(where: str, heard: Heard, tally: Tally) -> None:
    """What came of a turn, for a comparison with other doors."""
    tally.turns += 1
    tally.documents[where] = (heard.outcome, *sorted(heard.documents))
