"""Typesets the papers of the sample wholesaler as archivable, accessible PDFs (PDF/A-3a, PDF/UA-1)."""

from bot.demo.einvoices import cii, labelled, ubl
from bot.demo.facts import facts_of
from bot.demo.model import Document, World
from bot.press import Press


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
