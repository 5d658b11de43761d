"""All files of a delivery as ZIPs: cut into parts of bearable size, each with a list of what is in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.desk import Desk, House
from handlers.exports import PROFILES, Cell, Column, Grid, csv
from handlers.exports.document_list import money
from handlers.links import document_ids, paper_ids
from handlers.senders.people import known, principal
from parsers.message import Proof
from store.engine import Unit
from store.records import Document
from store.traffic import Link, LinkFile

FILES = 2000  # files of one part
INDEX = "index.csv"
COLUMNS = ("file", "kind", "number", "date", "due", "amount", "currency", "state")
REST = ("order", "customer_po", "delivery", "location", "cost_centre", "account")

Files = tuple[LinkFile, ...]


def parts(files: Sequence[LinkFile], most: int) -> tuple[Files, ...]:
    """The files in their order, a new part where one would have more than `most` bytes.

    A file that is larger is a part of its own. The same files give the same parts.
    """
    found: list[list[LinkFile]] = []
    size = 0
    for file in files:
        size += file.size
        if not found or size > most or len(found[-1]) == FILES:
            found.append([])
            size = file.size
        found[-1].append(file)
    return tuple(map(tuple, found))


def downloads(files: Sequence[LinkFile], house: House) -> int:
    """How often a link may give something: a delivery in three parts takes three to be fetched once."""
    return house.link_downloads * max(1, len(parts(files, house.zip_bytes)))


def index_name(part: int) -> str:
    """What the list of a part is called, so that all parts can be unpacked into one folder."""
    return INDEX if part == 1 else f"index-{part}.csv"


def index(link: Link, files: Files, unit: Unit, house: House, now: datetime) -> bytes:
    """What these files of a link are, as of now and for its recipient, as their spreadsheets take it."""
    says, today = house.tongues[link.language], house.today(now)
    person = principal(known(link.recipient, unit, today), Proof(), unit, house.kinds, today)
    desk = Desk(person, unit, house, says, today, now)
    found = {d.id: d for d in unit.documents.by_ids(person.grants, document_ids(link))}
    kinds = {p.id: p.kind for p in unit.papers.by_ids(paper_ids(link))}
    titles = {"order": "col_our_order"}
    columns = tuple(Column(key, says(titles.get(key, f"col_{key}"))) for key in (*COLUMNS, *REST))
    as_of = desk.stale_as_of
    rows = [row_of(f, found, kinds, desk, as_of) for f in files]
    return csv(Grid(says("list_name"), columns, rows), PROFILES[says("csv_profile")])


def row_of(
    file: LinkFile, found: Mapping[int, Document], kinds: Mapping[int, str], desk: Desk, as_of: str
) -> tuple[Cell, ...]:
    """One file; of one that was made for the answer no more than what kind of paper it is."""
    d, says = found.get(file.document_id or 0), desk.says
    if d is None:
        kind = kinds.get(file.paper_id or 0)
        return (file.name, says.title(kind) if kind else None, *[None] * (len(COLUMNS) + len(REST) - 2))
    state = says.state(d, desk.today, as_of) or None
    amount = (money(d.gross, d.currency), d.currency if d.gross is not None else None)
    lead = (file.name, says.title(d.kind), d.number, d.date, d.due_date)
    return (*lead, *amount, state, *(getattr(d, key) or None for key in REST))
