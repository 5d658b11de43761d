"""What every door is to a story: somewhere to say something, and what comes back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from tests.doors.conversations import Story, Turn
from tests.doors.heard import Heard, Post
from tests.doors.house import House


class Door(Protocol):
    """One way in, with the people who use it."""

    house: House
    words: bool  # whether the golden words of the stories count: they are those of a mail

    def leaves_out(self, turn: Turn, before: Post | None) -> str:
        """Why a turn cannot be told here; "" when it can. `before` is what it would reply to."""

    def say(self, story: Story, turn: Turn, before: Post | None) -> Heard:
        """A turn, maybe as a reply to what its writer got before; what came back."""


Open = Callable[[Path], AbstractContextManager[Door]]
