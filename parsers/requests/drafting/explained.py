"""Which wishes of a message only explain, repeat or describe what another one asks for."""

from collections.abc import Callable, Mapping, Sequence

from parsers.requests.drafting.asides import aside, state
from parsers.requests.drafting.belonging import asked_of, booked, either, ends, lack_told, told_with
from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.mentions import (
    LIGHT,
    adds,
    apart,
    keyed,
    lists_the_same,
    near,
    of_listed,
    only_names,
    together_said,
)
from parsers.requests.drafting.underway import goods_told, ordered
from parsers.requests.grammar.mood import asks

FIRM = frozenset(
    {
        *("dispute", "payment_notice", "payment_status", "reconcile", "people", "unsubscribe", "subscribe"),
        *("other", "human", "help"),
    }
)
RECONCILED = LIGHT | {"dispute", "payment_status", "other"}  # said of the lists that are to be compared
DATA = ("{address}", "{number}", "please", "want", "wish")  # what makes "we have moved" a notice
PRICED = ("order_line", "new_quote", "quantity")
ASKED = ("order_status", "payment_status")
SERVED = ("documents", "payment_status")
FAULTS = ("dispute", "damage", "unlike")
QUOTED = 2  # sentences from a quote to what it is for
REMEDY = 3  # sentences between a complaint and what shall be done about it


def explains(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True when a draft only describes what another one asks for."""
    others = [d for d in drafts if d is not draft]
    lined = draft.unit.clause.source.item and draft.numbers  # a line of its own with its own number
    if _own_number(draft, others) or (lined and not any(of_listed(d, draft) for d in others)):
        return False
    if aside(draft, others):
        return True
    light = draft.intent in LIGHT and draft.unit.weak and not draft.unit.clause.source.item
    light = light and not (draft.shows("meant") or keyed(draft))
    light = light and not (adds(draft) and (draft.selected or draft.status))
    firm = [d for d in others if d.intent in FIRM]
    if light and any(d.intent != draft.intent or d.kinds >= draft.kinds for d in firm):
        return True
    regular = draft.intent in LIGHT and draft.shows("recurring", "subscription")
    if (draft.intent == "subscribe" or regular) and any(ends(d, draft) for d in others):
        return True
    if draft.intent == "subscribe" and any(d.intent == "help" for d in others):
        return not draft.shows("please", "i_want", "wish")  # "they come automatically, I hear. How?"
    if (
        draft.intent == "unsubscribe"
        and draft.kinds <= {"reminder"}
        and draft.shows("dunned", "kind:reminder")
    ):
        return any(d.intent == "payment_notice" for d in others)  # "4711 is paid, stop sending reminders"
    if draft.intent in RECONCILED and any(d.intent == "reconcile" for d in others):
        return draft.intent in ("dispute", "open_items") or not draft.shows("want", "copy", "again")
    moved = [d for d in others if d.intent != "unsubscribe" and d.shows("moving", "outside_told", "ordering")]
    outside = moved + [d for d in others if d.intent == "other" and d.shows("private")]
    wished = (
        draft.shows("missing", "copy", "again", "also") or _subscribed(draft) or _by_itself(draft, outside)
    )
    if outside and not wished and draft.intent in LIGHT | {"payment_status"} and not draft.selected:
        return True
    return draft.intent in EXPLAINING and EXPLAINING[draft.intent](draft, others)


def _own_number(draft: Draft, others: Sequence[Draft]) -> bool:
    """True for one of several verdicts that each name a number: "1 is paid, 2 never came, 3 is disputed"."""
    told = (
        (draft.intent == "payment_notice" and not state(draft))
        or draft.intent == "dispute"
        or (draft.intent == "documents" and draft.shows("missing"))
        or (draft.intent == "order_status" and draft.shows("late"))
    )
    return told and bool(draft.numbers and others) and all(apart(d, draft) for d in others)


def _dispute(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "That is the wrong one, I meant 4711" disputes nothing; nor what an asked delivery still lacks."""
    if any(d.intent == "other" and told_with(d, draft) for d in others):
        return True
    if not draft.numbers and any(d.shows("ordering", "buying") and together_said(d, draft) for d in others):
        return True  # "we would like to order 4711 again, but with 60 hinges instead of 40"
    if not draft.numbers and any(d.intent == "unsubscribe" and together_said(d, draft) for d in others):
        return True  # "the weekly invoice mail is not needed, please cancel it"
    if draft.unit.weak and any(_promised(d) for d in others):
        return True  # "the faulty ones went back, and we were promised a credit note"
    demands = any(d.intent == "dispute" and d.shows("remedy", "please") for d in [draft, *others])
    wished = any(d.intent in SERVED and not d.unit.weak and not d.shows("also") for d in others)
    if not demands and wished and lack_told(draft):
        return True  # "the box was empty; please send the certificate"
    if any(d.intent == "human" for d in others) and not demands:
        return True  # what somebody wants to talk about
    if any(d.intent == "order_status" for d in others) and not draft.shows(
        "claim", "damage", "{money}", "anger"
    ):
        return True
    if any(d.intent == "other" for d in others) and draft.unit.weak and not draft.shows(*FAULTS):
        return True
    return any(d.shows("meant") for d in others)


def _quoted(draft: Draft) -> bool:
    """True for a plain wish for a quote that there is."""
    return draft.intent == "documents" and draft.kinds == {"quote"} and not draft.unit.weak


def _promised(draft: Draft) -> bool:
    """True for a credit note that is asked for because it was promised."""
    return draft.intent == "documents" and draft.kinds == {"credit_note"} and draft.shows("asked")


def _other(draft: Draft, others: Sequence[Draft]) -> bool:
    """What somebody wants to talk to a person about; a private matter told in passing."""
    if draft.shows("news"):
        return False
    if draft.shows("topic") and not draft.shows("verb", "pronoun", "want", "wish", "ask_words"):
        behind = (d for d in others if d.unit.sentence == draft.unit.sentence + 1 and d.intent in ASKED)
        if any(d.shows("this") and not d.shows("{number}") for d in behind):
            return True  # "spare part 4711, urgent! Has that left yet?"
    if draft.shows("kind:reminder") and any(d.intent == "payment_notice" for d in others):
        return True  # "we pay on Friday, please send no more reminders"
    if draft.shows("{address}") and any(_wanted_there(d, draft) for d in others):
        return True  # "please send them to our new address"
    if draft.shows("compare:yours") and any(d.intent == "payment_notice" for d in others):
        return not draft.shows("{address}", "{number}")  # "kindly update your records"
    if draft.unit.rule and any(not need.isdisjoint(("deed", "about")) for need in draft.unit.rule.needs):
        apart_ = any(asks(part) and part.opens("ask_words") for part in draft.unit.parts)
        same = not apart_ and any(d.intent == "documents" and not d.unit.weak and d.kinds for d in others)
        return same or any(d.intent not in ("other", "documents") for d in others)
    near = [d for d in others if abs(d.unit.sentence - draft.unit.sentence) <= 1 and not asked_of(d, draft)]
    if (
        draft.shows("buying")
        and not draft.shows("quantity", "order_line", "{number}")
        and any(_quoted(d) and abs(d.unit.sentence - draft.unit.sentence) <= QUOTED for d in others)
    ):
        return True  # "please resend the quote, we would like to order"
    if not draft.numbers and any(either(d, draft) or booked(d, draft) for d in near):
        return True
    plain = not draft.shows(*DATA) or draft.shows("ledger:pays")
    told = draft.unit.weak and draft.shows("outside_told", "private") and plain
    if told and any(d.intent == "payment_status" for d in near):
        return True  # "it went out through our new bank, that is why I ask"
    if draft.shows("remedy", "amend") and not draft.shows("outside_told", "moving"):
        at = draft.unit.sentence
        near += [d for d in others if d.intent == "dispute" and abs(d.unit.sentence - at) <= REMEDY]
        near = [d for d in near if not (draft.numbers and d.numbers and apart(d, draft))]
        return any(d.intent in ("human", "help", "dispute") for d in near)
    told = draft.unit.weak and not draft.shows("outside_told", "moving")
    return any(d.intent in ("human", "help") or (told and d.intent == "dispute") for d in near)


def _subscribed(draft: Draft) -> bool:
    """True for a plain wish to be sent something regularly, of whatever it follows."""
    return draft.intent == "subscribe" and draft.shows("want", "wish") and not draft.unit.weak


def _by_itself(draft: Draft, outside: Sequence[Draft]) -> bool:
    """True for a plain wish in a sentence of its own: "What do we owe? And: we have moved"."""
    if draft.intent == "payment_status" and draft.unit.clause.source.end == "?":
        return all(
            d.unit.weak and not together_said(d, draft) for d in outside
        )  # "it went from our new bank"
    asked = draft.intent == "open_items" or (draft.intent == "statement" and _wants(draft))
    plain = asked and not draft.unit.weak and draft.shows("want", "wish", "please", "ask_words", "whether")
    return plain and all(d.unit.sentence != draft.unit.sentence for d in outside)


def _wants(draft: Draft) -> bool:
    """True for "I need a statement"; "please send statements to Ring Road 4" only says where to."""
    return draft.shows("i_want", "wish", "needing") or asks(draft.unit.clause)


def _wanted_there(wish: Draft, draft: Draft) -> bool:
    return wish.intent in LIGHT and not wish.unit.weak and together_said(wish, draft)


def _plain_wish(draft: Draft) -> bool:
    return draft.intent == "documents" and (not draft.unit.weak or draft.unit.clause.source.item)


def _people(draft: Draft, others: Sequence[Draft]) -> bool:
    """Who somebody is, beside what is wanted; who leaves beside who comes is wanted."""
    if any(d.shows("news") and d.unit.sentence == draft.unit.sentence for d in others):
        return True  # "replace our email for invoices with bills@firm.example"
    if draft.person and "{address}" in draft.unit.clause.cues and any(d.intent == "people" for d in others):
        return False
    listed = (
        draft.unit.clause.source.item or (draft.kinds and "{address}" in draft.unit.clause.cues)
    ) and draft.person
    return (
        draft.unit.weak
        and not listed
        and any(d.intent != "people" or (d.person and not d.unit.weak) for d in others)
    )


def _unsubscribe(draft: Draft, others: Sequence[Draft]) -> bool:
    """The last line of an advertisement; reminders that shall stop because of a payment or a quarrel."""
    if draft.shows("{address}") and any(d.intent == "people" and d.person for d in others):
        return True  # "take kim@firm.example off your list, she has left"
    if any(d.intent == "people" for d in others) and not draft.shows("recurring", "subscription"):
        return True
    standing = draft.shows("recurring", "subscription", "subscribe")
    bids = draft.shows("stop") and draft.shows("please", "bid", "doing")
    spared = not standing and not bids  # "quotes and notes you can spare yourself"
    if spared and any(_plain_wish(d) and d.selected and near(d, draft) for d in others):
        return True
    return draft.unit.weak and any(d.intent == "other" or (not standing and _plain_wish(d)) for d in others)


def _payment_notice(draft: Draft, others: Sequence[Draft]) -> bool:
    """A payment told of without a sum or a number, while complaining, or while asking about that payment."""
    before = PRICED + (("outside", "topic") if draft.shows("final", "when:gone") else ())
    if not draft.numbers and any(d.intent == "other" and d.shows(*before) for d in others):
        return True  # "what is the price? Last year we paid 6.90"
    asked = [d for d in others if d.intent == "payment_status"]
    if draft.shows("order_thing") and not draft.unit.clause.kinds:  # "ordered and paid at once. Where is it?"
        asked += [d for d in others if d.intent == "order_status" and (asks(d.unit.clause) or not d.numbers)]
    same = any(not d.numbers or d.numbers == draft.numbers or not draft.shows("{number}") for d in asked)
    same = same or any(d.intent == "reconcile" and near(d, draft) for d in others)
    wished = (d for d in others if d.intent == "documents" and not d.unit.weak and near(d, draft))
    same = same or any(
        d.numbers == draft.numbers if d.numbers else together_said(d, draft) for d in wished
    )  # "paid, but send it"
    if any(ordered(draft, d) for d in others):
        return True
    if draft.amount and any(d.intent == "documents" and d.amount == draft.amount for d in others):
        return True  # "a card payment of 86.40 and nothing to go with it. The invoice, please"
    vague = not draft.shows("{number}", "{money}", "{period}")
    if any(d.intent in ("open_items", "statement") for d in others) and not draft.shows(
        "{number}", "{money}"
    ):
        return True
    promised = draft.shows("condition") and not draft.shows("{number}", "{money}")
    vague = bool(others) and (vague or promised)
    return same or vague or any(d.intent == "dispute" for d in others)


def _payment_status(draft: Draft, others: Sequence[Draft]) -> bool:
    if not draft.numbers and not asks(draft.unit.clause) and any(d.intent == "dispute" for d in others):
        return True  # "we refuse the fee, kindly look at your own books"
    if not draft.numbers and any(d.intent == "open_items" and together_said(d, draft) for d in others):
        return True  # "what we owe and what of it falls due this week"
    due = draft.unit.weak or draft.unit.clause.opens("joiner", "also")
    if not draft.numbers and due and any(d.intent == "open_items" and near(d, draft) for d in others):
        return True  # "what is open, please? Incl. when each item is due"
    told = draft.unit.weak or (draft.shows("unmatched") and not draft.shows("please", "want", "{number}"))
    return told and not draft.numbers and any(not d.unit.weak for d in others)


def _open_items(draft: Draft, others: Sequence[Draft]) -> bool:
    """A delivery that is overdue, a numbered invoice that may still be open."""
    if any(d.intent == "documents" and d.status == "paid" for d in others) and not asks(draft.unit.clause):
        return True  # "the paid ones, leave the open ones out"
    granted = any(d.intent == "people" and together_said(d, draft) for d in others)
    if granted and not draft.shows("want") and not asks(draft.unit.clause):
        return True  # "access to statements | and balances"
    dated = [d for d in others if d.intent == "order_status" or (d.intent == "payment_status" and d.numbers)]
    late = any(together_said(d, draft) for d in dated)
    return late and (not draft.shows("open_items", "paid") or draft.shows("this"))


def _statement(draft: Draft, others: Sequence[Draft]) -> bool:
    """A list of turnover that the same sentence describes as a list of papers."""
    return any(d.intent == "export" and d.kinds and together_said(d, draft) for d in others)


def _help(draft: Draft, others: Sequence[Draft]) -> bool:
    """No mere "Help!", and no "is this a bot?" before the wish for a person."""
    if any(d.intent == "dispute" for d in others):
        return draft.shows("ability")  # "how does it go on now?"
    if any(d.intent == "other" and asked_of(draft, d) for d in others):
        return False
    calls = any(d.intent == "human" and d.unit.sentence == draft.unit.sentence + 1 for d in others)
    return draft.shows("help", "ability") and not (calls and not draft.shows("ask_words", "ability"))


EXPLAINING: Mapping[str, Callable[[Draft, Sequence[Draft]], bool]] = {
    "help": lambda draft, others: bool(others) and not _help(draft, others),
    "documents": only_names,
    "dispute": _dispute,
    "other": _other,
    "people": _people,
    "unsubscribe": _unsubscribe,
    "payment_notice": _payment_notice,
    "payment_status": _payment_status,
    "order_status": goods_told,
    "export": lists_the_same,
    "open_items": _open_items,
    "statement": _statement,
}
