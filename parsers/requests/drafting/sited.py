"""The site and the cost centre that a wish takes from what the message says of them elsewhere."""

from collections.abc import Sequence

from parsers.phrases import fold
from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.wishes import FORMED
from parsers.requests.fields import filters
from parsers.requests.fields.locations import location, street
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit

BACK = 2  # sentences from "where is it?" to the order


def complete_codes(drafts: Sequence[Draft], read: Sequence[Unit]) -> None:
    """The cost centre that a wish names by its code alone, or by "for that cost code"."""
    codes = {code for unit in read for code in filters.cost_centres(unit.clause)}
    for draft in drafts:
        own = [n for n in draft.numbers if n in codes]
        if own and draft.intent in FORMED:  # "for 5120 only the invoices"
            draft.cost_centre = draft.cost_centre or str(own[0])
            draft.numbers = [n for n in draft.numbers if n not in codes]
        if draft.intent in FORMED and not (draft.cost_centre or draft.numbers):
            words = draft.unit.clause.words if codes else ()
            draft.cost_centre = next((w.written for w in words if w.written in codes), None)
            if draft.shows("filter:cost_centre"):
                told = (filters.cost_centre(unit.clause) for unit in read)
                draft.cost_centre = draft.cost_centre or next((code for code in told if code), None)
            elif draft.shows("filter:on_it") and len(codes) == 1:
                draft.cost_centre = next(iter(codes))


def known_place(draft: Draft, read: Sequence[Unit]) -> str | None:
    """The site that a wish names by its bare name, called a branch or a site elsewhere in the message."""
    found = (location(unit.clause) for unit in read if unit is not draft.unit)
    named = [name for name in found if name]
    words = [word.folded for word in draft.unit.clause.words] if named else []
    return next((name for name in named if fold(name) in words), None)


def that_site(draft: Draft, read: Sequence[Unit]) -> str | None:
    """The site that "for this branch" points back to."""
    units = [
        draft.unit,
        *(u for u in read if u.sentence == draft.unit.sentence + 1 and u.intent in (None, WANT)),
    ]
    if not any("filter:that_site" in unit.clause.cues for unit in units):
        return _delivered_to(draft, read) if draft.shows("thereto") else None
    others = [unit.clause for unit in read if unit is not draft.unit]
    named = next((name for clause in others if (name := location(clause))), None)
    return named or next((name for clause in (*others, draft.unit.clause) if (name := street(clause))), None)


def headed_site(draft: Draft, head: Sequence[Unit]) -> str | None:
    """The site of a subject "Delivery notes Hill Street site" that a wish only calls "the site"."""
    clause = draft.unit.clause
    articles = {h.last + 1 for h in clause.of("stance:definite")}
    bare = any(h.first in articles for h in clause.of("filter:location"))
    return next((name for unit in head if (name := location(unit.clause))), None) if bare else None


def _delivered_to(draft: Draft, read: Sequence[Unit]) -> str | None:
    """The site of "In March you delivered to our Goole depot. The notes for that, please"."""
    before = (u.clause for u in read if u.sentence == draft.unit.sentence - 1)
    return next((location(c) for c in before if not c.cues.isdisjoint(("traded", "handed"))), None)


def ordered_for(draft: Draft, read: Sequence[Unit]) -> str | None:
    """The site of "My order for the shop in Kinsale was promised for Monday. Where is it?"."""
    near = [u for u in read if 0 <= draft.unit.sentence - u.sentence <= BACK]
    parts = [part for unit in reversed(near) for part in unit.parts if "order_thing" in part.cues]
    return next((name for part in parts if (name := location(part))), None)
