"""Files of a reply: which, under which name, attached or behind the link."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.answers import Enclosure, Found, Handover, Made
from handlers.desk import Desk, House
from handlers.files.enclosures import attached, enclosures_of, file_name, in_form, safe, unique
from parsers.asks import Ask
from store.papers import Paper
from store.records import Document, StoredFile

DAY = dt.date(2024, 3, 14)
INVOICE = Document("1001", "invoice", "RE-2024-1187", DAY, id=1)


def stored(role: str = "pdf", size: int = 1000, name: str = "", id: int = 1) -> StoredFile:
    return StoredFile(id, role, name or f"x.{role}", "0" * 64, size, f"application/{role}")


def found(*documents: Document, form: str | None = None) -> Found:
    return Found(Ask("documents", form=form), documents)


@pytest.mark.parametrize(
    ("number", "kind", "name", "expected"),
    [
        ("RE-2024-1187", "invoice", "a.pdf", "RE-2024-1187_Rechnung_2024-03-14.pdf"),
        ("AB 77/1", "order_confirmation", "a.PDF", "AB-77-1_Auftragsbestaetigung_2024-03-14.pdf"),
        ("../../etc/passwd", "invoice", "x.pdf", "etc-passwd_Rechnung_2024-03-14.pdf"),
        ("Ü-1\r\n", "invoice", "x.tar.gz", "Ue-1_Rechnung_2024-03-14.gz"),
        ("№ 7", "sds", "sheet", "No-7_Sicherheitsdatenblatt_2024-03-14.pdf"),
        ("号", "invoice", "x.p/d f", "x_Rechnung_2024-03-14.pdf"),
        ("9" * 300, "invoice", "x." + "p" * 300, "9" * 80 + "_Rechnung_2024-03-14." + "p" * 8),
    ],
)
def test_file_names(desk: Callable[..., Desk], number: str, kind: str, name: str, expected: str) -> None:
    assert file_name(replace(INVOICE, number=number, kind=kind), stored(name=name), desk()) == expected


def test_file_names_in_the_readers_language(desk: Callable[..., Desk]) -> None:
    assert file_name(INVOICE, stored(), desk(language="en")) == "RE-2024-1187_invoice_2024-03-14.pdf"


def test_no_two_files_have_one_name() -> None:
    taken: set[str] = set()
    assert [unique(n, taken) for n in ("a.pdf", "a.pdf", "A.PDF", "a_2.pdf")] == [
        "a.pdf",
        "a_2.pdf",
        "A_2.PDF".replace("A_2", "A_3"),
        "a_2_2.pdf",
    ]


def test_safe_is_never_empty() -> None:
    assert [safe(t) for t in ("", "...", "-", "a", "ÄÖÜß é")] == ["x", "x", "x", "a", "AeOeUess-e"]


def test_every_file_once_in_the_order_of_the_answers(desk: Callable[..., Desk]) -> None:
    other = replace(INVOICE, id=2, number="RE-2")
    files = {1: (stored(), stored("xml")), 2: (stored(id=2),)}
    answers = [found(other), Handover(Ask("other"), "other"), found(INVOICE, other)]
    listed = [(e.document.id, e.file.role) for e in enclosures_of(answers, desk(), files)]
    assert listed == [(2, "pdf"), (1, "pdf"), (1, "xml")]


@pytest.mark.parametrize(
    ("form", "expected"), [(None, "pdf xml"), ("xml", "xml"), ("zip", "pdf xml"), ("attachment", "pdf xml")]
)
def test_the_e_invoice_alone_when_asked_for(form: str | None, expected: str) -> None:
    assert " ".join(f.role for f in in_form((stored(), stored("xml")), Ask("x", form=form))) == expected
    assert in_form((stored(),), Ask("x", form="xml")) == (stored(),)


@pytest.mark.parametrize(
    ("deliver", "form", "sizes", "expected"),
    [
        ("auto", None, [1000] * 3, True),
        ("auto", None, [1000] * 4, False),
        ("auto", None, [5_000_000], True),
        ("auto", None, [5_000_000, 1], False),
        ("auto", "attachment", [1000] * 9, True),
        ("auto", "attachment", [16_000_000], False),  # no mail system takes it
        ("auto", "link", [1000], False),
        ("auto", "zip", [1000], False),
        ("attach", None, [1000] * 9, True),
        ("attach", None, [16_000_000], False),
        ("link", "attachment", [1000], False),
        ("auto", None, [], False),
    ],
)
def test_attached_or_linked(
    house: House, deliver: str, form: str | None, sizes: list[int], expected: bool
) -> None:
    rules = replace(house, deliver=deliver, attach_files=3, attach_bytes=5_000_000)
    enclosures = tuple(Enclosure(INVOICE, stored(size=n), f"{n}.pdf") for n in sizes)
    assert attached([found(INVOICE, form=form)], enclosures, rules) == (enclosures if expected else ())


def test_a_single_pdf_travels_alone_in_mail_and_waits_at_the_link_in_a_chat(house: House) -> None:
    one = Made("all.pdf", "application/pdf", b"x" * 1000, Paper(1, "invoice", document_ids=(1,)))
    enclosures = (
        Enclosure(None, stored(size=1000), "all.pdf", one),
        *(Enclosure(INVOICE, stored(size=4_999_000), f"{n}.pdf") for n in range(4)),
    )
    answers = [replace(found(INVOICE, form="merged"), made=(one,))]
    rules = replace(house, deliver="auto", attach_files=3, attach_bytes=5_000_000)
    assert attached(answers, enclosures, rules) == enclosures[:1]
    assert attached(answers, enclosures, rules, "slack") == ()
    assert attached(answers, enclosures, replace(rules, deliver="link")) == ()
