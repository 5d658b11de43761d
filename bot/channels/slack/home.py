"""The Home tab: who somebody is for the clerk, what they may get, what was sent, and how to end it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.channels.slack.blocks import Block, confirm, context, header, say, section
from bot.channels.slack.markup import bold, cut, escaped
from handlers.desk import House
from handlers.letters.says import Says
from handlers.senders.people import known, principal
from parsers.message import Proof
from store.engine import Unit
from store.slack_bindings import Binding
from store.traffic import Link

LINKS = 8
NAMES = 3  # files of a link that are named

View = dict[str, Any]


def home_view(binding: Binding | None, unit: Unit, house: House, now: datetime) -> View:
    """The tab as a view; for an account that speaks for nobody how to begin, and nothing else."""
    if binding is None:
        says = house.tongues[None]
        blocks = [
            header(says("slack_home_unknown")),
            section(escaped(says("slack_who", company=house.company))),
        ]
        return {"type": "home", "blocks": blocks}
    contacts = known(binding.address, unit, house.today(now))
    says = house.tongues[contacts[0].language if contacts else None]
    blocks = [
        section(bold(says("slack_home_you", address=binding.address))),
        *(seen(binding.address, unit, house, says, now) if contacts else ()),
        *wishes(says, house),
        *sent(binding.address, unit, house, says, now),
        section(escaped(says("slack_home_help"))),
        ending(says),
    ]
    return {"type": "home", "blocks": blocks}


def seen(address: str, unit: Unit, house: House, says: Says, now: datetime) -> Iterator[Block]:
    """What they may get, by kind, and how old the data is."""
    today = house.today(now)
    person = principal(known(address, unit, today), Proof(), unit, house.kinds, today)
    kinds = unit.documents.kinds_seen(person.grants)
    lines = [
        escaped(says("slack_home_kind", kind=says.title(kind, 2), n=number)) for kind, number in kinds.items()
    ]
    yield header(says("slack_home_sees"))
    yield section("\n".join(lines) or escaped(says("slack_home_nothing")))
    as_of = unit.feeds.data_as_of(None)
    if as_of:
        yield context(escaped(says("slack_home_data", when=says.moment(as_of, today))))


def wishes(says: Says, house: House) -> Iterator[Block]:
    """Buttons for what is asked most, as far as the house answers it."""
    elements = []
    if "statement" in house.intents or "open_items" in house.intents:
        label = says("slack_home_open_items")
        elements.append(say("ask_open_items", label, says("slack_home_open_items_wish")))
    if "subscribe" in house.intents or "subscriptions" in house.intents:
        label = says("slack_home_subscriptions")
        elements.append(say("ask_subscriptions", label, says("slack_home_subscriptions_wish")))
    if elements:
        yield {"type": "actions", "block_id": "wishes", "elements": elements}


def sent(address: str, unit: Unit, house: House, says: Says, now: datetime) -> Iterator[Block]:
    """The links that still work, each with a button that ends it."""
    links = unit.links.listed(live=now, recipient=address)[:LINKS]
    if links:
        yield header(says("slack_home_last"))
    for link in links:
        day = says.day(house.today(link.expires_at))
        words = says("slack_home_link", files=files_of(link), day=day)
        button = say("revoke_link", says("slack_home_revoke"), str(link.id))
        yield {**section(escaped(cut(words, 500))), "accessory": button}


def files_of(link: Link) -> str:
    """The names of a few files and how many more there are."""
    names = [file.name for file in link.files[:NAMES]]
    more = len(link.files) - len(names)
    return ", ".join(names) + (f" +{more}" if more > 0 else "")


def ending(says: Says) -> Block:
    """The button that ends the binding."""
    button = say("unbind", says("slack_home_unbind"), "unbind")
    button |= {"style": "danger", "confirm": confirm(says("slack_home_unbind_sure"), says)}
    return {"type": "actions", "block_id": "binding", "elements": [button]}
