"""Which sentences of a message speak to the clerk: no greeting, no signature, no old mail below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parsers.phrases import Hit
from parsers.requests.text.envelope import opened
from parsers.requests.text.sentences import Sentence

RULE = "="
LONG = 14  # words of greetings to others at the end
COUNT = 5  # digits of what is no count any more
COUNTED = 2  # words
SHORT = 8  # words of a line that is only a greeting or a closing


@dataclass(slots=True)
class Read:
    """A sentence with all that its words signal; `cues` are the names of the hits."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    cues: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.cues = frozenset([hit[0] for hit in self.hits])

    def starts(self, cue: str) -> bool:
        """True when the sentence begins with a cue."""
        return cue in self.cues and any(h.cue == cue and h.first == 0 for h in self.hits)

    def has(self, *cues: str) -> bool:
        """True when it shows one of the cues."""
        return not self.cues.isdisjoint(cues)

    @property
    def short(self) -> bool:
        """True for a line of few words."""
        return len(self.sentence.words) <= SHORT


PARTED = ("greeting", "closing", "thanks", "slip")  # what may share its line with a sentence
ASKS = ("want", "wish", "please", "missing", "again", "ask_words")
FRAMING = ("header", "quoted", "disclaimer", "greeting", "postscript", "closing")  # what no wish is part of
TELLS = ("leaving", "people", "payment_notice", "dispute", "damage", "order_status", "open_items", "human")
FORM_LEADS = ("stance:manner", "indefinite")  # "as", "in one"
OF_LEDGERS = ("open_items", "status:open", "own_list", "reconcile")  # said of rows, where rows are marked
_RULED = re.compile(r"^[ \t]*[-=_*~#]{4,}[ \t]*$", re.MULTILINE)


def ruled(text: str) -> str:
    """The text with all its ruled lines drawn in one sign, each with a paragraph of its own."""
    return _RULED.sub(lambda m: RULE * (m.end() - m.start()), text)


def _is_rule(one: Read) -> bool:
    words = one.sentence.words
    return len(words) > 3 and words[0].written == RULE and all(word.written == RULE for word in words)


def letter(read: Sequence[Read], staff: bool, title: Sequence[Read] = ()) -> list[Read]:
    """The sentences that count, in order; of a forward only the inner message.

    Below a `title` that says all there may be nothing but a signature, and good wishes say nothing.
    """
    headed = _said(title)
    read = [part for one in read for part in (_opened(one) if one.has(*PARTED) else [one])]
    start = _forwarded_from(read) if staff else 0
    inner = _without_frames(read[start:], staff, headed)
    return _without_regards(inner or _without_frames(read, staff, headed), headed)


def forwarded(read: Sequence[Read]) -> bool:
    """True for a message of staff that only hands on the letter of a customer."""
    return (
        _forwarded_from([part for one in read for part in (_opened(one) if one.has(*PARTED) else [one])]) > 0
    )


def _opened(one: Read) -> list[Read]:
    """The sentence without its salutation and closing, and these."""
    parts = opened(one.sentence, one.hits)
    return [one if sentence is one.sentence else Read(sentence, hits) for sentence, hits in parts]


def _forwarded_from(read: Sequence[Read]) -> int:
    """Where the message begins that staff pass on; 0 when they write themselves."""
    closed = -1  # paragraph in which they say good-bye
    for i, one in enumerate(read):
        if 0 <= closed < one.sentence.block:
            return i
        if one.starts("closing") and one.short and not _telling(one):
            closed = one.sentence.block
        inner = (
            one.sentence.quoted
            or one.starts("quoted")
            or one.starts("header")
            or (i + 1 < len(read) and _is_rule(one))
            or (one.starts("greeting") and one.short)
        )
        if i and inner and (one.sentence.block > 0 or _is_rule(one)):
            return i
    return 0


def _without_frames(read: Sequence[Read], staff: bool, headed: bool) -> list[Read]:
    kept: list[Read] = []
    signed = False
    for i, one in enumerate(read):
        if _is_rule(one):
            signed = signed and not staff
            continue
        if not (signed or one.sentence.quoted or one.has(*FRAMING)):
            kept.append(one)
            continue
        if _is_header(one):
            if not staff and i + 1 < len(read) and _is_header(read[i + 1]) and shows(kept, *ASKS):
                break  # the head of an old mail below what is asked
            signed = False
            continue
        if one.starts("quoted") or one.has("disclaimer"):
            if kept and not staff:
                break
            signed = False
            continue
        greets = one.starts("greeting") and one.short and not one.has(*ASKS) and not _telling(one)
        greets = greets and one.sentence.end != "?" and not one.has("arrival")  # "all received, thanks"
        if greets or one.starts("postscript"):
            signed = False
        if greets or signed or (one.sentence.quoted and not staff and kept and not _announced(one, kept[-1])):
            continue
        speaks = one.has(*ASKS) and one.has("verb", "pronoun")
        short = one.short or (len(one.sentence.words) <= LONG and not speaks)
        placed = i or (headed and not one.has("thanks"))
        if one.starts("closing") and placed and short and _line_end(read, i) and not _telling(one):
            signed = _signs(one, kept, read[i + 1 :], headed)
            continue
        kept.append(one)
    return kept


def _signs(one: Read, kept: Sequence[Read], behind: Sequence[Read], headed: bool) -> bool:
    """True for a closing line that a signature follows, not for "Greetings from rainy Leeds. I need ..."."""
    if one.has("thanks") and any(map(_asking, behind[:1])):
        return False
    return (headed and not kept and _closes(one)) or _said(kept) or not _said(behind)


def _closes(one: Read) -> bool:
    """True for a line that is nothing but "Kind regards"."""
    last = len(one.sentence.words) - 1
    return any(h.cue == "closing" and h.first == 0 and h.last == last for h in one.hits)


def _without_regards(read: list[Read], headed: bool) -> list[Read]:
    """The sentences without "Have a nice weekend!", where others or the subject ask or tell something."""
    rest = [one for one in read if not _regards(one)]
    return rest if len(rest) < len(read) and (headed or _said(rest)) else read


def _regards(one: Read) -> bool:
    """True for a line of good wishes, also behind "PS:"."""
    wishes = one.has("festive") and one.short and one.sentence.end != "?"
    return wishes and not (one.has(*ASKS) or _telling(one))


def _said(read: Iterable[Read]) -> bool:
    """True when one of the sentences asks or tells something."""
    return any((one.has(*ASKS) or _telling(one)) and not one.has("disclaimer") for one in read)


def _asking(one: Read) -> bool:
    """True for a sentence that asks for or after a paper: thanks before it are not the end of the letter."""
    asks = one.has(*ASKS) and one.has("verb", "pronoun") and not one.has("{address}", "disclaimer")
    return asks and (one.sentence.end == "?" or _telling(one))


def _is_header(one: Read) -> bool:
    """True for "Subject: ..."."""
    return one.starts("header") and ":" in (word.written for word in one.sentence.words[:3])


def _announced(one: Read, before: Read) -> bool:
    """True for "> 4711 | 210.00" below a line with a colon: a row behind a bullet, no quoted mail."""
    row = one.short and any(w.thing and w.thing.sort == "number" for w in one.sentence.words)
    return row and (before.sentence.end == ":" or before.sentence.quoted)


def _telling(one: Read) -> bool:
    """True when a short line still says what is wanted."""
    if any(cue.startswith("kind:") or cue in TELLS for cue in one.cues):
        return True
    return any(w.thing and w.thing.sort == "number" for w in one.sentence.words) or _forming(one)


def _forming(one: Read) -> bool:
    """True for "rather as a link" and "all in one zip", not for a Mr Link who is greeted."""
    led = {h.last + 1 for cue in FORM_LEADS for h in one.hits if h.cue == cue}
    return any(h.cue.startswith("form:") and not led.isdisjoint((h.first, h.first + 1)) for h in one.hits)


def _line_end(read: Sequence[Read], i: int) -> bool:
    """True when the next sentence begins on a new line."""
    return i + 1 == len(read) or read[i + 1].sentence.fresh


def tabled(read: Sequence[Read]) -> bool:
    """True when two lines or more are rows of a list of the writer's: a number and a sum, no words."""
    rows = 0
    for one in read:
        words = one.sentence.words if one.short else ()
        sorts = {word.thing.sort for word in words if word.thing}
        rows += {"number", "money"} <= sorts
    return rows > 1


def counted(sentence: Sentence) -> bool:
    """True for a line like "4 rolls of tape" or "2 x hinge"."""
    words = sentence.words
    if len(words) < COUNTED or len(words) > LONG or not sentence.fresh or words[0].thing:
        return False
    return words[0].written.isdigit() and len(words[0].written) < COUNT and words[1].written.isalpha()


def ordered(read: Sequence[Read]) -> bool:
    """True when two lines or more count goods."""
    lines = [one for one in read if counted(one.sentence) and not one.has("verb", "pronoun")]
    return sum(not any(cue.startswith("kind:") for cue in one.cues) for one in lines) > 1


def rows_meant(read: Sequence[Read]) -> list[Read]:
    """The sentences around rows that say themselves what is wanted: "the open ones" are those that lack."""
    return [Read(one.sentence, _meant(one.hits)) for one in read]


def _meant(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits; "the open ones" and "the not received invoices" are those that lack."""
    rows = list(hits)
    kinds = {hit.first for hit in rows if hit.cue.startswith("kind:")}
    return tuple(
        hit._replace(cue="missing")
        if hit.cue in OF_LEDGERS or (hit.cue == "negation" and hit.last + 2 in kinds)
        else hit
        for hit in rows
    )


def shows(read: Iterable[Read], *cues: str) -> bool:
    """True when one of the sentences shows one of the cues."""
    return any(one.has(*cues) for one in read)
