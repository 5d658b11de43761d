"""The documents of an answer as one PDF to read; the originals stay beside it, behind the link."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.answers import Found, Made
from handlers.desk import Desk
from handlers.enclosures import safe
from handlers.exports import CONTENT_TYPES
from handlers.exports.merged_pdf import Merged, Sheaf, merged
from store.errors import Damaged, Gone
from store.papers import Paper
from store.records import Document, StoredFile

FORM = "merged"
MOST_PAGES = 2000
MOST_BYTES = 40_000_000  # of the papers together: they and the whole are in memory at the same time

Printed = tuple[Document, StoredFile]


def merge(found: Found, desk: Desk) -> Found:
    """The answer with one PDF of all that have one, and what is not in it said; more than it can take goes as
    ZIP.
    """
    files = desk.unit.documents.files(d.id for d in found.documents)
    printed = [(d, f) for d in found.documents for f in files.get(d.id, ())[:1] if is_pdf(f)]
    bare = [d for d in found.documents if files.get(d.id) and d.id not in {one.id for one, _ in printed}]
    if len(printed) < 2:
        return replace(found, notes=(*found.notes, *left_out("merged_without", bare, desk)))
    if sum(f.size for _, f in printed) > MOST_BYTES:
        return zip_instead(found, desk)
    whole = merged(sheaves(printed, desk), desk.says("merged_name"), desk.says.language, MOST_PAGES)
    odd = [d for n, (d, _) in enumerate(printed) if n in whole.odd]
    if whole.pages > MOST_PAGES:
        return zip_instead(found, desk)
    inside = [d for d, _ in printed if d not in odd]
    told = (*left_out("merged_without", bare, desk), *left_out("merged_odd", odd, desk))
    if not inside:
        return replace(found, notes=(*found.notes, *told))
    done = desk.says("merged_done", n=len(inside), pages=whole.pages)
    return replace(found, notes=(*found.notes, done, *told), made=(*found.made, made(whole, inside, desk)))


def zip_instead(found: Found, desk: Desk) -> Found:
    """The answer for more than one PDF should hold."""
    return replace(found, ask=replace(found.ask, form="zip"), notes=(*found.notes, desk.says("merged_large")))


def is_pdf(file: StoredFile) -> bool:
    """Whether a file has pages."""
    return file.content_type == CONTENT_TYPES["pdf"]


def sheaves(printed: Sequence[Printed], desk: Desk) -> Iterator[Sheaf]:
    """The papers one by one; one that the file store has lost is an empty one."""
    for document, file in printed:
        says = desk.says
        title = f"{says.title(document.kind)} {document.number} · {says.day(document.date)}"
        try:
            data = desk.house.fetch(file.sha256)
        except (Gone, Damaged):
            data = b""
        yield Sheaf(title, document.number, data)


def made(whole: Merged, inside: Sequence[Document], desk: Desk) -> Made:
    """The one PDF as a file, for who may see each document in it."""
    first = inside[0]
    name = "_".join((safe(desk.says("merged_name")), safe(first.account), desk.today.isoformat()))
    paper = Paper(first.account_id, first.kind, document_ids=tuple(sorted(d.id for d in inside)))
    return Made(f"{name}.pdf", CONTENT_TYPES["pdf"], whole.data, paper)


def left_out(key: str, documents: Sequence[Document], desk: Desk) -> tuple[str, ...]:
    """The sentence about papers that are not in it; none when all are."""
    numbers = desk.says.listed(d.number for d in documents)
    return (desk.says.count(key, len(documents), numbers=numbers),) if documents else ()
