"""Follow-ups: what a short message means after the answer before it in the same thread."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.asks import Ask
from parsers.requests.drafting.drafts import BALANCES, Draft, Setting
from parsers.requests.drafting.wishes import draft_as, drafts_of
from parsers.requests.fields import filters
from parsers.requests.fields.forms import form
from parsers.requests.fields.locations import location
from parsers.requests.fields.orderers import orderer
from parsers.requests.fields.places import Number, kinds, numbers
from parsers.requests.fields.times import CLOSED, frames
from parsers.requests.grammar.joints import promises
from parsers.requests.grammar.likened import likened
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.lists.rows import by_scope as by_row
from parsers.requests.text.clauses import Clause
from parsers.requests.threads.inherited import not_answered, written_out
from parsers.requests.threads.moves import (
    TOLD,
    by_cost_centre,
    by_site,
    other_person,
    other_place,
    other_site,
    ours_dated,
    unsigned,
)
from parsers.requests.threads.picks import halved

OWN = frozenset({"credit_note", "quote", "reminder"})  # kinds that not every order has
MORE = frozenset(
    {"wish", "i_want", "missing", "again", "contrast", "only", "instead", "condition", "no_wait"}
)
NAMING = ("{number}", "{period}", "kind:", "form:", "status:", "filter:location", "pick:", "filter:last")
LED = ("filter:location_word",)  # words that may stand before anything
CHANGING = frozenset({"handling", "alter", "amend", "stop"})  # deeds that give nothing
HELD = ("obtained", "have", "at_hand")
ASKED = (MORE - {"instead"}) | {
    "please",
    "want",
    "also",
    "meant",
    "negation",
    "lacking",
    "{number}",
    "{period}",
}
LEANING = frozenset({"{period}", "same", "other_one", "filter:location", "filter:cost_centre"})
PICKING = ("pick:first", "pick:second", "pick:third", "pick:last", "pick:middle", "pick:other")
FILLED = ("last", "status", "location", "cost_centre", "person", "amount", "form")


def follow(drafts: Sequence[Draft], read: Sequence[Unit], context: Ask, setting: Setting) -> list[Draft]:
    """The drafts with what they lean on written out; a mere fragment becomes a wish like the one before."""
    read = unsigned(read)
    if not drafts and _content(read) and not any(other_site(unit, context) for unit in read):
        return []
    if drafts and all(d.intent == "dispute" and d.unit.weak and not d.selected for d in drafts):
        drafts = [] if _other_kind(read, context, setting) else drafts
    if context.person and all(d.intent == "order_status" and d.person and not d.numbers for d in drafts):
        drafts = []  # "and the ones that Mr Pirie ordered?"
    if drafts:
        more = [unit for unit in read if _adds(unit)]
    else:
        leaning = [unit for one in read for unit in _fragments(one) if _leans(unit, context, setting)]
        more = sorted(leaning, key=lambda u: (not numbers(u.clause), not _telling(u), u.intent != WANT))
    if any(d.intent == "documents" and d.numbers and d.numbers != list(context.numbers) for d in drafts):
        # "that was the wrong one, I need 4711" speaks of our answer
        drafts = [d for d in drafts if d.intent != "dispute" or d.kinds or d.selected]
    drafts = [_of_answered(_resent(draft, read, context), context) for draft in drafts]
    for draft in drafts:
        _with_answered(draft, read, context, setting)
    added = [draft_as(_wanted(unit, context), unit, setting) for unit in more]
    rows = [] if drafts else _rows(more, context, setting)
    found = [*drafts, *(added if drafts else rows or _as_one(added, context))]
    if context.numbers and ours_dated(read):
        for draft in found:
            draft.since = draft.until = None
    like = [] if drafts else _alike(read, context)
    whole = [written_out(draft, context, read, setting) for draft in like or found]
    for before, draft in pairwise(whole):  # "the second is wrong; send me the note that belongs to it"
        narrower = before.numbers and draft.numbers == list(context.numbers) and draft.shows("this")
        draft.numbers = list(before.numbers) if narrower else draft.numbers
    for draft in whole:
        not_answered(draft, context, read)
    whole = [part for draft in whole for part in by_cost_centre(draft, context)]
    return [part for draft in whole for part in by_site(draft, context)]


def _wanted(unit: Unit, context: Ask) -> str:
    """The intent of the answer before; a number that stands on a statement is that of a paper."""
    if "recurring" in unit.clause.cues and not numbers(unit.clause):
        return "subscribe"
    copies = {"copy", "these"} <= unit.clause.cues  # "copies of those, please"
    return "documents" if context.intent in BALANCES and (copies or numbers(unit.clause)) else context.intent


def _rows(more: Sequence[Unit], context: Ask, setting: Setting) -> list[Draft]:
    """The wishes of "now May for Poole, and for Truro April and May"; none without sites."""
    for unit in more:
        cut = by_row(unit)
        if len(cut) > 1:
            return [d for row in cut for d in drafts_of(replace(row, intent=context.intent), setting)]
    return []


def _fragments(unit: Unit) -> list[Unit]:
    """A unit; where it says that nothing is wanted, the clauses of it that say no such thing."""
    whole = len(unit.parts) < 2 or halved(unit.parts)
    if unit.intent != NOTHING or whole or not unit.clause.cues.isdisjoint(("thanks", "shrug")):
        return [unit]
    return [
        replace(unit, intent=None, rule=None, parts=(part,), clause=part)
        for part in unit.parts
        if (part.cues.isdisjoint(TOLD | {"verb", "inverted"}) or "filter:applies" in part.cues)
        and any(cue.startswith(NAMING) and cue not in LED for cue in part.cues)
    ]


def _resent(draft: Draft, read: Sequence[Unit], context: Ask) -> Draft:
    """ "The second one doesn't open. Again, please" is no complaint."""
    asked = any(unit.intent == WANT and "again" in unit.clause.cues for unit in read)
    if draft.intent == "dispute" and draft.unit.weak and asked and not draft.kinds and context.numbers:
        draft.intent = "documents"
    return draft


def _of_answered(draft: Draft, context: Ask) -> Draft:
    """ "Is it still open?" asks after the one paper that was sent, not for the balance."""
    asked = draft.intent == "open_items" and draft.shows("this") and draft.shows("status:open")
    if asked and len(context.numbers) == 1 and not draft.selected and draft.unit.clause.source.end == "?":
        draft.intent = "payment_status"
    return draft


def _with_answered(draft: Draft, read: Sequence[Unit], context: Ask, setting: Setting) -> None:
    """ "Wrong one, we need 4711. And the note for it" wants the kind of the answer, too."""
    other = draft.kinds and set(draft.kinds).isdisjoint(context.kinds)
    if draft.intent != "documents" or not other or not set(draft.numbers).isdisjoint(context.numbers):
        return
    named = max((u.sentence for u in read if draft.kinds & set(kinds(u.clause, setting.own))), default=0)
    before = [unit.clause for unit in read if unit.sentence < named]
    needed = (c for c in before if not c.cues.isdisjoint(("want", "wish", "please", "needing")))
    if any(set(numbers(c)) & set(draft.numbers) and not kinds(c, setting.own) for c in needed):
        draft.kinds |= set(context.kinds)


def _as_one(drafts: Sequence[Draft], context: Ask) -> list[Draft]:
    """The fragments of a message as one wish: "and the same for Croydon? Just February"."""
    for draft in drafts[1:]:
        first = drafts[0]
        if not first.dated and not draft.numbers:
            first.since, first.until = draft.since, draft.until
        draft.location = other_place(draft, context)
        if draft.location and first.location == context.location:
            first.location = draft.location  # "I only see Hull. Where is Goole?"
        for name in FILLED:
            if getattr(first, name) is None:
                setattr(first, name, getattr(draft, name))
        first.kinds = first.kinds or draft.kinds
    return list(drafts[:1])


def dated_by_subject(drafts: Sequence[Draft], head: Sequence[Unit], context: Ask) -> None:
    """Papers of their own are of the time in the subject: "Invoices May", and now their credit notes, too."""
    frame = next((f for unit in head if not numbers(unit.clause) for f in frames(unit, CLOSED)), None)
    for draft in drafts:
        if frame and _of_their_own(draft, context):
            draft.take(frame)


def _of_their_own(draft: Draft, context: Ask) -> bool:
    """True for "I had asked for the credit notes, too", which are no papers of the ones before."""
    pointing = draft.shows("thereto", "belonging", "these", "this", "fragment")
    apart = bool(draft.kinds) and draft.kinds <= OWN.difference(context.kinds)
    return draft.intent == "documents" and apart and not draft.selected and not pointing


def _telling(unit: Unit) -> bool:
    """True for a fragment that names a time frame, a form or a kind."""
    return any(cue == "{period}" or cue.startswith(("form:", "kind:", "status:")) for cue in unit.clause.cues)


def _adds(unit: Unit) -> bool:
    """True for a fragment such as "and for batch 8842 too?" beside other wishes."""
    joins = not unit.clause.cues.isdisjoint(("also", "same")) or unit.clause.source.end == "?"
    if unit.intent == WANT and "{period}" in unit.clause.cues:
        return "also" in unit.clause.cues  # "could we have it for June too?"
    return unit.intent is None and joins and bool(numbers(unit.clause))


def _other_kind(read: Sequence[Unit], context: Ask, setting: Setting) -> bool:
    """True for "wrong, not the invoice. The confirmation for it": a fragment names another paper."""
    plain = (unit.clause for unit in read if unit.intent in (None, WANT, "documents"))
    return any(set(kinds(c, setting.own)) - set(context.kinds) for c in plain if "verb" not in c.cues)


def _content(read: Sequence[Unit]) -> bool:
    """True for thanks, and what became of our answer: "perfect, printed it and gave it to the foreman"."""
    pleased = any(not unit.clause.cues.isdisjoint(("thanks", "done", "closing")) for unit in read)
    left = [part for unit in read if unit.intent != NOTHING for part in (unit.clause, *_before_promise(unit))]
    return pleased and not any(map(_turns, left)) and not any(halved(unit.parts) for unit in read)


def _before_promise(unit: Unit) -> Sequence[Clause]:
    """The first clause of "now those of August, | then I have the whole quarter"."""
    first, *behind = unit.parts
    return (
        (first,) if behind and (promises(behind[0]) or (likened(first) and "verb" not in first.cues)) else ()
    )


def _turns(clause: Clause) -> bool:
    """True for a clause that can ask for more."""
    fragment = clause.cues.isdisjoint(("verb", "pronoun", "doing", "arrival"))
    named = any(cue.startswith((*NAMING, "filter:cost_centre")) and cue not in LED for cue in clause.cues)
    named = named or (likened(clause) and "relation" in clause.cues)
    asked = [
        h for h in clause.of("please") if not any(t.first <= h.first <= t.last for t in clause.of("thanks"))
    ]
    return bool(asked) or clause.source.end == "?" or not clause.cues.isdisjoint(MORE) or (fragment and named)


def _leans(unit: Unit, context: Ask, setting: Setting) -> bool:
    """True for a fragment that says only in what it differs from the wish before."""
    clause = unit.clause
    if len(context.numbers) > 1 and halved(unit.parts):
        return True
    if unit.intent not in (None, WANT, "documents"):
        return False
    if "done" in clause.cues and clause.cues.isdisjoint(("please", "also", "{number}", "{period}")):
        return False
    changed = (
        "please" in clause.cues and not clause.cues.isdisjoint(CHANGING) and "missing" not in clause.cues
    )
    if changed and not (numbers(clause) or form(unit.parts)):
        return False  # "könnt ihr sie auf Gera umschreiben?"
    if _held(clause):
        return False
    if _regular(clause, context):
        return True
    if context.status and "all" in clause.cues:
        return True  # "all of them, not just the open ones"
    named = numbers(clause) or kinds(clause, setting.own) or unit.intent == WANT
    narrowed = form(unit.parts) or filters.status(unit.parts)
    leaning = LEANING & clause.cues
    if not likened(clause) and clause.source.end != "?" and "ask_words" not in clause.cues:
        leaning -= {"same"}
    if leaning == {"{period}"} and not named and not narrowed:
        return _dated(unit, setting)
    bid = "verb" not in clause.cues or "please" in clause.cues  # "could you make it the last eight?"
    if "filter:last" in clause.cues and not context.numbers and bid:
        return True
    picks = len(context.numbers) > 1 and not clause.cues.isdisjoint(PICKING)
    moved = (
        location(clause) or other_place(Draft(context.intent, unit), context) or other_person(unit, context)
    )
    return bool(named or narrowed or leaning or picks or moved or orderer(clause) or _of_sum(clause))


def _regular(clause: Clause, context: Ask) -> bool:
    """True for "automatically from now on, please" behind papers that were sent."""
    asked = "please" in clause.cues or (clause.source.end == "?" and clause.opens("inverted"))
    sent = context.intent in BALANCES or context.intent in ("documents", "export")
    return sent and asked and "recurring" in clause.cues and clause.cues.isdisjoint(("negation", "stop"))


def _held(clause: Clause) -> bool:
    """True for "the certificates your colleague has sent already"."""
    here = not clause.cues.isdisjoint(HELD) and clause.source.end != "?"
    return here and clause.cues.isdisjoint(ASKED)


def _of_sum(clause: Clause) -> bool:
    """True for "no, the one over 412.30"."""
    pointed = not clause.cues.isdisjoint(("this", "determiner"))
    return pointed and {"{money}", "filter:over"} <= clause.cues and "verb" not in clause.cues


def _dated(unit: Unit, setting: Setting) -> bool:
    """True when a time frame selects papers; "until next week!" says good-bye."""
    return draft_as("documents", unit, setting).dated


def _alike(read: Sequence[Unit], context: Ask) -> list[Draft]:
    """Plain digits that are as long as a number of the context: "and 5514?"."""
    lengths = {len(n) for n in context.numbers if isinstance(n, str) and n.isdigit()}
    for unit in read:
        like: list[Number] = [w.written for w in unit.clause.words if w.written.isdigit()]
        like = [n for n in like if len(str(n)) in lengths]
        if like:
            return [Draft(context.intent, unit, numbers=like)]
    return []
