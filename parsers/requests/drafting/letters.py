"""Letters that only mention our papers: applications, offers, rules of the writer's, the writer's yard."""

from collections.abc import Iterator, Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.hints import Message
from parsers.requests.grammar.plain import attached
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

STRANGERS = ("letter:applies", "letter:sells")  # who are no customers and get no papers
ASTRAY = "letter:astray"
TOPICS = (*STRANGERS, "letter:rules", "letter:site", ASTRAY)
PAPERS = frozenset({"documents", "statement", "export"})
SAID_BY_STRANGERS = PAPERS | {"order_status", "human", "dispute", "help", "open_items", "payment_status"}
RECEIVED = ("to_us", "i_want", "for_me", "again", "copy", "form:", "filter:last")
BIDS = ("please", "wish", "want")
ASKED = ("want", "wish", "please", "missing", "copy", "again")


def foreign(drafts: Sequence[Draft], message: Message) -> list[Draft]:
    """The drafts without those that such a letter only mentions; one sign of it spares what is asked for."""
    units = [*message.head, *message.units]
    about = [unit.clause for unit in units if not unit.clause.cues.isdisjoint(TOPICS)] if drafts else []
    signs = [sign for clause in about for sign in _signs(clause)]
    if not signs:
        return list(drafts)
    stranger = sum(sign in STRANGERS for sign in signs) > 1
    if not stranger and any(map(_asked, units)):
        return list(drafts)
    said = PAPERS if set(signs).isdisjoint(STRANGERS) else SAID_BY_STRANGERS
    numbered = any("{number}" in unit.clause.cues for unit in units)
    said |= {"dispute"} if ASTRAY in signs and not numbered else set()
    plain = len(signs) > 1
    kept = [d for d in drafts if d.intent not in said or d.numbers or not (plain or _slight(d))]
    return kept or [Draft("other", units[0])]


def _signs(clause: Clause) -> Iterator[str]:
    """The words of such letters, but for those that say what a paper is for: "the note for the ramp"."""
    hits = (hit for cue in TOPICS for hit in clause.of(cue))
    return (hit.cue for hit in hits if not attached(clause, clause.kinds, hit.last))


def _slight(draft: Draft) -> bool:
    """True for what is read from other sentences, or without any word of asking."""
    bids = not draft.unit.clause.cues.isdisjoint(BIDS)
    return draft.unit.weak or draft.unit.intent != draft.intent or not bids


def _asked(unit: Unit) -> bool:
    """True for a clause that asks for something to be given to the writer."""
    asking = (part for part in (*unit.parts, unit.clause) if _shows(part, ASKED))
    return any("me" in part.cues or _shows(part, RECEIVED) for part in asking)


def _shows(clause: Clause, cues: tuple[str, ...]) -> bool:
    return any(cue.startswith(cues) for cue in clause.cues)
