"""One PDF of many documents: what is in it is said, what is not is named, and only its readers get it."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from handlers.answers import Answer, Found, Missing, Reply
from handlers.desk import Desk
from handlers.files import merging
from handlers.intents.documents import respond
from handlers.letters.compose import compose
from handlers.senders.verify import may_read
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.errors import Gone
from store.records import Document
from tests.world import NOW

SEPTEMBER = Ask(
    "documents", ("invoice",), since=dt.date(2025, 9, 1), until=dt.date(2025, 9, 30), form="merged"
)
TWO = (("invoice", "RE-2025-0412"), ("delivery_note", "LS-80001"))
Desks = Callable[..., Desk]


def found(desk: Desk, ask: Ask = SEPTEMBER) -> Found:
    (answer,) = merging.together([respond(ask, desk)], desk)
    assert isinstance(answer, Found)
    return answer


def replied(answer: Answer, desk: Desk, **changes: object) -> Reply:
    house = replace(desk.house, **changes)  # type: ignore[arg-type]
    message = InboundMessage("email", "x", desk.person.address, "Rechnungen", "", NOW)
    return compose(message, [answer], desk, house, NOW)


def test_all_documents_stand_in_one_pdf_that_travels_alone(desk: Desks) -> None:
    reply = replied(respond(SEPTEMBER, desk()), desk())
    assert [(e.name, e.made is not None) for e in reply.enclosures] == [
        ("Sammel-PDF_1001_2025-11-14.pdf", True),
        ("RE-2025-0413_Rechnung_2025-09-21.pdf", False),
        ("RE-2025-0412_Rechnung_2025-09-11.pdf", False),
    ]
    assert (reply.attach, reply.attach_made) == (False, True)
    made = reply.enclosures[0].made
    assert made
    with pikepdf.open(io.BytesIO(made.data)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["Rechnung RE-2025-0413 · 21.09.2025", "Rechnung RE-2025-0412 · 11.09.2025"]


@pytest.mark.parametrize("form", ["deliver", "size"])
def test_it_waits_at_the_link_where_nothing_is_attached(desk: Desks, form: str) -> None:
    changes = {"deliver": "link"} if form == "deliver" else {"attach_bytes": 100}
    reply = replied(respond(SEPTEMBER, desk()), desk(), **changes)
    assert (reply.attach, reply.attach_made) == (False, False)
    assert "liegt auch" not in reply.text


def test_only_who_may_see_every_document_in_it_may_have_it(desk: Desks) -> None:
    answer = found(desk())
    (made,) = answer.made
    assert set(made.paper.document_ids) == {d.id for d in answer.documents}
    assert may_read(made.paper, desk().person.grants)
    assert not may_read(made.paper, desk("ben@birch.test").person.grants)


def test_documents_without_pdf_are_named(desk: Desks, add: Callable[..., None]) -> None:
    day = dt.date(2025, 9, 5)
    add(Document("1001", "invoice", "RE-XML-1", day), files=("xml",))
    answer = found(desk())
    assert "Nicht im Sammel-PDF, weil es dazu kein PDF gibt: RE-XML-1." in answer.notes
    assert len(answer.made[0].paper.document_ids) == 2


def test_a_file_that_is_lost_or_broken_is_named(desk: Desks, add: Callable[..., None]) -> None:
    at = desk()
    lost = {"RE-2025-0412": b"%PDF-1.4 broken"}
    files = at.unit.documents.files(d.id for d in found(at).documents)
    names = {f.sha256: f.name.removesuffix(".pdf") for own in files.values() for f in own}

    def fetch(sha256: str) -> bytes:
        if names.get(sha256) in lost:
            return lost[names[sha256]]
        return at.house.fetch(sha256)

    answer = found(replace(at, house=replace(at.house, fetch=fetch)))
    assert any("RE-2025-0412. Das Original liegt hinter dem Link." in note for note in answer.notes)
    assert len(answer.made[0].paper.document_ids) == 1

    def gone(sha256: str) -> bytes:
        raise Gone("lost")

    answer = found(replace(at, house=replace(at.house, fetch=gone)))
    assert not answer.made
    assert len(answer.documents) == 2
    assert any(note.startswith("Nicht im Sammel-PDF") for note in answer.notes)


@pytest.mark.parametrize("limit", ["MOST_PAGES", "MOST_BYTES"])
def test_too_much_for_one_pdf_goes_as_zip_and_says_so(
    desk: Desks, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, limit, 1)
    answer = found(desk())
    assert not answer.made and answer.ask.form == "zip"
    reply = replied(respond(SEPTEMBER, desk()), desk())
    assert "zu viele Seiten" in reply.text
    assert (reply.attach, reply.attach_made) == (False, False)


def test_a_single_document_is_simply_given(desk: Desks) -> None:
    answer = found(desk(), Ask("documents", ("invoice",), ("RE-2025-0412",), form="merged"))
    assert not answer.made and not answer.notes
    assert replied(answer, desk()).attach


def test_several_wishes_for_one_pdf_stand_in_the_same(desk: Desks) -> None:
    at = desk()
    asks = [
        Ask("documents", (k,), (n,), form=form) for form, (k, n) in zip((None, "merged"), TWO, strict=True)
    ]
    first, second, other = merging.together([*(respond(a, at) for a in asks), Missing(asks[0])], at)
    assert isinstance(first, Found) and isinstance(second, Found) and isinstance(other, Missing)
    assert not first.made
    assert {*second.made[0].paper.document_ids} == {d.id for a in (first, second) for d in a.documents}
    assert second.notes[0].startswith("2 Belege stehen nacheinander")


def test_several_wishes_that_are_too_much_all_go_as_zip(desk: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "MOST_PAGES", 1)
    at = desk()
    asks = [
        Ask("documents", (k,), (n,), form=form) for form, (k, n) in zip((None, "merged"), TWO, strict=True)
    ]
    assert [a.ask.form for a in merging.together([respond(a, at) for a in asks], at)] == ["zip", "zip"]
