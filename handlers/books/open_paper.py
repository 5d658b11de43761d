"""What a printed list of open items says, with a slip when a balance is to be confirmed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from handlers.books.ageing import Ageing, days_late
from handlers.books.grids import Open, by_currency, gross_of
from handlers.books.grouping import Group, heading
from handlers.books.ledger import Book
from handlers.books.paper import MOST, Facts, ageing_facts, heads, letter, pay_facts
from handlers.books.words import data_line, detail, item_title, lines, month, state
from handlers.desk import Desk
from handlers.letters.says import Says
from store.records import Account

SINGLE = "document:w date:l due:l days:r amount:r open:r"
MONTHS = "due:w count:r open:r"


def open_facts(
    account: Account,
    items: Sequence[Open],
    today_books: Sequence[Book],
    day: dt.date,
    desk: Desk,
    *,
    groups: Sequence[Group] = (),
    slip: bool,
) -> Facts:
    """The open items of an account, in groups or one by one; with a slip to confirm a balance with."""
    says, sums = desk.says, by_currency(items, day)
    title = says("paper_confirmation" if slip else "paper_open", day=says.day(day))
    info = [
        (says("paper_account"), account.account),
        (says("paper_as_of"), says.day(day)),
        (says("col_date"), says.day(desk.today)),
    ]
    many = says("books_in_file", n=len(items)) if len(items) > MOST else ""
    parts = [
        open_part(
            [o for o in items if o[1] == currency],
            [g for g in groups if g.currency == currency],
            sums[currency],
            day,
            says,
        )
        for currency in sums
    ]
    nothing = "" if items else says("books_nothing", account=account.name, when=says.day(day))
    return letter(account, title, info, desk) | {
        "lead": list(lines(data_line(desk), many, nothing)),
        "parts": parts,
        "pay": None if slip else pay_facts(account, today_books, desk),
        "notes": [] if slip else [says("paper_paid_meanwhile")],
        "slip": slip_facts(account, sums, day, says) if slip else None,
    }


def open_part(
    items: Sequence[Open], groups: Sequence[Group], found: Ageing, day: dt.date, says: Says
) -> Facts:
    """What is open in one currency: item by item, group by group, or by the month in which it is due."""
    months, currency = len(items) > MOST, items[0][1]
    rows = due_months(items, says) if months else [open_row(o, day, says) for o in items]
    if groups and not months:
        rows = [row for group in groups for row in group_rows(group, day, says)]
    return {
        "heading": currency,
        "columns": heads(MONTHS if months else SINGLE, says),
        "rows": rows,
        "sum": [says("paper_open_total", day=says.day(day)), says.amount(found.total, currency)],
        "favour": says("books_in_favour") if found.total < 0 else "",
        "ageing": ageing_facts(found, currency, says),
    }


def open_row(one: Open, day: dt.date, says: Says) -> Facts:
    """One open item."""
    left = one[2]
    item, late = left.item, days_late(left, day)
    more = " · ".join(filter(None, (detail(left, says), state(left, day, says))))
    return {
        "cells": [
            [item_title(item, says), more],
            says.day(item.date),
            says.day(item.due),
            str(late) if late else "",
            says.amount(gross_of(item.document), ""),
            says.amount(left.amount, ""),
        ],
        "style": "",
    }


def group_rows(group: Group, day: dt.date, says: Says) -> list[Facts]:
    """A group: its name with its sum, then its items."""
    name = heading(group, says)
    return [
        {"cells": [name, "", "", "", "", says.amount(group.total, "")], "style": "edge"},
        *(open_row(one, day, says) for one in group.items),
    ]


def due_months(items: Sequence[Open], says: Says) -> list[Facts]:
    """A line for each month in which something is due; the credits and what has no day come last."""
    groups: defaultdict[dt.date, list[Decimal]] = defaultdict(list)
    for _, _, one in items:
        due = one.item.due if one.amount > 0 else None
        groups[due.replace(day=1) if due else dt.date.max].append(one.amount)
    return [
        {
            "cells": [
                month(first, says) if first < dt.date.max else says("books_credits"),
                str(len(some)),
                says.amount(sum(some, Decimal(0)), ""),
            ],
            "style": "",
        }
        for first, some in sorted(groups.items())
    ]


def slip_facts(account: Account, sums: Mapping[str, Ageing], day: dt.date, says: Says) -> Facts:
    """What the customer sends back: that the balance is right, or which one they have."""
    amounts = [says.amount(found.total, currency) for currency, found in sums.items()] or [
        says.amount(Decimal(0), "EUR")
    ]
    values = {"account": account.account, "day": says.day(day), "total": says.listed(amounts)}
    return {
        "title": says("paper_slip"),
        "lines": [says("paper_agree", **values), says("paper_disagree")],
        "fields": [says("paper_place"), says("paper_signature")],
    }
