"""Send me a list of documents, not the documents: XLSX, CSV or XML."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from handlers.answers import Answer, Choice, Found, Made, Missing, Table
from handlers.books.files import LISTS, listed
from handlers.books.words import amounts
from handlers.desk import Desk
from handlers.documents import places
from handlers.documents.lookup import newest_revisions
from handlers.documents.resolve import by_numbers, count, searches, settled
from handlers.documents.state import open_amount, state_of
from handlers.exports import CONTENT_TYPES
from handlers.exports.document_list import document_grid
from handlers.files.enclosures import safe
from handlers.letters.wording import period_of
from parsers.asks import Ask
from store.papers import Paper
from store.records import Document

INTENTS = ("export",)
MOST = 10_000  # rows of one list


def respond(ask: Ask, desk: Desk) -> Answer:
    """The visible documents under the filters of the ask, as a file; their sums in the body."""
    if ask.numbers:
        found = by_numbers(ask, desk)
        return listing(ask, found.documents, found.more, desk) if isinstance(found, Found) else found
    placed = settled(ask, desk)
    if isinstance(placed, Choice | Missing):
        return placed
    asked, sites, desk = placed
    documents, total = list[Document](), 0
    for filters, person in searches(asked, sites, desk):
        total += count(filters, person, desk)
        documents += desk.unit.documents.search(person.grants, **filters, last=asked.last, limit=MOST)
    if not documents:
        return places.centred(asked, desk) or Missing(ask)
    shown = newest_revisions(documents)[:MOST]
    return listing(asked, shown, 0 if asked.last else max(total - len(documents), 0), desk)


def listing(ask: Ask, documents: Sequence[Document], more: int, desk: Desk) -> Table:
    """The list and what it adds up to, kind by kind; oldest first, as books are read."""
    says = desk.says
    ordered = sorted(documents, key=lambda d: (d.account, d.date, d.number))
    grid, form = document_grid(ordered, desk), ask.form if ask.form in LISTS else "xlsx"
    name = "_".join((safe(says("list_name")), ordered[0].account, desk.today.isoformat()))
    paper = Paper(ordered[0].account_id, ordered[0].kind, document_ids=tuple(sorted(d.id for d in ordered)))
    made = Made(f"{name}.{form}", CONTENT_TYPES[form], listed(form, [grid], desk), paper)
    period = period_of(ask, says)
    told = [summed(kind, ordered, desk) for kind in dict.fromkeys(d.kind for d in ordered)]
    told += [f"{says('paper_period')}: {period}"] if period else []
    told += [says("found_more", n=more)] if more else []
    return Table(ask, says.count("list", len(ordered)), lines=tuple(told), made=(made,))


def summed(kind: str, documents: Sequence[Document], desk: Desk) -> str:
    """How many of one kind, what they come to in each currency, and what of it is open."""
    says = desk.says
    own = [d for d in documents if d.kind == kind]
    total: defaultdict[str, Decimal] = defaultdict(Decimal)
    left: defaultdict[str, Decimal] = defaultdict(Decimal)
    for d in own:
        if d.gross is not None:
            total[d.currency or ""] += d.gross
            left[d.currency or ""] += open_amount(d) if state_of(d, desk.today) else Decimal(0)
    values = {"count": len(own), "kind": says.kind(kind, len(own)), "total": amounts(total, says)}
    if any(left.values()):
        return says("list_sum", **values, open=amounts({c: v for c, v in left.items() if v}, says))
    return says("list_sum_total" if total else "list_sum_plain", **values)
