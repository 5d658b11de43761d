"""The statement of account: the ERP's own where it delivered one for just these days, else one of ours."""

from dataclasses import replace

from handlers.answers import Answer, Choice, Found, Handover, Missing
from handlers.books.delivered import KIND, delivered
from handlers.books.reach import is_whole, open_books
from handlers.books.statement_table import statement_table
from handlers.books.statements import period
from handlers.desk import Desk
from handlers.documents.resolve import in_one_account, resolve, which_account
from handlers.senders.people import Principal
from parsers.asks import Ask

INTENTS = ("statement",)
MOST_ACCOUNTS = 10  # of a tree: more are asked back


def respond(ask: Ask, desk: Desk) -> Answer:
    """The statement of the period.

    A statement is of the whole account: who sees only a part of it, or no statement at all, is told what
    others are told of papers that are not there.
    """
    numbers = tuple(n for n in ask.numbers if isinstance(n, str))
    person = of_whole_accounts(desk.person)
    if person is None:
        return Missing(ask, numbers)
    desk = replace(desk, person=person)
    if ask.numbers:
        return resolve(replace(ask, kinds=(KIND,), every=True), desk)
    placed = in_one_account(ask, desk)
    if isinstance(placed, Choice):
        return replace(placed, values={"wish": desk.says.title(KIND)})
    return of_account(ask, replace(desk, person=placed))


def of_account(ask: Ask, desk: Desk) -> Answer:
    """The statement of one account and, for who holds the tree, of the accounts below it."""
    since, until = period(ask.since, ask.until, desk.today)
    if ask.form in (None, "attachment", "link", "zip", "merged"):
        if ask.last:
            own = resolve(replace(ask, kinds=(KIND,), every=True), desk)
            if isinstance(own, Found):
                return own
        elif ask.until and (own_ones := delivered(ask.since, ask.until, desk)):
            return Found(ask, own_ones)
    if not any(map(is_whole, desk.person.grants)):  # ours names invoices: only for who may see them
        return Handover(ask, ask.intent)
    opened = open_books(desk)
    moved = [one for one in opened if one.books] or list(opened[:1])
    if len(moved) > MOST_ACCOUNTS:
        return replace(
            which_account(ask, desk, [one.account.id for one in moved]),
            values={"wish": desk.says.title(KIND)},
        )
    return statement_table(ask, moved, since, until, desk)


def of_whole_accounts(person: Principal) -> Principal | None:
    """The person where they may have statements; None when they may nowhere."""
    held = [
        (contact, tuple(g for g in grants if KIND in g.kinds and g.whole_account))
        for contact, grants in person.holdings
    ]
    kept = tuple((contact, grants) for contact, grants in held if grants)
    return Principal(kept, person.proof) if kept else None
