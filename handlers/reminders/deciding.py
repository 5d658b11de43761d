"""Decides what one account is reminded of on one day; pure, so that it can be tried on any day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from handlers.reminders.cases import DRAFT, INVOICE, REMINDER, Case, Decision, Item, Kept, Outcome, Owed, Why
from handlers.reminders.rules import Rules
from store.notices import DISPUTE, PROMISE


def decide(case: Case, rules: Rules, day: date) -> Outcome:
    """The letters of an account, one for each currency and kind, and what is kept back with its reason."""
    items: dict[tuple[str, str], list[Item]] = {}
    kept: list[Kept] = []
    for owed in case.owed:
        item, why = look(owed, case, rules, day)
        if why:
            kept.append(Kept(owed.document, why))
        elif item:
            kind = REMINDER if item.level else INVOICE
            items.setdefault((kind, owed.document.currency or case.account.currency), []).append(item)
    letters = [
        letter(kind, currency, found, case, rules)
        for (kind, currency), found in sorted(items.items(), key=lambda one: one[0])
    ]
    return Outcome(tuple(letters), tuple(kept))


def look(owed: Owed, case: Case, rules: Rules, day: date) -> tuple[Item | None, Why | None]:
    """Whether one invoice is due for a letter, or would be but for a reason; neither for most."""
    nominal = due_date(owed, case)
    if nominal is None:
        return None, Why("no_due_date")
    if undelivered(owed, rules):
        started = nominal + timedelta(days=rules.levels[0]) <= day
        return first_of_all(owed, nominal, rules, day) if started else (None, None)
    due, level = clock(owed, nominal, rules), reached(owed, nominal, rules, day)
    if level <= owed.sent:
        return None, None
    why = against(owed, day)
    return (None, why) if why else (Item(owed.document, due, level, owed.open), None)


def due_date(owed: Owed, case: Case) -> date | None:
    """When an invoice is due as it was written, else by the terms of the account."""
    document, terms = owed.document, case.account.payment_terms_days
    if document.due_date:
        return document.due_date
    return None if terms is None else document.date + timedelta(days=terms)


def undelivered(owed: Owed, rules: Rules) -> bool:
    """Whether the clerk would have to bring the invoice, and has not."""
    return rules.delivered_by == "clerk" and owed.handed is None


def clock(owed: Owed, nominal: date, rules: Rules) -> date:
    """The due date that counts: whoever got the invoice late has the same time to pay from that day on."""
    if rules.delivered_by != "clerk" or owed.handed is None:
        return nominal
    term = max(nominal - owed.document.date, timedelta(0))
    return max(nominal, owed.handed + term)


def reached(owed: Owed, nominal: date, rules: Rules, day: date) -> int:
    """The level that an invoice has reached.

    Where the ERP brings the invoices, reminders may be switched on over old debts: whoever was never reminded
    is reminded gently first, and the levels after it keep their distance.
    """
    level = rules.reached(counted(owed, nominal, rules), day)
    return min(level, rules.first_late) if rules.delivered_by != "clerk" and not owed.began else level


def counted(owed: Owed, nominal: date, rules: Rules) -> date:
    """The due date from which the levels count: a first reminder that came late sets the later ones back."""
    due = clock(owed, nominal, rules)
    if rules.delivered_by == "clerk" or owed.began is None:
        return due
    offset = timedelta(days=rules.levels[rules.first_late - 1])
    return due if owed.began <= rules.days.on_or_after(due + offset) else owed.began - offset


def first_of_all(owed: Owed, due: date, rules: Rules, day: date) -> tuple[Item | None, Why | None]:
    """An invoice that nobody was ever given: it is sent first, and its clock starts then."""
    if why := against(owed, day):
        return None, why
    if owed.offered:
        return None, Why("on_its_way", {"day": owed.offered})
    if not owed.filed:
        return None, Why("no_file")
    later = day + max(due - owed.document.date, timedelta(0))
    return Item(owed.document, max(due, later), 0, owed.open), None


def against(owed: Owed, day: date) -> Why | None:
    """The conscience: what speaks against reminding of one invoice, the strongest reason first."""
    return next(reasons(owed, day), None)


def reasons(owed: Owed, day: date) -> Iterator[Why]:
    """Everything that speaks against it."""
    notice = owed.notice
    if owed.document.disputed or (notice and notice.kind == DISPUTE):
        yield Why("disputed")
    if owed.message:
        yield Why("answer_owed", {"message": owed.message})
    if owed.wanted:
        yield Why("document_owed")
    if notice and notice.kind != DISPUTE:
        rule = "promised" if notice.kind == PROMISE else "said_paid"
        yield Why(rule, {"until": notice.until or day})
    if owed.open <= 0:
        yield Why("credited")


def letter(kind: str, currency: str, items: list[Item], case: Case, rules: Rules) -> Decision:
    """One letter, the most pressing items first, with what speaks against it as a whole."""
    items.sort(key=lambda item: (-item.level, item.due, item.document.number))
    mine = case.account.currency
    credits = tuple(c for c in case.credits if (c.currency or mine) == currency) if kind == REMINDER else ()
    draft = Decision(case.account, currency, kind, tuple(items), credits, case.stop)
    if kind == INVOICE or (case.stop and case.stop.rule != DRAFT):
        return draft
    return replace(draft, why=too_little(draft, rules) or case.stop)


def too_little(draft: Decision, rules: Rules) -> Why | None:
    """Whether what is left to pay is not worth a letter."""
    if draft.total >= rules.min_amount and draft.total > Decimal(0):
        return None
    return Why("set_off" if draft.credit and draft.total + draft.credit >= rules.min_amount else "small")
