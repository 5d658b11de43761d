"""Here is our own list, tell us the differences: missing there, paid, different, unknown, overlooked."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from handlers.answers import Answer, Choice, Missing, Table
from handlers.books.files import made_files
from handlers.books.open_table import open_items
from handlers.books.reach import OpenedBooks, open_books, readers
from handlers.books.reconciliation import VERDICTS, Line, compared
from handlers.books.selection import Selection
from handlers.books.words import amounts, lines, stand
from handlers.desk import Desk
from handlers.documents.resolve import LIMIT, in_one_account
from handlers.documents.state import state_of
from handlers.exports import Column, Grid, Money
from handlers.letters.letter import Row
from handlers.letters.parts import ROWS
from handlers.letters.says import Says
from parsers.asks import Ask, Claim
from store.records import Document

INTENTS = ("reconcile",)
COLUMNS = ("document", "date", "theirs", "ours", "finding")
FIGURES = frozenset({2, 3})


def respond(ask: Ask, desk: Desk) -> Answer:
    """The differences in rows, the sums of both sides, copies of what they lack, and all lines as a file."""
    person = readers(desk.person)
    if person is None:
        return Missing(ask)
    claims = ask.claims or tuple(Claim(n) for n in ask.numbers if isinstance(n, str))
    if not claims:
        return Choice(ask, "ask_list")
    placed = in_one_account(ask, replace(desk, person=person))
    if isinstance(placed, Choice):
        return replace(placed, values={"wish": desk.says("reconcile_wish")})
    desk = replace(desk, person=placed)
    until = min(ask.until or desk.today, desk.today)
    found = open_books(desk)
    selection = Selection(replace(ask, location=None, cost_centre=None, person=None, numbers=()), until)
    items = [one for opened in found for one in open_items(opened, replace_period(selection))]
    return table_of(ask, compared(claims, found, items), found, until, desk)


def replace_period(selection: Selection) -> Selection:
    """The same as of its day, whatever period the list was said to be of."""
    return replace(selection, ask=replace(selection.ask, since=None, status=None, kinds=()))


def table_of(ask: Ask, both: Sequence[Line], found: Sequence[OpenedBooks], day: dt.date, desk: Desk) -> Table:
    """The answer: differences in the body, the lines that agree only counted."""
    says = desk.says
    differing = [line for line in both if line.verdict != "agrees"]
    names = says.listed(opened.account.name for opened in found)
    when = says("books_on", day=says.day(day)) if day < desk.today else says("books_as_of", when=stand(desk))
    intro = says("reconcile_intro" if differing else "reconcile_agrees", account=names, when=when)
    grid = grid_of(both, says)
    ids = [line.item.document.id for line in both if line.item and line.item.document]
    files = (
        made_files(says("reconcile_name"), found[0], ids, [grid], None, ask.form, day, desk) if found else ()
    )
    return Table(
        ask,
        intro,
        tuple(says(f"col_{name}") for name in COLUMNS) if differing else (),
        tuple(row_of(line, desk) for line in differing[:ROWS]),
        FIGURES,
        lines(counts(both, says), sums(both, says), more(differing, says)),
        copies(both, desk),
        files,
    )


def row_of(line: Line, desk: Desk) -> Row:
    """One difference in words."""
    says = desk.says
    title = f"{says.title(line.item.kind)} {line.number}" if line.item and line.item.document else line.number
    day = says.day(line.item.date) if line.item else ""
    theirs, ours = says.amount(line.theirs, line.currency), says.amount(line.ours, line.currency)
    told = finding(line, desk)
    sides = [
        says("reconcile_theirs", amount=theirs) if theirs else "",
        says("reconcile_ours", amount=ours) if ours else "",
    ]
    words = " · ".join(filter(None, (title, day, *sides, told)))
    return Row(words, "", (title, day, theirs, ours, told))


def finding(line: Line, desk: Desk) -> str:
    """What there is to say of a line."""
    says, document = desk.says, line.item.document if line.item else None
    if line.verdict == "paid" and document:
        state = state_of(document, desk.today)
        if state and state.code == "paid" and state.on:
            return says("reconcile_paid_on", day=says.day(state.on))
    if line.verdict == "differs" and document and line.theirs == document.gross:
        return says("reconcile_part")
    return says(f"reconcile_{line.verdict}")


def counts(both: Sequence[Line], says: Says) -> list[str]:
    """How many lines there are of each finding."""
    n = Counter(line.verdict for line in both)
    return [" · ".join(says.count(f"reconcile_n_{v}", n[v]) for v in reversed(VERDICTS) if n[v])]


def sums(both: Sequence[Line], says: Says) -> list[str]:
    """The sums of both sides by currency, where theirs can be told."""
    ours: dict[str, Decimal] = {}
    theirs: dict[str, Decimal] = {}
    for line in both:
        currency = line.currency or ""
        ours[currency] = ours.get(currency, Decimal(0)) + (line.ours or 0)
        said, credit = line.theirs or Decimal(0), (line.ours or 0) < 0
        theirs[currency] = theirs.get(currency, Decimal(0)) + (-abs(said) if credit else said)
    told = [says("reconcile_sum_ours", total=amounts({c: a for c, a in ours.items() if c}, says))]
    if all(line.theirs is not None for line in both if line.verdict not in ("missing", "credit")):
        known = {c: a for c, a in theirs.items() if a}
        told.append(says("reconcile_sum_theirs", total=amounts(known, says)) if known else "")
    return told


def more(differing: Sequence[Line], says: Says) -> list[str]:
    """How many differences stand only in the file."""
    return [says("books_more", n=len(differing) - ROWS)] if len(differing) > ROWS else []


def copies(both: Sequence[Line], desk: Desk) -> tuple[Document, ...]:
    """What they lack, as far as the person may have it."""
    lacking = [
        line.item.document.id
        for line in both
        if line.verdict in ("missing", "credit") and line.item and line.item.document
    ]
    visible = {d.id: d for d in desk.unit.documents.by_ids(desk.person.grants, lacking[:LIMIT])}
    return tuple(visible[id] for id in lacking if id in visible)


def grid_of(both: Sequence[Line], says: Says) -> Grid:
    """All lines, those that agree too."""
    keys = ("account", "number", "date", "theirs", "ours", "currency", "finding")
    rows = [
        (
            line.account or None,
            line.number,
            line.item.date if line.item else None,
            None if line.theirs is None else Money(line.theirs, line.currency),
            None if line.ours is None else Money(line.ours, line.currency),
            line.currency,
            says("reconcile_agrees_line" if line.verdict == "agrees" else f"reconcile_{line.verdict}"),
        )
        for line in both
    ]
    return Grid(says("reconcile_name"), tuple(Column(key, says(f"col_{key}")) for key in keys), rows)
