"""What an admin decides about colleagues, in plain words: who, which documents, where, how long."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add

from handlers.acts import Change
from handlers.answers import Answer, Proposal, choices_of
from handlers.desk import House
from handlers.letters.letter import Part
from handlers.letters.parts import Sheet
from handlers.letters.says import Says
from store.engine import Unit
from store.records import Account, Contact


def change_lines(change: Change, unit: Unit, house: House, says: Says) -> tuple[str, ...]:
    """What will be so, one block of lines for each person, with what the admin should know before."""
    blocks = [admission(c, change, unit, house, says) for c in change.admit]
    blocks += [removal(rows, says("deed_end"), unit, says) for rows in by_address(change.suspend)]
    for rows in by_address(change.ending):
        blocks.append(removal(rows, says("deed_end_on", day=says.day(rows[0].until)), unit, says))
    return tuple("\n".join(block) for block in blocks)


def admission(contact: Contact, change: Change, unit: Unit, house: House, says: Says) -> list[str]:
    """The lines about somebody who may see something from then on."""
    account = unit.accounts.get(contact.account)
    before = [c for c in unit.contacts.by_email(contact.email) if c.account == contact.account and c.active]
    lines = [
        says("deed_person", person=called(contact)),
        says("deed_documents", documents=documents_of(contact, house, says)),
        says("deed_account", account=account_of(contact, account, says)),
        says("deed_until", day=says.day(contact.until)) if contact.until else says("deed_ever"),
    ]
    if contact.documents_since or contact.documents_until:
        lines[2:2] = [says("deed_period", period=period_of(contact, says))]
    places = place_names(contact, unit)
    lines[3:3] = [says("deed_places", places=says.listed(places))] if places else []
    lines[3:3] = (
        [says("deed_centres", centres=says.listed(contact.cost_centres))] if contact.cost_centres else []
    )
    lines += [says("deed_before", documents=documents_of(c, house, says)) for c in before]
    return lines + [says(f"warn_{key}") for key in warnings(contact, account, change, house)]


def by_address(contacts: Iterable[Contact]) -> list[list[Contact]]:
    """The contacts of each person together."""
    people: dict[str, list[Contact]] = {}
    for contact in contacts:
        people.setdefault(contact.email, []).append(contact)
    return list(people.values())


def removal(rows: Sequence[Contact], end: str, unit: Unit, says: Says) -> list[str]:
    """The lines about somebody who sees nothing any more, at once or after their last day."""
    accounts = [account_of(c, unit.accounts.get(c.account), says, tree=False) for c in rows]
    return [
        says("deed_person", person=called(rows[0])),
        says("deed_account", account=says.listed(accounts)),
        end,
    ]


def warnings(contact: Contact, account: Account | None, change: Change, house: House) -> list[str]:
    """What to look at twice: anybody's mail domain, another house's domain, a mailbox of several people."""
    domain = contact.email.rpartition("@")[2]
    own = {account.email_domain if account else None, change.by.rpartition("@")[2]}
    found = []
    if house.people.is_private(contact.email):
        found.append("private")
    elif domain not in own:
        found.append("foreign")
    if house.people.is_shared(contact.email):
        found.append("shared")
    return found


def period_of(contact: Contact, says: Says) -> str:
    """The days whose documents a contact sees."""
    since, last = says.day(contact.documents_since), says.day(contact.documents_until)
    if since and last:
        return says("wish_between", since=since, until=last)
    return says("wish_since", since=since) if since else says("wish_until", until=last)


def called(contact: Contact) -> str:
    """A person by name and address."""
    return f"{contact.name}, {contact.email}" if contact.name else contact.email


def documents_of(contact: Contact, house: House, says: Says) -> str:
    """The kinds that a contact sees, spelt out."""
    kinds = house.kinds.for_role(contact.role, contact.kinds)
    if kinds == frozenset(house.kinds.codes()):
        return says("deed_everything")
    return says.listed(house.kinds.joined(kinds, says.language))


def account_of(contact: Contact, account: Account | None, says: Says, *, tree: bool = True) -> str:
    """An account by name and number, with the word for those below it."""
    name = f"{account.name} ({account.account})" if account else contact.account
    return says("deed_tree", account=name) if contact.tree and tree else name


def place_names(contact: Contact, unit: Unit) -> list[str]:
    """The locations that limit a contact, by their names."""
    names = {s.location: s.name for s in unit.locations.of((contact.account_id,))}
    return [names.get(code, code) for code in contact.locations]


def change_of(answers: Iterable[Answer]) -> Change | None:
    """All that one confirmation of the writer would carry out; None when nothing is proposed to them."""
    acts = [a.act for a in answers if isinstance(a, Proposal) and not a.deciders]
    return reduce(add, acts) if acts else None


def decision(change: Change, token: str, answers: Sequence[Answer], sheet: Sheet) -> list[Part]:
    """The question to the writer, who is the admin: what will be so, and how to confirm it.

    A plain yes is offered only where no other question could be meant by it.
    """
    says, house = sheet.desk.says, sheet.house
    plain = not any(c.options for c in choices_of(answers))
    first, *others = change_lines(change, sheet.desk.unit, house, says)
    link = says("decide_link", url=f"{house.public_url}/c/{token}")
    rest = (*others, link, *([says("decide_yes")] if plain else []))
    return [Part(says("decide"), lines=(first,)), *(Part(lines=(line,)) for line in rest)]
