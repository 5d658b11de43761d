"""The first word to an account that nobody is bound to: who we are and how to begin, once and never again."""

from datetime import UTC, datetime

from bot.channels.slack.arrivals import Note
from bot.channels.slack.channel import words_parcel
from handlers.chats.binding import PURPOSE
from handlers.desk import House
from handlers.senders.modes import AUTO, mode_for
from parsers.message import Guest
from store.engine import Unit

EVER = datetime(1970, 1, 1, tzinfo=UTC)


def welcome(house: House, team: str, home: str, user: str, unit: Unit, now: datetime) -> bool:
    """Whether they are greeted: only who speaks for nobody and was never told anything."""
    if not user or not greets(house, home, user, unit, now):
        return False
    unit.audit.take_turn()  # two events of one account may come at the same moment
    if not greets(house, home, user, unit, now):
        return False
    note = Note(kind="welcome", team=team, home=home, user=user, channel="", text="")
    text = house.tongues[None]("slack_who", company=house.company)
    unit.outbox.add(words_parcel(note, Guest(home, user).address, text), now)
    return True


def greets(house: House, home: str, user: str, unit: Unit, now: datetime) -> bool:
    """Whether a word is due."""
    if unit.slack_bindings.of(home, user) or mode_for((), unit, house, now) != AUTO:
        return False
    return not unit.outbox.count_to(Guest(home, user).address, PURPOSE, EVER)
