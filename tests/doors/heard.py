"""What came back through a door, and whether it is what the story says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from tests.doors.conversations import Turn
from tests.test_stories import told, told_whole

HOUSE = "@house.test"  # who works for the house
LINK = re.compile(r"/[dc]/[\w-]+")


@dataclass(frozen=True, slots=True)
class Post:
    """What one person got: a mail, or a message in their DM."""

    to: str
    text: str  # as it is read without markup
    everything: str  # all that a reader sees of it, links without their tokens
    links: tuple[str, ...]  # paths, in order
    mail: EmailMessage | None = None

    @classmethod
    def of_mail(cls, mail: EmailMessage) -> "Post":
        """A mail of ours."""
        text = told_whole(mail)
        return cls(str(mail["To"]), text, told(mail), tuple(dict.fromkeys(LINK.findall(text))), mail)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that came of one turn."""

    posts: tuple[Post, ...]
    outcome: str = ""  # as the inbox has it; "" where nothing was written, only a button pressed
    reason: str = ""
    documents: tuple[str, ...] = ()  # as the record has it
    given: tuple[str, ...] = ()  # the numbers of what the links in the posts gave
    page: str = ""  # behind the link whose button was pressed
    status: int = 200

    def to(self, person: str) -> Iterator[Post]:
        """What one person got."""
        return (post for post in self.posts if post.to == person)


def differences(turn: Turn, heard: Heard, *, words: bool) -> Iterator[str]:
    """What is not as the story says; `words` = the golden words of a mail count, and who got mail."""
    expect: dict[str, Any] = turn["expect"]
    if heard.outcome != expect.get("outcome", ""):
        yield f"{heard.outcome}, not {expect.get('outcome', '')} ({heard.reason})"
    if "documents" in expect and sorted(heard.documents) != sorted(expect["documents"]):
        yield f"documents {sorted(heard.documents)}, not {sorted(expect['documents'])}"
    staff = turn["from"].endswith(HOUSE)  # what they release belongs to the message that was held
    if heard.outcome and not staff and set(heard.given) != set(heard.documents):
        yield f"the links give {sorted(set(heard.given))}, the record says {sorted(heard.documents)}"
    if heard.status != expect.get("status", 200):
        yield f"the page answers {heard.status}"
    yield from (f"{w!r} is not on the page" for w in expect.get("page", ()) if w not in heard.page)
    everything = "\n".join(post.everything for post in heard.posts)
    yield from (f"{w!r} left the house" for w in expect.get("never", ()) if w in everything)
    for person, forbidden in expect.get("hides", {}).items():
        theirs = "\n".join(post.everything for post in heard.to(person))
        yield from (f"{person} is told {w!r}" for w in forbidden if w in theirs)
    if words:
        yield from missing_words(expect, heard)


def missing_words(expect: dict[str, Any], heard: Heard) -> Iterator[str]:
    """Golden words that are not there, and people who got mail or got none."""
    text = "\n".join(post.text for post in heard.posts)
    yield from (f"{w!r} is not said" for w in expect.get("says", ()) if w not in text)
    for person, wanted in expect.get("tells", {}).items():
        theirs = "\n".join(post.everything for post in heard.to(person))
        yield from (f"{person} is not told {w!r}" for w in wanted if w not in theirs)
    got = sorted(post.to for post in heard.posts)
    if "to" in expect and got != sorted(expect["to"]):
        yield f"mail to {got}"


def paths(urls: Iterable[str]) -> tuple[str, ...]:
    """The links of ours in web addresses."""
    return tuple(dict.fromkeys(found for url in urls for found in LINK.findall(url)))
