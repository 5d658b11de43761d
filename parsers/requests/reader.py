"""Turns a message into the asks that a careful clerk would note down."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from parsers.asks import Ask, Request
from parsers.language import detect
from parsers.numbers import finder as numbers
from parsers.numbers.siblings import siblings
from parsers.numbers.tables import head_of
from parsers.periods import finder as periods
from parsers.phrases import fold
from parsers.requests.drafting import bonds
from parsers.requests.drafting.additions import added
from parsers.requests.drafting.corrections import take_back
from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.grouping import by_role
from parsers.requests.drafting.hints import (
    Message,
    copies,
    disputed,
    hinted,
    leftover,
    outright,
    resent,
    thanked,
    told,
    unclear,
    waived,
)
from parsers.requests.drafting.pointing import pointed
from parsers.requests.drafting.settle import settled, shared
from parsers.requests.drafting.stories import without_stories
from parsers.requests.fields.persons import united
from parsers.requests.fields.places import numbered
from parsers.requests.fields.times import without_topics
from parsers.requests.grammar.access import concerned
from parsers.requests.grammar.mood import mentioned
from parsers.requests.grammar.standing import LATER
from parsers.requests.grammar.units import Unit, units
from parsers.requests.lists import tables
from parsers.requests.lists.headings import of_rows, take_headings, take_rows, without_heads
from parsers.requests.lists.listed import spare
from parsers.requests.lists.references import received, refer
from parsers.requests.lists.tables import reduced
from parsers.requests.text.clauses import WANTED_KIND, Clause, Reading, clauses, read_sentence, unmasked
from parsers.requests.text.frame import Read, letter, ordered, rows_meant, ruled, shows, tabled
from parsers.requests.text.sentences import sentences, without_remarks
from parsers.requests.text.words import WORD, Thing, Word, addresses, amounts, cut, tidied, written_words
from parsers.requests.threads.followups import dated_by_subject, follow
from parsers.vocabulary import Vocabulary

LONGEST = 10_000  # characters; what comes after is not read, and the request says so
LONGEST_SUBJECT = 1_000
MOST_SENTENCES = 1_400  # a list of the shortest numbers fills so many lines
SAMPLE = 1_500  # characters that tell the language
UNREAD = f"only the first {LONGEST} characters were read"
FEW = 2  # units between a payment and what is asked about it
SUBJECT = -1  # number of the sentence that the subject is


class Calendar(NamedTuple):
    """What time frames are counted from: a day, and the month in which the writer's fiscal year starts."""

    today: date
    fiscal_start: int | None = None
    thread: tuple[date, date] | None = None  # the time frame answered before, for "the month before"


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
    title = vocabulary.reply_marks.sub("", tidied(subject[:LONGEST_SUBJECT]))
    answered = context.numbers if context else ()
    message = understand(title, tidied(text[:LONGEST]), vocabulary, when, sender, language, answered)
    setting = Setting(today, vocabulary.intents, vocabulary.counts[message.language], sender == "staff")
    drafts = wishes(message, setting, context)
    reasons = [why(d) for d in drafts] + [UNREAD] * (len(text) > LONGEST)
    return Request(message.language, tuple(d.ask() for d in drafts), tuple(reasons))


def _days(context: Ask | None) -> tuple[date, date] | None:
    """The time frame of the answer before, when it has two ends."""
    return (context.since, context.until) if context and context.since and context.until else None


def understand(
    subject: str,
    text: str,
    vocabulary: Vocabulary,
    when: Calendar,
    sender: str,
    language: str | None,
    answered: Sequence[object] = (),
) -> Message:
    """The message cut into units, each with its intent; `answered` are the numbers of the answer before."""
    sample = text[:SAMPLE] + "\n" + subject
    spoken = detect(written_words(sample), vocabulary.frequent, language or vocabulary.spoken[0])
    reading = Reading(vocabulary.lexicons[spoken], vocabulary.counts[spoken])
    text, marked = reduced(ruled(text), _tables(vocabulary, reading))
    title = _read(subject, spoken, vocabulary, when, reading)
    headed = [w.written for one in title for w in one.sentence.words if w.thing and w.thing.sort == "number"]
    known = [Thing(n.start, n.end, "number", n) for n in siblings(text, [*answered, *headed])]
    body = _read(text, spoken, vocabulary, when, reading, known)
    kept = letter(body, sender == "staff")
    kept = rows_meant(kept) if marked else kept
    topics = {"msg:" + cue for cue in ("own_list", "people", "compare:ours") if shows(kept, cue)}
    topics |= {"msg:" + cue for cue in ("order_thing",) if shows([*kept, *title], cue)}
    if shows(kept, "person_verb", "person_move") and shows(title, "people", "leaving"):
        topics.add("msg:people")
    numbered = any(w.thing and w.thing.sort == "number" for one in kept for w in one.sentence.words)
    if numbered and not any(cue.startswith("kind:") for one in kept for cue in one.cues):
        topics.add("msg:order_thing")
    if answered:
        topics.add("msg:thread")
    if shows([*kept, *title], "dunned", "kind:reminder", "kind:statement", "open_items"):
        topics.add("msg:ledger")
    if tabled(kept):
        topics.add("msg:table")
    if shows([*kept, *title], "kind:invoice"):
        topics.add("msg:invoice")
    if ordered(kept):
        topics.add("msg:order_lines")
    units_ = without_heads(_units(kept, frozenset(topics), vocabulary))
    units_ = of_rows(units_) if marked else units_
    return Message(spoken, kept, units_, _units(title, frozenset(), vocabulary, SUBJECT))


def _tables(vocabulary: Vocabulary, reading: Reading) -> tables.Reader:
    """What the tables of a message are read with."""

    @cache
    def kinds(text: str) -> list[str]:
        if not any(map(str.isalpha, text)):
            return []
        words = cut(text, [])
        hits = unmasked(reading.lexicon.find(reading.row(words)))
        named = [hit for hit in hits if hit.cue.startswith(WANTED_KIND)]
        return [" ".join(w.written for w in words[hit.first : hit.last + 1]) for hit in named]

    def role(head: str) -> str | None:
        found = head_of(head, vocabulary.numbers)
        lots = vocabulary.ticks.has("lots", map(fold, WORD.findall(head)))
        return "batch" if lots else (found.role or "") if found and not found.refuses else None

    return tables.Reader(kinds, role, vocabulary.ticks)


def _read(
    text: str,
    language: str,
    vocabulary: Vocabulary,
    when: Calendar,
    reading: Reading,
    known: Sequence[Thing] = (),
) -> list[Read]:
    words: list[Word] = cut(text, [*things(text, language, vocabulary, when), *known])
    cuts = without_remarks(sentences(words, vocabulary.abbreviations[language]))[:MOST_SENTENCES]
    return [read_sentence(sentence, reading) for sentence in cuts]


def things(text: str, language: str, vocabulary: Vocabulary, when: Calendar) -> list[Thing]:
    """All that other parsers recognise in a text."""
    found = addresses(text)
    frames = periods.find(text, language, vocabulary.periods, *when)
    frames = tuple(_later(frame, when.today) for frame in frames if not _onwards(frame, when.today))
    labels = {(p.start_pos, p.end_pos) for p in frames}  # "Q1-Q3" is no number
    numbered = (n for n in numbers.find(text, vocabulary.numbers) if (n.start, n.end) not in labels)
    found += [Thing(n.start, n.end, "number", n) for n in numbered]
    return (
        found + [Thing(p.start_pos, p.end_pos, "period", p) for p in frames] + amounts(text, vocabulary.money)
    )


def _onwards(frame: periods.Found, today: date) -> bool:
    """True for "from now on", which selects nothing: papers of the future do not exist yet."""
    return frame.kind == "since" and frame.since == today


def _later(frame: periods.Found, today: date) -> periods.Found:
    """The frame; "from 1 December on" that is still to come selects nothing, but tells what will be."""
    later = frame.kind == "since" and frame.since and frame.since > today
    return replace(frame, kind=LATER) if later else frame


def _units(
    read: Sequence[Read], topics: frozenset[str], vocabulary: Vocabulary, number: int | None = None
) -> list[Unit]:
    """The units of all sentences; each sentence sees what the one before it was about."""
    found: list[Unit] = []
    for n, one in enumerate(read):
        parts = clauses(n if number is None else number, one)
        found += units(parts, vocabulary.intents, topics | _before(found))
    return found


def _before(found: Sequence[Unit]) -> set[str]:
    """What the sentence before was about, for one that only points back to it."""
    last = found[-1:]
    topics = {"prev:" + str(unit.intent) for unit in last if not _described(unit)}
    topics |= {"prev:person" for unit in last if unit.intent == "people"}
    for unit in last:
        topics |= _things_told(unit.clause)
    topics |= {"prev:paid" for unit in last if "paid" in unit.clause.cues}
    topics |= {"prev:paid" for unit in found[-FEW:] if unit.intent == "payment_notice"}
    return topics | {"prev:person" for unit in found[-FEW:] if concerned(unit.clause)}


def _things_told(clause: Clause) -> set[str]:
    """Whether a clause is about papers or about goods, for "where are they?"."""
    named = {i for h in clause.kinds for i in range(h.first, h.last + 1)}
    if any(not mentioned(clause, h.first) for h in clause.kinds):
        return {"prev:kind"}
    return {"prev:order_thing" for h in clause.of("order_thing") if h.first not in named}


def _described(unit: Unit) -> bool:
    """True for somebody who is only told of: "their auditor, a Mr Pirie, is visiting"."""
    return unit.intent == "people" and unit.weak and unit.clause.cues.isdisjoint(("{address}", "leaving"))


def wishes(message: Message, setting: Setting, context: Ask | None) -> list[Draft]:
    """The asks of a message, still with the places they were read from."""
    if message.automatic:
        return []
    if message.advert:
        return [Draft("other", message.advert)]
    drafts = united(outright(message.units, setting), message.units)
    drafts = without_stories(drafts, message.units, message.wanting is not None)
    take_headings(drafts, message.units)
    take_rows(drafts, message.units)
    refer(drafts)
    resent(message, drafts)
    drafts = disputed(message, settled([*drafts, *copies(message, drafts, setting)]), setting)
    drafts += pointed(message, drafts, setting)
    if not drafts and not context:
        drafts = hinted(message, setting)
    drafts = without_topics(drafts)
    take_back(drafts, message.units)
    bonds.complete(drafts, message.units, [] if context else message.head, setting.own)
    spare(drafts, message.units, received(message.units))
    drafts = [
        d for d in added(drafts, message.units) if not (d.empty and (len(drafts) > 1 or d.shows("ask_words")))
    ]
    roles = {p.value.value: p.role for unit in message.units for p in numbered(unit.clause)}
    drafts = [part for draft in drafts for part in by_role(draft, roles)]
    if any(empty(message, drafts) for empty in (thanked, told, waived, unclear)):
        drafts = []
    if context:
        dated_by_subject(drafts, message.head, context)
        drafts = follow(drafts, message.units, context, setting)
    return shared(drafts) or leftover(message)


def why(draft: Draft) -> str:
    """One line for staff: the intent, the words it was read from, and those that decided."""
    clause, rule = draft.unit.clause, draft.unit.rule
    telling = frozenset().union(*rule.needs) if rule else frozenset()
    deciding = {
        f"{hit.cue}: {clause.words_of(hit)}"
        for hit in clause.hits
        if hit.cue in telling or hit.cue.startswith("kind:")
    }
    reasons = "; ".join(sorted(deciding)) or "by what stands around"
    return f"{draft.intent} from “{clause.text[:200]}” ({reasons})"
