"""Finds the document of a file that no row of the delivery names: by declaration, invoice, or file name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.ingest.content import Content, other_number, wrong_amount
from handlers.ingest.files import COLUMNS
from handlers.ingest.house import House
from store.engine import Unit
from store.keys import number_key
from store.records import Document

_SHORTEST = 4  # letters and digits of a number that a file name may be trusted with


@dataclass(frozen=True, slots=True)
class Finding:
    """The documents a file belongs to, with the role it has there, or why there is none."""

    places: tuple[tuple[int, str], ...] = ()
    reason: str = ""
    final: bool = False  # the file fits nothing; otherwise it may wait for its row


def find_document(unit: Unit, house: House, name: str, content: Content) -> Finding:
    """Where a file belongs. Never a guess between two: a wrong paper is worse than a missing one."""
    declared = unit.documents.declaring_file([name]).get(name, ())
    if declared:
        documents = {d.id: d for d in house.by_ids(unit, [id for id, _ in declared])}
        wrong = [r for d in documents.values() if (r := _wrong(unit, house, d, content))]
        return _declared(documents, declared, wrong)
    if content.number:
        invoices = [d for d in house.by_number(unit, content.number) if d.gross is not None]
        found = [d for d in invoices if not wrong_amount(d, content)]
        return _single(found, name, content, f"the invoice {content.number} in it")
    found = list(_named(unit, house, name))
    return _single(found, name, content, "its name")


def _declared(
    documents: dict[int, Document], declared: Iterable[tuple[int, str]], wrong: list[str]
) -> Finding:
    """Documents of one account may share a file; those of two accounts hardly mean the same one."""
    if len({d.account_id for d in documents.values()}) > 1:
        return Finding(reason="documents of several accounts declare a file of this name", final=True)
    if wrong:
        return Finding(reason=wrong[0], final=True)
    return Finding(tuple((id, role) for id, role in declared if id in documents))


def _wrong(unit: Unit, house: House, document: Document, content: Content) -> str:
    reason = other_number(document, content)
    if reason and house.knows_another(unit, document, content.number or ""):
        return reason
    return wrong_amount(document, content)


def _single(found: list[Document], name: str, content: Content, by: str) -> Finding:
    if len({d.id for d in found}) > 1:
        numbers = ", ".join(f"{d.kind} {d.number} of {d.account}" for d in found[:3])
        return Finding(reason=f"{by} may mean {numbers}", final=True)
    if not found:
        return Finding(reason="no document names it yet")
    other = getattr(found[0], COLUMNS[content.role])
    if other and other != name:
        return Finding(reason=f"{found[0].kind} {found[0].number} declares another file: {other}", final=True)
    return Finding(((found[0].id, content.role),))


def _named(unit: Unit, house: House, name: str) -> Iterable[Document]:
    """Documents whose number stands in the file name; an account number beside it narrows them."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = dict.fromkeys([stem, *re.split(r"[\s_]+", stem)])
    keys = dict.fromkeys(key for word in words if len(key := number_key(word)) >= _SHORTEST)
    numbers = [key for key in keys if any(map(str.isdigit, key))][:10]
    found = {d.id: d for key in numbers for d in house.by_number(unit, key)}
    narrowed = [d for d in found.values() if d.account in words]
    return narrowed or found.values()
