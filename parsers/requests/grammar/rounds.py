"""What is asked of colleagues, and what is asked of papers that are there: "who has taken the notes?"."""

from collections.abc import Sequence

from parsers.requests.text.clauses import Clause

ASKED = frozenset({"copy", "again", "missing", "lacking", "docs", "page", "whereabouts"})
MINE = frozenset({"me", "to_us", "i_want", "for_me", "copy", "again"})
WISHING = frozenset(
    {
        *("want", "wish", "needing", "negation", "missing", "lacking", "unasked:can", "sending", "obtained"),
        *("access:take", "copy", "again"),
    }
)
GIVEN = ("sending", "emailing", "obtained", "look")
LEADING = ("greeting", "joiner", "unasked:thou")
NAMELESS = frozenset({"teller:does", "infinitive", "filter:town", "filter:location", "filter:subject"})
NAMED = 3  # words before a name that is called
BESIDE = 2  # words between "has" and who


def to_mate(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "have you filed the notes yet?": what a colleague has done, and what gives nothing."""
    if whole.source.end != "?" or _for_me(whole):
        return False
    if "{number}" in whole.cues and not _called(whole):
        return False
    return _does(whole, "unasked:thou")


def _for_me(whole: Clause) -> bool:
    """True for a question that says who is to get something, or says please."""
    has = {h.first for h in whole.of("unasked:has")}
    return not whole.cues.isdisjoint(MINE) or any(h.first not in has for h in whole.of("please"))


def _called(whole: Clause) -> bool:
    """True for a name that somebody is called by: "@jonas", "Jonas,"."""
    led = {i for cue in LEADING for h in whole.of(cue) for i in range(h.first, h.last + 1)}
    words = whole.words
    at = next((i for i in range(len(words)) if i not in led and words[i].written != "@"), len(words))
    if at > NAMED or at + 1 >= len(words) or words[at].thing or not words[at].written.isalpha():
        return False
    if at and words[at - 1].written == "@":
        return True
    known = any(h.first <= at <= h.last and h.cue not in NAMELESS for h in whole.hits)
    return words[at].written.istitle() and not known and words[at + 1].written == ","


def who(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "who has taken the notes?", asked into the room; not for "who has invoice 4711?"."""
    if whole.source.end != "?" or _for_me(whole):
        return False
    return whole.opens("unasked:who") and "{number}" not in whole.cues and _does(whole, "unasked:who")


def _does(whole: Clause, subject: str) -> bool:
    """True when the verb of a question gives nothing: whoever has a paper is asked to give it."""
    subjects = [s.last for s in whole.of(subject)]
    has = [h.first for h in whole.of("unasked:has") if any(abs(h.first - at) <= BESIDE for at in subjects)]
    if not has:
        return whole.cues.isdisjoint(WISHING)
    last = last_of(whole)
    behind = {last, *range(subjects[0] + 1, subjects[0] + 1 + BESIDE)}  # "have you just filed the notes?"
    done = any(h.last in behind for h in whole.of("unasked:deed"))
    given = any(h.last in behind for cue in GIVEN for h in whole.of(cue))
    return last - has[0] > BESIDE and done and not given


def how(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "how do I read the statement?": a question about papers that are there."""
    return (
        whole.source.end == "?"
        and whole.opens("unasked:how")
        and whole.cues.isdisjoint(ASKED | {"me", "to_us", "negation", "late"})
    )


def last_of(part: Clause) -> int:
    """Index of the last word that is no sign."""
    return max((i for i, word in enumerate(part.words) if word.written[:1].isalnum()), default=0)
