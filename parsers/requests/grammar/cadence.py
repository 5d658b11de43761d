"""Whether a word like "weekly" says how often papers shall come, or belongs to another noun or a habit."""

from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.grammar.payments import pays
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

PAPERS = (WANTED_KIND, "docs", "statement", "export", "open_items", "subscription", "cadence:mailing")
PLAIN = (
    "relation",
    "preposition",
    "joiner",
    "please",
    "want",
    "determiner",
    "pronoun",
    "verb",
    "reason",
    "all",
    "again",
    "only",
)
RHYTHM = "told:rhythm"  # a sentence before tells what comes again and again
REGULAR = ("recurring", "subscription")
SPOKEN = ("verb", "pronoun", "me", "to_us", "motion", "arrival", "yours")
ASKED = ("please", "bid", "wish", "i_want")
NEAR = 2  # words from "weekly" to the paper: "the weekly updated list"
SUBJECTS = ("stance:definite", "told_by", "third")
LEADING = ("joiner", "reason", "purpose")
# what may come again and again, or asks that it does
MEANT = (
    *(*PAPERS, *ASKED, "want", "needing", "this", "these", "yours", "sending", "all", "traded", "page"),
    "arrival",
)
ONCE = ("range", "day")  # time frames that select papers which exist already


def weigh(found: set[str], clause: Clause) -> None:
    """Drops a rhythm and a list that are only spoken of from the signals, and adds what is paid."""
    if "recurring" in found and not recurs(clause):
        found.discard("recurring")
    if "export" in found and all(_source(clause, hit) for hit in clause.of("export")):
        found.discard("export")
    if pays(clause):
        found.add("pays")
    if "payment_notice" in found and "{number}" not in found and clause.opens("pay:attribute"):
        found.discard("payment_notice")  # "paid invoices for June, please"


def _source(clause: Clause, hit: Hit) -> bool:
    """True for the list of "the invoices on this list": it is there already."""
    return any(h.first <= hit.first <= h.last for h in clause.of("compare:source"))


def comes(cues: frozenset[str]) -> bool:
    """True for a sentence with such cues that tells of mails which come: "we get a digest every Friday"."""
    told = not cues.isdisjoint(REGULAR) and not cues.isdisjoint(SPOKEN) and cues.isdisjoint(ASKED)
    return told and any(cue.startswith(PAPERS) for cue in cues)


def recurs(clause: Clause) -> bool:
    """True when something shall come again and again: "every Friday", "the monthly statement"."""
    return any(_tells(clause, hit) for hit in clause.of("recurring"))


def only_rhythm(clause: Clause) -> bool:
    """True for "on Fridays, automatically", "as they are issued": nothing is said but how often."""
    told = {i for hit in clause.of("recurring") for i in range(hit.first, hit.last + 1)}
    return bool(told) and all(h.first in told for cue in ("verb", "pronoun") for h in clause.of(cue))


def paced(parts: Sequence[Clause], wishes: Sequence[Clause]) -> bool:
    """True when a clause only says how often: "send them | on Fridays", "I want each week | what we owe"."""
    return any(map(only_rhythm, parts)) or any("recurring" in wish.cues and recurs(wish) for wish in wishes)


def _tells(clause: Clause, hit: Hit) -> bool:
    """True for a rhythm of papers, not "for our weekly meeting", "the monthly invoice for March"."""
    if _habit(clause, hit):
        return False
    if (
        not any(h.first == hit.first == h.last for h in clause.of("cadence:adjective"))
        or hit.last > hit.first
    ):
        return True
    following = range(hit.last + 1, hit.last + 1 + NEAR)
    if any(h.first in following and h.cue.startswith(PAPERS) for h in clause.hits):
        return not _once(clause)
    return not _noun(clause, hit.last + 1)


def _habit(clause: Clause, hit: Hit) -> bool:
    """True for the rhythm of what somebody else does: ", my accountant nags me daily"."""
    signs = [i for i, word in enumerate(clause.words) if not word.written[0].isalnum()]
    first = max((i + 1 for i in signs if i < hit.first), default=0)
    last = min((i for i in signs if i > hit.last), default=len(clause.words))
    here = [h for h in clause.hits if first <= h.first and h.last < last]
    lead = {h.last + 1 for h in here if h.first == first and h.cue in LEADING} | {first}
    told = any(h.first in lead and h.cue in SUBJECTS for h in here) and lead.isdisjoint((hit.first,))
    return told and not any(h.cue.startswith(MEANT) for h in here)


def _once(clause: Clause) -> bool:
    """True where papers that exist already are chosen."""
    frames = [
        getattr(w.thing.value, "kind", "") for w in clause.words if w.thing and w.thing.sort == "period"
    ]
    return "{number}" in clause.cues or any(kind in ONCE for kind in frames)


def _noun(clause: Clause, at: int) -> bool:
    """True for a word that an adjective before it belongs to."""
    word = clause.words[at] if at < len(clause.words) else None
    if word is None or word.thing or not word.written.isalpha():
        return False
    return not any(h.first == at and h.cue.startswith(PLAIN) for h in clause.hits)


def rhythms(parts: Sequence[Clause]) -> list[Clause]:
    """ "The statement each month | and on Fridays the open items": clauses with a rhythm of their own."""
    told = [p for p in parts if "recurring" in p.cues]
    named = [p for p in told if not p.cues.isdisjoint(("kind:statement", "open_items"))]
    balances = ["open_items" in p.cues for p in named]
    return named if len(named) == 2 and len(set(balances)) == 2 else []
