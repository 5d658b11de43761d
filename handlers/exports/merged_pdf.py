"""Puts PDFs one after another into one, with a bookmark and page labels of its own for each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

from parsers.einvoices.pdf import bearable, opened

BROKEN = (pikepdf.PikepdfError, ValueError, TypeError, LookupError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One paper to put in: its name in the bookmarks, the beginning of its page labels, its bytes."""

    title: str
    label: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Merged:
    """The one PDF; empty when there would be too many pages. `odd` are the places of papers left out."""

    data: bytes = field(repr=False)
    pages: int
    odd: frozenset[int]


def merged(sheaves: Iterable[Sheaf], title: str, language: str, most: int) -> Merged:
    """All papers as one PDF of at most `most` pages.

    Each paper is taken from `sheaves` when its turn comes. What is encrypted or damaged is left out. Files
    inside the papers, forms that can be filled in and tags stay behind: this is for reading and printing.
    """
    odd: set[int] = set()
    with pikepdf.new() as whole:
        starts: list[tuple[int, Sheaf]] = []
        for n, sheaf in enumerate(sheaves):
            start = len(whole.pages)
            if not added(whole, sheaf.data):
                odd.add(n)
                continue
            starts.append((start, Sheaf(sheaf.title, sheaf.label, b"")))
            if len(whole.pages) > most:
                return Merged(b"", len(whole.pages), frozenset(odd))
        label(whole, starts, title, language)
        target = BytesIO()
        whole.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
        )
        return Merged(target.getvalue() if starts else b"", len(whole.pages), frozenset(odd))


def added(whole: pikepdf.Pdf, data: bytes) -> bool:
    """Whether the pages of a PDF could be added; all of them or none."""
    before = len(whole.pages)
    if not bearable(data):
        return False
    try:
        with opened(data) as paper:
            if paper.is_encrypted or not paper.pages:
                return False
            for page in paper.pages:
                if "/StructParents" in page.obj:
                    del page.obj["/StructParents"]  # the tags stay behind
                whole.pages.append(page)
    except BROKEN:
        del whole.pages[before:]
        return False
    return True


def label(whole: pikepdf.Pdf, starts: list[tuple[int, Sheaf]], title: str, language: str) -> None:
    """Bookmarks, page labels, and what the window is called."""
    with whole.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(sheaf.title, start) for start, sheaf in starts)
    whole.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(list(labels(starts))))
    whole.Root.PageMode = pikepdf.Name.UseOutlines
    whole.Root.Lang = pikepdf.String(language)
    whole.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    whole.docinfo["/Title"] = title


def labels(starts: Iterable[tuple[int, Sheaf]]) -> Iterator[pikepdf.Object | int]:
    """The number tree: from page n on "RE-2025-0412 / 1", "… / 2"."""
    for start, sheaf in starts:
        yield start
        yield pikepdf.Dictionary(S=pikepdf.Name.D, P=pikepdf.String(f"{sheaf.label} / "))
