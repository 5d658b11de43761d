"""Typesets the papers of the sample wholesaler as archivable, accessible PDFs (PDF/A-3a, PDF/UA-1)."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

from bot.demo.einvoices import cii, labelled, packed, ubl
from bot.demo.facts import Facts, facts_of
from bot.demo.model import Document, World

PACK_ABOVE = 60_000  # bytes from which a paper is written in the denser form


class Press:
    """One typst compiler for many papers; only the fonts of the typst package itself are used."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder with the templates."""
        self._root = root
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
        self._compiler = typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=True)

    def typeset(self, template: str, facts: Facts, day: date) -> bytes:
        """The PDF of one paper, dated on `day`; the same facts give the same bytes.

        Raises typst.TypstError when the template and the facts do not fit.
        """
        paper = self._compiler.compile(
            input=self._root / f"{template}.typ",
            format="pdf",
            sys_inputs={"data": json.dumps(facts, ensure_ascii=False)},
            pdf_standards=["a-3a", "ua-1"],
            timestamp=datetime.combine(day, time(6), tzinfo=UTC),
        )
        if not isinstance(paper, bytes):
            raise TypeError(f"{template} gave no PDF")
        return packed(paper) if len(paper) > PACK_ABOVE else paper


def files_of(document: Document, world: World, press: Press) -> dict[str, bytes]:
    """File name -> content of all that belongs to one document: its PDF and, beside it, an XRechnung."""
    template, facts = facts_of(document, world)
    if document.einvoice == "zugferd":
        pdf = press.typeset(template, facts | {"xml": cii(document, world.cast.house)}, document.date)
        return {document.file: labelled(pdf)}
    files = {document.file: press.typeset(template, facts, document.date)}
    if document.xml:
        files[document.xml] = ubl(document, world.cast.house).encode()
    return files
