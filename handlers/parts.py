"""One answer as a part of the reply: the introducing sentence, rows, choices and lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from handlers.answers import Answer, Choice, Found, Handover, Missing, Note, Status, Table
from handlers.desk import Desk, House
from handlers.wording import wish
from store.records import Document, StoredFile


@dataclass(frozen=True, slots=True)
class Row:
    """One document: a line and a detail for reading as text, cells for a table."""

    line: str
    detail: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What the templates render for one answer."""

    intro: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    options: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


Files = Mapping[int, tuple[StoredFile, ...]]


def part_of(answer: Answer, desk: Desk, house: House, files: Files) -> Part:
    """The part for one answer."""
    says, person = desk.says, house.person_name(desk.says)
    match answer:
        case Found():
            return found(answer, desk, house, files)
        case Table():
            rows = tuple(Row(" · ".join(filter(None, r)), "", r) for r in answer.rows)
            return Part(answer.title, answer.columns, rows)
        case Status():
            return Part(lines=answer.lines)
        case Choice():
            return choice(answer, desk)
        case Missing():
            return Part(lines=(missing(answer, desk), says("missing_next", person=person)))
        case Note():
            return Part(lines=(says(answer.text, person=person, **answer.values),))
        case Handover():
            return Part(lines=(says("handover", person=person),))
        case _:
            assert_never(answer)


def found(answer: Found, desk: Desk, house: House, files: Files) -> Part:
    """The table of documents, what was not found, what comes later."""
    says = desk.says
    rows = tuple(row_of(d, desk, bool(files.get(d.id))) for d in answer.documents)
    lines = []
    if answer.missing:
        lines.append(says.count("missing", len(answer.missing), numbers=says.listed(answer.missing)))
        lines.append(says("missing_next", person=house.person_name(says)))
    if answer.absent:
        lines.append(says("absent", parts=says.listed(answer.absent)))
    if answer.more:
        lines.append(says("found_more", n=answer.more))
    later = sum(1 for d in answer.documents if not files.get(d.id))
    if later:
        lines.append(says.count("file_later", later))
    columns = tuple(says(f"col_{c}") for c in ("kind", "number", "date", "amount", "state", "order"))
    return Part(says.count("found", len(rows)), columns, rows, lines=tuple(lines))


def row_of(document: Document, desk: Desk, has_file: bool) -> Row:
    """One document in words."""
    says = desk.says
    kind, day = says.kind(document.kind), says.day(document.date)
    amount = says.amount(document.gross, document.currency)
    state = says.state(document, desk.today) if has_file else says("file_later")
    order = document.customer_po or document.order or ""
    line = " · ".join(filter(None, (f"{kind} {document.number}", day, amount, state)))
    details = [says("order", number=order) if order else ""]
    if document.delivery and document.delivery != document.number:
        details.append(f"{says.kind('delivery_note')} {document.delivery}")
    return Row(line, " · ".join(filter(None, details)), (kind, document.number, day, amount, state, order))


def choice(answer: Choice, desk: Desk) -> Part:
    """A question with numbered answers."""
    says = desk.says
    numbers = [str(n + 1) for n in range(len(answer.options))]
    *first, last = numbers or [""]
    choices = f"{', '.join(first)} {says('or')} {last}" if first else last
    ask = "ask_reply_account" if answer.text == "ask_account" else "ask_reply"
    lines = (says(ask, choices=choices),) if numbers else ()
    return Part(
        says(answer.text, **answer.values), options=tuple(o.label for o in answer.options), lines=lines
    )


def missing(answer: Missing, desk: Desk) -> str:
    """The words for nothing found; the same whether it does not exist or belongs to somebody else."""
    if not answer.numbers:
        return desk.says("missing_filter", wish=wish(answer.ask, desk))
    return desk.says.count("missing", len(answer.numbers), numbers=desk.says.listed(answer.numbers))
