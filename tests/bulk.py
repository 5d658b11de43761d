"""Many invoices with files in the small world, and the link that a wish for all of them leads to."""

import datetime as dt
import re
from decimal import Decimal

from bot.wiring import Clerk
from handlers.senders.people import known, principal
from parsers.message import Proof
from store.records import Document, Grant, StoredFile
from store.traffic import Link
from tests.desk import collected, write

PATH = re.compile(r"/d/[\w-]{43}")
DAY = dt.date(2024, 2, 1)
WISH = "Bitte alle Rechnungen vom Februar 2024 als ZIP."


def fill(clerk: Clerk, count: int, size: int = 3000, **facts: object) -> None:
    """Invoices of February 2024 for Anna's account, each with a file of its own."""
    rows = [
        Document("1001", "invoice", f"ZR-{n:04}", DAY, DAY, gross=Decimal(n), currency="EUR", **facts)  # type: ignore[arg-type]
        for n in range(1, count + 1)
    ]
    datas = (f"%PDF-1.4 {n}".encode().ljust(size, b".") for n in range(1, count + 1))
    names = clerk.blobs.put_all(datas)
    with clerk.store.begin() as unit:
        unit.documents.upsert(rows)
    ids = ids_of(clerk)
    files = [
        (ids[row.number], StoredFile(0, "pdf", f"{row.number}.pdf", name, size, "application/pdf"))
        for row, name in zip(rows, names, strict=True)
    ]
    with clerk.store.begin() as unit:
        unit.documents.attach_all(files)


def grants(clerk: Clerk) -> tuple[Grant, ...]:
    """What Anna may see."""
    today = clerk.house.today(clerk.clock())
    with clerk.store.read() as unit:
        people = known("anna@adler.test", unit, today)
        return principal(people, Proof(), unit, clerk.house.kinds, today).grants


def ids_of(clerk: Clerk) -> dict[str, int]:
    """The ids of the new invoices by their numbers."""
    seen = grants(clerk)
    with clerk.store.read() as unit:
        found = unit.documents.search(seen, kinds=("invoice",), since=DAY, until=DAY, today=DAY, limit=9999)
    return {d.number: d.id for d in found}


def asked(clerk: Clerk, text: str = WISH, who: str = "anna@adler.test") -> str:
    """The path of the link that a wish leads to."""
    write(clerk, text, who)
    (mail,) = collected(clerk)
    (path,) = set(PATH.findall(mail.get_body(("plain",)).get_content()))  # type: ignore[union-attr]
    return str(path)


def link_of(clerk: Clerk, path: str) -> Link:
    """The link of a path."""
    with clerk.store.read() as unit:
        link = unit.links.by_hash(*clerk.house.keys().seals(path.rpartition("/")[2]))
    assert link is not None
    return link
