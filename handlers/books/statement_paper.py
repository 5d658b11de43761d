"""What a printed statement of account says: facts for the template, every figure as text."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.books.ageing import ageing
from handlers.books.ledger import Book, Movement
from handlers.books.paper import MOST, Facts, ageing_facts, heads, letter, pay_facts
from handlers.books.statements import Statement
from handlers.books.words import allocation, data_line, entry, lines, month
from handlers.desk import Desk
from handlers.letters.says import Says
from store.records import Account

SINGLE = "date:l entry:w number:l debit:r credit:r balance:r"
MONTHS = "month:w count:r invoices:r credits:r payments:r balance:r"


def statement_facts(
    account: Account, statements: Sequence[Statement], today_books: Sequence[Book], desk: Desk
) -> Facts:
    """A statement of account, one part for each currency."""
    says, one = desk.says, statements[0]
    period = says("wish_between", since=says.day(one.since), until=says.day(one.until))
    info = [
        (says("paper_account"), account.account),
        (says("paper_period"), period),
        (says("col_date"), says.day(desk.today)),
    ]
    count = sum(len(s.lines) for s in statements)
    many = says("books_in_file", n=count) if count > MOST else ""
    return letter(account, f"{says.title('statement')} {period}", info, desk) | {
        "lead": list(lines(data_line(desk), many)),
        "parts": [statement_part(s, says, months=count > MOST) for s in statements],
        "pay": pay_facts(account, today_books, desk),
        "notes": [says("paper_check")],
        "slip": None,
    }


def statement_part(one: Statement, says: Says, *, months: bool) -> Facts:
    """The movements in one currency, or their months."""
    currency = one.book.currency
    body = (
        months_of(one, says)
        if months
        else [movement_row(x.movement, x.balance, currency, says) for x in one.lines]
    )
    return {
        "heading": currency,
        "columns": heads(MONTHS if months else SINGLE, says),
        "rows": [
            opening_row(one, says, months=months),
            *body,
        ],
        "sum": [says("paper_closing", day=says.day(one.until)), says.amount(one.closing, currency)],
        "favour": says("books_in_favour") if one.closing < 0 else "",
        "ageing": ageing_facts(ageing(one.open, one.until), currency, says),
    }


def opening_row(one: Statement, says: Says, *, months: bool) -> Facts:
    """The balance at the beginning."""
    name, day, figure = says("books_opening"), says.day(one.since), says.amount(one.opening, "")
    cells = [f"{name} {day}", "", "", "", "", figure]
    return {"cells": cells if months else [day, name, "", "", "", figure], "style": "edge"}


def movement_row(movement: Movement, balance: Decimal, currency: str, says: Says) -> Facts:
    """One line of a statement; the second line of its entry says what the money was for."""
    amount = movement.amount
    return {
        "cells": [
            says.day(movement.date),
            [entry(movement, says), allocation(movement, currency, says)],
            movement.number,
            says.amount(amount, "") if amount >= 0 else "",
            says.amount(-amount, "") if amount < 0 else "",
            says.amount(balance, ""),
        ],
        "style": "",
    }


def months_of(one: Statement, says: Says) -> list[Facts]:
    """A line for each month."""
    return [
        {
            "cells": [
                month(m.first, says),
                str(m.count),
                *(says.amount(amount, "") for amount in (m.charges, m.credits, m.payments, m.balance)),
            ],
            "style": "",
        }
        for m in one.months
    ]
