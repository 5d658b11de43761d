"""The words of a letter, in mail and on paper alike: sections by level, totals, how to pay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.desk import House
from handlers.letters.letter import Part, Row
from handlers.letters.says import Says, capital
from handlers.reminders.cases import INVOICE, Decision, Item
from handlers.reminders.rules import BEFORE, Rules

HEADS = ("number", "date", "due", "late", "amount", "open")
FIGURES = frozenset({3, 4, 5})


def sections(decision: Decision, rules: Rules, says: Says, day: date) -> tuple[Part, ...]:
    """The items level by level, the most pressing first, each under its own sentence."""
    levels = sorted({item.level for item in decision.items}, reverse=True)
    parts: list[Part] = []
    for level in levels:
        items = [item for item in decision.items if item.level == level]
        tone = rules.tone(level) if level else INVOICE
        intro = says.count(f"remind_{tone}", len(items))
        parts.append(
            table(capital(intro) if parts else intro, [row_of(item, says, day) for item in items], says)
        )
    return tuple(parts)


def table(intro: str, rows: Sequence[Row], says: Says) -> Part:
    """The rows without the columns in which nothing stands."""
    filled = [n for n in range(len(HEADS)) if any(row.cells[n] for row in rows)]
    shown = tuple(replace(row, cells=tuple(row.cells[n] for n in filled)) for row in rows)
    figures = frozenset(place for place, n in enumerate(filled) if n in FIGURES)
    return Part(intro, tuple(says(f"remind_col_{HEADS[n]}") for n in filled), shown, figures)


def row_of(item: Item, says: Says, day: date) -> Row:
    """One invoice: what it was, when it is due, what of it is open."""
    d = item.document
    late = max((day - item.due).days, 0)
    amount, open_ = says.amount(d.gross, d.currency), says.amount(item.open, d.currency)
    due = says.day(item.due)
    state = says.count("remind_late", late, day=due) if late else says("remind_due", day=due)
    rest = says("remind_open", open=open_) if item.open != d.gross else ""
    kind = says.title(d.kind)
    line = " · ".join(filter(None, (f"{kind} {d.number}", says.day(d.date), amount, rest, state)))
    cells = (d.number, says.day(d.date), due, str(late or ""), amount, open_)
    return Row(line, says("order", number=d.order) if d.order else "", cells)


def totals(decision: Decision, says: Says) -> tuple[str, ...]:
    """What is set off, and what there is to pay."""
    credit = says.amount(-decision.credit, decision.currency)
    numbers = says.listed(c.number for c in decision.credits)
    lines = (
        says("remind_credit", numbers=numbers, amount=credit) if decision.credits else "",
        says("remind_total", amount=says.amount(decision.total, decision.currency)),
    )
    return tuple(filter(None, lines))


def paying(decision: Decision, house: House, says: Says, rules: Rules, day: date) -> tuple[str, ...]:
    """Until when and where to pay, and that nothing of it holds for who has paid."""
    if decision.kind == INVOICE:
        return ()
    late = rules.tone(decision.level) != BEFORE
    iban = in_fours(house.letterhead.iban)
    to = says("remind_to", iban=iban, account=decision.account.account) if iban else ""
    until = says("remind_until", day=says.day(rules.pay_by(day))) if late else ""
    return tuple(filter(None, (" ".join(filter(None, (until, to))), says("remind_void"))))


def title_of(decision: Decision, rules: Rules, says: Says) -> str:
    """What the letter is called: by its most pressing item."""
    return says(f"remind_title_{rules.tone(decision.level)}")


def subject_of(decision: Decision, rules: Rules, says: Says) -> str:
    """The subject: what it is, and the number, or how many."""
    n = len(decision.items)
    if decision.kind == INVOICE:
        return says.count("remind_subject_invoice", n, number=decision.items[0].document.number)
    what = says.count("remind_subject", n, number=decision.items[0].document.number)
    return f"{title_of(decision, rules, says)}: {what}"


def in_fours(iban: str) -> str:
    """An IBAN as it is read aloud."""
    return " ".join(iban[n : n + 4] for n in range(0, len(iban), 4))
