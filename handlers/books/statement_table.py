"""Statements as an answer: balances and movements in the body, the paper and the list as files."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from handlers.answers import Made, Table
from handlers.books.ageing import ageing
from handlers.books.files import made_files
from handlers.books.grids import ageing_grid, open_grid, statement_grid
from handlers.books.ledger import Book
from handlers.books.reach import OpenedBooks
from handlers.books.statement_paper import statement_facts
from handlers.books.statements import Line, Statement, statement
from handlers.books.words import ageing_line, allocation, entry, lines, stand
from handlers.desk import Desk
from handlers.letters.letter import Row
from handlers.letters.parts import ROWS
from handlers.letters.says import Says
from parsers.asks import Ask

Told = tuple[OpenedBooks, list[Statement]]
COLUMNS = ("date", "entry", "number", "amount", "balance")
FIGURES = frozenset({"amount", "balance"})


def statement_table(
    ask: Ask, found: Sequence[OpenedBooks], since: dt.date, until: dt.date, desk: Desk
) -> Table:
    """The answer for some accounts, one statement for each currency of each."""
    says = desk.says
    told = [(one, statements_of(one, since, until)) for one in found]
    several, count = len(found) > 1, sum(len(s.lines) for _, some in told for s in some)
    shown = count <= ROWS
    rows = [
        row
        for one, some in told
        for s in some
        for row in rows_of(one, s, s.lines if shown else (), desk, several=several)
    ]
    columns = ("account", *COLUMNS) if several else COLUMNS
    names = says.listed(one.account.name for one in found)
    return Table(
        ask,
        says(
            "books_statement", account=names, since=says.day(since), until=says.day(until), when=stand(desk)
        ),
        tuple(says(f"col_{name}") for name in columns),
        tuple(rows),
        frozenset(n for n, name in enumerate(columns) if name in FIGURES),
        lines(
            (words for one, some in told for s in some for words in ends(one, s, desk, several=several)),
            "" if shown else says("books_in_file", n=count),
        ),
        made=tuple(made for one, some in told for made in files(ask, one, some, desk)),
    )


def statements_of(opened: OpenedBooks, since: dt.date, until: dt.date) -> list[Statement]:
    """One for each currency in which something moved or is open; a quiet account has one of zero."""
    some = [statement(book, since, until) for book in opened.books]
    told = [s for s in some if s.lines or s.opening or s.closing]
    quiet = Book(opened.account.id, opened.account.currency, ())
    return told or some[:1] or [statement(quiet, since, until)]


def rows_of(
    opened: OpenedBooks, one: Statement, shown: Sequence[Line], desk: Desk, *, several: bool
) -> list[Row]:
    """The balance before, the movements that are shown, the balance after."""
    says, number = desk.says, opened.account.account
    rows = [edge_of("books_opening", one.since, one.opening, one.book.currency, says)]
    rows += [row_of(line, one.book.currency, says) for line in shown]
    rows.append(edge_of("books_closing", one.until, one.closing, one.book.currency, says))
    if not several:
        return rows
    where = says("account", number=number)
    return [
        replace(r, detail=" · ".join(filter(None, (r.detail, where))), cells=(number, *r.cells)) for r in rows
    ]


def edge_of(key: str, day: dt.date, amount: Decimal, currency: str, says: Says) -> Row:
    """The balance at the beginning or the end in words."""
    name, when, figure = says(key), says.day(day), says.amount(amount, currency)
    return Row(f"{name} {when}: {figure}", "", (when, name, "", "", figure))


def row_of(line: Line, currency: str, says: Says) -> Row:
    """One movement in words."""
    movement = line.movement
    amount, balance = says.amount(movement.amount, currency), says.amount(line.balance, currency)
    name, day, more = entry(movement, says), says.day(movement.date), allocation(movement, currency, says)
    told = (day, f"{name} {movement.number}", amount, says("books_balance", amount=balance))
    cells = (day, f"{name}, {more}" if more else name, movement.number, amount, balance)
    return Row(" · ".join(told), more, cells)


def ends(opened: OpenedBooks, one: Statement, desk: Desk, *, several: bool) -> list[str]:
    """How old what is open at the end is, and that a credit balance is one."""
    says, currency = desk.says, one.book.currency
    aged = ageing_line(ageing(one.open, one.until), currency, says) if one.open else ""
    name = f"{opened.account.name} ({opened.account.account}): " if several and aged else ""
    return [f"{name}{aged}", says("books_in_favour") if one.closing < 0 else ""]


def files(ask: Ask, opened: OpenedBooks, statements: Sequence[Statement], desk: Desk) -> tuple[Made, ...]:
    """The paper and the list of one account."""
    says, account = desk.says, opened.account
    items = [(account, s.book.currency, one) for s in statements for one in s.open]
    until = statements[0].until
    grids = [statement_grid(s, says) for s in statements]
    if items:
        grids += [open_grid(items, until, says), ageing_grid(items, until, says)]

    def facts() -> dict[str, object]:
        return statement_facts(account, statements, opened.books, desk)

    return made_files(says.title("statement"), opened, (), grids, facts, ask.form, until, desk)
