"""Messages that only keep company, with nothing for anybody to do: jokes, small talk, wishes, file notes."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.hints import Message
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.rules import WANT
from parsers.requests.text.clauses import Clause

ASKED = ("want", "wish", "please", "missing", "again")
TROUBLE = ("dispute", "damage", "anger", "human", "fraud", "recall", "short", "alter", "blocked", "late")
TOLD = ("outside_told",)
NUMBERED = ("{number}", "{money}", "{address}", "quantity")
PASSING = frozenset({"documents", "open_items", "statement", "order_status", "payment_status", "other"})
NICE = ("gladness", "praise", "thanks", "smalltalk", "festive", "greeting", "closing", "courtesy")
BRIEF = 4  # words
UNCLEAR = ("contrast", "negation", "lacking", "only", "denial", "condition")
PAPERS = ("kind:", "docs", "ordering", "statement", "open_items")
MATTERS = (*PAPERS, "outside", "topic")
TRADE = (*MATTERS, "order_thing", "other", "people", "leaving")


def sociable(drafts: Sequence[Draft], message: Message, staff: bool) -> bool:
    """True for a message without any wish, in which somebody jokes, chats, gives the all-clear or greets."""
    if not all(map(_slight, drafts)):
        return False
    said = [unit.clause for unit in message.units]
    everywhere = [*said, *(unit.clause for unit in message.head)]
    if staff and not any(map(_bids, said)) and _any(everywhere, ("filed", "allclear")):
        return True
    if _any(said, (*TROUBLE, *TOLD)):
        return False
    if _praises(said):
        return True
    if _any(said, ASKED):
        return False
    if _any(said, ("laughing",)) and not _any(said, NUMBERED):
        return True
    asked = any(clause.source.end == "?" or asks(clause) for clause in said)
    if asked:
        return not _any(said, (*NUMBERED, *TRADE)) and _any(said, ("smalltalk",))
    return _any(everywhere, ("festive",)) or any(map(_clears, said)) or _chats(said) or _glad(said)


def _slight(draft: Draft) -> bool:
    """True for what only the lack of a verb makes a wish, and what names no paper by its number."""
    return draft.intent in PASSING and not draft.numbers and (draft.unit.weak or draft.unit.intent == WANT)


def _clears(clause: Clause) -> bool:
    """True for the all-clear, not for "found only the delivery note"."""
    return "allclear" in clause.cues and clause.cues.isdisjoint(UNCLEAR)


def _chats(said: Sequence[Clause]) -> bool:
    return all(_any(said, (c,)) for c in ("smalltalk", "everyone")) and not _any(said, (*NUMBERED, *TRADE))


def _praises(said: Sequence[Clause]) -> bool:
    """True for praise of somebody, where at most it shall be passed on."""
    if not _any(said, ("praise",)) or _any(said, (*NUMBERED, *MATTERS)):
        return False
    bids = [clause for clause in said if clause.source.end == "?" or _any((clause,), ASKED)]
    return all("relayed" in clause.cues for clause in bids)


def _glad(said: Sequence[Clause]) -> bool:
    """True for "good to see you on Friday, the catalogue looks great": nice words and no others."""
    if not _any(said, ("gladness",)) or _any(said, (*NUMBERED, *PAPERS)):
        return False
    return all(_any((clause,), NICE) or len(clause.words) <= BRIEF for clause in said)


def _bids(clause: Clause) -> bool:
    if "filed" in clause.cues:
        return False  # "you can close it"
    return clause.source.end == "?" or asks(clause) or not clause.cues.isdisjoint(ASKED)


def _any(clauses: Sequence[Clause], cues: tuple[str, ...]) -> bool:
    return any(cue.startswith(cues) for clause in clauses for cue in clause.cues)
