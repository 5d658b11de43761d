"""Open items as an answer: a table in the body, their documents behind the link, lists as files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from handlers.answers import Made, Table
from handlers.books.ageing import Ageing
from handlers.books.files import MOST_PAPERS, made_files
from handlers.books.grids import Open, ageing_grid, by_currency, gross_of, open_grid
from handlers.books.grouping import Group, group_grids, grouped, heading, headline, names_of
from handlers.books.ledger import by_due
from handlers.books.open_paper import open_facts
from handlers.books.reach import OpenedBooks
from handlers.books.selection import Selection
from handlers.books.words import ageing_line, amounts, detail, item_title, late, lines, stand, state
from handlers.desk import Desk
from handlers.documents.resolve import LIMIT
from handlers.letters.letter import Row
from handlers.letters.parts import ROWS
from handlers.letters.wording import period_of
from store.records import Document

FIGURES = frozenset({"amount", "open", "days"})


def open_items(opened: OpenedBooks, selection: Selection) -> list[Open]:
    """What is open of one account, by due date."""
    return [
        (opened.account, book.currency, one)
        for book in opened.books
        for one in book.open_items(selection.day)
        if selection.open(one)
    ]


def open_table(found: Sequence[OpenedBooks], selection: Selection, desk: Desk) -> Table:
    """The answer for the books of some accounts that are seen, already narrowed to what is meant."""
    items = sorted(
        (one for opened in found for one in open_items(opened, selection)), key=lambda one: by_due(one[2])
    )
    several = len({account.id for account, _, _ in items}) > 1
    groups = grouped(items, selection.ask.group, names_of(items, desk)) if selection.ask.group else ()
    columns = ["account"] if several else []
    columns += ["document", "date", "due", "amount", "open", "days"]
    return Table(
        selection.ask,
        introduction(found, items, selection, desk),
        tuple(desk.says(f"col_{name}") for name in columns) if items else (),
        tuple(
            in_groups(groups, selection, desk, several=several)
            if groups
            else (row_of(one, selection, desk, several=several) for one in items[:ROWS])
        ),
        frozenset(n for n, name in enumerate(columns) if name in FIGURES),
        lines(
            sums(items, selection, desk),
            by_account(found, items, desk) if several else (),
            remarks(found, items, selection, desk),
        ),
        documents_of(items, desk),
        tuple(made for opened in found for made in files(opened, len(found), selection, desk)),
    )


def introduction(
    found: Sequence[OpenedBooks], items: Sequence[Open], selection: Selection, desk: Desk
) -> str:
    """Whose open items, as of when, how much; what is overdue unless the data is too old to say so."""
    says = desk.says
    names = says.listed(opened.account.name for opened in found)
    past = selection.day < desk.today
    when = says("books_on", day=says.day(selection.day)) if past else says("books_as_of", when=stand(desk))
    if not items:
        return says("books_nothing", account=names, when=when)
    aged = by_currency(items, selection.day)
    values = {
        name: amounts({currency: part(one) for currency, one in aged.items() if part(one)}, says)
        for name, part in (("overdue", overdue_of), ("credits", credits_of))
    }
    values["total"] = amounts({currency: one.total for currency, one in aged.items()}, says)
    if selection.ask.status == "overdue":
        every = replace(selection, ask=replace(selection.ask, status=None))
        whole = by_currency([one for opened in found for one in open_items(opened, every)], selection.day)
        values["whole"] = amounts({currency: one.total for currency, one in whole.items()}, says)
        return says("books_intro_overdue", account=names, when=when, **values)
    late = "" if desk.stale_as_of or not values["overdue"] else "_late"
    return says(f"books_intro{'_net' if values['credits'] else ''}{late}", account=names, when=when, **values)


def overdue_of(one: Ageing) -> Decimal:
    """What of the open items is overdue."""
    return one.overdue


def credits_of(one: Ageing) -> Decimal:
    """What was set off."""
    return one.credits


def row_of(one: Open, selection: Selection, desk: Desk, *, several: bool) -> Row:
    """One open item in words."""
    says, (account, currency, left) = desk.says, one
    item = left.item
    title, day, due = item_title(item, says), says.day(item.date), says.day(item.due)
    gross = says.amount(gross_of(item.document), currency)
    left_words = says.amount(left.amount, currency)
    delay = "" if desk.stale_as_of else late(left, selection.day, says)
    line = (
        title,
        day,
        says("books_due", day=due) if due else "",
        gross if gross != left_words else "",
        says("books_open", amount=left_words),
        delay,
        state(left, selection.day, says),
    )
    where = says("account", number=account.account) if several else ""
    more = " · ".join(filter(None, (detail(left, says), where)))
    days = delay and str((selection.day - item.due).days) if item.due else ""
    cells = (
        title,
        day,
        due,
        gross,
        left_words,
        ", ".join(filter(None, (days, state(left, selection.day, says)))),
    )
    return Row(" · ".join(filter(None, line)), more, (account.account, *cells) if several else cells)


def in_groups(groups: Sequence[Group], selection: Selection, desk: Desk, *, several: bool) -> Iterator[Row]:
    """Each group with its sum and then its items; where there is no room for all items, all sums are told."""
    room = ROWS
    for group in groups:
        line = headline(group, desk.says)
        total = desk.says.amount(group.total, group.currency)
        cells = (heading(group, desk.says), "", "", "", total, "")
        yield Row(line, "", ("", *cells) if several else cells, strong=True)
        for one in group.items[:room]:
            yield row_of(one, selection, desk, several=several)
        room -= min(room, len(group.items))


def sums(items: Sequence[Open], selection: Selection, desk: Desk) -> list[str]:
    """The ageing and the total of each currency."""
    says, told = desk.says, []
    for currency, one in by_currency(items, selection.day).items():
        told.append(says("books_total", total=says.amount(one.total, currency)))
        told.append(ageing_line(one, currency, says))
        if one.total < 0:
            told.append(says("books_in_favour"))
    return told


def by_account(found: Sequence[OpenedBooks], items: Sequence[Open], desk: Desk) -> list[str]:
    """The total of each account."""
    says, told = desk.says, []
    for opened in found:
        own = [one for one in items if one[0].id == opened.account.id]
        total = {currency: one.total for currency, one in by_currency(own, desk.today).items()}
        if total:
            name = f"{opened.account.name} ({opened.account.account})"
            told.append(says("books_of_account", account=name, total=amounts(total, says)))
    return told


def remarks(
    found: Sequence[OpenedBooks], items: Sequence[Open], selection: Selection, desk: Desk
) -> list[str]:
    """What the figures are limited to, and what stands only in the file."""
    says, ask, told = desk.says, selection.ask, []
    where = [w for w in (ask.location, ask.cost_centre, ask.person) if w]
    limits = [
        says("wish_status_partial") if ask.status == "partial" else "",
        says("wish_at", where=says.quoted(where)) if where else "",
        period_of(ask, says) if ask.since else "",
    ]
    if any(limits):
        told.append(says("books_only", what=", ".join(filter(None, limits))))
    if not all(opened.whole for opened in found):
        told.append(says("books_own"))
    if len(items) > ROWS:
        told.append(says("books_more", n=len(items) - ROWS))
    return told


def documents_of(items: Sequence[Open], desk: Desk) -> tuple[Document, ...]:
    """The documents behind the link, as far as the person may have them, by due date."""
    ids = [one.item.document.id for _, _, one in items if one.item.document][:LIMIT]
    visible = {d.id: d for d in desk.unit.documents.by_ids(desk.person.grants, ids)}
    return tuple(visible[id] for id in ids if id in visible)


def files(opened: OpenedBooks, accounts: int, selection: Selection, desk: Desk) -> tuple[Made, ...]:
    """The lists of one account: also when nothing is open, where somebody wants to confirm a balance."""
    says, day, ask = desk.says, selection.day, selection.ask
    items = open_items(opened, selection)
    names = names_of(items, desk)
    slip = opened.whole and bool(ask.until) and not selection.by_document and not ask.status
    if not items and not slip:
        return ()
    grids = [
        open_grid(items, day, says),
        ageing_grid(items, day, says),
        *group_grids(items, day, names, says),
    ]
    ids = [one.item.document.id for _, _, one in items if one.item.document]
    payable = opened.books if opened.whole and not selection.by_document and not ask.status else ()

    def facts() -> dict[str, object]:
        groups = grouped(items, ask.group, names) if ask.group else ()
        return open_facts(opened.account, items, payable, day, desk, groups=groups, slip=slip)

    name = says("paper_file_confirmation") if slip else says("books_open_items")
    return made_files(
        name, opened, ids, grids, facts if accounts <= MOST_PAPERS else None, ask.form, day, desk
    )
