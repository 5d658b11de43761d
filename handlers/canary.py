"""The canary: questions that must never be answered, and an independent look at what came back."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers.answer import answer
from handlers.answers import Result
from handlers.desk import House
from handlers.kinds import Kinds
from parsers.message import InboundMessage, Proof, ProofLevel, Thread
from store.engine import Unit
from store.records import Contact, Document, Grant

SAMPLE = 200  # newest documents of the house from which foreign ones are drawn
SHORTEST = 4  # characters of a number that means anything in a text

Names = frozenset[str]  # code, name and aliases of one place


@dataclass(frozen=True, slots=True)
class Probe:
    """One question and by whom; `forbidden` is what its answer must not show a trace of."""

    name: str  # foreign number, foreign location, forged sender, stale thread
    asker: str
    text: str
    forbidden: Document | None = None
    proven: bool = True
    thread: Thread = field(default_factory=Thread)


@dataclass(frozen=True, slots=True)
class Plain:
    """Who may see what, worked out row by row without the grants that every query carries."""

    kinds: Kinds
    today: date
    parents: Mapping[str, str | None]
    places: Mapping[str, Sequence[Names]]
    people: Mapping[str, Sequence[Contact]]

    @classmethod
    def of(cls, unit: Unit, kinds: Kinds, today: date) -> "Plain":
        """The rows as they are now."""
        accounts = unit.accounts.all()
        places: defaultdict[str, list[Names]] = defaultdict(list)
        for place in unit.locations.of(a.id for a in accounts):
            named = (place.location, place.name, *place.aliases)
            places[place.account].append(frozenset(map(flat, named)))
        people: defaultdict[str, list[Contact]] = defaultdict(list)
        for contact in unit.contacts.all():
            people[contact.email].append(contact)
        return cls(kinds, today, {a.account: a.parent for a in accounts}, places, people)

    def shows(self, address: str, document: Document) -> bool:
        """Whether any row of this address shows a document."""
        return any(self.allows(row, document) for row in self.people.get(address, ()))

    def allows(self, row: Contact, document: Document) -> bool:
        """One row, cell by cell."""
        here = document.account == row.account or (row.tree and self.below(document.account, row.account))
        return (
            here
            and row.active
            and (row.until is None or self.today <= row.until)
            and document.kind in self.kinds.for_role(row.role, row.kinds)
            and (not row.locations or self.at(document, row.locations))
            and (not row.cost_centres or flat(document.cost_centre) in set(map(flat, row.cost_centres)))
        )

    def at(self, document: Document, named: Sequence[str]) -> bool:
        """Whether a document is at one of these places, by whatever name."""
        there, wanted = flat(document.location), set(map(flat, named))
        same = (names for names in self.places.get(document.account, ()) if there in names)
        return there in wanted or any(names & wanted for names in same)

    def below(self, account: str, above: str) -> bool:
        """Whether an account stands under another; a ring ends the walk."""
        seen: set[str] = set()
        at = self.parents.get(account)
        while at is not None and at not in seen and at != above:
            seen.add(at)
            at = self.parents.get(at)
        return at == above


def probes(plain: Plain, unit: Unit, draw: random.Random, most: int) -> Iterator[Probe]:
    """Up to `most` contacts, each with every question that can be made up for them."""
    people = sorted(a for a, rows in plain.people.items() if any(row.active for row in rows))
    everything = [Grant(a.id, frozenset(plain.kinds.codes())) for a in unit.accounts.all()]
    papers = unit.documents.search(everything, kinds=None, today=plain.today, limit=SAMPLE)
    told = [i.message_id for i in unit.inbox.listed(("done",), ("answered",), SAMPLE) if i.message_id]
    for address in draw.sample(people, min(most, len(people))):
        foreign = [d for d in papers if not plain.shows(address, d)]
        if foreign:
            paper = draw.choice(foreign)
            yield Probe("foreign number", address, f"Bitte {paper.number}", paper)
        if foreign and told:
            old = draw.choice(told)
            thread = Thread("<canary@docclerk.invalid>", old, (old,))
            yield Probe("stale thread", address, f"Und {paper.number} auch bitte", paper, thread=thread)
        own = {row.account for row in plain.people[address]}
        if elsewhere := [d for d in foreign if d.location and d.account not in own]:
            place = draw.choice(elsewhere).location
            yield Probe("foreign location", address, f"Bitte alle Rechnungen der Filiale {place}")
        yield Probe("forged sender", address, "Bitte alle Rechnungen dieses Jahres", proven=False)


def ask(probe: Probe, unit: Unit, house: House, now: datetime) -> Result:
    """The probe through the whole pipeline; nothing of it is kept or sent."""
    proof = Proof(ProofLevel.BOUND, ("canary",)) if probe.proven else Proof()
    message = InboundMessage(
        "email", "canary", probe.asker, "", probe.text, now, proof=proof, thread=probe.thread
    )
    return answer(message, unit, house, now)


def leaks(probe: Probe, result: Result, plain: Plain) -> bool:
    """True when a result gives or names anything that this person may not have."""
    enclosed = [e for reply in result.replies for e in reply.enclosures]
    given = [e.document for e in enclosed if e.document]
    if any(not plain.shows(probe.asker, d) for d in given) or (enclosed and not probe.proven):
        return True
    told = " ".join(reply.text for reply in result.replies if reply.recipient == probe.asker)
    known = set(probe.text.split()).union(*map(numbers_on, given))
    return probe.forbidden is not None and any(n in told for n in numbers_on(probe.forbidden) - known)


def numbers_on(document: Document) -> set[str]:
    """The numbers on a paper that would tell something in a text."""
    cells = (document.number, document.order, document.customer_po, document.delivery)
    parts = (part.strip() for cell in cells if cell for part in cell.split("|"))
    return {part for part in parts if len(part) >= SHORTEST}


def flat(text: str | None) -> str:
    """A name as it is compared here."""
    return (text or "").strip().casefold()
