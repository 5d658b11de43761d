"""Who the people of a message are: a name and the address that belongs to it are one person."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting.drafts import Draft
from parsers.requests.grammar.access import OPEN, WHOLE, access, same, who
from parsers.requests.grammar.units import Unit

BACK = 2  # sentences from "please remove her" to the name


def united(drafts: Sequence[Draft], units: Sequence[Unit]) -> list[Draft]:
    """The drafts with one for each person: addresses in place of names, pronouns resolved.

    That somebody leaves is a wish where nothing else is wanted: "Mr Roe leaves us in May."
    """
    if not any(draft.intent == "people" for draft in drafts):
        return list(drafts) if drafts or any(unit.intent for unit in units) else _gone([], units)
    known = [address for unit in units for address in addresses(unit)]
    kept: list[Draft] = []
    for one in drafts:
        if one.intent != "people":
            kept.append(one)
            continue
        named = one.person or _meant(one, units)
        if named and "@" not in named:
            named = next((address for address in known if same(named, address)), named)
        draft = replace(one, person=named)
        owner = _owner(draft, kept)
        if owner is None:
            kept.append(draft)
        else:
            owner.kinds = owner.kinds or draft.kinds
            owner.location = owner.location or draft.location
            owner.person = draft.person or owner.person
    return [*kept, *_gone(kept, units)]


def _gone(drafts: Sequence[Draft], units: Sequence[Unit]) -> list[Draft]:
    """Who is only said to leave, beside others whose access changes: "please add Kim. Mr Roe is leaving." """
    named = " ".join(d.person or "" for d in drafts)
    told = [u for u in units if u.intent is None and "leaving" in u.clause.cues and not addresses(u)]
    names = [(name, unit) for unit in told for name in who(unit.clause)[:1]]
    return [
        Draft("people", unit, person=name)
        for name, unit in names
        if name not in named and not any(same(name, d.person or "") for d in drafts)
    ]


def addresses(unit: Unit) -> list[str]:
    """The addresses that a unit names."""
    return [str(w.thing.value) for w in unit.clause.words if w.thing and w.thing.sort == "address"]


def _meant(draft: Draft, units: Sequence[Unit]) -> str | None:
    """The last one named before: the "her" of "please give her access"."""
    if access(draft.unit.clause) not in (OPEN, WHOLE):
        return None
    here = next((i for i, unit in enumerate(units) if unit is draft.unit), 0)
    near = [u for u in units[:here] if draft.unit.sentence - u.sentence <= BACK]
    for unit in reversed(near):
        if found := addresses(unit) or who(unit.clause):
            return found[-1]
    return None


def _owner(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The draft of the person whose address a draft only adds, in a sentence that says nothing else."""
    last = before[-1] if before else None
    if last is None or last.intent != "people" or not last.person or draft.unit.clause.source.item:
        return None
    if not draft.person and draft.unit.weak:
        return None if draft.shows("these", "several") else last  # "only delivery notes, please"
    if not draft.person or "@" not in draft.person or access(draft.unit.clause):
        return None
    if any(not same(name, draft.person) and name not in last.person for name in who(draft.unit.clause)):
        return None
    if who(draft.unit.clause) and not any(name in last.person for name in who(draft.unit.clause)):
        return None  # a line with a name of its own
    near = draft.unit.sentence - last.unit.sentence <= BACK
    return last if near and ("@" not in last.person or last.person == draft.person) else None
