"""What a message takes back: "no wait, the second quarter", "as XML, no, attached"; the last word counts."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.wishes import FORMED
from parsers.requests.fields.forms import form
from parsers.requests.fields.places import numbers
from parsers.requests.fields.times import CLOSED, frames
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined

CALL = 2  # words of "no, wait"
FEW = 6  # words beside the time frame that is meant
NAMING = (None, NOTHING, WANT)  # sentences that name what is meant and have no wish of their own


def corrected(drafts: Sequence[Draft]) -> list[Draft]:
    """ "Invoice 50117, please. Oh no, I meant 50171": the last number counts."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        cues = draft.unit.clause.cues
        takes_back = draft.intent == "documents" and ("retract" in cues or {"no_wait", "meant"} <= cues)
        same = last and takes_back and last.intent == "documents" and draft.kinds <= last.kinds
        if last and same and draft.numbers and last.numbers:
            last.numbers = draft.numbers
        elif last and same and draft.dated and last.dated and not (draft.numbers or last.numbers):
            last.since, last.until = draft.since, draft.until
        else:
            kept.append(draft)
    return kept


def take_back(drafts: Sequence[Draft], read: Sequence[Unit]) -> None:
    """Gives a wish the number, the time frame or the form that sentences behind "no, wait" name instead."""
    back = None  # the sentence that takes back; the one behind it may go on
    for unit in read:
        clause = _behind(unit)
        if clause:
            back = unit.sentence
        if back is None or unit.sentence > back + 1 or unit.intent not in NAMING:
            continue
        before = [d for d in drafts if d.intent in FORMED and d.unit.sentence < back]
        if before:
            _replace(before[-1], unit, clause or unit.clause)


def _behind(unit: Unit) -> Clause | None:
    """The clauses from the last one on that takes back."""
    starts = [
        i
        for i, part in enumerate(unit.parts)
        if part.opens("retract") or (part.opens("no_wait") and _plain(part) <= CALL)
    ]
    return joined(unit.parts[starts[-1] :]) if starts else None


def _replace(draft: Draft, unit: Unit, clause: Clause) -> None:
    named, frame = numbers(clause), list(frames(unit, CLOSED))
    if len(named) == len(draft.numbers) == 1:
        draft.numbers = named
    if frame and _plain(clause) <= FEW and draft.dated and not draft.numbers:
        draft.take(frame[-1])
    if draft.form:
        named_form = form([clause])
        plain = named_form is None and "docs" in clause.cues and "stance:approve" in clause.cues
        draft.form = None if plain else named_form or draft.form  # "no, PDF is fine"
        if plain and draft.intent == "export":
            draft.intent = "documents"


def _plain(clause: Clause) -> int:
    """How many words a clause has that are no thing."""
    return sum(not word.thing and word.written.isalpha() for word in clause.words)
