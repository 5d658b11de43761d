"""A letter about several concerns: each is read by itself where the whole mixes up what belongs to which.

What stands in a sentence of its own with numbers of its own is one concern, with all that is told around it.
Read alone, none can take the numbers, papers or reasons of another.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from parsers.asks import NumberRange
from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.narrated import without_narrated
from parsers.requests.drafting.stories import without_stories
from parsers.requests.fields.places import number_of
from parsers.requests.text.frame import Read
from parsers.requests.text.sentences import Sentence

NUMBERED = frozenset({"payment_status", "order_status", "payment_notice", "dispute"})
ONCE = ("reconcile", "other", "human", "help")
FIELDS = ("form", "location", "status", "person", "cost_centre", "since", "until", "last", "amount")
ANSWERED = frozenset({"documents", "payment_status", "order_status"})
BESIDE = ANSWERED | {"payment_notice", "dispute", "other"}
MOST = 12  # concerns of one letter; more is a list
ASKING = ("want", "wish", "please", "missing", "again")

Reading = Callable[[Message], list[Draft]]


class Anew(Protocol):
    """Reads sentences as a message of their own; `outright_only`: what is only named wishes nothing."""

    def __call__(self, read: Sequence[Read], outright_only: bool = False) -> list[Draft]: ...


Part = list[int]  # the indexes of its sentences


def each_by_itself(message: Message, drafts: list[Draft], read: Reading, anew: Anew) -> list[Draft]:
    """The drafts of the concerns, where each is complete and none of the whole is lost; else the `drafts`.

    `anew` reads sentences as a message of their own: the items of a list know nothing of each other.
    """
    parts = _parts(message)
    if not 1 < len(parts) <= MOST:
        return drafts
    if items := _each_item(message, parts, anew, drafts):
        return items
    alone = _each_alone(message, _blocks(message), anew, drafts)
    if alone := alone or _each_alone(message, parts, anew, drafts, leaning=True):
        return alone
    groups = _groups(message, parts, read)
    if len(groups) < 2:
        return drafts
    found = [draft for group in groups for draft in group.wishes or _wishes(message, group.part, read)]
    apart = without_narrated(found, message.units)
    return apart if all(map(_complete, apart)) and _keeps(apart, drafts) else drafts


def _each_item(message: Message, parts: Sequence[Part], anew: Anew, drafts: Sequence[Draft]) -> list[Draft]:
    """What the items of a list ask for, each read alone; nothing where one leans on others."""
    items = _items(message, parts)
    each = [_alone([message.read[at] for at in part], anew) for part in items] if len(items) > 1 else []
    apart = [draft for found in each for draft in found]
    whole = all(each) and all(map(_complete, apart)) and _covers(apart, drafts)
    return apart if whole else []


def _blocks(message: Message) -> list[Part]:
    """The paragraphs and the items of lists."""
    blocks: list[Part] = []
    for at, one in enumerate(message.read):
        before = message.read[at - 1].sentence if at else None
        listed = one.sentence.item and one.sentence.fresh
        if before is None or one.sentence.block != before.block or listed:
            blocks.append([])
        blocks[-1].append(at)
    return blocks


def _each_alone(
    message: Message, blocks: Sequence[Part], anew: Anew, drafts: Sequence[Draft], leaning: bool = False
) -> list[Draft]:
    """What the parts of a letter ask for, each read alone, where each with a number asks for something.

    `leaning`: they begin within a paragraph, and may lean on what stands before.
    """
    numbered = [part for part in blocks if any(map(_named, (message.read[at] for at in part)))]
    if len(numbered) < 2 or len(blocks) > MOST:
        return []
    asked = [(part, _asked(message, part, anew)) for part in blocks]
    untold = _untold([draft for _, found in asked for draft in found])
    known = {draft.intent for draft in drafts}
    new = ANSWERED if leaning else BESIDE  # what a part may ask for though the whole shows none such
    apart = list[Draft]()
    for part, found in asked:
        told = [d for d in found if d in untold]
        if part in numbered:
            told = [
                d for d in told if d.intent in known or (d.intent in new and d.numbers and not d.unit.weak)
            ]
            if not told:
                return []
        apart += [d for d in told if part in numbered or d.intent in known]
    whole = all(d.intent == "dispute" or _complete(d) for d in apart)
    rest = [d for d in drafts if d.intent in ONCE or (leaning and len(d.numbers) == 1)]
    same = all(_numbers([d]) <= _numbers(a for a in apart if a.intent == d.intent) for d in rest)
    return apart if whole and same and _covers(apart, drafts) else []


def _asked(message: Message, part: Part, anew: Anew) -> list[Draft]:
    """What a part asks for outright, each wish with its place in the letter."""
    found = _alone([message.read[at] for at in part], partial(anew, outright_only=True))
    units = {id(draft.unit): draft.unit for draft in found}
    for unit in units.values():  # read for this part alone, nobody else knows them
        unit.sentence += part[0]
    return found


def _untold(drafts: list[Draft]) -> list[Draft]:
    """The wishes without those that a part only tells, where another one asks plainly."""
    units = [draft.unit for draft in drafts]
    return without_narrated(without_stories(drafts, units, False), units)


def _named(one: Read) -> bool:
    return any(w.thing and w.thing.sort == "number" for w in one.sentence.words)


def _parts(message: Message) -> list[Part]:
    """The paragraphs, the lines of lists, and what begins with a number not named before.

    Nothing when fewer than two of them name numbers of their own.
    """
    parts: list[Part] = []
    seen: set[str] = set()
    before: Sentence | None = None
    numbered = 0
    for at, one in enumerate(message.read):
        sentence = one.sentence
        named = {w.folded for w in sentence.words if w.thing and w.thing.sort == "number"}
        new = bool(named and seen) and named.isdisjoint(seen)
        listed = sentence.item and sentence.fresh
        if before is None or sentence.block != before.block or listed or new:
            parts.append([])
        parts[-1].append(at)
        numbered += not named <= seen
        seen |= named
        before = sentence
    return parts if numbered > 1 else []


@dataclass(slots=True)
class _Group:
    """Parts that are read as one, and what they wish where that is known already."""

    part: Part
    wishes: list[Draft]

    def add(self, part: Part) -> None:
        """Takes in what is told behind: with it, all must be read again."""
        self.part += part
        self.wishes = []


def _groups(message: Message, parts: Iterable[Part], read: Reading) -> list[_Group]:
    """The parts that wish something, each with those around that only tell; none when one leans on others."""
    groups: list[_Group] = []
    told: Part = []
    for part in parts:
        found = _wishes(message, part, read)
        if not all(map(_complete, found)):
            return []
        if found:
            groups.append(_Group(told + part, [] if told else found))
            told = []
        elif groups:
            groups[-1].add(part)
        else:
            told += part
    return groups


def _wishes(message: Message, part: Part, read: Reading) -> list[Draft]:
    """What a part by itself asks for; not what is only told and nobody else could answer."""
    own = set(part)
    units = [unit for unit in message.units if unit.sentence in own]
    return _plain(read(replace(message, read=[message.read[at] for at in part], units=units, head=[])))


def _plain(found: Iterable[Draft]) -> list[Draft]:
    """The wishes without what is only told and nobody else could answer."""
    return [d for d in found if d.intent != "other" or (d.unit.intent == "other" and not d.unit.weak)]


def _complete(draft: Draft) -> bool:
    """True for a wish that says by itself what it is about."""
    if draft.intent == "documents":
        return bool(draft.kinds and (draft.selected or draft.amount))
    return bool(draft.numbers) or draft.intent not in NUMBERED


def _keeps(apart: Sequence[Draft], whole: Sequence[Draft]) -> bool:
    """True when the concerns say all that the whole says; what they wish beyond it must be said plainly."""
    found, told = {d.intent for d in whole}, {d.intent for d in apart}
    new = [draft for draft in apart if draft.intent not in found]
    plain = all(d.numbers and (_item(d) or _firm(d)) for d in new)
    once = all(_count(apart, intent) == _count(whole, intent) for intent in ONCE)
    paid = [d for d in apart if d.intent == "payment_notice"]
    once = once and (len(paid) == _count(whole, "payment_notice") or all(map(_item, paid)))
    if not (found <= told and plain and once and _numbers(whole) <= _numbers(apart)):
        return False
    return all(_says(apart, name, draft) >= _says(whole, name, draft) for draft in whole for name in FIELDS)


def _items(message: Message, parts: Sequence[Part]) -> list[Part]:
    """The items of a list, some of several sentences; nothing when something is asked around them."""
    items = [part for part in parts if message.read[part[0]].sentence.item]
    rest = [message.read[at] for part in parts if part not in items for at in part]
    told = any(len(part) > 1 for part in items)
    return items if told and not any(one.has(*ASKING) for one in rest) else []


def _alone(read: Sequence[Read], anew: Anew) -> list[Draft]:
    """What an item asks for by itself; its only number is what it is about."""
    found = _plain(anew(read))
    numbers = [n for one in read for word in one.sentence.words if (n := number_of(word)) is not None]
    for draft in found if len(numbers) == 1 else []:
        draft.numbers = draft.numbers or (numbers if draft.intent in NUMBERED else [])
    return found


def _covers(apart: Sequence[Draft], whole: Sequence[Draft]) -> bool:
    """True when the items of a list, each read alone, say all that is firm in the whole about each number."""
    once = all(_count(apart, intent) >= _count(whole, intent) for intent in ("human", "help", "reconcile"))
    alike = [draft for draft in whole if any(d.intent == draft.intent for d in apart)]
    kept = all(_says(apart, name, draft) >= _says(whole, name, draft) for draft in alike for name in FIELDS)
    return once and kept and _numbers(whole) <= _numbers(apart)


def _firm(draft: Draft) -> bool:
    """True for what a rule plainly says, and no payment that is only told in passing."""
    return draft.unit.rule is not None and (draft.intent == "dispute" or not draft.unit.weak)


def _item(draft: Draft) -> bool:
    """True for a payment that has a line of a list for itself."""
    return draft.intent == "payment_notice" and draft.unit.clause.source.item


def _count(drafts: Iterable[Draft], intent: str) -> int:
    return sum(draft.intent == intent for draft in drafts)


def _says(drafts: Iterable[Draft], name: str, like: Draft) -> int:
    """How many drafts of an intent have the same value in a field as one that has any."""
    value = getattr(like, name)
    return sum(value is not None and d.intent == like.intent and getattr(d, name) == value for d in drafts)


def _numbers(drafts: Iterable[Draft]) -> set[str | NumberRange]:
    return {number for draft in drafts for number in draft.numbers}
