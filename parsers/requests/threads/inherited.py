"""What a wish behind an answer takes over from it: intent, kinds, numbers, filters."""

from collections.abc import Sequence
from datetime import date

from parsers.asks import Ask
from parsers.periods.finder import Found
from parsers.requests.drafting.drafts import BALANCES, Draft, Setting
from parsers.requests.drafting.wishes import DATED
from parsers.requests.fields.orderers import orderer
from parsers.requests.fields.places import Number, Place
from parsers.requests.fields.times import ALIKE, frames
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.threads.moves import other_person, other_place
from parsers.requests.threads.picks import picked

NUMBERED = frozenset({"documents", "order_status", "payment_status", "dispute", "payment_notice"})
TABLES = ("csv", "xlsx")
LACKING = ("missing", "lacking", "negation")
HERE = ("have", "done", "at_hand", "arrival", "presence", "obtained", "stage:came")
OF_THEM = ("these", "of_which", "thereto")
FILTERED = frozenset({"documents", "export", "subscribe", "unsubscribe"})


def written_out(draft: Draft, context: Ask, read: Sequence[Unit], setting: Setting) -> Draft:
    """Adds what the context tells and the message does not."""
    _take_code(draft, context)
    _of_list(draft, context)
    _as_answered(draft, context)
    _take_kinds(draft, context, read)
    draft.location = other_place(draft, context)
    if draft.intent == context.intent == "export":  # "the same for 2024, please": as a table again
        draft.form = draft.form or context.form
    _take_numbers(draft, context, read, setting)
    if draft.intent == "documents" and draft.form in TABLES and draft.kinds and not draft.numbers:
        draft.intent = "export"  # "just a spreadsheet of them"
    filtered = draft.intent in FILTERED or draft.intent == context.intent in DATED
    filtered = filtered or (draft.intent == "open_items" and bool(context.kinds) and draft.shows(*OF_THEM))
    if filtered and not draft.numbers:
        _take_filters(draft, context)
    draft.apart = draft.apart and not draft.kinds
    return draft


def not_answered(draft: Draft, context: Ask, read: Sequence[Unit]) -> None:
    """What is named beside that which was answered is meant: "that's the May one, I was after June"."""
    if draft.dated and (draft.since, draft.until) == (context.since, context.until) and not draft.numbers:
        found = [p for unit in read for p in frames(unit, ("range",), every=True)]
        other = [p for p in found if _as_long(p, draft) and p.value.since != draft.since]
        if other:
            draft.take(other[-1])
    for since, until in _lacking_days(draft)[:1]:
        draft.since, draft.until = since, until
    if draft.person and context.person and draft.person.casefold() == context.person.casefold():
        others = (orderer(part) for unit in read for part in unit.parts)
        known = context.person.casefold()
        draft.person = next((p for p in others if p and p.casefold() != known), draft.person)
    if draft.location and draft.location == context.location and not draft.numbers:
        towns = {p.words_of(h) for unit in read for p in unit.parts for h in p.of("filter:town")}
        draft.location = next((t for t in towns if t.casefold() != draft.location.casefold()), draft.location)
    slipped = draft.shows("slip") and draft.shows("negation")  # "sorry, 4711 instead of 4717"
    if draft.numbers and (slipped or draft.shows("meant", "repair")):  # "I typed 4711 but it's 4717"
        draft.numbers = [n for n in draft.numbers if n not in context.numbers] or draft.numbers


def _lacking_days(draft: Draft) -> Sequence[tuple[date, date]]:
    """The July of "June and August are here, July is missing", of "no July in there"."""
    parts = draft.unit.parts if draft.dated and not draft.numbers else ()
    timed = [part for part in parts if "{period}" in part.cues]
    if all(part.cues.isdisjoint(HERE) for part in timed):
        return ()
    things = [w.thing for part in timed if not part.cues.isdisjoint(LACKING) for w in part.words if w.thing]
    frames_ = [t.value for t in things if isinstance(t.value, Found) and t.value.kind == "range"]
    return [(frame.since, frame.until) for frame in frames_ if frame.since and frame.until]


def _as_long(place: Place, draft: Draft) -> bool:
    """True for a month beside a month, a quarter beside a quarter."""
    if draft.since is None or draft.until is None:
        return False
    days: int = (place.value.until - place.value.since - (draft.until - draft.since)).days
    return abs(days) <= ALIKE


def _take_code(draft: Draft, context: Ask) -> None:
    """The cost centre that stands like a number: "4711 is complete, now 4712 please"."""
    draft.numbers = [n for n in draft.numbers if n != context.cost_centre]
    if context.cost_centre and not context.numbers and all(_alike_code(n, context) for n in draft.numbers):
        draft.cost_centre = next((str(n) for n in draft.numbers), draft.cost_centre)
        draft.numbers = []


def _as_answered(draft: Draft, context: Ask) -> None:
    """The intent of the answer before, where the message only changes how it is given."""
    if draft.intent == "export" and not (draft.kinds or draft.dated) and context.intent in BALANCES:
        draft.intent = context.intent  # "can i have those in excel"
    if draft.intent == "documents" and not draft.numbers and _as_before(draft, context):
        draft.intent = context.intent
    if draft.intent == "open_items" and context.numbers and draft.shows("these"):
        draft.intent, draft.status = "payment_status", None  # "are any of these still unpaid?"


def _take_kinds(draft: Draft, context: Ask, read: Sequence[Unit]) -> None:
    """The kinds of the answer before, or all of its order."""
    if draft.intent in FILTERED and (not draft.kinds or draft.shows("likewise")):
        draft.kinds |= set(context.kinds)
    if draft.intent == "documents" and _whole_order(draft, read):
        draft.kinds = {"all"}
    elif draft.kinds == {"all"} and context.kinds and not draft.numbers:
        draft.kinds = set(context.kinds)  # "zip the lot"


def _take_numbers(draft: Draft, context: Ask, read: Sequence[Unit], setting: Setting) -> None:
    """The numbers of the answer before, or those of them that the message picks."""
    moved = bool(draft.location and context.location)
    if moved and draft.intent == "documents" and {"also", "same"} <= draft.unit.clause.cues:
        draft.kinds |= set(context.kinds)  # "now York, same period, and I also need the notes"
    if draft.last and len(context.numbers) > draft.last and not (draft.unit.clause.kinds or draft.dated):
        draft.last = None  # "die letzte lässt sich nicht öffnen"
    if draft.intent in NUMBERED and not draft.selected and not draft.amount and not moved:
        draft.numbers = _picked(draft, context, read, setting)
    elif draft.intent in NUMBERED and len(draft.numbers) > 1 and _all_of(draft, context):
        draft.numbers = _picked(draft, context, read, setting)  # "4711 is fine, 4712 is not"
    elif draft.intent in NUMBERED and _same_thing(draft.unit.clause):
        draft.numbers = [*context.numbers, *(n for n in draft.numbers if n not in context.numbers)]


def _take_filters(draft: Draft, context: Ask) -> None:
    """The time frame, the site, the cost centre and the person of the answer before."""
    if not draft.dated and not draft.last and draft.intent != "subscribe":
        draft.since, draft.until = context.since, context.until
    if context.person and not draft.person:
        draft.person = other_person(draft.unit, context)
    moved = draft.location and context.location and draft.location != context.location
    if moved and not (draft.unit.clause.kinds or draft.dated or draft.status or draft.shows("all")):
        draft.status = context.status  # "and how about Falmouth?"
    for name in ("location", "cost_centre", "person"):
        if getattr(draft, name) is None:
            setattr(draft, name, getattr(context, name))


def _picked(draft: Draft, context: Ask, read: Sequence[Unit], setting: Setting) -> list[Number]:
    """The numbers of the answer that the wish, or else the sentences around it, pick."""
    own = picked(context.numbers, [draft.unit], setting.counts)
    around = [unit for unit in read if unit.intent in (None, WANT, NOTHING) or unit is draft.unit]
    return own if len(own) < len(context.numbers) else picked(context.numbers, around, setting.counts)


def _of_list(draft: Draft, context: Ask) -> None:
    """The papers of a list of open items that was the answer: "copies of the invoices on there"."""
    if context.intent != "open_items" or draft.numbers:
        return
    if draft.intent == "export" and draft.shows("docs", "copy") and draft.shows("filter:listed"):
        draft.intent = "documents"  # "copies of all on the list"
    pointing = draft.shows("filter:listed", "these", "this", "thereto", "of_which")
    bare = draft.kinds == {"invoice"} and not (draft.selected or draft.every)
    if draft.intent == "documents" and (pointing or bare) and not draft.dated:
        draft.status = draft.status or context.status or "open"
    if draft.intent in ("subscribe", "unsubscribe") and not draft.kinds and not draft.shows("statement"):
        draft.status = draft.status or context.status or "open"


def _all_of(draft: Draft, context: Ask) -> bool:
    """True for a wish that names all the numbers answered, and no other."""
    return set(map(str, draft.numbers)) == set(map(str, context.numbers))


def _alike_code(number: Number, context: Ask) -> bool:
    """True for a number that is built like the cost centre of the answer."""
    return isinstance(number, str) and _shape(number) == _shape(context.cost_centre or "")


def _shape(code: str) -> str:
    """A code with a 0 for each figure and an A for each letter."""
    return "".join("0" if c.isdigit() else "A" if c.isalpha() else c for c in code)


def _whole_order(draft: Draft, read: Sequence[Unit]) -> bool:
    """True for "everything else on that order", "all you have and not just the invoice"."""
    cues = draft.unit.clause.cues
    more = {"negation", "only"} <= cues or draft.shows("order_thing", "other_one", "filter:else")
    else_ = draft.shows("all") and any("filter:else" in unit.clause.cues for unit in read)
    return else_ or (more and draft.shows("everything"))


def _as_before(draft: Draft, context: Ask) -> bool:
    """True for "the notes in the same way" behind a subscription, "the lot for Bath" behind a table."""
    if context.intent in ("subscribe", "unsubscribe"):
        return draft.shows("same_way") and not draft.selected
    return context.intent == "export" and draft.kinds == {"all"}


def _same_thing(clause: Clause) -> bool:
    """True for "for the same delivery", with or without a further one."""
    return any(s.last + 1 == thing.first for s in clause.of("same") for thing in clause.of("order_thing"))
