"""Whatever anybody asks: no reply names a document that an independent check would not show them.

DOCCLERK_LEAK_EXAMPLES sets how many small worlds are tried; 20000 are a good night's work.
"""

import datetime as dt
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.wiring import build_house
from handlers.answer import answer
from handlers.answers import Result
from handlers.desk import House
from parsers.message import InboundMessage, Proof, ProofLevel, Thread
from store.engine import Store, Unit
from store.papers import Paper
from store.records import (
    Account,
    Contact,
    Document,
    Grant,
    Location,
    Order,
    OrderLine,
    Payment,
    Shipment,
    StoredFile,
)
from store.traffic import InboxItem
from tests.world import NOW, configuration

EXAMPLES = int(os.environ.get("DOCCLERK_LEAK_EXAMPLES", "150"))
TODAY = NOW.date()
ACCOUNTS = ("7001", "7002", "7003")
PLACES = ("Graz", "Linz", "Wels")
CENTRES = ("4711", "4712")
ORDERERS = ("Karl Kauf", "Ida Huber")
KINDS = (
    "invoice",
    "delivery_note",
    "credit_note",
    "order_confirmation",
    "quote",
    "reminder",
    "certificate",
    "statement",
)
PREFIX = dict(zip(KINDS, ("RE", "LS", "GS", "AB", "AN", "MA", "WZ", "KA"), strict=True))
# Written out once more, from the contract: what a role sees does not come from the code under test.
ROLES = {
    None: "",
    "admin": " ".join(KINDS),
    "finance": "invoice credit_note reminder statement order_confirmation delivery_note",
    "buyer": "quote order_confirmation delivery_note invoice credit_note certificate",
    "logistics": "delivery_note order_confirmation certificate",
    "quality": "certificate delivery_note",
}
ME = "me@x.test"


AFTER = ("1", "2", "ja", "beide", "nein", "Und den Lieferschein dazu?", "Und für September 2025?", "Danke")


@dataclass(frozen=True)
class World:
    """A small house: who is above whom, who may see what, and its papers."""

    parents: dict[str, str | None]
    contacts: tuple[Contact, ...]
    documents: tuple[Document, ...]
    orders: tuple[Order, ...] = ()
    parcels: tuple[Shipment, ...] = ()
    payments: tuple[Payment, ...] = ()

    def visible(self) -> list[Document]:
        """What the asking contact may see, worked out naively from the rows."""
        return [d for d in self.documents if any(self.allows(c, d) for c in self.contacts)]

    def visible_only(self) -> "World":
        """The same world with nothing in it but what the asking contact may see."""
        orders = tuple(o for o in self.orders if self.shows("order_confirmation", o))
        shown = {o.order for o in orders}
        parcels = tuple(p for p in self.parcels if p.order in shown)
        payments = tuple(p for p in self.payments if self.pays(p))
        return replace(
            self, documents=tuple(self.visible()), orders=orders, parcels=parcels, payments=payments
        )

    def pays(self, payment: Payment) -> bool:
        """Whether a payment may be told of: with the whole ledger, or as booked to a document they see."""
        bills = {d.number for d in self.visible() if d.account == payment.account}
        rows = [c for c in self.contacts if self.rules(c, payment.account, "statement")]
        return any((not c.locations and not c.cost_centres) or payment.document in bills for c in rows)

    def allows(self, contact: Contact, document: Document) -> bool:
        """Whether one contact row shows one document."""
        return self.lets(contact, document.kind, document)

    def shows(self, kind: str, row: Order) -> bool:
        """Whether any contact row shows a row as those papers are shown."""
        return any(self.lets(c, kind, row) for c in self.contacts)

    def lets(self, contact: Contact, kind: str, row: Document | Order) -> bool:
        """Whether one contact row shows one row as a paper of a kind."""
        return (
            self.rules(contact, row.account, kind)
            and (not contact.locations or row.location in contact.locations)
            and (not contact.cost_centres or row.cost_centre in contact.cost_centres)
        )

    def rules(self, contact: Contact, account: str, kind: str) -> bool:
        """Whether one contact row shows any papers of a kind in an account."""
        here = account == contact.account or (contact.tree and self.is_below(account, contact.account))
        kinds = set(ROLES[contact.role].split())
        kinds &= set(contact.kinds) or kinds
        live = contact.active and (contact.until is None or contact.until >= TODAY)
        return here and live and kind in kinds

    def is_below(self, account: str, above: str) -> bool:
        """Whether one account is in the tree under another."""
        parent = self.parents[account]
        return parent is not None and (parent == above or self.is_below(parent, above))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Accounts in a tree, one person in one or two of them, papers whose numbers repeat across accounts."""
    parents = {
        "7001": None,
        "7002": draw(st.sampled_from([None, "7001"])),
        "7003": draw(st.sampled_from([None, "7002"])),
    }
    some = st.lists(st.sampled_from(PLACES), unique=True, max_size=2).map(tuple)
    where = draw(st.lists(st.sampled_from(ACCOUNTS), unique=True, min_size=1, max_size=2))
    contacts = tuple(
        Contact(
            account,
            ME,
            "Eva Egal",
            draw(st.sampled_from(["finance", "buyer", "logistics", "quality", "admin", None])),
            locations=draw(st.one_of(st.just(()), some)),
            cost_centres=draw(st.one_of(st.just(()), st.sampled_from([("4711",), ("4712",)]))),
            kinds=draw(
                st.one_of(st.just(()), st.sampled_from([("invoice",), ("delivery_note", "statement")]))
            ),
            tree=draw(st.booleans()),
            until=draw(st.sampled_from([None, None, TODAY, TODAY - dt.timedelta(1)])),
            active=draw(st.sampled_from([True, True, True, False])),
            language=draw(st.sampled_from(["de", "en"])),
        )
        for account in where
    )
    drawn = (draw(papers(n)) for n in range(draw(st.integers(3, 9))))
    documents = tuple({same(d): d for d in drawn}.values())
    orders = tuple(draw(sales(account)) for account in ACCOUNTS)
    parcels = tuple(draw(sent(order.order, n)) for order in orders for n in range(draw(st.integers(0, 2))))
    payments = tuple(draw(money(n)) for n in range(draw(st.integers(0, 3))))
    return World(parents, contacts, documents, orders, parcels, payments)


@st.composite
def sales(draw: st.DrawFn, account: str) -> Order:
    """The one order of an account that no other account has; by its last digit."""
    return Order(
        account,
        f"A-600{account[-1]}",
        dt.date(2025, 10, draw(st.integers(1, 28))),
        f"PO-89{account[-1]}",
        draw(st.sampled_from([None, *PLACES])),
        draw(st.sampled_from([None, *CENTRES])),
        draw(st.sampled_from([None, *ORDERERS])),
        draw(st.sampled_from(["open", "partial", "delivered", "invoiced", None])),
        promised_date=draw(st.sampled_from([None, dt.date(2025, 11, 1), dt.date(2025, 12, 1)])),
    )


@st.composite
def sent(draw: st.DrawFn, order: str, n: int) -> Shipment:
    """A parcel; its delivery may be one of which there are papers."""
    return Shipment(
        order,
        draw(st.sampled_from([f"LS-100{n + 1}", f"LS-300{n}"])),
        "DHL",
        f"TR-7{order[-1]}0{n}",
        shipped=draw(st.sampled_from([None, dt.date(2025, 11, 2)])),
        status=draw(st.sampled_from(["packed", "shipped", "delivered"])),
        parts=draw(st.sampled_from([None, f"{n + 1}/2", f"{n + 1}/3"])),
    )


@st.composite
def money(draw: st.DrawFn, n: int) -> Payment:
    """A payment on one of the accounts."""
    account = draw(st.sampled_from(ACCOUNTS))
    amount = Decimal(draw(st.integers(1, 9)) * 1000) + Decimal("0.37")
    number = draw(st.sampled_from([None, "RE-1001", "RE-1002", "RE-1003"]))
    return Payment(account, f"ZE-400{n}", dt.date(2025, 10, 7), amount, "EUR", number)


@st.composite
def papers(draw: st.DrawFn, n: int) -> Document:
    """The n-th paper: amounts tell papers apart, numbers do not."""
    kind = draw(st.sampled_from(KINDS))
    numbers = st.sampled_from([f"{prefix}-{k}" for prefix in ("RE", "LS", "AB") for k in range(1001, 1004)])
    gross = Decimal(1000 * (n + 1) + draw(st.integers(0, 99))) + Decimal("0.37")
    return Document(
        account=draw(st.sampled_from(ACCOUNTS)),
        kind=kind,
        number=f"{PREFIX[kind]}-{draw(st.integers(1001, 1004))}",
        date=dt.date(2025, draw(st.integers(8, 11)), draw(st.integers(1, 14))),
        order=draw(st.sampled_from([None, "A-5001", "A-5002", "A-5001|A-5002", "A-6001", "A-6002"])),
        customer_po=draw(st.sampled_from([None, "PO-881", "PO-882"])),
        delivery=draw(st.one_of(st.none(), numbers)),
        refers_to=draw(st.one_of(st.none(), numbers)),
        location=draw(st.sampled_from([None, *PLACES])),
        cost_centre=draw(st.sampled_from([None, *CENTRES])),
        orderer=draw(st.sampled_from([None, *ORDERERS])),
        currency="EUR",
        gross=gross,
        paid=draw(st.sampled_from([None, Decimal("11.03")])),
        due_date=draw(st.sampled_from([None, dt.date(2025, 10, 1)])),
    )


@st.composite
def wishes(draw: st.DrawFn) -> str:
    """What somebody writes."""
    kind = draw(
        st.sampled_from(
            ["Rechnung", "Lieferschein", "Gutschrift", "Auftragsbestätigung", "Angebot", "Mahnung", "Zeugnis"]
        )
    )
    prefix = draw(st.sampled_from([*PREFIX.values(), "A", "PO"]))
    number = f"{prefix}-{draw(st.sampled_from([1001, 1002, 1003, 1004, 1010, 5001, 5002, 881, 883, 2002]))}"
    order = draw(
        st.sampled_from(["A-6001", "A-6002", "A-6003", "PO-892", "A-6010", "LS-3001", "TR-7100", "TR-7301"])
    )
    thousands = draw(st.integers(1, 9))
    return draw(
        st.sampled_from(
            [
                f"Bitte {number}",
                f"Bitte {kind} {number} und den Lieferschein dazu",
                f"Alles zu {number} bitte",
                f"Bitte {kind} zu {number}",
                "Bitte die Rechnungen RE-1001 bis RE-1004",
                f"Bitte {number}, LS-1001, RE-1003 und RE-1O04",
                f"Bitte um die {kind}",
                f"Bitte alle {kind}en von 2025",
                "Bitte alle Belege aus Oktober 2025",
                f"Bitte die letzte {kind}",
                "Bitte alle offenen Rechnungen",
                f"Bitte alle Belege 2025 der Filiale {draw(st.sampled_from([*PLACES, 'Gratz']))}",
                f"Bitte alle Rechnungen 2025 von KST {draw(st.sampled_from(['4711', '4712', '4713']))}",
                "Bestellungen von Frau Huber: bitte alle Rechnungen 2025",
                f"Bitte die Rechnung über {draw(st.integers(1, 9)) * 1000},37 EUR",
                "Bitte den Kontoauszug 2025",
                "Please send us everything from 2025",
                "Mensch. Und bitte RE-1002",
                f"Ist {number} bezahlt?",
                f"Sind {number}, RE-1001, RE-1002 und RE-1O03 bezahlt?",
                f"Wann ist {number} fällig?",
                f"Ist unsere Zahlung über {thousands}.000,37 EUR eingegangen?",
                "Haben Sie unsere letzten Zahlungen erhalten?",
                f"Wo bleibt die Bestellung {number}?",
                f"Wo bleibt die Bestellung {order}?",
                f"Wo bleiben die Bestellungen {order} und {number}?",
                f"Alles zu {order} bitte",
                f"Alles zu {order} und {number} bitte",
                "Wo sind unsere Bestellungen?",
                "Wann wird Artikel ART-11 geliefert?",
            ]
        )
    )


class Shelf:
    """An inbox that remembers one answered message."""

    def __init__(self, before: Result | None) -> None:
        self.before = before

    def by_message_ids(self, ids: Sequence[str]) -> InboxItem | None:
        """The message before."""
        if self.before is None:
            return None
        story = json.loads(json.dumps(self.before.story))
        return InboxItem(
            1, "email", "x", b"", {}, NOW, "done", 1, self.before.outcome, sender=ME, subject="", story=story
        )

    def count_answers(self, sender: str | None, since: dt.datetime) -> int:
        """Nobody asks too much here."""
        return 0

    def stories(self, sender: str, since: dt.datetime) -> tuple[dict[str, object], ...]:
        """Nobody has asked for what is not there."""
        return ()


class Undone(Exception):
    """Rolls a world back."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What all worlds have in common is there already."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('leak')}/clerk.db", create=True)
    with store.begin() as unit:
        unit.accounts.upsert([Account(a, f"Firma {a}") for a in ACCOUNTS])
        unit.locations.upsert([Location(a, place, f"Filiale {place}") for a in ACCOUNTS for place in PLACES])
        unit.orders.upsert([Order(a, f"A-500{n}", customer_po=f"PO-88{n}") for a in ACCOUNTS for n in (1, 2)])
    yield store
    store.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = build_house(configuration(tmp_path_factory.mktemp("house")))
    return replace(house, token=lambda: "T" * 43)


@contextmanager
def standing(world: World, documents: Sequence[Document], store: Store, house: House) -> Iterator[Unit]:
    """A store with some papers of a world in it, for a moment."""
    with suppress(Undone), store.begin(durable=False) as unit:
        unit.accounts.upsert([Account(a, f"Firma {a}", parent) for a, parent in world.parents.items()])
        unit.contacts.upsert(world.contacts)
        unit.documents.upsert(documents)
        unit.orders.upsert(world.orders)
        unit.orders.upsert_lines(lines_of(world))
        unit.shipments.upsert(world.parcels)
        unit.payments.upsert(world.payments)
        unit.documents.relink(a.id for a in unit.accounts.all())
        files = [
            StoredFile(d.id, "pdf", "x.pdf", "0" * 64, 100, "application/pdf") for d in papers_in(unit, house)
        ]
        unit.documents.attach_all([(file.document_id, file) for file in files])
        yield unit
        raise Undone


def lines_of(world: World) -> list[OrderLine]:
    """Two lines for each order, one of them open."""
    ordered = Decimal(3)
    return [
        OrderLine(o.order, line, article, "Schraube", ordered, delivered, "Stk")
        for o in world.orders
        for line, article, delivered in (("1", "ART-11", ordered), ("2", "ART-12", Decimal(1)))
    ]


def papers_in(unit: Unit, house: House) -> tuple[Document, ...]:
    """Everything in the store."""
    grants = [Grant(a.id, frozenset(house.kinds.codes())) for a in unit.accounts.all()]
    return unit.documents.search(grants, kinds=None, today=TODAY)


def asked(text: str, before: Result | None, unit: Unit, house: House) -> Result:
    """What becomes of a message in a conversation."""
    unit.inbox = Shelf(before)  # type: ignore[assignment]
    thread = Thread(in_reply_to="<before@x>" if before else "")
    proof = Proof(ProofLevel.SIGNED)
    return answer(
        InboundMessage("email", "x", ME, "", text, NOW, proof=proof, thread=thread), unit, house, NOW
    )


def same(document: Document) -> tuple[str, str, str]:
    """What a paper is told apart by."""
    return document.account, document.kind, document.number


def chains(unit: Unit, house: House, visible: Sequence[Document]) -> set[frozenset[tuple[str, str, str]]]:
    """How the visible papers hang together."""
    groups: dict[int, set[tuple[str, str, str]]] = {}
    for d in papers_in(unit, house):
        if same(d) in set(map(same, visible)):
            groups.setdefault(d.chain, set()).add(same(d))
    return set(map(frozenset, groups.values()))


NUMBER = re.compile(r"(?<![\w-])(?:RE|LS|GS|AB|AN|MA|WZ|KA|A|PO|TR|ZE)-\d{3,4}(?![\w-])")
TAGS = re.compile(r"<[^>]*>")
AMOUNT = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]?\d{3})*[.,]\d\d(?![\w.,]?\d)")


def numbers_on(document: Document) -> set[str]:
    """Every number that stands on a paper."""
    cells = (document.number, document.order, document.customer_po, document.delivery, document.refers_to)
    return {part for cell in cells if cell for part in cell.split("|")}


def numbers_of(world: World) -> set[str]:
    """Every number of the orders, parcels and payments of a world."""
    cells = [c for o in world.orders for c in (o.order, o.customer_po)]
    cells += [c for p in world.parcels for c in (p.delivery, p.tracking)]
    cells += [c for p in world.payments for c in (p.document, p.payment)]
    cells += (
        ["A-5001", "A-5002", "PO-881", "PO-882"]
        if any(
            world.lets(c, "order_confirmation", Order(a, "A-5001")) for c in world.contacts for a in ACCOUNTS
        )
        else []
    )
    return {cell for cell in cells if cell}


def totals(visible: Sequence[Document]) -> set[int]:
    """What is open of any of some papers together, in cents."""
    sums = {0}
    for left in (d.gross - (d.paid or 0) for d in visible if d.kind == "invoice" and d.gross):
        sums |= {s + int(left * 100) for s in sums}
    return sums


def cents(text: str) -> int:
    """An amount in cents, however it is written."""
    return int(re.sub(r"\D", "", text))


def judge(result: Result, typed: str, world: World) -> None:
    """Everything that a result says or gives was typed by the asker or stands on a paper they may see."""
    visible, part = world.visible(), world.visible_only()
    known = set().union(*map(numbers_on, visible)) | set(NUMBER.findall(typed)) | numbers_of(part)
    sums = {int(s * 100) for d in visible for s in (d.gross, d.paid, (d.gross or 0) - (d.paid or 0)) if s}
    sums |= {cents(amount) for amount in AMOUNT.findall(typed)} | {int(p.amount * 100) for p in part.payments}
    sums |= totals(visible)
    billed = any(world.rules(c, account, "invoice") for c in world.contacts for account in ACCOUNTS)
    firms = {c.account for c in world.contacts} | {
        a for a in ACCOUNTS for c in world.contacts if c.tree and world.is_below(a, c.account)
    }
    for reply in result.replies:
        assert {same(e.document) for e in reply.enclosures if e.document} <= set(map(same, visible))
        made = [e.made.paper for e in reply.enclosures if e.made]
        assert all(any(whole(c, world, paper) for c in world.contacts) for paper in made)
        for text in (reply.text, TAGS.sub(" ", reply.html), json.dumps(result.story, ensure_ascii=False)):
            assert set(NUMBER.findall(text)) <= known, text
            assert made or set(map(cents, AMOUNT.findall(text))) <= sums, text  # a ledger adds all up
            assert set(re.findall(r"Firma (\d{4})", text)) <= firms, text
            assert billed or not re.search("und berechnet|and invoiced|keine Rechnung|no invoice", text), text
    given = {(d["account"], d["kind"], d["number"]) for d in result.story.get("documents", ())}
    assert given <= set(map(same, visible))


def whole(contact: Contact, world: World, paper: Paper) -> bool:
    """Whether one contact row shows all that a made paper may tell; accounts are counted from 1."""
    free = not contact.locations and not contact.cost_centres
    return world.rules(contact, ACCOUNTS[paper.account_id - 1], paper.kind) and (free or not paper.whole)


def conversation(text: str, after: str, unit: Unit, house: House) -> list[tuple[str, Result]]:
    """A message and what follows it, each with all that was typed until then."""
    first = asked(text, None, unit, house)
    return [(text, first), (f"{text} {after}", asked(after, first, unit, house))]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), wishes(), st.sampled_from(AFTER))
def test_nobody_reads_what_is_not_theirs(
    store: Store, house: House, world: World, text: str, after: str
) -> None:
    with standing(world, world.documents, store, house) as unit:
        results = conversation(text, after, unit, house)
    for typed, result in results:
        judge(result, typed, world)


@settings(max_examples=EXAMPLES // 6, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), wishes(), st.sampled_from(AFTER))
def test_what_one_may_not_see_changes_nothing(
    store: Store, house: House, world: World, text: str, after: str
) -> None:
    """The replies are those of a house that has nothing but what this person may see."""
    visible = world.visible()
    with standing(world, world.documents, store, house) as unit:
        whole, woven = conversation(text, after, unit, house), chains(unit, house, visible)
    with standing(world.visible_only(), visible, store, house) as unit:
        if chains(unit, house, visible) == woven:  # else a hidden paper ties visible ones together
            part = conversation(text, after, unit, house)
            assert [told(result) for _, result in whole] == [told(result) for _, result in part]


LACKING = re.compile(r"Zu Lieferung (\S+) liegt noch keine Rechnung vor|delivery (\S+) yet")


@settings(max_examples=EXAMPLES // 6, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.sampled_from(["A-6001", "A-6002", "A-5001", "LS-1001", "LS-1002", "PO-892"]))
def test_what_is_said_to_be_lacking_is_lacking(store: Store, house: House, world: World, number: str) -> None:
    """No invoice that is hidden from somebody is called unwritten to them."""
    with standing(world, world.documents, store, house) as unit:
        result = asked(f"Alles zu {number} bitte", None, unit, house)
    for groups in LACKING.findall(" ".join(reply.text for reply in result.replies)):
        delivery = "".join(groups)
        bills = [d for d in world.documents if d.kind == "invoice" and delivery in numbers_on(d)]
        here = {a for a in ACCOUNTS if any(world.rules(c, a, "invoice") for c in world.contacts)}
        assert here - {bill.account for bill in bills}, "every account that they see has billed it"


def told(result: Result) -> tuple[object, ...]:
    """All of a result that anybody could notice."""
    replies = tuple(
        (r.purpose, r.recipient, r.subject, r.text, r.html, len(r.enclosures)) for r in result.replies
    )
    return result.outcome, replies, json.dumps(dict(result.story))


@settings(max_examples=EXAMPLES // 6, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.data())
def test_missing_and_forbidden_read_alike(
    store: Store, house: House, world: World, data: st.DataObject
) -> None:
    """The same words for a number that is somebody else's and for one that nobody has."""
    shown = set().union(*map(numbers_on, world.visible()))
    hidden = sorted({d.number for d in world.documents} - shown)
    if not hidden:
        return
    number = data.draw(st.sampled_from(hidden))
    visible = world.visible()
    with standing(world, world.documents, store, house) as unit:
        forbidden = asked(f"Bitte Beleg {number}", None, unit, house)
        woven = chains(unit, house, visible)
    nobodys = [d for d in world.documents if number not in numbers_on(d)]
    with standing(world, nobodys, store, house) as unit:
        if chains(unit, house, visible) == woven:  # else the hidden paper ties visible ones together
            missing = asked(f"Bitte Beleg {number}", None, unit, house)
            assert told(forbidden)[:2] == told(missing)[:2]


def test_the_words_are_those_for_any_number(store: Store, house: House) -> None:
    world = World(
        dict.fromkeys(ACCOUNTS),
        (Contact("7001", ME, "Eva Egal", "finance", language="de"),),
        (Document("7002", "invoice", "RE-1003", dt.date(2025, 9, 1), gross=Decimal("1.37")),),
    )
    with standing(world, world.documents, store, house) as unit:
        forbidden, missing = (asked(f"Bitte Rechnung {n}", None, unit, house) for n in ("RE-1003", "RE-7777"))
    (one,), (other,) = forbidden.replies, missing.replies
    assert (one.text.replace("RE-1003", "RE-7777"), one.html.replace("RE-1003", "RE-7777")) == (
        other.text,
        other.html,
    )
    assert (forbidden.outcome, one.subject, one.purpose) == (missing.outcome, other.subject, other.purpose)
