"""A sample wholesaler with two years of business: as plain data, and as an ERP delivery with its files."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from bot.demo.cast import read_cast
from bot.demo.delivery import write_tables
from bot.demo.ledger import Ledger
from bot.demo.library import product_papers, statements
from bot.demo.model import Document, World
from bot.demo.numbers import Numbers
from bot.demo.papers import files_of
from bot.demo.plans import Plan, draw_plans
from bot.demo.story import epoch, told_plans
from bot.demo.trade import carry_out
from bot.press import Press
from templates import ROOT

TODAY = date(2026, 11, 20)
SEED = 20260471
NOT_YET_RENDERED = ("order_confirmation", "delivery_note", "invoice")  # the newest of each has no file
E_INVOICES = {"zugferd": 30, "xrechnung": 10}  # the newest of the accounts that want them


def build(today: date = TODAY) -> World:
    """The wholesaler as it stands on `today`: the same day always gives the same world."""
    cast, rng = read_cast(today), Random(SEED)  # noqa: S311 - a sample wants repetition, not secrecy
    told = told_plans(cast, today)
    numbers = Numbers(date(today.year - 1, 1, 1), [n for plan in told for n in plan.fixed.values()])
    ledger = Ledger(today, numbers, rng)
    plans = sorted([*told, *draw_plans(cast, today, rng, told)], key=lambda p: (p.day, p.account.account))
    for plan, po in zip(plans, _customer_pos(plans, today), strict=True):
        carry_out(plan, po, ledger)
    papers = [*ledger.documents, *product_papers(ledger), *statements(cast, ledger)]
    return World(
        today=today,
        cast=cast,
        orders=tuple(ledger.orders),
        documents=_filed(sorted(papers, key=lambda d: (d.date, d.kind, d.number, d.account.account))),
        shipments=tuple(ledger.shipments),
        payments=tuple(sorted(ledger.payments, key=lambda p: (p.date, p.payment))),
    )


def _customer_pos(plans: list[Plan], today: date) -> list[str]:
    """The customers' own order numbers, growing with the day; those of the stories as they are told."""
    last: Counter[str] = Counter()
    numbers = []
    for plan in plans:
        account = plan.account
        n = account.po_start + round(account.po_step * (plan.day - epoch(today)).days)
        n = max(n, last[account.account] + 1) if plan.ordered else n
        last[account.account] = n if plan.ordered else last[account.account]
        numbers.append(plan.po or account.po.format(n=n, yy=f"{plan.day:%y}"))
    return numbers


def _filed(documents: list[Document]) -> tuple[Document, ...]:
    """Gives every document its file name, except those too new to be rendered, and picks the e-invoices."""
    late = {next(d.number for d in reversed(documents) if d.kind == kind) for kind in NOT_YET_RENDERED}
    filed = [replace(d, file="" if d.number in late else _file_name(d)) for d in documents]
    electronic = {number: form for form in E_INVOICES for number in _newest(filed, form)}
    return tuple(_electronic(d, electronic.get(d.number, "")) for d in filed)


def _file_name(document: Document) -> str:
    """Named by number; product papers, which several accounts share, also by language."""
    shared = document.kind in ("datasheet", "sds")
    return f"{document.number}_{document.account.language}.pdf" if shared else f"{document.number}.pdf"


def _newest(documents: list[Document], form: str) -> list[str]:
    wanted = [d.number for d in documents if d.kind == "invoice" and d.file and d.account.einvoice == form]
    return wanted[-E_INVOICES[form] :]


def _electronic(document: Document, form: str) -> Document:
    xml = f"{document.number}.xml" if form == "xrechnung" else ""
    return replace(document, einvoice=form, xml=xml) if form else document


def write_delivery(
    folder: Path, progress: Callable[[int, int], None] | None = None, today: date = TODAY
) -> None:
    """Writes the ERP delivery in its canonical form into a folder: first the files, then the tables.

    `progress` is called with (files written, files in all). The same day gives the same bytes.
    """
    world, press = build(today), Press(ROOT / "pdf")
    (folder / "files").mkdir(parents=True, exist_ok=True)
    papers = list({document.file: document for document in world.documents if document.file}.values())
    for done, document in enumerate(papers, start=1):
        for name, content in files_of(document, world, press).items():
            (folder / "files" / name).write_bytes(content)
        if progress:
            progress(done, len(papers))
    write_tables(world, folder)
