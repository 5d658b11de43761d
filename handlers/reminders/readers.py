"""Who gets a letter: the contacts of the purpose, else finance and admin; only those who may see it all."""

from collections.abc import Iterable
from datetime import date

from handlers.desk import House
from handlers.reminders.cases import INVOICE, REMINDER, Decision
from handlers.reminders.rules import LAST, Rules
from handlers.senders.people import grants_of, live
from handlers.senders.verify import may_read
from store.engine import Unit
from store.papers import Paper
from store.records import Contact

ESCALATION = "escalation"
FALLBACK = (("finance",), ("admin", "all"))  # roles, where nobody is named for the purpose


def paper_of(decision: Decision) -> Paper:
    """What the letter tells about whom."""
    ids = (*(i.document.id for i in decision.items), *(c.id for c in decision.credits))
    return Paper(decision.account.id, REMINDER, document_ids=ids)


def readers_of(decision: Decision, unit: Unit, house: House, rules: Rules, day: date) -> tuple[Contact, ...]:
    """The contacts who get a letter, each once; nobody when nobody may see what stands in it."""
    people = [c for c in unit.contacts.at([decision.account.id]) if live(c, day)]
    purposes = {INVOICE} if decision.kind == INVOICE else {REMINDER}
    named = allowed((c for c in people if purposes & set(c.purposes)), decision, unit, house, day)
    for roles in FALLBACK:
        named = named or allowed((c for c in people if c.role in roles), decision, unit, house, day)
    if decision.kind == REMINDER and rules.tone(decision.level) == LAST:
        higher = allowed((c for c in people if ESCALATION in c.purposes), decision, unit, house, day)
        named = tuple({c.email: c for c in (*named, *higher)}.values())
    return named


def allowed(
    people: Iterable[Contact], decision: Decision, unit: Unit, house: House, day: date
) -> tuple[Contact, ...]:
    """Those who may see every paper in the letter, and the letter itself."""
    return tuple(c for c in people if may_see(c, decision, unit, house, day))


def may_see(contact: Contact, decision: Decision, unit: Unit, house: House, day: date) -> bool:
    """Whether one contact may be given the letter."""
    grants = grants_of(contact, unit, house.kinds, day)
    paper = paper_of(decision)
    if decision.kind == REMINDER and not may_read(paper, grants):
        return False
    return {d.id for d in unit.documents.by_ids(grants, paper.document_ids)} == set(paper.document_ids)
