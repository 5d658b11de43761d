"""What a pressed button does: a choice is a message, a link is ended, a case is decided by who may."""

from typing import TYPE_CHECKING, Any

from bot.channels.slack.arrivals import Note, pressed, text_of
from bot.channels.slack.cards import PREFIX, decide
from bot.channels.slack.channel import home_parcel, words_parcel
from handlers.acts import Revoke, carry_out
from handlers.chats.acts import Unbind
from handlers.senders.people import known
from parsers.message import Guest
from store.engine import Unit

if TYPE_CHECKING:
    from bot.channels.slack.door import Door

Body = dict[str, Any]


def press(door: "Door", body: Body, action: Body) -> None:
    """One press, taken in or carried out before it is acknowledged."""
    name = text_of(action, "action_id")
    note, key = pressed(body, action)
    if not note.user or not note.team or action.get("type") != "button" or action.get("url"):
        return
    if name.startswith(PREFIX):
        decide(door, body, note, name, text_of(action, "value"))
    elif name in ("unbind", "revoke_link"):
        personal(door, note, name)
    elif note.text and (name.startswith(("choose_", "ask_")) or name in ("more", "show_chain")):
        door.take(note, key)


def personal(door: "Door", note: Note, name: str) -> None:
    """Somebody ends their binding or one of their own links; nobody else's."""
    clerk, now = door.clerk, door.clerk.clock()
    with clerk.store.begin() as unit:
        bound = unit.slack_bindings.of(note.home, note.user)
        if bound is None:
            return
        contacts = known(bound.address, unit, clerk.house.today(now))
        says = clerk.house.tongues[contacts[0].language if contacts else None]
        done = ""
        if name == "unbind":
            act = Unbind(note.home, note.user, bound.address, bound.address, "by themselves")
            done = says("slack_unbound") if carry_out(act, unit, now) else ""
        elif (link := own_link(note.text, bound.address, unit)) and carry_out(
            Revoke((link,), bound.address), unit, now
        ):
            done = says("slack_revoked")
        if done:
            guest = Guest(note.home, note.user).address
            unit.outbox.add(words_parcel(note, guest, done), now)
        unit.outbox.add(home_parcel(note.team, note.home, note.user, now), now)


def own_link(value: str, address: str, unit: Unit) -> int | None:
    """The link that a button names, if it was issued to this address."""
    link = unit.links.by_id(int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else None
    return link.id if link and link.recipient == address else None
