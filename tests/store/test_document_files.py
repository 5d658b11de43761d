"""Files of documents."""

import dataclasses
import datetime as dt

from store.engine import Store
from store.records import Account, Document, Outcome, StoredFile

DAY = dt.date(2025, 3, 1)
PDF = StoredFile(1, "pdf", "re1.pdf", "ab" * 32, 1000, "application/pdf")


def test_attach_and_wait(store: Store) -> None:
    papers = [
        Document("K1", "invoice", "RE-1", DAY, file="re1.pdf", xml="re1.xml"),
        Document("K1", "invoice", "RE-2", DAY, file="both.pdf"),
        Document("K1", "invoice", "RE-3", DAY, file="both.pdf"),
        Document("K1", "invoice", "RE-4", DAY),
    ]
    xml = StoredFile(1, "xml", "re1.xml", "cd" * 32, 10, "application/xml")
    with store.begin() as unit:
        documents = unit.documents
        unit.accounts.upsert([Account("K1", "One")])
        documents.upsert(papers)
        names = ["re1.pdf", "re1.xml", "both.pdf", "none.pdf"]
        waiting = {"re1.pdf": ((1, "pdf"),), "re1.xml": ((1, "xml"),), "both.pdf": ((2, "pdf"), (3, "pdf"))}
        assert documents.awaiting_file(names) == documents.declaring_file(names) == waiting
        assert documents.attach(1, PDF) is Outcome.NEW
        assert documents.attach_all([(1, PDF), (1, xml), (2, dataclasses.replace(PDF, name="both.pdf"))]) == [
            Outcome.SAME,
            Outcome.NEW,
            Outcome.NEW,
        ]
        newer = dataclasses.replace(PDF, sha256="ef" * 32)
        assert documents.attach_all([(1, newer), (1, newer)]) == [Outcome.CHANGED, Outcome.SAME]
        assert documents.files([1, 4]) == {1: (newer, xml)}
        assert documents.files([2])[2][0].document_id == 2
        assert documents.awaiting_file(names) == {"both.pdf": ((3, "pdf"),)}
        assert documents.declaring_file(names) == waiting
        assert documents.files([]) == documents.awaiting_file([]) == {}


def test_another_name_waits_for_another_file(store: Store) -> None:
    paper = Document("K1", "invoice", "RE-1", DAY, file="re1.pdf")
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.documents.upsert([paper])
        unit.documents.attach(1, PDF)
        unit.documents.upsert([dataclasses.replace(paper, file="re1-neu.pdf")])
        assert unit.documents.awaiting_file(["re1.pdf", "re1-neu.pdf"]) == {"re1-neu.pdf": ((1, "pdf"),)}
