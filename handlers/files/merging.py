"""The documents of an answer as one PDF to read; the originals stay beside it, behind the link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.answers import Answer, Found, Made
from handlers.desk import Desk
from handlers.exports import CONTENT_TYPES
from handlers.exports.merged_pdf import Merged, Sheaf, merged
from handlers.files.enclosures import safe
from store.errors import Damaged, Gone
from store.papers import Paper
from store.records import Document, StoredFile

FORM = "merged"
MOST_PAGES = 2000
MOST_BYTES = 40_000_000  # of the papers together: they and the whole are in memory at the same time

Printed = tuple[Document, StoredFile]


@dataclass(frozen=True, slots=True)
class Bound:
    """What became of the wish for one PDF."""

    made: tuple[Made, ...] = ()
    notes: tuple[str, ...] = ()
    large: bool = False  # too much for one PDF


def together(answers: Sequence[Answer], desk: Desk) -> Sequence[Answer]:
    """The answers of one message with one PDF of all documents that were wished so; the last of them says it.

    "The invoice and its delivery note as one PDF" means both, though the words stand at the second. More than
    one PDF should hold goes as ZIP.
    """
    mine = [n for n, a in enumerate(answers) if isinstance(a, Found) and a.ask.form in (FORM, None)]
    if not any(answers[n].ask.form == FORM for n in mine):
        return answers
    found = {n: a for n in mine if isinstance(a := answers[n], Found)}
    bound = merge(tuple({d.id: d for a in found.values() for d in a.documents}.values()), desk)
    form = "zip" if bound.large else FORM
    found = {n: replace(a, ask=replace(a.ask, form=form)) for n, a in found.items()}
    last = found[mine[-1]]
    found[mine[-1]] = replace(last, notes=(*last.notes, *bound.notes), made=(*last.made, *bound.made))
    return [found.get(n, a) for n, a in enumerate(answers)]


def merge(documents: Sequence[Document], desk: Desk) -> Bound:
    """One PDF of all that have one, and what is not in it said."""
    files = desk.unit.documents.files(d.id for d in documents)
    printed = [(d, f) for d in documents for f in files.get(d.id, ())[:1] if is_pdf(f)]
    bare = [d for d in documents if files.get(d.id) and d.id not in {one.id for one, _ in printed}]
    lacking = left_out("merged_without", bare, desk)
    if len(printed) < 2:
        return Bound(notes=lacking)
    if sum(f.size for _, f in printed) > MOST_BYTES:
        return Bound(notes=(desk.says("merged_large"),), large=True)
    whole = merged(sheaves(printed, desk), desk.says("merged_name"), desk.says.language, MOST_PAGES)
    if whole.pages > MOST_PAGES:
        return Bound(notes=(desk.says("merged_large"),), large=True)
    odd = [d for n, (d, _) in enumerate(printed) if n in whole.odd]
    inside = [d for n, (d, _) in enumerate(printed) if n not in whole.odd]
    told = (*lacking, *left_out("merged_odd", odd, desk))
    if not inside:
        return Bound(notes=told)
    done = desk.says("merged_done", n=len(inside), pages=whole.pages)
    return Bound((made(whole, inside, desk),), (done, *told))


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
