"""Turns a message into the asks that a careful clerk would note down."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from parsers.asks import Ask, Request
from parsers.requests.concerns import each_by_itself
from parsers.requests.drafting import bonds
from parsers.requests.drafting.additions import added
from parsers.requests.drafting.awaited import awaited
from parsers.requests.drafting.begged import begged
from parsers.requests.drafting.booked import booked
from parsers.requests.drafting.brief import brief
from parsers.requests.drafting.company import sociable
from parsers.requests.drafting.contested import contested
from parsers.requests.drafting.copied import copies
from parsers.requests.drafting.corrections import needless, take_back
from parsers.requests.drafting.differing import differing
from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.elsewhere import books
from parsers.requests.drafting.excepted import excepted
from parsers.requests.drafting.grouping import each_by_role
from parsers.requests.drafting.headed import named_by_subject, numbered_by_subject
from parsers.requests.drafting.hints import (
    Message,
    disputed,
    hinted,
    leftover,
    outright,
    thanked,
    told,
    unclear,
    waived,
)
from parsers.requests.drafting.letters import foreign
from parsers.requests.drafting.narrated import without_narrated
from parsers.requests.drafting.plainly import plainly
from parsers.requests.drafting.pointing import gathered, pointed, standing
from parsers.requests.drafting.settle import settled, shared
from parsers.requests.drafting.spoilt import spoilt
from parsers.requests.drafting.stories import without_stories
from parsers.requests.drafting.unanswered import unanswered
from parsers.requests.drafting.whereabouts import place_all
from parsers.requests.fields.persons import united
from parsers.requests.fields.times import forget_future, leave_out, without_topics
from parsers.requests.lists.headings import take_headings, take_rows
from parsers.requests.lists.labelled import by_label
from parsers.requests.lists.listed import spare
from parsers.requests.lists.references import received, refer
from parsers.requests.lists.sites_below import at_listed_sites
from parsers.requests.text.capitals import calmed, recased
from parsers.requests.text.frame import Read
from parsers.requests.text.inlined import itemised
from parsers.requests.text.words import tidied
from parsers.requests.text.wrapped import unwrapped
from parsers.requests.threads.followups import dated_by_subject, follow
from parsers.requests.threads.repeated import repeated
from parsers.requests.understanding import Calendar, understand
from parsers.vocabulary import Vocabulary

LONGEST = 10_000  # characters; what comes after is not read, and the request says so
LONGEST_SUBJECT = 1_000
MOST_LINES = 900  # a longer list comes as a file
# What a help desk puts into a subject to know its ticket again: [#48213], ##48213##, [ref:_00D2._5002:ref]
TICKET = re.compile(r"\[ ?# ?\d{2,12} ?\]|##\d{2,12}##|\[? ?ref:[^\s\]]{1,80}:ref ?\]?|\b(?:INC|RITM)\d{7}\b")
UNREAD = f"only the first {LONGEST} characters or {MOST_LINES} lines were read"


def parse(
    subject: str,
    text: str,
    vocabulary: Vocabulary,
    *,
    today: date,
    channel: str = "email",
    sender: str = "customer",
    context: Ask | None = None,
    language: str | None = None,
    fiscal_start: int | None = None,
) -> Request:
    """The asks of one message.

    `text` is the newest text of the message, `context` the ask answered before in the same thread.
    `language` is used when the text itself is too short to tell, `fiscal_start` (1 to 12) is the month in
    which the writer's fiscal year starts.
    """
    when = Calendar(today, fiscal_start, _days(context))
    headed = TICKET.sub(" ", recased(tidied(subject[:LONGEST_SUBJECT]), vocabulary.numbers))
    title = vocabulary.reply_marks.sub("", headed)
    begun, body = _begun(text, vocabulary)
    answered = context.numbers if context else ()
    message = understand(title, body, vocabulary, when, sender, language, answered, title != headed)
    setting = _setting(message, vocabulary, today, sender)
    drafts = wishes(message, setting, context)
    if not (context or setting.staff or message.repairs):
        again = partial(
            understand, "", vocabulary=vocabulary, when=when, sender=sender, language=message.language
        )
        drafts = shared(_concerns(message, drafts, setting, body, again))
    reasons = [why(d) for d in drafts] + [UNREAD] * (0 < begun < len(text) or message.cut)
    return Request(message.language, tuple(d.ask() for d in drafts), tuple(reasons))


def _begun(text: str, vocabulary: Vocabulary) -> tuple[int, str]:
    """How much of a text is read, and that as it is read."""
    begun = "\n".join(text[:LONGEST].split("\n", MOST_LINES)[:MOST_LINES])
    if not any(map(str.isalnum, begun)):
        return 0, ""  # a smile below a subject says nothing
    haste = vocabulary.haste.match(begun)
    calm = " " * haste.end() + begun[haste.end() :] if haste else begun
    return len(begun), recased(calmed(itemised(unwrapped(tidied(calm)))), vocabulary.numbers)


def _concerns(
    message: Message, drafts: list[Draft], setting: Setting, body: str, again: Callable[[str], Message]
) -> list[Draft]:
    """The drafts, each concern read by itself where that is clearer; `again` understands a part of `body`."""

    def part(concern: Message) -> list[Draft]:
        return wishes(concern, setting, None, outright_only=True)

    def anew(read: Sequence[Read], outright_only: bool = False) -> list[Draft]:
        last = read[-1].sentence
        own = body[read[0].sentence.words[0].start : last.words[-1].end] + last.end
        return wishes(again(own), setting, None, outright_only)

    return each_by_itself(message, drafts, part, anew)


def _setting(message: Message, vocabulary: Vocabulary, today: date, sender: str) -> Setting:
    """What the message is read against, in its language."""
    spoken = message.language
    return Setting(
        today,
        vocabulary.intents,
        vocabulary.counts[spoken],
        sender == "staff" and not message.forwarded,
        vocabulary.nouns[spoken],
        vocabulary.pleas[spoken],
    )


def _days(context: Ask | None) -> tuple[date, date] | None:
    """The time frame of the answer before, when it has two ends."""
    return (context.since, context.until) if context and context.since and context.until else None


def wishes(
    message: Message, setting: Setting, context: Ask | None, outright_only: bool = False
) -> list[Draft]:
    """The asks of a message, still with the places they were read from.

    `outright_only`: of a part of a letter, where what is only named wishes nothing.
    """
    if message.automatic:
        return []
    if message.advert:
        return [Draft("other", message.advert)]
    drafts = _said(message, setting, bool(context), outright_only)
    drafts = without_topics(_by_topic(message, drafts, setting, bool(context and context.numbers)))
    numbered_by_subject(message, drafts, setting.own)
    bonds.complete(drafts, message.units, [] if context else message.head, setting.own)
    drafts += place_all(drafts, message.units, message.head, setting)
    drafts = at_listed_sites(drafts, message.units)
    take_back(drafts, message.repairs, setting)
    drafts = excepted(drafts, message.units, setting)
    drafts += unanswered(message, drafts, setting)
    drafts = _picked(drafts, message, setting)
    drafts = [
        d for d in added(drafts, message.units) if not (d.empty and (len(drafts) > 1 or d.shows("ask_words")))
    ]
    drafts = drafts if context else repeated(drafts, message.units, setting)
    drafts = each_by_role(drafts, [*message.head, *message.units])
    forget_future(drafts, setting.today)
    if drafts and any(empty(message, drafts) for empty in (thanked, told, waived, unclear)):
        drafts = []
    if needless(drafts, message.units):
        return []
    if context:
        drafts = _threaded(drafts, message, context, setting)
    drafts = foreign(drafts, message)
    if sociable(drafts, message, setting.staff):
        return []
    return shared(drafts) or _unread(message, setting, context)


def _picked(drafts: list[Draft], message: Message, setting: Setting) -> list[Draft]:
    """The drafts with those of their papers that the message picks or spares."""
    refer(drafts, message.units)
    drafts = by_label(drafts, message.units)
    if any(draft.intent == "documents" and draft.numbers for draft in drafts):
        spare(drafts, message.units, received(message.units), setting.counts)
    leave_out(drafts, message.units)
    return drafts


def _unread(message: Message, setting: Setting, context: Ask | None) -> list[Draft]:
    """What is noted down where nothing was understood."""
    left = leftover(message)
    unread = left and left[0].intent == "other" and not context
    return ((brief(message, setting) or books(message.units, setting)) if unread else []) or left


def _said(message: Message, setting: Setting, context: bool, outright_only: bool) -> list[Draft]:
    """What the sentences ask for; where none asks for anything, what the message hints at."""
    drafts = united(outright(message.units, setting), message.units)
    drafts = spoilt(drafts, message.units, setting)
    drafts = begged(message.units, drafts, setting) if drafts and not context else drafts
    drafts = without_stories(drafts, message.units, message.wanting is not None)
    drafts = without_narrated(drafts, message.units)
    drafts = standing(message, gathered(message, drafts, setting), setting)
    take_headings(drafts, message.units)
    take_rows(drafts, message.units)
    refer(drafts)
    passing = copies(message, drafts, setting)
    take_rows(passing, message.units)
    drafts = disputed(message, settled([*drafts, *passing]), setting)
    named_by_subject(message, drafts, setting.own)
    drafts += pointed(message, drafts, setting)
    if drafts or context:
        return drafts
    hints = [] if outright_only else hinted(message, setting)
    return hints or begged(message.units, [], setting)


def _threaded(drafts: list[Draft], message: Message, context: Ask, setting: Setting) -> list[Draft]:
    """The drafts with what they lean on in the answer before."""
    dated_by_subject(drafts, message.head, context)
    found = follow(drafts, message.units, context, setting)
    take_back(found, () if drafts else message.repairs, setting)
    if not drafts and found:
        spare(found, message.units, received(message.units), setting.counts)
    return found


def _by_topic(message: Message, drafts: list[Draft], setting: Setting, answered: bool) -> list[Draft]:
    """The drafts with what only the topic of a question or a message tells, where nothing firmer speaks."""
    drafts = booked(message, drafts, setting, answered)
    if all(draft.intent == "other" and draft.unit.weak for draft in drafts):
        drafts = plainly(message.units, setting) or drafts
    drafts = contested(message, differing(message, drafts, setting), setting)
    return drafts + awaited(message, drafts, setting)


def why(draft: Draft) -> str:
    """One line for staff: the intent, the words it was read from, and those that decided."""
    clause, rule = draft.unit.clause, draft.unit.rule
    telling = {cue for need in (rule.needs if rule else ()) for cue in need & clause.cues}
    hits = [*clause.kinds, *(hit for cue in telling for hit in clause.of(cue))]
    deciding = {f"{hit.cue}: {clause.words_of(hit)}" for hit in hits}
    reasons = "; ".join(sorted(deciding)) or "by what stands around"
    return f"{draft.intent} from “{clause.text[:200]}” ({reasons})"
