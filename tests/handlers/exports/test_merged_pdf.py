"""Many PDFs as one: every page, a bookmark and labels for each; what cannot be read is left out."""

import io
from collections.abc import Iterator

import pikepdf
import pytest

from handlers.exports.merged_pdf import Merged, Sheaf, merged
from tests.world import PAGE


def paper(pages: int, mark: bytes, password: str = "") -> bytes:
    """A PDF whose pages hold a mark each, with a file inside and tags."""
    with pikepdf.new() as pdf:
        for n in range(pages):
            pdf.add_blank_page()
            pdf.pages[n].obj.Contents = pdf.make_stream(b"%% " + mark + b" %d" % n)
            pdf.pages[n].obj.StructParents = n
        pdf.attachments["factur-x.xml"] = b"<x/>"
        target = io.BytesIO()
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user=password) if password else None)
    return target.getvalue()


def put_together(*datas: bytes, most: int = 100) -> Merged:
    sheaves = (Sheaf(f"Rechnung Nr. {n}", f"RE-{n}", data) for n, data in enumerate(datas))
    return merged(sheaves, "Sammel-PDF", "de", most)


@pytest.fixture
def whole() -> Iterator[pikepdf.Pdf]:
    found = put_together(paper(2, b"eins"), paper(1, b"zwei"), paper(3, b"drei"))
    assert found.pages == 6 and not found.odd
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        yield pdf


def test_every_page_is_there_in_order(whole: pikepdf.Pdf) -> None:
    marks = [page.obj.Contents.read_bytes().decode() for page in whole.pages]
    assert marks == ["%% eins 0", "%% eins 1", "%% zwei 0", "%% drei 0", "%% drei 1", "%% drei 2"]
    assert not whole.check_pdf_syntax()


def test_each_paper_has_a_bookmark_on_its_first_page_and_labels_of_its_own(whole: pikepdf.Pdf) -> None:
    with whole.open_outline() as outline:
        marks = [(item.title, whole.pages.index(pikepdf.Page(item.destination[0]))) for item in outline.root]  # type: ignore[index]
    assert marks == [("Rechnung Nr. 0", 0), ("Rechnung Nr. 1", 2), ("Rechnung Nr. 2", 3)]
    labels = [page.label for page in whole.pages]
    assert labels == ["RE-0 / 1", "RE-0 / 2", "RE-1 / 1", "RE-2 / 1", "RE-2 / 2", "RE-2 / 3"]
    assert str(whole.docinfo["/Title"]) == "Sammel-PDF" and str(whole.Root.Lang) == "de"


def test_files_and_tags_stay_behind(whole: pikepdf.Pdf) -> None:
    assert not whole.attachments
    assert not any("/StructParents" in page.obj for page in whole.pages)


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"<xml/>",
        b"%PDF-1.7 nothing",
        b"%PDF-1.4\n%" + PAGE[:-60],
        paper(1, b"x", "geheim"),
        b"\0" * 10_000,
    ],
    ids=["empty", "xml", "nothing", "cut off", "encrypted", "zeros"],
)
def test_what_is_no_pdf_is_left_out_and_named(odd: bytes) -> None:
    found = put_together(paper(1, b"eins"), odd, paper(1, b"zwei"))
    assert (found.pages, found.odd) == (2, {1})
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        assert [page.label for page in pdf.pages] == ["RE-0 / 1", "RE-2 / 1"]


def test_more_pages_than_allowed_give_nothing_and_the_rest_is_not_read() -> None:
    read: list[int] = []

    def sheaves() -> Iterator[Sheaf]:
        for n in range(10):
            read.append(n)
            yield Sheaf("x", "x", paper(3, b"x"))

    found = merged(sheaves(), "x", "en", 8)
    assert found.data == b"" and found.pages > 8
    assert read == [0, 1, 2]


def test_nothing_gives_nothing_and_the_same_gives_the_same() -> None:
    assert put_together().data == b"" == put_together(b"").data
    one = paper(1, b"x")
    assert put_together(one, one).data == put_together(one, one).data
