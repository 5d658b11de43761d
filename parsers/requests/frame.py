"""Which sentences of a message speak to the clerk: no greeting, no signature, no old mail below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parsers.phrases import Hit
from parsers.requests.envelope import opened
from parsers.requests.sentences import Sentence

LONG = 14  # words of greetings to others at the end
SHORT = 8  # words of a line that is only a greeting or a closing


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with all that its words signal; `cues` are the names of the hits."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    cues: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cues", frozenset([hit.cue for hit in self.hits]))

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


ASKS = ("want", "wish", "please", "missing", "again", "ask_words")
TELLS = ("leaving", "people", "payment_notice", "dispute", "damage", "order_status", "open_items", "human")


def letter(read: Sequence[Read], staff: bool) -> list[Read]:
    """The sentences that count, in order; of a forward only the inner message."""
    read = [
        one if sentence is one.sentence else Read(sentence, hits)
        for one in read
        for sentence, hits in opened(one.sentence, one.hits)
    ]
    start = _forwarded_from(read) if staff else 0
    inner = _without_frames(read[start:], staff)
    return inner or _without_frames(read, staff)


def _forwarded_from(read: Sequence[Read]) -> int:
    """Where the message begins that staff pass on; 0 when they write themselves."""
    for i, one in enumerate(read):
        inner = (
            one.sentence.quoted
            or one.starts("quoted")
            or one.starts("header")
            or (one.starts("greeting") and one.short)
        )
        if i and inner and one.sentence.block > 0:
            return i
    return 0


def _without_frames(read: Sequence[Read], staff: bool) -> list[Read]:
    kept: list[Read] = []
    signed = False
    for i, one in enumerate(read):
        if one.starts("header") and ":" in (w.written for w in one.sentence.words[:3]):
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
        if greets or signed or (one.sentence.quoted and not staff and kept):
            continue
        short = one.short or (len(one.sentence.words) <= LONG and not one.has(*ASKS))
        if one.starts("closing") and i and short and _line_end(read, i) and not _telling(one):
            signed = True
            continue
        kept.append(one)
    return kept


def _telling(one: Read) -> bool:
    """True when a short line still says what is wanted."""
    return any(cue.startswith("kind:") or cue in TELLS for cue in one.cues) or any(
        w.thing and w.thing.sort == "number" for w in one.sentence.words
    )


def _line_end(read: Sequence[Read], i: int) -> bool:
    """True when the next sentence begins on a new line."""
    return i + 1 == len(read) or read[i + 1].sentence.fresh


def tabled(read: Sequence[Read]) -> bool:
    """True when two lines or more are rows of a list of the writer's: a number and a sum, no words."""
    rows = 0
    for one in read:
        sorts = {word.thing.sort for word in one.sentence.words if word.thing}
        rows += {"number", "money"} <= sorts and len(one.sentence.words) <= SHORT
    return rows > 1


def shows(read: Iterable[Read], *cues: str) -> bool:
    """True when one of the sentences shows one of the cues."""
    return any(one.has(*cues) for one in read)
