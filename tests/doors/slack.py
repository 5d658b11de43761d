"""The door for Slack: direct messages of people who are bound, by Socket Mode or by signed HTTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.doors.conversations import Story, Turn
from tests.doors.heard import HOUSE, Heard, Post, paths
from tests.doors.house import House, running
from tests.slack.person import User
from tests.slack.records import Message
from tests.slack.team import Team
from tests.slack.workspace import Slack
from tests.world import NOW

FORWARD = re.compile(r"^(?:>|-{5,} ?(?:Urspr|Forwarded|Original)|(?:Von|From): .+@)", re.M)
MAIL_ONLY = {  # keys of a turn, and what it is about then
    "to": "who stands in To and Cc",
    "cc": "who stands in To and Cc",
    "headers": "the headers of a mail",
    "from_header": "the headers of a mail",
    "attached": "a mail that is attached",
}


@dataclass
class Chat:
    """A workspace with the people of each story, bound to the addresses that they have there."""

    house: House
    slack: Slack
    team: Team
    words = False  # blocks are no mail
    people: dict[tuple[str, str], User] = field(default_factory=dict)  # story, address

    def leaves_out(self, turn: Turn, before: Post | None) -> str:
        """What only a mail can be, and people whom nobody could bind."""
        about = next((why for key, why in MAIL_ONLY.items() if key in turn), "")
        if about or "press" in turn:
            return about
        if not turn.get("proven", True):
            return "a sender who proves nothing"
        if FORWARD.search(turn["text"]):
            return "a mail that is forwarded"
        if turn.get("reply") and before and (before.mail or before.to != turn["from"]):
            return "the answer to a mail"
        return "" if self.can_be_bound(turn["from"]) else "a person whom nobody knows"

    def can_be_bound(self, address: str) -> bool:
        """Whether they are of the house, or a contact today."""
        with self.house.clerk.store.read() as unit:
            found = unit.contacts.by_email(address)
        here = [c for c in found if c.active and (c.until is None or c.until >= NOW.date())]
        return address.endswith(HOUSE) or bool(here)

    def say(self, story: Story, turn: Turn, before: Post | None) -> Heard:
        """As a direct message: its text alone, nobody writes subjects there."""
        person = self.person(story, turn["from"])
        since, shown = len(self.house.sink.mails), {u: len(u.dm_answers()) for u in self.people.values()}
        said = person.writes_dm(turn["text"])
        item = self.house.await_rest(f"<{said.ts}.{said.channel.id}@{self.team.id}.slack.invalid>")
        posts = [
            post(address, message)
            for (name, address), user in self.people.items()
            for message in user.dm_answers()[shown[user] :]
            if name == story.name
        ]
        return self.house.heard(item, (*posts, *self.house.mails(since)))

    def person(self, story: Story, address: str) -> User:
        """Somebody of a story, bound before they write."""
        key = story.name, address
        if key not in self.people:
            user = self.people[key] = self.team.member(address.partition("@")[0].title(), address)
            with self.house.clerk.store.begin() as unit:
                unit.slack_bindings.bind(self.team.id, user.id, address, self.house.clerk.clock())
        return self.people[key]


def post(address: str, message: Message) -> Post:
    """A message as its reader has it."""
    everything = message.everything()
    shown = re.sub(r"/([dc])/[\w-]+", r"/\1/", everything)
    return Post(address, message.text, shown, paths(message.links()))


@contextmanager
def open_slack(folder: Path, mode: Literal["socket", "http"]) -> Iterator[Chat]:
    """The clerk in a workspace."""
    with Slack() as slack:
        app = slack.app()
        team = slack.team("Muster Handel")
        section: dict[str, Any] = {
            "api_url": slack.api_url,
            "mode": mode,
            "bot_token": team.installs(app).bot_token,
            "app_token": app.app_token,
            "signing_secret": app.signing_secret,
        }
        with running(folder, ("slack",), {"slack": section}) as house:
            if mode == "http":
                app.listen_at(f"{str(house.browser.base_url).rstrip('/')}/slack/events")
            else:
                slack.sockets.await_connection(app)
            yield Chat(house, slack, team)
            assert not slack.refused(), slack.refused()
