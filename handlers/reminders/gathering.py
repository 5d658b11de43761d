"""Gathers from the store what is known of the accounts that owe something: one case each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from handlers.desk import House
from handlers.documents.state import open_amount
from handlers.reminders.cases import DRAFT, Case, Owed, Why
from handlers.reminders.rules import Rules
from handlers.senders.modes import AUTO
from handlers.senders.people import live
from store.blocks import Block
from store.engine import Unit
from store.keys import number_key, number_keys
from store.records import Account, Contact, Document
from store.reminders import FIRST
from store.traffic import InboxItem

Said = tuple[datetime, Mapping[str, Any]]  # when a message was settled, and what was understood of it


@dataclass(frozen=True, slots=True)
class Letterbox:
    """What the people of an account have written lately that a person has yet to answer."""

    people: tuple[Contact, ...]
    messages: tuple[InboxItem, ...]

    def about(self, document: Document) -> str:
        """The oldest message that waits and is about a document, as "#12"; empty for none.

        A message without a number may be about anything; one with numbers is about what bears one of them.
        """
        own = keys_of(document) if self.messages else frozenset()
        for message in self.messages:
            named = numbers_in(message.story)
            if not named or named & own:
                return f"#{message.id}"
        return ""


def gather(
    unit: Unit,
    house: House,
    rules: Rules,
    day: date,
    now: datetime,
    account_ids: Collection[int] | None = None,
) -> tuple[Case, ...]:
    """The accounts that owe something which is due or nearly so, by number."""
    invoices = unit.reminders.unpaid(day - timedelta(days=min(rules.levels)), account_ids)
    by_account: defaultdict[int, list[Document]] = defaultdict(list)
    for document in invoices:
        by_account[document.account_id].append(document)
    accounts = unit.accounts.by_ids(by_account)
    credits = unit.reminders.credits(by_account)
    boxes = letterboxes(by_account, unit, rules, now)
    owed = owed_of(invoices, credits, boxes, unit, house, rules, day)
    named = unit.reminders.unpaid(date.max, {c.account_id for c in credits if c.refers_to})
    rest, blocks = set_off((*invoices, *named), credits), unit.blocks.holding(day)
    return tuple(
        Case(
            account=a,
            owed=tuple(owed[a.id]),
            credits=rest.get(a.id, ()),
            stop=stop(a, blocks.get(a.id), house, day),
            people=boxes[a.id].people,
        )
        for a in accounts
    )


def owed_of(
    invoices: Iterable[Document],
    credits: Iterable[Document],
    boxes: Mapping[int, Letterbox],
    unit: Unit,
    house: House,
    rules: Rules,
    day: date,
) -> dict[int, list[Owed]]:
    """Account id -> its open invoices with all that is known of them."""
    invoices = tuple(invoices)
    ids = [d.id for d in invoices]
    sent, handed, leaving = unit.reminders.sent(ids), unit.handovers.first(ids), unit.handovers.leaving()
    files = unit.documents.files(id for id in ids if id not in handed)
    said = sayings(
        [d for d in invoices if d.id not in handed and not files.get(d.id)], boxes, unit, house, day
    )
    notices, credit = unit.notices.live(ids, day), naming(credits)
    found: defaultdict[int, list[Owed]] = defaultdict(list)
    for d in invoices:
        levels, box, filed = sent.get(d.id, {}), boxes[d.account_id], d.id in handed or bool(files.get(d.id))
        owed = Owed(
            document=d,
            credit=credit.get((d.account_id, number_key(d.number)), Decimal(0)),
            sent=max(levels, default=0),
            began=min((at for level, at in levels.items() if level >= rules.first_late), default=None),
            offered=levels.get(FIRST) or (house.today(leaving[d.id]) if d.id in leaving else None),
            handed=house.today(handed[d.id]) if d.id in handed else None,
            filed=filed,
            notice=notices.get(d.id),
            message=box.about(d),
            wanted=not filed and asked_for(d, said.get(d.account_id, ()), house),
        )
        found[d.account_id].append(owed)
    return found


def letterboxes(account_ids: Iterable[int], unit: Unit, rules: Rules, now: datetime) -> dict[int, Letterbox]:
    """Account id -> its people, and those of their messages that wait for a person."""
    ids = set(account_ids)
    people: defaultdict[int, list[Contact]] = defaultdict(list)
    for contact in unit.contacts.at(ids):
        people[contact.account_id].append(contact)
    waiting: defaultdict[str, list[InboxItem]] = defaultdict(list)
    for message in unit.reminders.waiting(now - timedelta(days=rules.answer_days)):
        waiting[message.sender or ""].append(message)
    return {
        id: Letterbox(tuple(people[id]), tuple(m for c in people[id] for m in waiting.get(c.email, ())))
        for id in ids
    }


def sayings(
    missing: Sequence[Document], boxes: Mapping[int, Letterbox], unit: Unit, house: House, day: date
) -> dict[int, list[Said]]:
    """Account id -> what its people of today have written since the oldest of these, as it was read."""
    ids = {d.account_id for d in missing}
    people = {id: [c.email for c in boxes[id].people if live(c, day)] for id in ids}
    oldest = midnight(min((d.date for d in missing), default=day), house)
    stories = unit.reminders.stories({email for emails in people.values() for email in emails}, oldest)
    return {
        id: [said for email in emails for said in stories.get(email, ())] for id, emails in people.items()
    }


def midnight(day: date, house: House) -> datetime:
    """When a day begins for the house."""
    return datetime.combine(day, datetime.min.time(), house.zone)


def asked_for(document: Document, said: Iterable[Said], house: House) -> bool:
    """Whether somebody has asked for a document by its number since it was written: then we owe it."""
    own, since = keys_of(document), midnight(document.date, house)
    return any(numbers_in(story) & own for at, story in said if at >= since)


def keys_of(document: Document) -> frozenset[str]:
    """The numbers by which people may speak of an invoice."""
    parts = (document.number, document.order, document.customer_po, document.delivery)
    return frozenset(key for part in parts for key in number_keys(part) if key)


def numbers_in(story: Mapping[str, Any]) -> frozenset[str]:
    """The numbers that a message named, as it was read."""
    written = [n for ask in story.get("asks") or () for n in ask.get("numbers") or () if isinstance(n, str)]
    return frozenset(key for n in written if (key := number_key(n)))


def naming(credits: Iterable[Document]) -> dict[tuple[int, str], Decimal]:
    """(account id, number of an invoice) -> what open credit notes take off it."""
    found: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for credit in credits:
        for key in number_keys(credit.refers_to)[:1]:
            found[(credit.account_id, key)] += open_amount(credit)
    return found


def set_off(invoices: Iterable[Document], credits: Iterable[Document]) -> dict[int, tuple[Document, ...]]:
    """Account id -> the open credit notes that name no open invoice: they count for all of them."""
    open_ones = {(d.account_id, number_key(d.number)) for d in invoices}
    found: defaultdict[int, tuple[Document, ...]] = defaultdict(tuple)
    for credit in credits:
        if not any((credit.account_id, key) in open_ones for key in number_keys(credit.refers_to)[:1]):
            found[credit.account_id] += (credit,)
    return found


def stop(account: Account, block: Block | None, house: House, day: date) -> Why | None:
    """What speaks against any letter to an account: its mode, or a block by the ERP or by staff."""
    mode = account.mode or house.mode
    if mode not in (AUTO, DRAFT):
        return Why("mode", {"mode": mode})
    if account.dunning_block_until and account.dunning_block_until >= day:
        reason = account.dunning_block_reason or ""
        return Why("blocked", {"until": account.dunning_block_until, "reason": reason})
    if block is None:
        return Why(DRAFT, {"account": account.account}) if mode == DRAFT else None
    if block.until is None:
        return Why("blocked_open", {"reason": block.reason or ""})
    return Why("blocked", {"until": block.until, "reason": block.reason or ""})
