"""One command of the house's own people in hand, and what it names: documents, an account, a thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.acts import Act
from handlers.desk import House
from handlers.letters.says import Says
from handlers.senders.people import known
from parsers.commands import Command
from store.engine import Unit
from store.records import Account, Document
from store.traffic import InboxItem


@dataclass(frozen=True, slots=True)
class Order:
    """One command in hand: who gave it, on what message of the thread, and all that may be read."""

    command: Command
    by: str
    about: InboxItem | None  # the message that the thread is about
    unit: Unit
    house: House
    now: datetime
    today: date

    @property
    def says(self) -> Says:
        """Staff read the language of the house."""
        return self.house.tongues[None]


@dataclass(frozen=True, slots=True)
class Done:
    """What is said back, and what is carried out; no acts = the command did not come to anything."""

    line: str
    acts: tuple[Act, ...] = ()


def listed(documents: Sequence[Document], order: Order) -> str:
    """The numbers with their accounts."""
    return order.says.listed(f"{d.number} ({d.account})" for d in documents)


def account(order: Order) -> Account | None:
    """The account that the command names, by its number."""
    said = order.command.parts.get("for", "")
    return order.unit.accounts.get(said.strip().strip("()")) if said else None


def of_thread(order: Order) -> Account | None:
    """The one account that the message of the thread belongs to."""
    if order.about is None:
        return None
    address = order.about.story.get("for") or order.about.sender or ""
    contacts = known(address, order.unit, order.today)
    return order.unit.accounts.by_id(contacts[0].account_id) if len(contacts) == 1 else None


def named(whom: Account) -> str:
    """ "Adler Metallbau GmbH (1001)"."""
    return f"{whom.name} ({whom.account})"
