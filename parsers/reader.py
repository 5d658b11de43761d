"""Turns a message into the asks that a careful clerk would note down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from parsers import bonds, numbers, periods
from parsers.asks import Ask, Request
from parsers.clauses import Clause, Reading, clauses, read_sentence
from parsers.filters import titled
from parsers.followups import follow
from parsers.frame import Read, letter, shows
from parsers.intents import WANT, signals
from parsers.language import detect
from parsers.sentences import sentences
from parsers.settle import join, settled, shared
from parsers.units import Unit, units
from parsers.vocabulary import Vocabulary
from parsers.wishes import Draft, by_role, draft, draft_from, kinds, places
from parsers.wishes import numbers as numbers_of
from parsers.words import Thing, Word, addresses, amounts, cut, tidied

LONGEST = 20_000  # characters judged sentence by sentence; a longer text is a list or no letter
SUBJECT = -1
SUMS = frozenset({"{number}", "{money}"})
SAMPLE = 4_000  # characters that tell the language


@dataclass(frozen=True, slots=True)
class Message:
    """A message cut into what it says."""

    read: list[Read]
    units: list[Unit]
    head: list[Unit]
    language: str

    @property
    def head_asks(self) -> bool:
        """True when the subject names what is wanted."""
        return any(unit.intent and unit.intent != WANT for unit in self.head)


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
) -> Request:
    """The asks of one message.

    `text` is the newest text of the message, `context` the ask answered before in the same thread.
    `language` is used when the text itself is too short to tell.
    """
    title = vocabulary.reply_marks.sub("", tidied(subject)[:1000])
    message = understand(title, tidied(text)[:LONGEST], vocabulary, today, sender, language)
    drafts = wishes(message, vocabulary, today, context)
    return Request(
        message.language,
        tuple(d.ask() for d in drafts),
        tuple(f"{d.intent}: {d.unit.clause.text}" for d in drafts),
    )


def understand(
    subject: str, text: str, vocabulary: Vocabulary, today: date, sender: str, language: str | None
) -> Message:
    """The message cut into units, each with its intent."""
    sample = (w.folded for w in cut(text[:SAMPLE] + "\n" + subject, ()))
    spoken = detect(sample, vocabulary.frequent, language or vocabulary.spoken[0])
    body = cut(text, things(text, spoken, vocabulary, today))
    title = cut(subject, things(subject, spoken, vocabulary, today))
    reading = Reading(vocabulary.lexicons[spoken], vocabulary.counts[spoken])
    read = letter(_read(body, reading, vocabulary), sender == "staff")
    head = _read(title, reading, vocabulary)
    return Message(read, _units(read, 0, vocabulary, head), _units(head, SUBJECT, vocabulary), spoken)


def _read(words: Sequence[Word], reading: Reading, vocabulary: Vocabulary) -> list[Read]:
    return [read_sentence(s, reading) for s in sentences(words, vocabulary.abbreviations)]


def _units(read: Sequence[Read], first: int, vocabulary: Vocabulary, head: Sequence[Read] = ()) -> list[Unit]:
    found: list[Unit] = []
    everywhere = {"msg:" + cue for cue in ("own_list", "people") if shows(read, cue)}
    if first >= 0 and shows(read, "person_verb") and shows(head, "people"):
        everywhere.add("msg:people")
    for n, one in enumerate(read):
        around = everywhere | {"prev:" + str(unit.intent) for unit in found[-1:]}
        around |= {"prev:" + topic for topic in topics(found[-1:])}
        found += units(clauses(n if first >= 0 else SUBJECT, one), vocabulary.intents, frozenset(around))
    return found


def topics(last: Sequence[Unit]) -> set[str]:
    """What the sentence before was about, for a sentence that only points back to it."""
    found = {"paid"} if any("paid" in unit.clause.cues for unit in last) else set()
    return found | {"person" for unit in last if titled(unit.clause)}


def wishes(message: Message, vocabulary: Vocabulary, today: date, context: Ask | None) -> list[Draft]:
    """The asks of a message, still with the places they were read from."""
    counts, own = vocabulary.counts[message.language], vocabulary.intents
    if any("automatic" in unit.clause.cues for unit in [*message.head, *message.units]):
        return []
    drafts = [d for u in message.units if u.intent and u.intent != WANT for d in draft(u, own, counts, today)]
    drafts = settled([*drafts, *copies(message, drafts)])
    if not drafts and not context:
        drafts = from_subject(message, own, counts, today)
    bonds.complete(drafts, message.units, [] if context else message.head, own)
    roles = {
        p.value.value: p.role for u in message.units for p in places(u.clause, own) if p.sort == "number"
    }
    drafts = [one for made in drafts for one in by_role(made, roles)]
    wanting = any(unit.intent == WANT for unit in message.units)
    if shows(message.read, "done") and not wanting and not any(asked(d) for d in drafts):
        drafts = []
    if context:
        drafts = follow(drafts, message.units, context, own, today)
    return shared(drafts) or leftover(message)


def asked(one: Draft) -> bool:
    """False for what may as well be said in thanks: "statement matches, nothing outstanding"."""
    if one.intent == "payment_notice":
        return bool(one.numbers or one.unit.clause.cues & SUMS)
    return not one.unit.weak or bool(one.numbers) or one.intent in ("dispute", "people", "other")


def copies(message: Message, drafts: Sequence[Draft]) -> list[Draft]:
    """ "I also ask for a copy" beside other wishes."""
    if not drafts or any(d.intent == "documents" for d in drafts):
        return []
    wanting = [u for u in message.units if u.intent == WANT and "copy" in u.clause.cues]
    return [Draft("documents", unit) for unit in wanting[:1]]


def from_subject(
    message: Message, own: Mapping[str, str], counts: Mapping[str, int], today: date
) -> list[Draft]:
    """The wish that the subject names and the text only adds to, or a text that says "send" and no more."""
    gives = shows(message.read, "done", "thanks", "giving") and not shows(message.read, "want", "missing")
    if gives and not shows(message.read, "own_list"):
        return []
    wanting = next((u for u in message.units if u.intent == WANT), None)
    if shows(message.read, "own_list") and shows(message.read, "giving"):
        return [draft_from("reconcile", u, own, today) for u in message.units if "own_list" in u.clause.cues][
            :1
        ]
    if wanting and not message.head_asks:
        named = [u for u in message.units if u.intent is None and kinds(u.clause, own)]
        drafts = [d for u in named[:1] for d in draft(replace(u, intent="documents"), own, counts, today)]
        if drafts:
            return drafts
    drafts = [d for u in message.head if u.intent and u.intent != WANT for d in draft(u, own, counts, today)]
    if drafts and not drafts[0].selected:
        for unit in message.units:
            if unit.intent in (None, WANT):
                join(drafts[0], replace(draft_from(drafts[0].intent, unit, own, today), kinds=set()))
    if drafts:
        return drafts
    if wanting:
        made = draft_from("documents", wanting, own, today)
        bonds.complete([made], message.units, message.head, own)
        if made.kinds or made.numbers or "docs" in wanting.clause.cues:
            return [made]
    lone = message.units if len(message.units) == 1 else []
    bare = next(
        (u for u in [*lone, *([] if message.units else message.head)] if is_bare(u.clause, own)), None
    )
    return [draft_from("documents", bare, own, today)] if bare else []


def is_bare(clause: Clause, own: Mapping[str, str]) -> bool:
    """A number, and next to nothing beside it."""
    return bool(numbers_of(clause)) and not signals(clause, own).isdisjoint(("tiny",))


def leftover(message: Message) -> list[Draft]:
    """Nothing was understood: no ask for thanks and notes, else a person must look."""
    if not message.units or all(
        one.starts("greeting") and one.short and one.sentence.end != "?" for one in message.read
    ):
        return []
    if shows(message.read, "thanks", "done") and not shows(message.read, "other", "outside"):
        return []
    return [Draft("other", message.units[0])]


def things(text: str, spoken: str, vocabulary: Vocabulary, today: date) -> list[Thing]:
    """All that other parsers recognise in a text."""
    return [
        *addresses(text),
        *(Thing(n.start, n.end, "number", n) for n in numbers.find(text, vocabulary.numbers)),
        *(
            Thing(p.start_pos, p.end_pos, "period", p)
            for p in periods.find(text, spoken, vocabulary.periods, today)
        ),
        *amounts(text),
    ]
