"""Two hundred random ledgers against a naive computation, and what must hold of every book."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.books.ageing import ageing
from handlers.books.ledger import Book, books
from handlers.books.statements import statement
from store.records import Document, Payment

START = dt.date(2025, 1, 1)
CURRENCIES = ("EUR", "EUR", "EUR", "GBP", None)
END = START + dt.timedelta(days=400)


def day(n: int) -> dt.date:
    return START + dt.timedelta(days=n)


def euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


class World:
    """One random account: documents, payments for them, too much, too little, for nothing we know."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = Random(seed)
        self.documents: list[Document] = []
        self.payments: list[Payment] = []
        for n in range(rng.randint(0, 25)):
            self.add(n)
        for _ in range(rng.randint(0, 4)):
            self.pay(
                rng.choice([None, "NONE-1"]),
                rng.randint(1, 9_000),
                rng.randint(0, 380),
                rng.choice(CURRENCIES),
            )

    def add(self, n: int) -> None:
        """A document with its payments and what the ERP says of them."""
        rng = self.rng
        kind = rng.choice(["invoice", "invoice", "invoice", "credit_note"])
        gross = rng.randint(1, 100_000) * (-1 if kind == "invoice" and rng.random() < 0.1 else 1)
        sign = 1 if (gross > 0) == (kind == "invoice") else -1  # of the money that settles it
        booked, when, currency = 0, rng.randint(0, 300), rng.choice(CURRENCIES)
        for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
            part = rng.randint(1, abs(gross) + 500)
            booked += part
            foreign = rng.random() < 0.05
            self.pay(f"no/{n:03}", part * sign, when + rng.randint(0, 60), "USD" if foreign else currency)
            booked -= part if foreign else 0
        told = rng.choice(["none", "same", "less", "more", "gross", "zero"])
        paid = {
            "none": None,
            "same": booked,
            "less": rng.randint(0, booked),
            "more": booked + rng.randint(0, 5_000),
            "gross": abs(gross),
            "zero": 0,
        }[told]
        own = 1 if gross > 0 else -1  # `paid` has the sign of `gross`
        self.documents.append(
            Document(
                "A",
                kind,
                f"NO-{n:03}",
                day(when),
                due_date=rng.choice([None, day(when + 30)]),
                currency=currency,
                gross=euros(gross),
                paid=None if paid is None else euros(paid * own),
                paid_date=rng.choice([None, day(when + rng.randint(0, 90))]),
                id=n + 1,
                account_id=7,
            )
        )

    def pay(self, document: str | None, cents: int, when: int, currency: str | None) -> None:
        """A payment, positive from the customer."""
        id = len(self.payments) + 1
        self.payments.append(
            Payment("A", f"P{id}", day(when), euros(cents), currency, document, id=id, account_id=7)
        )

    def books(self) -> dict[str, Book]:
        rows = list(self.documents), list(self.payments)
        for some in rows:
            self.rng.shuffle(some)
        return {b.currency: b for b in books(*rows, {7: "CHF"})}


def naive(world: World, until: dt.date) -> dict[str, dict[str, int]]:
    """Currency -> what is open by number, in cents, worked out one document after the other.

    Every payment here has the direction that settles its document, so that money simply fills the document up
    to what the ERP counts, in the order in which it came; the rest stands under the payment.
    """
    left: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    taken: set[str] = set()
    for d in world.documents:
        currency = d.currency or "CHF"
        value = int(d.gross * 100) * (1 if d.kind == "invoice" else -1)
        sign = 1 if value > 0 else -1
        size = abs(value)
        own = sorted(
            (
                p
                for p in world.payments
                if p.document
                and p.document.upper().replace("/", "-") == d.number
                and (p.currency or d.currency or "CHF") == currency
            ),
            key=lambda p: (p.date, p.id),
        )
        taken |= {p.payment for p in own}
        money = sum(abs(int(p.amount * 100)) for p in own)
        counted = money if d.paid is None else abs(int(d.paid * 100))
        room = min(counted, size)  # as much as settles it in the end
        settled_at_until = 0
        for p in own:
            amount = abs(int(p.amount * 100))
            part = min(amount, room)
            room -= part
            if p.date <= until:
                settled_at_until += part
                left[currency][p.payment] -= (amount - part) * sign
        if counted > money:
            when = d.paid_date or (own[-1].date if own else d.date)
            if when <= until:
                settled_at_until += room
                left[currency][d.number + "+"] -= (counted - money - room) * sign
        if d.date <= until:
            left[currency][d.number] += value
        left[currency][d.number] -= settled_at_until * sign
    known = {d.number: d for d in world.documents}
    for p in world.payments:
        if p.payment not in taken and p.date <= until:
            target = known.get((p.document or "").upper().replace("/", "-"))
            left[p.currency or (target and target.currency) or "CHF"][p.payment] -= int(p.amount * 100)
    return {c: {n: v for n, v in some.items() if v} for c, some in left.items()}


def told(book: Book, until: dt.date) -> dict[str, int]:
    """The same from a book."""
    found: dict[str, int] = defaultdict(int)
    numbers = {m.number for m in book.movements if m.kind in ("invoice", "credit_note")}
    for one in book.open_items(until):
        over = one.item.document is None and one.item.number in numbers
        found[one.item.number + "+" * over] += int(one.amount * 100)
    return dict(found)


@pytest.mark.parametrize("seed", range(200))
def test_a_random_ledger_equals_the_naive_computation_to_the_cent(seed: int) -> None:
    world = World(seed)
    opened = world.books()
    for n in (-1, 0, 45, 110, 200, 299, 360, 400):
        expected = naive(world, day(n))
        for currency in {*expected, *opened}:
            book = opened.get(currency, Book(7, currency, ()))
            wanted = expected.get(currency, {})
            assert told(book, day(n)) == wanted
            assert book.balance(day(n)) == euros(sum(wanted.values()))
            aged = ageing(book.open_items(day(n)), day(n))
            assert aged.total == book.balance(day(n))


MONEY = st.integers(-90_000, 90_000).map(euros)
DAYS = st.integers(0, 200).map(day)
PAID = st.none() | MONEY


@st.composite
def ledgers(draw: st.DrawFn) -> list[Book]:
    """Ledgers without any sense: all signs, any `paid`, refunds, payments before the invoice."""
    documents = [
        Document(
            "A",
            draw(st.sampled_from(["invoice", "credit_note"])),
            f"N{n}",
            draw(DAYS),
            draw(st.none() | DAYS),
            gross=draw(MONEY),
            paid=draw(PAID),
            paid_date=draw(st.none() | DAYS),
            id=n + 1,
            account_id=1,
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    payments = [
        Payment(
            "A",
            f"P{n}",
            draw(DAYS),
            draw(MONEY),
            None,
            draw(st.sampled_from(["N0", "N1", "X", None])),
            id=n,
            account_id=1,
        )
        for n in range(draw(st.integers(0, 5)))
    ]
    return list(books(documents, payments, {1: "EUR"}))


@settings(max_examples=150, deadline=None)
@given(ledgers(), DAYS, DAYS)
def test_statement_balance_and_open_items_agree_on_every_day(
    found: list[Book], one: dt.date, other: dt.date
) -> None:
    since, until = sorted((one, other))
    for book in found:
        told = statement(book, since, until)
        assert told.opening == book.balance(since - dt.timedelta(days=1))
        assert told.closing == book.balance(until) == sum((o.amount for o in told.open), Decimal(0))
        assert told.opening + sum((x.movement.amount for x in told.lines), Decimal(0)) == told.closing
        assert [x.balance for x in told.lines][-1:] in ([], [told.closing])
        months = told.months
        assert sum(m.count for m in months) == len(told.lines)
        assert sum((m.charges + m.credits + m.payments for m in months), told.opening) == told.closing
        for n in range(0, 201, 40):
            assert sum((o.amount for o in book.open_items(day(n))), Decimal(0)) == book.balance(day(n))


@settings(max_examples=100, deadline=None)
@given(ledgers())
def test_an_invoice_is_open_by_gross_less_paid_where_the_erp_says_so(found: list[Book]) -> None:
    for book in found:
        left = {o.item.document.number: o.amount for o in book.open_items(END) if o.item.document}
        for movement in book.movements:
            document = movement.shares[0].item.document
            if movement.kind == "invoice" and document and document.paid is not None:
                gross, paid = document.gross or Decimal(0), document.paid
                if 0 <= paid <= gross:
                    assert left.get(document.number, Decimal(0)) == gross - paid


def test_rules_one_by_one() -> None:
    def run(document: Document, *payments: Payment) -> tuple[Decimal, dict[str, Decimal]]:
        (book,) = books([document], payments, {1: "EUR"})
        return book.balance(END), {f"{o.item.kind} {o.item.number}": o.amount for o in book.open_items(END)}

    hundred = Decimal(100)
    invoice = Document("A", "invoice", "RE-1", START, gross=hundred, id=1, account_id=1)
    credit = Document("A", "credit_note", "GS-1", START, gross=hundred, paid=hundred, id=1, account_id=1)
    sixty = Payment("A", "P1", day(3), Decimal(60), None, "re 1", id=1, account_id=1)
    assert run(invoice) == (hundred, {"invoice RE-1": hundred})
    assert run(invoice, sixty) == (Decimal(40), {"invoice RE-1": Decimal(40)})
    assert run(credit) == (0, {})  # used: a counter movement stands beside it
    assert [m.kind for m in books([credit], [], {1: "EUR"})[0].movements] == ["credit_note", "set_off"]


def test_nothing_gives_no_book() -> None:
    assert books([], [], {}) == ()
    bare = Document("A", "invoice", "RE-1", START, account_id=1)  # without an amount
    assert books([bare], [], {1: "EUR"}) == ()
