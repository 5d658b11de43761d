"""The papers of the sample wholesaler that belong to no order: product papers and account statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from bot.demo.ledger import Ledger
from bot.demo.model import Account, Article, Cast, Document, Line
from bot.demo.numbers import workday

STATED = ("10471", "10472", "20018", "30115")  # accounts that get a statement each quarter
SHEETS = 2  # datasheets and safety data sheets on file for one account


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement; `amount` is positive for what the customer owes."""

    date: date
    kind: str
    number: str
    amount: Decimal


def product_papers(ledger: Ledger) -> Iterable[Document]:
    """For each account the newest articles it ordered that have a datasheet or a safety data sheet."""
    ordered: dict[str, tuple[Account, list[Article]]] = {}
    for order in reversed(ledger.orders):
        articles = ordered.setdefault(order.account.account, (order.account, []))[1]
        articles.extend(line.article for line in order.lines if line.article not in articles)
    for _, (account, articles) in sorted(ordered.items()):
        for article in [a for a in articles if a.specs][:SHEETS]:
            yield _sheet(ledger.today, account, article, "datasheet", f"DB-{article.article}")
        for article in [a for a in articles if a.signal][: SHEETS - 1]:
            yield _sheet(ledger.today, account, article, "sds", f"SDB-{article.article}")


def _sheet(today: date, account: Account, article: Article, kind: str, number: str) -> Document:
    """A sheet is as old as its article number says, the same for every account that has it."""
    age = 90 + int(article.article[1:]) % 600
    day = workday(today - timedelta(days=age))
    edition = str(1 + int(article.article[1:]) % 4)
    revision = f"{edition}.0" if kind == "sds" else f"{day:%Y-%m}"
    line = Line(10, article, 1, article.price)
    return Document(account, kind, number, day, article=article.article, revision=revision, lines=(line,))


def statements(cast: Cast, ledger: Ledger) -> Iterable[Document]:
    """Statements of the last three full quarters for some accounts, worked out from the books."""
    ends = _quarter_ends(ledger.today)
    for account in cast.accounts:
        if account.account in STATED:
            for start, end in pairwise(ends):
                yield _statement(account, start + timedelta(days=1), end, ledger)


def _quarter_ends(today: date) -> list[date]:
    """The last days of the last four full quarters, oldest first."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    ends = [first - timedelta(days=1)]
    while len(ends) < 4:
        last = ends[0]
        ends.insert(0, date(last.year, last.month - 2, 1) - timedelta(days=1))
    return ends


def _movements(account: Account, ledger: Ledger) -> list[Movement]:
    booked = [
        Movement(d.date, d.kind, d.number, (d.gross or Decimal(0)) * (-1 if d.kind == "credit_note" else 1))
        for d in ledger.documents
        if d.account is account and d.kind in ("invoice", "credit_note")
    ]
    paid = [
        Movement(p.date, "payment" if p.amount > 0 else "refund", p.payment, -p.amount)
        for p in ledger.payments
        if p.account is account
    ]
    return sorted(booked + paid, key=lambda m: (m.date, m.number))


def _statement(account: Account, start: date, end: date, ledger: Ledger) -> Document:
    movements = _movements(account, ledger)
    opening = sum((m.amount for m in movements if m.date < start), Decimal(0))
    inside = tuple(m for m in movements if start <= m.date <= end)
    closing = opening + sum((m.amount for m in inside), Decimal(0))
    number = f"KA-{end.year}-Q{end.month // 3}-{account.account}"
    details = {"start": start, "end": end, "opening": opening, "movements": inside}
    return Document(
        account, "statement", number, workday(end + timedelta(days=1)), gross=closing, details=details
    )
