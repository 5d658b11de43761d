"""Who gets a letter: the contacts of the purpose, else finance and admin; only those who may see it all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from handlers.desk import House
from handlers.reminders.cases import INVOICE, REMINDER, Decision
from handlers.reminders.rules import LAST, Rules
from handlers.senders.people import grants_of, live
from handlers.senders.verify import may_read
from store.engine import Unit
from store.papers import Paper
from store.records import Contact, Grant
from store.rows import batches

ESCALATION = "escalation"
FALLBACK = (("finance",), ("admin", "all"))  # roles, where nobody is named for the purpose


def paper_of(decision: Decision) -> Paper:
    """What the letter tells about whom."""
    ids = (*(i.document.id for i in decision.items), *(c.id for c in decision.credits))
    return Paper(decision.account.id, REMINDER, document_ids=ids)


@dataclass(frozen=True, slots=True)
class Sight:
    """One contact who may get letters: what they are granted, and which papers they may see."""

    contact: Contact
    grants: tuple[Grant, ...]
    papers: frozenset[int]

    def reads(self, decision: Decision) -> bool:
        """Whether they may be given a letter: every paper in it, and the letter itself."""
        paper = paper_of(decision)
        return self.papers.issuperset(paper.document_ids) and (
            decision.kind == INVOICE or may_read(paper, self.grants)
        )


def sights(
    people: Mapping[int, Sequence[Contact]],
    decisions: Iterable[Decision],
    unit: Unit,
    house: House,
    day: date,
) -> dict[int, tuple[Sight, ...]]:
    """Account id -> what its people may see of the letters to it.

    Asked by rounds, in each for one contact of every account: so no answer is mistaken for another's.
    """
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    for decision in decisions:
        wanted[decision.account.id].update(paper_of(decision).document_ids)
    found: defaultdict[int, tuple[Sight, ...]] = defaultdict(tuple)
    rounds = zip_longest(*([c for c in people.get(id, ()) if live(c, day)] for id in sorted(wanted)))
    for contacts in rounds:
        granted = {c: own_grants(c, unit, house, day) for c in contacts if c}
        seen = visible(granted.values(), wanted, unit)
        for contact, grants in granted.items():
            papers = frozenset(seen[contact.account_id])
            found[contact.account_id] += (Sight(contact, grants, papers),)
    return found


def own_grants(contact: Contact, unit: Unit, house: House, day: date) -> tuple[Grant, ...]:
    """What a contact may see of their own account."""
    grants = grants_of(replace(contact, tree=False), unit, house.kinds, day)
    return tuple(g for g in grants if g.account_id == contact.account_id)


def visible(
    granted: Iterable[tuple[Grant, ...]], wanted: Mapping[int, set[int]], unit: Unit
) -> dict[int, set[int]]:
    """Account id -> its wanted papers that may be seen, by the grants of one person in each account."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for some in batches([grants for grants in granted if grants], 200):
        grants = [grant for grants in some for grant in grants]
        ids = sorted(id for account in {g.account_id for g in grants} for id in wanted[account])
        for document in (d for part in batches(ids, 1000) for d in unit.documents.by_ids(grants, part)):
            found[document.account_id].add(document.id)
    return found


def readers_of(decision: Decision, people: Sequence[Sight], rules: Rules) -> tuple[Contact, ...]:
    """The contacts who get a letter, each once; nobody when nobody may see what stands in it."""
    may = [one.contact for one in people if one.reads(decision)]
    purpose = INVOICE if decision.kind == INVOICE else REMINDER
    named = [c for c in may if purpose in c.purposes]
    for roles in FALLBACK:
        named = named or [c for c in may if c.role in roles]
    if decision.kind == REMINDER and rules.tone(decision.level) == LAST:
        named += [c for c in may if ESCALATION in c.purposes]
    return tuple({c.email: c for c in named}.values())
