"""Complaints told by figures alone: what was agreed, what came and what is charged are not the same."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import draft_as
from parsers.requests.text.clauses import Clause
from parsers.requests.text.words import Word

STAGES = ("stage:agreed", "stage:came", "stage:charged")
PASSING = frozenset({"documents", "other"})
ROWS = ("order_line", "counted_line", "quantity", "remedy")  # what a list of goods is read as
NEAR = 8  # words from a figure to the word that says what it is


def differing(message: Message, drafts: list[Draft], setting: Setting) -> list[Draft]:
    """The drafts, or a complaint where nothing firm is asked for and the figures of two stages differ."""
    if any(map(_firm, drafts)):
        return drafts
    told: dict[str, set[Decimal]] = {}
    for unit in message.units:
        for part in unit.parts:
            for stage, figure in _figures(part, setting.counts):
                told.setdefault(stage, set()).add(figure)
                if any(other != stage and figure not in told[other] for other in told):
                    return [draft_as("dispute", unit, setting)]
    return drafts


def _firm(draft: Draft) -> bool:
    """True for all but papers that are only named, and goods that are listed."""
    passing = draft.unit.weak or (draft.intent == "other" and draft.shows(*ROWS))
    return draft.intent not in PASSING or not passing


def _figures(part: Clause, counts: Mapping[str, int]) -> Iterator[tuple[str, Decimal]]:
    """Each figure of a clause with the stage that the nearest word of one tells."""
    if part.cues.isdisjoint(STAGES):
        return
    stages = [(hit.first, hit.last, hit.cue) for cue in STAGES for hit in part.of(cue)]
    none = {i for hit in part.of("stage:clock") for i in range(hit.first, hit.last + 1)}
    for at, word in enumerate(part.words):
        value = None if at in none else _value(word, counts)
        if value is not None:
            away, stage = min((_away(at, first, last), cue) for first, last, cue in stages)
            if away <= NEAR:
                yield stage, value


def _away(at: int, first: int, last: int) -> int:
    return max(first - at, at - last, 0)


def _value(word: Word, counts: Mapping[str, int]) -> Decimal | None:
    """The figure that a word is: money, digits, or a number in letters above one."""
    if word.thing:
        return Decimal(str(word.thing.value)) if word.thing.sort == "money" else None
    if word.written.isdigit() and len(word.written) <= NEAR:
        return Decimal(word.written)
    spelt = counts.get(word.folded, 0)
    return Decimal(spelt) if spelt > 1 else None
