"""The letters of one day, with whoever gets them, and what is kept back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from handlers.desk import House
from handlers.reminders.acts import RELEASED
from handlers.reminders.cases import DRAFT, Case, Decision, Kept, Why
from handlers.reminders.deciding import counted, decide, due_date, undelivered
from handlers.reminders.gathering import gather
from handlers.reminders.readers import readers_of, sights
from handlers.reminders.rules import Rules
from store.engine import Unit
from store.records import Contact, Document


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter and who gets it."""

    decision: Decision
    readers: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """An invoice whose next level is still to come."""

    document: Document
    level: int
    day: date


@dataclass(frozen=True, slots=True)
class Plan:
    """What one day brings: letters, whole letters that are kept back, single invoices that are."""

    day: date
    letters: tuple[Planned, ...]
    stopped: tuple[Decision, ...]
    kept: tuple[Kept, ...]
    coming: tuple[Coming, ...] = ()
    drafts: tuple[Planned, ...] = ()  # what goes when staff let it go

    def reasons(self) -> dict[str, list[int]]:
        """Rule -> ids of the invoices that it kept back, for the audit."""
        found: dict[str, list[int]] = {}
        for document, why in self.all_kept():
            found.setdefault(why.rule, []).append(document.id)
        return dict(sorted(found.items()))

    def all_kept(self) -> Iterator[tuple[Document, Why]]:
        """Every invoice that is kept back, with its reason."""
        for kept in self.kept:
            yield kept.document, kept.why
        for decision in (*self.stopped, *(planned.decision for planned in self.drafts)):
            for item in decision.items:
                yield item.document, decision.why or Why("")


def plan(
    unit: Unit,
    house: House,
    rules: Rules,
    day: date,
    now: datetime,
    account_ids: Collection[int] | None = None,
) -> Plan:
    """What would be sent on a day, from the store as it stands."""
    cases = gather(unit, house, rules, day, now, account_ids)
    outcomes = [decide(case, rules, day) for case in cases]
    people = {case.account.id: case.people for case in cases}
    found = [decision for outcome in outcomes for decision in outcome.letters]
    seen = sights(people, [d for d in found if may_go(d)], unit, house, day)
    released = unit.reminders.alerted(RELEASED + d.key for d in found if d.why and may_go(d))
    letters: list[Planned] = []
    drafts: list[Planned] = []
    stopped: list[Decision] = []
    for decision in found:
        readers = readers_of(decision, seen.get(decision.account.id, ()), rules) if may_go(decision) else ()
        if not readers:
            stopped.append(replace(decision, why=Why("nobody")) if may_go(decision) else decision)
        elif decision.why and RELEASED + decision.key not in released:
            drafts.append(Planned(decision, readers))
        else:
            letters.append(Planned(replace(decision, why=None), readers))
    kept = (kept for outcome in outcomes for kept in outcome.kept)
    coming = (one for case in cases for one in to_come(case, rules, day))
    return Plan(day, tuple(letters), tuple(stopped), tuple(kept), tuple(coming), tuple(drafts))


def may_go(decision: Decision) -> bool:
    """Whether nothing but a yes of staff can keep a letter back."""
    return decision.why is None or decision.why.rule == DRAFT


def to_come(case: Case, rules: Rules, day: date) -> Iterator[Coming]:
    """The next levels of the invoices of one account, after this day."""
    for owed in case.owed:
        due = due_date(owed, case)
        if due is None or undelivered(owed, rules):
            continue
        at, level = rules.next_after(counted(owed, due, rules), owed.sent, day)
        if at:
            yield Coming(owed.document, level, at)


def facts(plan: Plan) -> dict[str, Any]:
    """The plan of a day as the audit keeps it."""
    return {"day": plan.day.isoformat(), "letters": len(plan.letters), "kept": plan.reasons()}
