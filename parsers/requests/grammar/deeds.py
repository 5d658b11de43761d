"""Whether a clause asks for a deed whose verb the vocabulary does not know: "please set our number aside"."""

from parsers.requests.grammar.plain import governed
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

NAMES = (WANTED_KIND, "docs", "order_thing", "export", "filter:", "status:", "thanks")
WISHES = ("want", "copy")
UNGIVING = ("negation", "handling", "amend", "alter", "about", "ask_words", "dispute", "order_line")
LEADING = ("joiner", "greeting", "please", "also", "namely")
FORMS = frozenset(
    {"ledger:tell", "infinitive", "doing", "person_verb", "inverted", "participle", "verb", "teller:does"}
)
SHORTEST = 3  # letters of a verb
UNNEEDED = ("negation", "lacking", "condition", "unwanted", "placed", "outside", "about", "alter", "private")
HOPED = frozenset({"condition", "access:writer", "access:can"})
GOT = ("access:view", "access:take")
TELLING = ("verb", "relative", "told_by")
REACH = 4  # words from needing to the paper
FEW = 3  # words; what is shorter names a thing and says "please"


def strange_deed(clause: Clause) -> bool:
    """True when its last word has the form of a verb, or a verb stands before "you", and it is none we know.

    A word behind an article is a noun where the writer uses no capitals.
    """
    if any(not _covered(clause, hit.first, WISHES) for hit in clause.of("doing")):
        return True
    if any(_bids(clause, hit.last + 1) for hit in clause.of("bid")):
        return True
    plain = [i for i, word in enumerate(clause.words) if word.written[:1].isalnum()]
    if len(plain) < FEW or clause.words[plain[-1]].thing:
        return False
    last = plain[-1]
    verb = clause.words[last].written.islower() and any(h.last == last for h in clause.of("infinitive"))
    coming = ("arrival",) if "recurring" in clause.cues else ()  # "could they come each month?"
    return verb and not _covered(clause, last, NAMES + WISHES + coming) and not _noun(clause, last)


def handled(clause: Clause) -> bool:
    """True when a known deed is bid that gives nothing: "please check it again", "bitte erneut prüfen"."""
    starts = {hit.last + 1 + by for hit in clause.of("bid") for by in (0, 1)}
    plain = [i for i, word in enumerate(clause.words) if word.written[:1].isalnum()]
    last = [i for i in plain[-1:] if clause.words[i].written.islower()]
    ends = {i for i in last if clause.words[i].written.endswith("n")}
    ends |= {hit.first for hit in clause.of("doing")}  # "prüfen Sie"
    return any(hit.first in starts or hit.last in ends for hit in clause.of("handling"))


def bid_by_name(clause: Clause) -> bool:
    """True for "bitte um Prüfung der Rechnung": what is asked for is the deed, the paper only its object."""
    named = clause.of("deed_noun")
    if any(
        not any(h.first <= want.last + 1 and want.first <= h.last for h in named)
        for want in clause.of("want")
    ):
        return False  # "bitte um Prüfung und Zusendung der Rechnung"
    joined = {hit.last + 1 for cue in ("joiner", "also") for hit in clause.of(cue)}
    joined |= {hit.last + 1 for hit in clause.of("determiner") if hit.first in joined}
    return all(kind.first not in joined for kind in clause.kinds)


def given(clause: Clause) -> bool:
    """True for "please <verb> us", with whatever verb: somebody is to give something to the writer."""
    ends = [hit.last + 1 for hit in clause.of("bid")]
    return any(h.first == at + 1 for at in ends if _strange(clause, at) for h in clause.of("to_us"))


def bidden(clause: Clause) -> bool:
    """True for "<verb> mir mal die Rechnung": any verb at the beginning, with a receiver right behind it."""
    if clause.source.end == "?" or not clause.cues.isdisjoint(UNGIVING):
        return False
    led = {i for cue in LEADING for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    at = next((i for i, word in enumerate(clause.words) if i not in led), len(clause.words))
    if at == len(clause.words) or not _unknown(clause, at):
        return False
    received = any(h.first == at + 1 for h in clause.of("to_us"))
    return received and any(kind.first > at for kind in clause.kinds)


def needed(clause: Clause) -> bool:
    """True for "they want the commercial invoice": somebody needs a paper, whoever it is."""
    if "needing" not in clause.cues or not clause.cues.isdisjoint(UNNEEDED):
        return False
    yours = {h.last for h in clause.of("yours")}
    verbs = [h for h in clause.of("needing") if h.first - 1 not in yours]
    return any(0 < kind.first - verb.last <= REACH for verb in verbs for kind in clause.kinds)


def due(clause: Clause) -> bool:
    """True for "unser Steuerberater soll die Rechnung bekommen": somebody else is to get a paper."""
    if not clause.cues >= {"access:may", "access:take"}:
        return False
    writers = {at for h in clause.of("access:writer") for at in (h.first - 1, h.last + 1)}
    modals = [h.first for h in clause.of("access:may") if h.first not in writers]
    takes = [h.first for h in clause.of("access:take")]
    return any(
        modal < take and (kind.first < modal or modal < kind.first < take or kind.first - take <= REACH)
        for modal in modals
        for take in takes
        for kind in clause.kinds
    )


def headed(clause: Clause) -> bool:
    """True for "invoice 4711 pls <verb>": the paper is named first, and then asked for with whatever word."""
    bids = min(h.first for h in clause.of("please"))
    if any(h.first < bids for cue in TELLING for h in clause.of(cue)):
        return False
    return all(h.last < bids and not governed(clause, h.first) for h in clause.kinds)


def hoped(clause: Clause) -> bool:
    """True for "if I could see the delivery note": that would settle what the writer tells."""
    if not clause.cues >= HOPED or clause.cues.isdisjoint(GOT) or not clause.opens("condition"):
        return False
    me = min(h.first for h in clause.of("access:writer"))
    return any(kind.first > me for kind in clause.kinds)


def turned(clause: Clause) -> bool:
    """True when the last word of a verb takes apart, changes or turns: "schlüsselt mir die Rechnung auf"."""
    return any(h.last == len(clause.words) - 1 for h in clause.of("apart"))


def _unknown(clause: Clause, at: int) -> bool:
    """True for a word that the vocabulary knows nothing of but its form."""
    word = clause.words[at]
    plain = word.thing is None and word.written.isalpha() and len(word.written) >= SHORTEST
    return plain and all(h.cue in FORMS for h in clause.hits if h.first <= at <= h.last)


def _bids(clause: Clause, at: int) -> bool:
    """True for a word behind "could you please" that signals nothing at all: it is the verb of the deed."""
    return _strange(clause, at) and not any(h.first == at + 1 for h in clause.of("to_us"))


def _strange(clause: Clause, at: int) -> bool:
    word = clause.words[at] if at < len(clause.words) else None
    known = any(hit.first <= at <= hit.last and hit.cue != "teller:does" for hit in clause.hits)
    return word is not None and not known and word.written.isalpha() and word.written.islower()


def _covered(clause: Clause, at: int, cues: tuple[str, ...]) -> bool:
    return any(h.first <= at <= h.last and h.cue.startswith(cues) for h in clause.hits)


def _noun(clause: Clause, at: int) -> bool:
    small = not any(c.isupper() for word in clause.words for c in word.written if not word.thing)
    return small and any(h.last == at - 1 for cue in ("determiner", "relation") for h in clause.of(cue))
