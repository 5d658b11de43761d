"""A colleague who writes unasked: the admin of their house is asked, the colleague learns nothing."""

import re
from datetime import date, datetime, timedelta

from handlers.acts import Change
from handlers.admins.decisions import asked_enough, question
from handlers.admins.mandates import ADMIN, admins_of, covers, mandates
from handlers.answers import Reply
from handlers.desk import House
from handlers.senders.people import Principal, Stranger
from parsers.message import InboundMessage
from parsers.requests.reader import parse
from store.engine import Unit
from store.records import Account, Contact

INTRODUCED = "introduced"  # in the story of a message: that admins were asked because of it
AGAIN = timedelta(days=7)  # before the admins are asked about the same address once more
LEAST = frozenset({"delivery_note"})  # shows no price; what is offered when the colleague named nothing
OPEN_TO = "buyer"  # no more than this role sees is ever offered: no statement, no reminder
MOST = 3  # admins that are asked
NAME = re.compile(r"[^\W\d_]{1,30}(?:(?: |\. |-|'|’)[^\W\d_]{1,30}){0,4}")


def introduced(
    message: InboundMessage, sender: Stranger, unit: Unit, house: House, now: datetime
) -> tuple[Reply, ...]:
    """The questions to the admins of the account whose mail domain a proven stranger writes from.

    Nobody is asked about an address that stands with a customer already, if only suspended, nor twice a week.
    """
    accounts = unit.accounts.by_domain(sender.address.rpartition("@")[2])
    if not accounts or not sender.proof.holds or house.people.is_private(sender.address):
        return ()
    if unit.contacts.by_email(sender.address) or asked_lately(sender.address, unit, now):
        return ()
    today = house.today(now)
    wanted = kinds_wanted(message, house, today)
    name = message.sender_name if NAME.fullmatch(message.sender_name) else None
    replies: dict[str, Reply] = {}
    for account in accounts:
        for admin in admins_of(account.id, unit, house.kinds, today):
            newcomer = Contact(account.account, sender.address, name, account_id=account.id)
            change = offered(newcomer, account, admin, wanted, unit, house)
            if change and admin.address not in replies and not asked_enough(admin.address, unit, house, now):
                asker = f"{name}, {sender.address}" if name else sender.address
                contact = next(c for c in admin.contacts if c.role == ADMIN)
                replies[admin.address] = question(contact, change, "stranger", asker, unit, house, now)
    return tuple(replies.values())[:MOST]


def asked_lately(address: str, unit: Unit, now: datetime) -> bool:
    """Whether the admins were asked about this address within the week."""
    return any(story.get(INTRODUCED) for story in unit.inbox.stories(address, now - AGAIN))


def kinds_wanted(message: InboundMessage, house: House, today: date) -> frozenset[str]:
    """The kinds that the message asks for by name, as far as a buyer sees them; else the least."""
    request = parse(message.subject, message.text, house.vocabulary, today=today)
    named = {kind for ask in request.asks for kind in ask.kinds}
    return (house.kinds.for_role(OPEN_TO) & named) or LEAST


def offered(
    newcomer: Contact, account: Account, admin: Principal, wanted: frozenset[str], unit: Unit, house: House
) -> Change | None:
    """What an admin is asked to allow, within what they see; None when that is nothing."""
    for own, grants in mandates(admin):
        most = next((g for g in grants if g.account_id == account.id), None)
        kinds = wanted & most.kinds if most else frozenset[str]()
        if most is None or not kinds:
            continue
        shall = Contact(
            account=account.account,
            email=newcomer.email,
            name=newcomer.name,
            role=OPEN_TO,
            kinds=tuple(sorted(kinds)),
            locations=tuple(sorted(most.locations or ())),
            cost_centres=tuple(sorted(most.cost_centres or ())),
            until=own.until,
            documents_since=own.documents_since,
            documents_until=own.documents_until,
            language=own.language,
            account_id=account.id,
        )
        if covers(admin, shall, unit, house.kinds):
            return Change(admin.address, admit=(shall,))
    return None
