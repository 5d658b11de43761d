"""The files that go with an answer about books: PDF and XLSX, or the CSV or XML that was asked for."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.answers import Made
from handlers.books.paper import TEMPLATE, Facts
from handlers.books.reach import RIGHT, OpenedBooks
from handlers.desk import Desk
from handlers.exports import CONTENT_TYPES, PROFILES, Grid, csv, xlsx, xml
from handlers.files.enclosures import safe
from store.papers import Paper

LISTS = ("csv", "xml")  # forms that are files for programs alone; a workbook is read beside its paper
MOST_PAPERS = 10  # accounts of a tree for which papers are printed at once


def made_files(
    name: str,
    opened: OpenedBooks,
    ids: Sequence[int],
    grids: Sequence[Grid],
    facts: Callable[[], Facts] | None,
    form: str | None,
    day: dt.date,
    desk: Desk,
) -> tuple[Made, ...]:
    """The files of one account as of a day; the first grid is the list, the others stand in the workbook.

    `ids` are the documents that the files tell of where they are not about the whole account. Without
    `facts` nothing is printed.
    """
    paper = Paper(opened.account.id, RIGHT, opened.whole, () if opened.whole else tuple(sorted(set(ids))))
    forms = (form,) if form in LISTS else ("pdf", "xlsx") if facts else ("xlsx",)
    stem = "_".join(map(safe, (name, opened.account.account, day.isoformat())))
    found = []
    for one in forms:
        data = printed(facts, desk) if one == "pdf" and facts else listed(one, grids, desk)
        found.append(Made(f"{stem}.{one}", CONTENT_TYPES[one], data, paper))
    return tuple(found)


def printed(facts: Callable[[], Facts], desk: Desk) -> bytes:
    """The paper as PDF."""
    return desk.house.press(TEMPLATE, facts(), desk.today)


def listed(form: str, grids: Sequence[Grid], desk: Desk) -> bytes:
    """The list in a form for programs; CSV as the spreadsheets of the reader's country take it."""
    match form:
        case "csv":
            return csv(joined(grids), PROFILES[desk.says("csv_profile")])
        case "xml":
            return xml(joined(grids))
    return xlsx(grids, desk.today)


def joined(grids: Sequence[Grid]) -> Grid:
    """The first grid with the rows of all that have its columns, such as the other currencies'."""
    same = [grid for grid in grids if grid.columns == grids[0].columns]
    return replace(grids[0], rows=[row for grid in same for row in grid.rows]) if same[1:] else grids[0]
