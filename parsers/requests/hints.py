"""What is wanted when no sentence says it outright: by the subject, in passing, by a bare number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.requests import bonds
from parsers.requests.drafts import Draft, Setting
from parsers.requests.frame import Read, shows
from parsers.requests.intents import WANT, signals
from parsers.requests.places import kinds, numbers
from parsers.requests.units import Unit
from parsers.requests.wishes import draft_as, drafts_of

NEVER_THANKED = frozenset({"dispute", "people", "other", "order_status", "payment_status"})
MOST = 60  # sentences with a wish of their own; a message with more is no letter


@dataclass(frozen=True, slots=True)
class Message:
    """A message cut into what it says; `head` is the subject."""

    language: str
    read: Sequence[Read]
    units: Sequence[Unit]
    head: Sequence[Unit]

    @property
    def wanting(self) -> Unit | None:
        """The first sentence that asks for something named elsewhere."""
        return next((unit for unit in self.units if unit.intent == WANT), None)

    @property
    def automatic(self) -> bool:
        """True for what no person wrote."""
        if any("automatic" in unit.clause.cues for unit in self.head):
            return True
        return any("automatic" in unit.clause.cues for unit in self.units) and not self._personal

    @property
    def _personal(self) -> bool:
        """True when somebody asks for something in the first person."""
        return any(u.intent and "i_want" in u.clause.cues for u in self.units)

    @property
    def advert(self) -> Unit | None:
        """The first sentence that advertises, when at least two phrases do."""
        telling = [u for u in [*self.head, *self.units] if "advert" in u.clause.cues]
        praise = {u.clause.words_of(hit).casefold() for u in telling for hit in u.clause.of("advert")}
        return telling[0] if len(praise) > 1 else None


def outright(units: Sequence[Unit], setting: Setting) -> list[Draft]:
    """The wishes that sentences name themselves."""
    asking = [unit for unit in units if unit.intent and unit.intent != WANT]
    return [draft for unit in asking[:MOST] for draft in drafts_of(unit, setting)]


def copies(message: Message, drafts: Sequence[Draft]) -> list[Draft]:
    """ "I also ask for a copy" beside other wishes."""
    if not drafts or any(draft.intent == "documents" for draft in drafts):
        return []
    wanting = [u for u in message.units if u.intent == WANT and "copy" in u.clause.cues]
    return [Draft("documents", unit) for unit in wanting[:1]]


def hinted(message: Message, setting: Setting) -> list[Draft]:
    """The wish of a message in which no sentence names what is wanted and asks for it."""
    read = message.read
    if shows(read, "own_list") and shows(read, "giving"):
        listed = (unit for unit in message.units if "own_list" in unit.clause.cues)
        return [draft_as("reconcile", unit, setting) for unit in listed][:1]
    if shows(read, "done", "thanks", "giving") and not shows(read, "want", "missing"):
        return []
    headed = outright(message.head, setting)
    return (
        _named_before(message, headed, setting)
        or _headed(message, headed, setting)
        or _bare(message, setting)
    )


def _named_before(message: Message, headed: Sequence[Draft], setting: Setting) -> list[Draft]:
    """ "We seem to be short of your invoices for April. Can you oblige?" """
    named = [u for u in message.units if u.intent is None and kinds(u.clause, setting.own)]
    if headed or not named or not message.wanting:
        return []
    return drafts_of(replace(named[0], intent="documents"), setting)


def _headed(message: Message, headed: list[Draft], setting: Setting) -> list[Draft]:
    """The wish that the subject names, with what the text adds; or a text that says "send" and no more."""
    if not headed and message.wanting:
        draft = draft_as("documents", message.wanting, setting)
        bonds.complete([draft], message.units, message.head, setting.own)
        return [draft] if draft.kinds or draft.numbers or draft.shows("docs") else []
    for draft in headed[:1]:
        adding = [unit for unit in message.units if unit.intent in (None, WANT) and not draft.selected]
        for unit in adding:
            draft.join(replace(draft_as(draft.intent, unit, setting), kinds=set()))
    return headed


def _bare(message: Message, setting: Setting) -> list[Draft]:
    """A number alone, or a number in the subject of an empty message."""
    lone = message.units if len(message.units) == 1 else []
    if all("please" in unit.clause.cues or unit.intent == WANT for unit in message.units):
        lone = [*lone, *message.head]
    bare = (unit for unit in lone if numbers(unit.clause) and "tiny" in signals(unit.clause, setting.own))
    return [draft_as("documents", unit, setting) for unit in bare][:1]


def thanked(message: Message, drafts: Sequence[Draft]) -> bool:
    """True when the drafts only repeat what thanks are given for: "statement matches, nothing open"."""
    if not shows(message.read, "done") or message.wanting:
        return False
    return not any(_firm(draft) for draft in drafts)


def _firm(draft: Draft) -> bool:
    if draft.intent == "payment_notice":
        return bool(draft.numbers) or draft.shows("{number}", "{money}")
    return not draft.unit.weak or bool(draft.numbers) or draft.intent in NEVER_THANKED


def leftover(message: Message) -> list[Draft]:
    """Nothing was understood: no ask for thanks and notes, else a person must look."""
    greets = all(one.starts("greeting") and one.short and one.sentence.end != "?" for one in message.read)
    notes = shows(message.read, "thanks", "done") and not shows(message.read, "other", "outside")
    notes = notes or shows(message.read, "no_action")
    silent = not any(word.written[:1].isalnum() for unit in message.units for word in unit.clause.words)
    return [] if greets or notes or silent or not message.units else [Draft("other", message.units[0])]
