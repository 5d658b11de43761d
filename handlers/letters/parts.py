"""Documents and answers as parts of a reply: the introducing sentence, rows, choices and lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from handlers.answers import (
    Answer,
    Choice,
    Enclosure,
    Found,
    Handover,
    Missing,
    Note,
    Noted,
    Proposal,
    Status,
    Table,
)
from handlers.desk import Desk, House
from handlers.letters.letter import Part, Row
from handlers.letters.says import Says
from handlers.letters.wording import order_of, several, wish
from store.records import Document, StoredFile

ROWS = 50  # documents that are named one by one; more are counted
COLUMNS = ["file", "kind", "number", "date", "amount", "state", "order", "delivery", "account"]
KINDS = ["kind", "count", "date"]  # the columns of a table that only counts
INVOICED = ("invoice", "credit_note")  # kinds that are issued as e-invoices
UNMARKED = "–"  # stands where other rows have the number of their file

Files = Mapping[int, tuple[StoredFile, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the parts of one reply share: the files, their numbers, how options are marked."""

    desk: Desk
    house: House
    files: Files
    marks: Mapping[int, str] = field(default_factory=dict)  # document id -> number of its file
    accounts: bool = False  # documents of several accounts: each is named
    as_of: str = ""  # how old the figures are, in words, when they are older than they should be

    @property
    def person(self) -> str:
        """Who takes over, as the reader is told."""
        return self.house.person_name(self.desk.says)


def marks_of(enclosures: Sequence[Enclosure]) -> dict[int, str]:
    """The numbers that the files of each document have on the page behind the link."""
    places: dict[int, list[int]] = {}
    for n, enclosure in enumerate(enclosures, 1):
        if enclosure.document:
            places.setdefault(enclosure.document.id, []).append(n)
    return {id: str(ns[0]) if len(ns) == 1 else f"{ns[0]}–{ns[-1]}" for id, ns in places.items()}


def given(answer: Answer, sheet: Sheet) -> Part | None:
    """The part that gives something: documents, figures, states; None for an answer that gives nothing."""
    match answer:
        case Found():
            return found(answer, sheet)
        case Table():
            return Part(answer.intro, answer.columns, answer.rows, answer.figures, lines=answer.lines)
        case Status() | Noted():
            return Part(lines=answer.lines)
    return None


def besides(answer: Answer, sheet: Sheet) -> Part | None:
    """The part about what was not found, or a fixed text; None for an answer without."""
    says = sheet.desk.says
    match answer:
        case Found():
            lines = lacking(answer, sheet)
            return Part(lines=lines) if lines else None
        case Choice():
            lines = (says.count("missing", len(answer.missing), numbers=says.quoted(answer.missing)),)
            return Part(lines=lines) if answer.missing else None
        case Missing():
            return Part(lines=(nothing_found(answer, sheet.desk),))
        case Note():
            return Part(lines=(says(answer.text, **{"person": sheet.person, **answer.values}),))
        case Proposal(deciders=deciders) if deciders:
            admins = says.listed(admin.name or admin.email for admin, _ in deciders)
            return Part(lines=(says("people_passed", admins=admins),))
        case Noted():
            lines = (says.count("missing", len(answer.missing), numbers=says.quoted(answer.missing)),)
            return Part(lines=lines) if answer.missing else None
        case Table():
            lines = not_found(answer, says)
            return Part(lines=lines) if lines else None
        case Status() | Handover() | Proposal():
            return None
        case _:
            assert_never(answer)


def found(answer: Found, sheet: Sheet) -> Part:
    """The documents, one by one, or by kind when they are many."""
    says, documents = sheet.desk.says, answer.documents
    if len(documents) > ROWS:
        columns, rows = KINDS, counted(documents, sheet.desk)
    else:
        columns, rows = COLUMNS, tuple(row_of(d, sheet) for d in documents)
    filled = [n for n in range(len(columns)) if any(row.cells[n] for row in rows)]
    shown = tuple(Row(r.line, r.detail, tuple(r.cells[n] for n in filled), r.mark) for r in rows)
    heads = tuple(says(f"col_{columns[n]}") for n in filled)
    figures = frozenset(place for place, n in enumerate(filled) if columns[n] in ("amount", "count"))
    intro = answer.intro or introduction(answer, sheet.desk)
    return Part(intro, heads, shown, figures, lines=answer.notes)


def introduction(answer: Found, desk: Desk) -> str:
    """ "Here is your invoice:", or how many of those that were asked for one by one."""
    says, n, lost = desk.says, len(answer.documents), len(answer.missing)
    if lost and n + lost == len(answer.ask.numbers):
        return says.count("found_part", n, total=n + lost)
    return says.count("found", n, **says.named((d.kind for d in answer.documents), n))


def counted(documents: Sequence[Document], desk: Desk) -> tuple[Row, ...]:
    """A row for each kind: how many, and from when to when."""
    says = desk.says
    rows = []
    for kind in dict.fromkeys(d.kind for d in documents):
        days = sorted(d.date for d in documents if d.kind == kind)
        n, period = len(days), says("wish_between", since=says.day(days[0]), until=says.day(days[-1]))
        title = says.title(kind, n)
        rows.append(Row(f"{n} {title} · {period}", "", (title, str(n), period)))
    return tuple(rows)


def row_of(document: Document, sheet: Sheet) -> Row:
    """One document in words."""
    says, has_file = sheet.desk.says, bool(sheet.files.get(document.id))
    kind, day = says.title(document.kind), says.day(document.date)
    amount = says.amount(document.gross, document.currency)
    state = says.state(document, sheet.desk.today, sheet.as_of)
    later = "" if has_file else says("file_later")
    order = order_of(document, says)
    delivery = several(document.delivery, says) if document.delivery != document.number else ""
    account = document.account if sheet.accounts else ""
    mark = sheet.marks.get(document.id, UNMARKED) if sheet.marks else ""
    line = " · ".join(filter(None, (f"{kind} {document.number}", day, amount, state, later)))
    details = (
        says("order", number=order) if order else "",
        f"{says.title('delivery_note')} {delivery}" if delivery else "",
        says("account", number=account) if account else "",
    )
    states = ", ".join(filter(None, (state, later)))
    cells = (mark, kind, document.number, day, amount, states, order, delivery, account)
    return Row(line, " · ".join(filter(None, details)), cells, mark)


def lacking(answer: Found, sheet: Sheet) -> tuple[str, ...]:
    """What the documents found leave open."""
    says, lines = sheet.desk.says, []
    later = sum(1 for d in answer.documents if not sheet.files.get(d.id))
    if later:
        lines.append(says.count("file_later", later))
    if answer.ask.form == "xml" and not answer.ask.hybrid:
        lines += without_xml(answer, sheet)
    if answer.more:
        lines.append(says("found_more", n=answer.more))
    if answer.absent:
        lines.append(says("absent", parts=says.listed(answer.absent)))
    return (*lines, *not_found(answer, says))


def without_xml(answer: Found, sheet: Sheet) -> list[str]:
    """That there is no e-invoice: of all documents, or of the invoices that are named."""
    says, taken = sheet.desk.says, {made.of for made in answer.made}
    held = [d for d in answer.documents if sheet.files.get(d.id)]
    without = [d for d in held if d.id not in taken and all(f.role != "xml" for f in sheet.files[d.id])]
    if without and len(without) == len(held):
        return [says("xml_missing")]
    numbers = [d.number for d in without if d.kind in INVOICED]
    return [says.count("xml_without", len(numbers), numbers=says.listed(numbers))] if numbers else []


def not_found(answer: Found | Table, says: Says) -> tuple[str, ...]:
    """The numbers that led to nothing, but for those that the question is about."""
    asked_about = answer.choice.ask.numbers if answer.choice else ()
    missing = [number for number in answer.missing if number not in asked_about]
    return (says.count("missing", len(missing), numbers=says.quoted(missing)),) if missing else ()


def aged(answers: Sequence[Answer], sheet: Sheet) -> tuple[Part, ...]:
    """That figures are older than they should be; nothing where the reply has none."""
    told = any(
        isinstance(a, Table)
        or (isinstance(a, Noted) and bool(a.documents))
        or (isinstance(a, Status) and not a.acts)
        or (isinstance(a, Found) and with_figures(a))
        for a in answers
    )
    return (Part(lines=(sheet.desk.says("data_stale", when=sheet.as_of),)),) if told and sheet.as_of else ()


def with_figures(answer: Found) -> bool:
    """Whether documents have amounts or notes that may be out of date."""
    return bool(answer.notes) or any(d.gross is not None for d in answer.documents)


def nothing_found(answer: Missing, desk: Desk) -> str:
    """The words for nothing found; the same whether it does not exist or belongs to somebody else."""
    if not answer.numbers and answer.ask.intent == "order_status":
        return desk.says("missing_orders")
    if not answer.numbers:
        return desk.says("missing_filter", wish=wish(answer.ask, desk))
    return desk.says.count("missing", len(answer.numbers), numbers=desk.says.quoted(answer.numbers))


def question(choice: Choice, marks: Sequence[str], sheet: Sheet) -> Part:
    """A question with its options."""
    intro = sheet.desk.says(choice.text, **{"person": sheet.person, **choice.values})
    return Part(intro, options=tuple(zip(marks, (o.label for o in choice.options), strict=True)))
