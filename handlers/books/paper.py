"""What every paper about an account says: who writes to whom, how old the debts are, where to pay."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from babel import Locale

from handlers.books.ageing import Ageing, in_dispute
from handlers.books.ledger import Book
from handlers.books.paycode import pay_code
from handlers.books.words import ageing_parts
from handlers.desk import Desk
from handlers.letters.says import Says
from store.records import Account

Facts = dict[str, Any]
TEMPLATE = "account_statement"
MOST = 1000  # lines that are printed one by one; of more their months are


def letter(account: Account, title: str, info: Sequence[tuple[str, str]], desk: Desk) -> Facts:
    """What every paper says: who writes to whom, what and when."""
    says, head = desk.says, desk.house.letterhead
    iban = " ".join(head.iban[n : n + 4] for n in range(0, len(head.iban), 4))
    return {
        "language": says.language,
        "region": says.locale.partition("_")[2],
        "day": desk.today.isoformat(),
        "title": title,
        "house": {
            "company": head.company,
            "address": list(head.address),
            "reach": [text for text in (head.phone, head.email) if text],
            "bank": [f"IBAN {iban}", *([f"BIC {head.bic}"] if head.bic else [])] if head.iban else [],
            "register": [
                text
                for text in (head.court, says("paper_vat", id=head.vat_id) if head.vat_id else "")
                if text
            ],
        },
        "page": says("paper_page", n="{n}", all="{all}"),
        "to": [*addressee(account), *filter(None, [abroad(account, desk.house.workdays.place[0], says)])],
        "info": [list(pair) for pair in info],
    }


def addressee(account: Account) -> list[str]:
    """The lines of an address as far as the ERP has told them."""
    town = " ".join(filter(None, (account.postcode, account.city)))
    return [line for line in (account.name, account.street, town) if line]


def abroad(account: Account, home: str, says: Says) -> str:
    """The country of an address, in capitals as the post wants it; empty at home."""
    code = (account.country or "").upper()
    return "" if code in ("", home) else str(Locale.parse(says.locale).territories.get(code, code)).upper()


def heads(keys: str, says: Says) -> list[Facts]:
    """The heads of columns: "date:l entry:w", l left, r right, w left and as wide as there is room."""
    pairs = (pair.split(":") for pair in keys.split())
    return [{"title": says(f"col_{key}"), "side": side} for key, side in pairs]


def ageing_facts(found: Ageing, currency: str, says: Says) -> Facts:
    """The buckets side by side."""
    parts = ageing_parts(found, currency, says)
    return {"title": says("books_ageing_head"), "cells": [list(pair) for pair in parts]}


def pay_facts(account: Account, today_books: Sequence[Book], desk: Desk) -> Facts | None:
    """The code to pay what is open today, in EUR; none on old data: it might be paid already.

    Nobody is asked to pay what is in dispute.
    """
    says, euro = desk.says, [b for b in today_books if b.currency == "EUR"]
    left = [one for b in euro for one in b.open_items(desk.today) if in_dispute(one)]
    disputed = sum((one.amount for one in left), Decimal(0))
    owed = sum((b.balance(desk.today) for b in euro), -disputed)
    text = says("paper_remittance", account=account.account, day=says.day(desk.today))
    svg = "" if desk.data.stale else pay_code(desk.house.letterhead, owed, "EUR", text)
    if not svg:
        return None
    amounts = {"amount": says.amount(owed, "EUR"), "disputed": says.amount(disputed, "EUR")}
    told = [says("paper_pay_part" if disputed else "paper_pay", **amounts), says("paper_pay_text", text=text)]
    return {"svg": svg, "alt": " ".join(told), "title": says("paper_pay_head"), "lines": told}
