"""A message cut into what it says: things, sentences, clauses, and the units that have an intent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from parsers.language import detect
from parsers.numbers import finder as numbers
from parsers.numbers.siblings import siblings
from parsers.numbers.tables import head_of
from parsers.periods import finder as periods
from parsers.phrases import fold
from parsers.requests.drafting.hints import Message
from parsers.requests.grammar.access import concerned
from parsers.requests.grammar.cadence import RHYTHM, comes
from parsers.requests.grammar.likened import likening_apart
from parsers.requests.grammar.mood import mentioned
from parsers.requests.grammar.otherwise import otherwise
from parsers.requests.grammar.papers import goods_of
from parsers.requests.grammar.repairs import SIGNS, begins, parted
from parsers.requests.grammar.standing import LATER
from parsers.requests.grammar.unasked import let_be
from parsers.requests.grammar.units import Unit, units
from parsers.requests.lists import tables
from parsers.requests.lists.headings import of_rows, without_heads
from parsers.requests.lists.rows import each_site
from parsers.requests.lists.tables import reduced
from parsers.requests.text.clauses import Clause, Reading, clauses, read_sentence
from parsers.requests.text.compounds import united
from parsers.requests.text.frame import (
    Read,
    forwarded,
    letter,
    ordered,
    rows_meant,
    ruled,
    tabled,
)
from parsers.requests.text.labels import label_dots, unlabelled
from parsers.requests.text.masks import WANTED_KIND, unmasked
from parsers.requests.text.sentences import sentences, without_remarks
from parsers.requests.text.words import WORD, Thing, addresses, amounts, cut, written_words
from parsers.vocabulary import Vocabulary

MOST_SENTENCES = 900
SAMPLE = 1_500  # characters that tell the language
FEW = 2  # units between a payment and what is asked about it
LABEL = 2  # digits of the label of a line
SUBJECT = -1  # number of the sentence that the subject is
TEXT_TOPICS = frozenset({"own_list", "people", "compare:ours"})  # what a text is about, whatever its subject
TOPICS = frozenset({"order_thing", "fraud", "recall"})
ASKED = frozenset({"documents", "statement", "open_items", "export", "order_status", "payment_status"})
LEDGER = frozenset({"dunned", "kind:reminder", "kind:statement", "open_items"})


class Calendar(NamedTuple):
    """What time frames are counted from: a day, and the month in which the writer's fiscal year starts."""

    today: date
    fiscal_start: int | None = None
    thread: tuple[date, date] | None = None  # the time frame answered before, for "the month before"


def understand(
    subject: str,
    text: str,
    vocabulary: Vocabulary,
    when: Calendar,
    sender: str,
    language: str | None,
    answered: Sequence[object] = (),
    replied: bool = False,
) -> Message:
    """The message cut into units, each with its intent; `answered` are the numbers of the answer before.

    `replied`: the subject is that of a reply.
    """
    sample = text[:SAMPLE] + "\n" + subject
    spoken = detect(written_words(sample), vocabulary.frequent, language or vocabulary.spoken[0])
    reading = Reading(vocabulary.lexicons[spoken], vocabulary.counts[spoken])
    text, marked = reduced(ruled(text), _tables(vocabulary, reading))
    title = _read(subject, spoken, vocabulary, when, reading)
    headed = [w.written for one in title for w in one.sentence.words if w.thing and w.thing.sort == "number"]
    known = [Thing(n.start, n.end, "number", n) for n in siblings(text, answered, headed)]
    body = _read(text, spoken, vocabulary, when, reading, known)
    kept = letter(body[:MOST_SENTENCES], sender == "staff", title)
    kept = rows_meant(kept) if marked else kept
    topics = _topics(kept, title, bool(answered))
    meant: list[Clause] = []
    units_ = without_heads(_units(kept, topics, vocabulary, meant))
    units_ = each_site(likening_apart(of_rows(units_) if marked else units_))
    head = _units(title, frozenset(), vocabulary, [], SUBJECT)
    told = {one.sentence for one in units_}
    left = [one for n, one in enumerate(kept) if n in told or all(n != one.sentence for one in meant)]
    handed_on = sender == "staff" and forwarded(body[:MOST_SENTENCES])
    return Message(spoken, left, units_, head, len(body) > MOST_SENTENCES, meant, handed_on, replied)


def _topics(kept: Sequence[Read], title: Sequence[Read], threaded: bool) -> frozenset[str]:
    """What the message as a whole is about, for its single sentences; `threaded`: it follows an answer."""
    said = frozenset[str]().union(*(one.cues for one in kept))
    headed = frozenset[str]().union(*(one.cues for one in title))
    everywhere = said | headed
    topics = {"msg:" + cue for cue in (TEXT_TOPICS & said) | (TOPICS & everywhere)}
    if "order_thing" not in said and any(cue.startswith(WANTED_KIND) for cue in headed):
        topics.discard("msg:order_thing")  # "Invoice for order 4711" is about the invoice
    if not (said.isdisjoint(("person_verb", "person_move")) or headed.isdisjoint(("people", "leaving"))):
        topics.add("msg:people")
    if any(w.thing and w.thing.sort == "number" for one in kept for w in one.sentence.words):
        topics.add("msg:number")
        if not any(cue.startswith(WANTED_KIND) for cue in said):
            topics.add("msg:order_thing")
    if threaded:
        topics.add("msg:thread")
    if not LEDGER.isdisjoint(everywhere):
        topics.add("msg:ledger")
    if tabled(kept):
        topics.add("msg:table")
    if "kind:invoice" in everywhere:
        topics.add("msg:invoice")
    if ordered(kept):
        topics.add("msg:order_lines")
    return frozenset(topics)


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
    found = things(text, language, vocabulary, when)
    named = [getattr(one.value, "text", "") for one in found if one.sort == "number"]
    alike = [Thing(n.start, n.end, "number", n) for n in siblings(text, (), named)]
    words = united(cut(text, [*found, *known, *alike]), text, vocabulary.names)
    cuts = without_remarks(sentences(words, vocabulary.abbreviations[language]))[: MOST_SENTENCES + 1]
    return [read_sentence(sentence, reading) for sentence in cuts]


def things(text: str, language: str, vocabulary: Vocabulary, when: Calendar) -> list[Thing]:
    """All that other parsers recognise in a text."""
    found = addresses(text)
    frames = periods.find(text, language, vocabulary.periods, *when)
    days = [frame.start_pos for frame in frames if frame.kind == "day"]
    lines = label_dots(text) if days else {}
    if dots := {lines[at] for at in days if at in lines}:
        frames = periods.find(unlabelled(text, dots), language, vocabulary.periods, *when)
    frames = tuple(_later(frame, when.today) for frame in frames if not _onwards(frame, when.today))
    labels = {(p.start_pos, p.end_pos) for p in frames}  # "Q1-Q3" is no number
    numbered = [n for n in numbers.find(text, vocabulary.numbers) if (n.start, n.end) not in labels]
    if any(n.end - n.start <= LABEL for n in numbered):  # the 1 of "these numbers:", "1. 4711", "2. 4712"
        lines = label_dots(text)
        numbered = [n for n in numbered if n.start not in lines or n.end > lines[n.start]]
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
    read: Sequence[Read],
    topics: frozenset[str],
    vocabulary: Vocabulary,
    repairs: list[Clause],
    number: int | None = None,
) -> list[Unit]:
    """The units of all sentences; each sentence sees what the one before it was about.

    What only stands for words before it goes into `repairs` instead.
    """
    found: list[Unit] = []
    begun = False
    for n, one in enumerate(read):
        parts: Sequence[Clause] = clauses(n if number is None else number, one)
        if begun or one.has(*SIGNS):
            cut = parts
            asked = [unit.clause for unit in found] if any(unit.intent in ASKED for unit in found) else ()
            parts, meant = parted(cut, asked, begun)
            begun = meant is None and begins(cut)
            repairs += [meant] if meant else []
        if parts:
            found += otherwise(let_be(units(parts, vocabulary.intents, topics | _before(found))))
        if one.sentence.end != "?" and comes(one.cues):
            topics |= {RHYTHM}
    return found


def _before(found: Sequence[Unit]) -> set[str]:
    """What the sentence before was about, for one that only points back to it."""
    topics: set[str] = set()
    if not found:
        return topics
    last = found[-1]
    if not _described(last):
        topics.add(f"prev:{last.intent}")
    if last.intent == "people":
        topics.add("prev:person")
    if thing := _thing_told(last.clause):
        topics.add(thing)
    if "paid" in last.clause.cues:
        topics.add("prev:paid")
    if "arrival" in last.clause.cues and not last.clause.kinds:
        topics.add("prev:arrival")
    for unit in found[-FEW:]:
        if unit.intent == "payment_notice":
            topics.add("prev:paid")
        if unit.intent != "dispute" and concerned(unit.clause):
            topics.add("prev:person")
    return topics


def _thing_told(clause: Clause) -> str:
    """Whether a clause is about papers or about goods, for "where are they?"; "" for neither."""
    if any(not mentioned(clause, h.first) for h in clause.kinds):
        return "prev:kind"
    if "order_thing" not in clause.cues:
        return ""
    return "prev:order_thing" if goods_of(clause) else ""


def _described(unit: Unit) -> bool:
    """True for somebody who is only told of: "their auditor, a Mr Pirie, is visiting"."""
    return unit.intent == "people" and unit.weak and unit.clause.cues.isdisjoint(("{address}", "leaving"))
