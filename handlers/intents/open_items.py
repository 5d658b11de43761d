"""What is open, what is overdue, the balance on a day: of the whole account, or of one's own documents."""

from dataclasses import replace

from handlers.answers import Answer, Choice, Missing
from handlers.books.open_table import open_table
from handlers.books.reach import open_books, readers
from handlers.books.selection import selected
from handlers.desk import Desk
from handlers.documents.resolve import in_one_account
from parsers.asks import Ask

INTENTS = ("open_items",)


def respond(ask: Ask, desk: Desk) -> Answer:
    """The open items in rows with their sums; to who may read no books, what is said of papers not there."""
    numbers = tuple(n for n in ask.numbers if isinstance(n, str))
    person = readers(desk.person)
    if person is None:
        return Missing(ask, numbers)
    placed = in_one_account(ask, replace(desk, person=person))
    if isinstance(placed, Choice):
        return replace(placed, values={"wish": desk.says("books_open_items")})
    desk = replace(desk, person=placed)
    selection = selected(ask, desk)
    if isinstance(selection, Choice | Missing):
        return selection
    opened = [selection.of(one) for one in open_books(desk)]
    told = [one for one in opened if one.books] or ([] if selection.by_document else opened[:1])
    return open_table(told, selection, desk) if told else Missing(ask, numbers)
