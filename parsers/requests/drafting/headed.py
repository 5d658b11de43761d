"""What the text wants and only the subject names: "Open items" above "as of the 31st, as Excel"."""

from collections.abc import Mapping, Sequence

from parsers.requests.drafting.drafts import BALANCES, Draft
from parsers.requests.drafting.hints import Message
from parsers.requests.fields.places import kinds, numbers

FEW = 3  # sentences of a message that only goes on with its subject
MORE = ("also", "other_one", "contrast", "all", "several")
NAMED = ("export", "docs", "order_thing", "everything")


def named_by_subject(message: Message, drafts: Sequence[Draft], own: Mapping[str, str]) -> None:
    """Gives the one list that a few sentences want, and do not name, what the subject names."""
    if len(drafts) != 1 or len(message.units) > FEW:
        return
    draft = drafts[0]
    if draft.intent != "export" or draft.kinds or draft.numbers or draft.shows(*NAMED):
        return
    balances = {unit.intent for unit in message.head if unit.intent in BALANCES}
    papers = [kind for unit in message.head if unit.intent == "documents" for kind in kinds(unit.clause, own)]
    if len(balances) == 1 and not papers:
        draft.intent = next(intent for intent in BALANCES if intent in balances)
    elif papers and not balances:
        draft.kinds = set(papers)


def numbered_by_subject(message: Message, drafts: Sequence[Draft], own: Mapping[str, str]) -> None:
    """The number of the subject for the one paper that the text tells by its day: "your quote of 3 March"."""
    if len(drafts) != 1 or drafts[0].intent != "documents" or message.replied:
        return
    draft = drafts[0]
    if draft.numbers or not draft.since or draft.since != draft.until or draft.shows(*MORE):
        return
    named = [n for unit in message.head for n in numbers(unit.clause)]
    papers = {kind for unit in message.head for kind in kinds(unit.clause, own)}
    told = any(numbers(unit.clause) for unit in message.units)
    if len(named) == 1 and len(draft.kinds) == 1 and papers <= draft.kinds and not told:
        draft.numbers, draft.since, draft.until = named, None, None
