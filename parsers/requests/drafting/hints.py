"""What is wanted when no sentence says it outright: by the subject, in passing, by a bare number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.requests.drafting import bonds, elsewhere
from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.machines import automatic
from parsers.requests.drafting.naming import briefly, named_only
from parsers.requests.drafting.wishes import draft_as, drafts_of, each_paper
from parsers.requests.fields.places import kinds, numbers, places
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.unasked import let
from parsers.requests.grammar.units import Unit
from parsers.requests.grammar.wanting import held
from parsers.requests.text.clauses import Clause
from parsers.requests.text.frame import Read, shows

NEVER_THANKED = frozenset({"dispute", "people", "other", "order_status", "payment_status"})
EXPLAINED = frozenset({"documents", "dispute", "other", "order_status"})  # said in passing when weak
POINTING = ("this", "these", "same", "docs", "all", "{number}", "{period}")
BRIEF = 8  # words of a sentence that asks for what another one names
BIDS = frozenset({"please", "bid", "doing", "want", "wish"})
THERE = frozenset({"have", "thanks_for", "unwanted", "no_action", "courtesy"})
RECEIVED = frozenset({"done", "have", "settled", "giving", "arrival", "thanks_for", "unwanted", "no_action"})
TOLD_PAID = ("{number}", "{money}", "{period}", "kind:reminder", "pay:us")  # what says which, or that we pay
MOST = 60  # sentences with a wish of their own; a message with more is no letter


@dataclass(frozen=True, slots=True)
class Message:
    """A message cut into what it says; `head` is the subject; `cut`: there were more lines than are read.

    `repairs` are the clauses that only take back what others say: "no, wait, May".
    `forwarded`: staff only hand on the letter of a customer. `replied`: the subject is that of a reply.
    """

    language: str
    read: Sequence[Read]
    units: Sequence[Unit]
    head: Sequence[Unit]
    cut: bool = False
    repairs: Sequence[Clause] = ()
    forwarded: bool = False
    replied: bool = False

    @property
    def wanting(self) -> Unit | None:
        """The first sentence that asks for something named elsewhere."""
        return next((unit for unit in self.units if unit.intent == WANT), None)

    @property
    def automatic(self) -> bool:
        """True for what no person wrote."""
        return automatic(self.head, self.units)

    @property
    def advert(self) -> Unit | None:
        """The first sentence that advertises, when at least two phrases do."""
        units = [*self.head, *self.units]
        telling = [u for u in units if "advert" in u.clause.cues]
        if not telling or any("{number}" in u.clause.cues or "i_want" in u.clause.cues for u in units):
            return None  # who names a number is no stranger
        praise = {u.clause.words_of(hit).casefold() for u in telling for hit in u.clause.of("advert")}
        return telling[0] if len(praise) > 1 else None


def outright(units: Sequence[Unit], setting: Setting) -> list[Draft]:
    """The wishes that sentences name themselves."""
    asking = [unit for unit in units if unit.intent and unit.intent != WANT]
    return [draft for unit in asking[:MOST] for draft in drafts_of(unit, setting)]


def disputed(message: Message, drafts: list[Draft], setting: Setting) -> list[Draft]:
    """The complaint that the subject makes and the text only explains, in place of what it mentions."""
    if not drafts or all(unit.intent not in ("dispute", "payment_notice") for unit in message.head):
        return drafts
    told_ = all(
        d.intent == "payment_notice" or (d.unit.weak and d.intent in EXPLAINED and not _rescheduled(d))
        for d in drafts
    )
    heads = [unit for unit in message.head if unit.intent == "dispute"]
    if all(d.unit.weak and d.shows("{money}") for d in drafts):  # an advice of payment lists what is paid
        heads += [unit for unit in message.head if unit.intent == "payment_notice"]
    if not heads or not told_:
        return drafts
    found = drafts_of(heads[0], setting)
    for draft in found if heads[0].intent == "payment_notice" else []:
        draft.numbers = draft.numbers or [n for d in drafts for n in d.numbers]
    return found


def _rescheduled(draft: Draft) -> bool:
    """True for a change of an order that the text names: "the collection of order 4711 moves to Friday"."""
    return draft.intent == "other" and draft.shows("alter", "swap") and bool(draft.numbers)


def hinted(message: Message, setting: Setting) -> list[Draft]:
    """The wish of a message in which no sentence names what is wanted and asks for it."""
    read = message.read
    if shows(read, "own_list") and shows(read, "giving") and not shows(read, "copy"):
        return [draft_as("reconcile", u, setting) for u in message.units if "own_list" in u.clause.cues][:1]
    named = {kind for unit in message.units for kind in kinds(unit.clause, setting.own)} - {"reminder"}
    headed = outright(message.head, setting)
    headed = [d for d in headed if not (d.kinds == {"reminder"} and named)]  # what the letter answers
    if not message.wanting and any(map(let, message.units)):
        return [d for d in headed if d.intent != "documents"]
    if any(map(elsewhere.deed, message.units)) or (not message.wanting and elsewhere.spared(message.units)):
        headed = [d for d in headed if d.intent != "documents"]  # what is to be changed, not sent
    headed = [d for d in headed if not (d.intent == "other" and d.unit.weak and named and message.wanting)]
    again = message.wanting and elsewhere.anew(message.wanting)
    if again and any(kinds(unit.clause, setting.own) for unit in message.units):
        headed = [d for d in headed if not (d.intent == "open_items" and d.unit.weak)]  # "Overdue letter"
    if elsewhere.elsewhere(message.units):
        return [draft for draft in headed if draft.intent != "documents"]
    if shows(read, "above") and headed and all(u.intent in (None, NOTHING, WANT) for u in message.units):
        return headed
    complains = any(d.intent == "dispute" and not d.shows("done", "settled") for d in headed)
    complains = complains and not shows(read, "thanks", "settled", "unwanted", "no_action", "automatic")
    asks_ = complains or message.wanting or shows(read, "want", "missing") or any(map(briefly, message.units))
    beforehand = not message.replied and all(map(_thanks, message.units))
    here = any(unit.intent == NOTHING and "have" in unit.clause.cues for unit in message.units)
    if not asks_ and (here or shows(read, "done", "thanks", "giving")) and not beforehand:
        return []
    found = _named_before(message, headed, setting) or _headed(message, headed, setting)
    return found or elsewhere.bare(message.units, message.head, setting)


def _thanks(unit: Unit) -> bool:
    """True for a word of thanks below a subject that says it all: not for what came, or was done."""
    return len(unit.clause.words) <= BRIEF and unit.clause.cues.isdisjoint(RECEIVED)


def _named_before(message: Message, headed: Sequence[Draft], setting: Setting) -> list[Draft]:
    """ "We seem to be short of your invoices for April. Can you oblige?" """
    if headed or not message.wanting:
        return []
    named = [u for u in elsewhere.named(message.units, message.wanting) if kinds(u.clause, setting.own)]
    numbered = [u for u in named if numbers(u.clause)] or named[:1]  # "the first is … the second is …"
    papers = [each_paper(u, setting) or drafts_of(replace(u, intent="documents"), setting) for u in numbered]
    return [draft for each in papers for draft in each]


def _headed(message: Message, headed: list[Draft], setting: Setting) -> list[Draft]:
    """The wish that the subject names, with what the text adds; or a text that says "send" and no more."""
    asked = (
        message.wanting
        and "whether" in message.wanting.clause.cues
        and not message.wanting.clause.opens("please")
    )
    if asked and not shows(message.read, "copy", "docs", "again", "missing"):
        return headed
    if message.wanting and elsewhere.of_others(message.wanting):
        return [draft for draft in headed if draft.intent != "documents"]
    if not headed and message.wanting and (goods := elsewhere.goods(message.units, message.wanting)):
        return [draft_as("order_status", goods, setting)]
    if not headed and message.wanting and not elsewhere.urging(message.wanting):
        draft = draft_as("documents", message.wanting, setting)
        bonds.complete([draft], message.units, message.head, setting.own)
        again = draft.last and len(message.wanting.clause.words) <= BRIEF  # "the last one again, please"
        return [draft] if draft.kinds or draft.numbers or again or draft.shows("docs") else []
    for draft in headed[:1]:
        adding = [unit for unit in message.units if unit.intent in (None, WANT) and not draft.selected]
        for unit in adding:
            draft.join(replace(draft_as(draft.intent, unit, setting), kinds=set()))
    return headed


def waived(message: Message, drafts: Sequence[Draft]) -> bool:
    """True when a later sentence says that nothing needs to be done about what was remarked."""
    weak = [d for d in drafts if d.unit.weak and not (d.unit.clause.source.item and d.intent == "documents")]
    if len(weak) < len(drafts):
        return False
    last = max((u.sentence for u in message.units if "no_action" in u.clause.cues), default=-1)
    first = -1 if message.replied else 0  # the subject of a reply is only what was answered
    remarks = [d for d in weak if d.intent in EXPLAINED and first <= d.unit.sentence <= last]
    return last >= 0 and bool(drafts) and len(remarks) == len(drafts)


def told(message: Message, drafts: Sequence[Draft]) -> bool:
    """True when papers are only named in passing by a message that tells something and asks for nothing."""
    headed = [d for d in drafts if not d.numbers or d.unit.sentence < 0]
    named = all(d.intent == "documents" and d.unit.weak for d in drafts) and len(headed) == len(drafts)
    if not drafts or not named or any((d.unit.clause.source.item or d.every) and d.selected for d in drafts):
        return False
    requested = any(_requests(unit) or _bare_row(unit) for unit in message.units)
    tells = (unit for unit in message.units if unit.intent in (None, "") and unit.sentence >= 0)
    cues = [unit.clause.cues for unit in tells]
    return not requested and any(
        not shown.isdisjoint(("verb", "pronoun")) and "above" not in shown for shown in cues
    )


def _bare_row(unit: Unit) -> bool:
    """True for "Invoices July, August and September.": papers and their time without any verb."""
    shows_ = unit.clause.cues
    bare = unit.intent == "documents" and shows_.isdisjoint(("verb", "pronoun", "told_by", "thanks", "done"))
    return bare and any(place.sort == "period" for place in places(unit.clause, {}))


def unclear(message: Message, drafts: Sequence[Draft]) -> bool:
    """True when the one question asked is not understood, and a number only says what it is about."""
    named = all(d.intent == "documents" and d.unit.weak and not d.unit.clause.source.item for d in drafts)
    if not drafts or not named or message.wanting:
        return False
    silent = (unit for unit in message.units if unit.intent in (None, NOTHING))
    return any("whether" in unit.clause.cues and "verb" in unit.clause.cues for unit in silent)


def _requests(unit: Unit) -> bool:
    """True for a sentence that may ask for a paper that is named elsewhere."""
    clause = unit.clause
    if not clause.cues.isdisjoint(("missing", "again", "also", "copy")):
        return True
    wants = asks(clause) or not clause.cues.isdisjoint(("want", "wish", "please"))
    return wants and (len(clause.words) <= BRIEF or not clause.cues.isdisjoint(POINTING))


def thanked(message: Message, drafts: Sequence[Draft]) -> bool:
    """True when the drafts only repeat what thanks are given for: "statement matches, nothing open"."""
    if not shows(message.read, "done") or message.wanting:
        return False
    return not any(_firm(draft) for draft in drafts)


def _firm(draft: Draft) -> bool:
    if draft.intent == "payment_notice":
        return bool(draft.numbers) or draft.shows(*TOLD_PAID)
    if draft.intent == "documents" and draft.dated and named_only(draft.unit.parts[0]):
        return True  # "The notes of March, only those for Leeds. Those of April we have."
    return not draft.unit.weak or bool(draft.numbers) or draft.intent in NEVER_THANKED


def _bids(unit: Unit) -> bool:
    """True for a sentence that asks for something at some length."""
    waived = not unit.clause.cues.isdisjoint(("courtesy", "done", "unwanted", "thanks"))
    return "please" in unit.clause.cues and len(unit.clause.words) > BRIEF and not waived


def _own_deed(message: Message) -> bool:
    """True when a sentence tells what the writer does or has done with it, or that it turned up."""
    return any(
        unit.rule and not unit.rule.needs[0].isdisjoint(("own_deed", "resolved")) for unit in message.units
    )


def _there(unit: Unit) -> bool:
    """True for a sentence that only tells which papers are there, or thanks for them."""
    if unit.intent is None:
        return bool(unit.clause.kinds) and "levy" not in unit.clause.cues and held(unit.clause)
    return unit.intent == NOTHING and unit.rule is not None and not unit.rule.needs[0].isdisjoint(THERE)


def leftover(message: Message) -> list[Draft]:
    """Nothing was understood: no ask for thanks and notes, else a person must look."""
    greets = all(one.starts("greeting") and one.short and one.sentence.end != "?" for one in message.read)
    notes = (shows(message.read, "thanks", "done") or _own_deed(message)) and not shows(
        message.read, "other", "outside"
    )
    notes = notes or any(not unit.clause.cues.isdisjoint(("done", "courtesy")) for unit in message.head)
    notes = notes and not any(unit.clause.source.end == "?" for unit in message.units)
    notes = notes and not any(_bids(unit) for unit in message.units)
    refused = any(unit.intent == NOTHING and "unwanted" in unit.clause.cues for unit in message.units)
    spoken_ = [u for u in message.units if not u.clause.cues.isdisjoint(("verb", "pronoun"))]
    refused = refused or (bool(spoken_) and all(_there(unit) for unit in spoken_))
    told_ = all(
        (unit.intent == NOTHING and not ("please" in unit.clause.cues and asks(unit.clause)))
        or (unit.intent is None and not asks(unit.clause) and not unit.clause.cues & BIDS)
        for unit in message.units
    )
    spoken = (u.clause.cues for u in message.units if not u.clause.cues.isdisjoint(("verb", "pronoun")))
    wished = shows(message.read, "courtesy") and all("courtesy" in cues for cues in spoken)  # "happy Easter!"
    refused = refused or any(u.intent == NOTHING and "informing" in u.clause.cues for u in message.units)
    notes = notes or shows(message.read, "no_action") or (told_ and (refused or wished))
    silent = not any(word.written[:1].isalnum() for unit in message.units for word in unit.clause.words)
    if greets or notes or silent or not message.units:
        return []
    call = next((unit for unit in message.units if unit.intent == "human"), None)
    return [Draft("human", call)] if call else [Draft("other", message.units[0])]
