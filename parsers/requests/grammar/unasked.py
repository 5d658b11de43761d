"""Sentences that name papers and want none by their build: "to go on getting your bills, click here"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.requests.grammar.governing import owned
from parsers.requests.grammar.plain import GOVERNING, governed
from parsers.requests.grammar.rule import NOTHING, WANT, Rule
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined, stretch

UNASKED = Rule(NOTHING, (frozenset({"unasked"}),), frozenset())
TALK = Rule("human", (frozenset({"unasked:talk"}),), frozenset())
PAPERS = frozenset({"documents", "statement", "export", WANT})
SERVED = frozenset({"documents", "statement", "export"})
ASKED = frozenset({"copy", "again", "missing", "lacking", "docs", "page", "whereabouts"})
MINE = frozenset({"me", "to_us", "i_want", "for_me", "copy", "again"})
WISHING = frozenset(
    {
        *("want", "wish", "needing", "negation", "missing", "lacking", "unasked:can", "sending", "obtained"),
        *("access:take", "copy", "again"),
    }
)
GIVEN = ("sending", "emailing", "obtained", "look")
BESIDE = 2  # words between "has" and who
LEADING = ("greeting", "joiner", "unasked:thou")
NAMELESS = frozenset({"teller:does", "infinitive", "filter:town", "filter:location", "filter:subject"})
FORMS = frozenset(
    {
        *("teller:does", "infinitive", "verb", "participle", "inverted", "predicate", "ledger:strange"),
        *("motion", "unasked:runs", "ledger:tell", "person_verb", "access:verb", "final", "done"),
    }
)
SAID = ("please", "want", "wish", "negation", "i_want", "bid", "needing", "also", "condition", "only", "will")
FREIGHT = frozenset(
    {"kind:delivery_note", "kind:invoice", "kind:order_confirmation", "kind:shipping_document"}
)
SELECTING = ("{number}", "{period}", "copy", "again", "missing", "lacking", "filter:last", "form:")
PAPERY = ("form:", "medium", "this", "these", "the_ones", "emailing", "sending")
OBJECTS = (
    *("kind:", "docs", "copy", "page", "form:", "medium", "order_thing", "statement", "export", "want"),
    *("sending", "emailing", "again", "all", "deed_noun", "open_items"),
)
ARTICLES = ("stance:definite", "indefinite")
NAMED = 3  # words before a name that is called
FRONT_WORDS = ("stance:definite", "determiner", "all", "yours", "filter:ours")
FRONT = 2  # words before the paper that a sentence begins with
PLACE = 8  # words from a paper to its verb


def let_be(found: list[Unit]) -> list[Unit]:
    """The units of a sentence, without the wish that its build only seems to hold."""
    if all(one.intent is not None and one.intent not in PAPERS for one in found):
        return found
    parts = [part for one in found for part in one.parts]
    whole = joined(parts)
    if not whole.kinds and "statement" not in whole.cues:
        return found
    build = next((cue for cue, holds in BUILDS if cue in whole.cues and holds(whole, parts)), None)
    if build is None:
        return found
    return [_left(one, TALK if build == "unasked:talk" else UNASKED) for one in found]


def let(one: Unit) -> bool:
    """True for a unit of a sentence that names papers and wants none."""
    return one.rule is UNASKED


def _left(one: Unit, rule: Rule) -> Unit:
    if one.intent in PAPERS:
        return replace(one, intent=rule.intent, rule=rule, weak=False)
    return one if one.intent is not None else replace(one, rule=UNASKED)


def _aimed(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "to release the invoice we need your bank details": what for, not what is wanted."""
    comma = next((i for i, word in enumerate(whole.words) if word.written == ","), 0)
    if whole.source.end == "?" or not comma or not whole.opens("unasked:aim", "unasked:before"):
        return False
    papers = [*whole.kinds, *whole.of("statement")]
    if any(hit.last > comma for hit in papers):
        return False
    rest = stretch(whole, comma + 1, len(whole.words))
    if not rest.cues.isdisjoint(ASKED):
        return False
    if not rest.cues.isdisjoint(("want", "wish")):
        return owned(rest) or _other_thing(rest)
    return whole.opens("unasked:aim") and "doing" in rest.cues


def _other_thing(rest: Clause) -> bool:
    """True for an article and a noun behind it where no paper, file or "it" is named."""
    wants = [(h.first, h.last) for h in rest.of("want")]
    papery = (h for h in rest.hits if h.cue.startswith(PAPERY))
    if any(not any(a <= h.first and h.last <= b for a, b in wants) for h in papery) or "{number}" in rest.cues:
        return False  # not for the "it" of "there is a box"
    nouns = [i for i, word in enumerate(rest.words) if word.written[:1].isupper() and not word.thing]
    return any(h.last < at for cue in ARTICLES for h in rest.of(cue) for at in nouns)


def _to_mate(whole: Clause, parts: Sequence[Clause]) -> bool:
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


def _who(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "who has taken the notes?", asked into the room; not for "who has invoice 4711?"."""
    if whole.source.end != "?" or _for_me(whole):
        return False
    return whole.opens("unasked:who") and "{number}" not in whole.cues and _does(whole, "unasked:who")


def _does(whole: Clause, subject: str) -> bool:
    """True when the verb of a question gives nothing: whoever has a paper is asked to give it."""
    subjects = [s.first for s in whole.of(subject)]
    has = [h.first for h in whole.of("unasked:has") if any(abs(h.first - at) <= BESIDE for at in subjects)]
    if not has:
        return whole.cues.isdisjoint(WISHING)
    last = _last(whole)
    done = any(h.last == last for h in whole.of("unasked:deed"))
    given = any(h.last == last for cue in GIVEN for h in whole.of(cue))
    return last - has[0] > BESIDE and done and not given


def _errand(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "deliver to gate 3, note with the goods": the paper goes the way of the goods."""
    papers = [part for part in parts if part.kinds]
    hauls = [part for part in parts if "unasked:haul" in part.cues and not part.kinds]
    bids = [part for part in hauls if {"please", "doing", "want"} & part.cues and "docs" not in part.cues]
    if whole.source.end == "?" or not bids or not papers:
        return False
    return all(_goes_along(part) for part in papers)


def _goes_along(part: Clause) -> bool:
    if "unasked:along" in part.cues:
        return part.cues.isdisjoint(("{number}", "copy", "again", "missing"))
    if any(cue.startswith(SELECTING) for cue in part.cues) or any(h.cue not in FREIGHT for h in part.kinds):
        return False
    return part.cues.isdisjoint(("want", "wish", "me", "to_us"))


def _how(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "how do I read the statement?": a question about papers that are there."""
    return (
        whole.source.end == "?"
        and whole.opens("unasked:how")
        and whole.cues.isdisjoint(ASKED | {"me", "to_us", "negation", "late"})
    )


def _runs(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "the reminders of May run over our ledger": papers first, then any verb, and more."""
    if whole.source.end == "?" or not whole.cues.isdisjoint((*ASKED, *SAID)) or not whole.kinds:
        return False
    paper = whole.kinds[0]
    if not 0 < paper.first <= FRONT or not whole.opens(*FRONT_WORDS):
        return False
    words = whole.words
    for at in range(paper.last + 1, min(len(words) - 1, paper.last + PLACE)):
        word = words[at]
        hits = [h.cue for h in whole.hits if h.first <= at <= h.last]
        verbal = "unasked:runs" in hits or (
            word.written.isalpha()
            and word.written.islower()
            and {"teller:does", "infinitive"} & {*hits}
            and all(cue in FORMS for cue in hits)
        )
        if verbal:
            return words[at + 1].written.isalpha() and not any(
                h.first == at + 1 for h in whole.of("unasked:fragment")
            )
    return False


def _done(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "notes sorted until ten last night": a deed of the writer, told in short."""
    papers = [part for part in parts if part.kinds]
    if whole.source.end == "?" or not whole.cues.isdisjoint((*ASKED, *SAID)):
        return False
    return all(any(h.last >= _last(part) for h in part.of("unasked:deed")) for part in papers)


def _last(part: Clause) -> int:
    return max((i for i, word in enumerate(part.words) if word.written[:1].isalnum()), default=0)


def _goods_lack(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "the note came by mail, the pallets are missing": goods lack, the paper is there."""
    lacking = [part for part in parts if "missing" in part.cues]
    rest = [part for part in parts if part not in lacking]
    if not rest or any(part.kinds or not {"teller:load", "teller:wares"} & part.cues for part in lacking):
        return False
    return all(part.cues.isdisjoint(("please", "want", "wish", "again", "copy")) for part in parts)


def _data_of(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "we need the tariff codes to invoice 4711": what is asked for is no paper."""
    wishes = [h.last for cue in ("want", "wish") for h in whole.of(cue)]
    if not wishes or not whole.cues.isdisjoint(("again", "missing", "copy", "negation", "unasked:bearing")):
        return False
    return bool(whole.kinds) and all(_object_before(whole, min(wishes), hit.first) for hit in whole.kinds)


def _object_before(whole: Clause, wish: int, paper: int) -> bool:
    """True for an article, a noun that is no paper, and a paper that a preposition ties to it."""
    if not governed(whole, paper):
        return False
    named = (h for h in whole.hits if h.cue.startswith(OBJECTS) and h.last - h.first <= BESIDE)
    taken = {i for h in named for i in range(h.first, h.last + 1)}
    led = {h.last + 1 for cue in ARTICLES for h in whole.of(cue) if wish < h.first < paper - 1}
    led -= {h.last + 2 for cue in GOVERNING for h in whole.of(cue)}  # "for the auditor the invoice"
    nouns = (i for i in led if i < paper - 1 and whole.words[i].written[:1].isupper())
    return any(i not in taken and not whole.words[i].thing for i in nouns)


def _talk(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "I should like to talk about the reminders"."""
    return bool(whole.kinds) and all(governed(whole, hit.first) for hit in whole.kinds)


def _passed(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for papers that are to be made out to somebody, or to be handed to a driver."""
    numbered = "{number}" in whole.cues and "unasked:firm" not in whole.cues
    return not numbered and whole.cues.isdisjoint(("me", "to_us", "again", "copy", "missing", "{address}"))


def _own(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "we take in no notes over Christmas"."""
    return whole.source.end != "?" and whole.cues.isdisjoint(("want", "wish", "please", "again", "copy"))


def _about(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "for the notes there is a box in the yard": another thing is there, or lacks."""
    papers = [*whole.kinds, *whole.of("statement")]
    last = max(hit.last for hit in papers)
    if whole.source.end == "?" or not whole.opens("unasked:for") or last > PLACE:
        return False
    while last + 1 < len(whole.words) and whole.words[last + 1].thing:
        last += 1
    rest = stretch(whole, last + 1, len(whole.words))
    if not rest.cues.isdisjoint(("copy", "again", "docs", "page", "lacking")):
        return False
    return not rest.cues.isdisjoint(("want", "wish", "missing")) and _other_thing(rest)


BUILDS: Sequence[tuple[str, Callable[[Clause, Sequence[Clause]], bool]]] = (
    ("unasked:aim", _aimed),
    ("unasked:before", _aimed),
    ("unasked:thou", _to_mate),
    ("unasked:who", _who),
    ("unasked:haul", _errand),
    ("unasked:how", _how),
    ("unasked:deed", _done),
    ("missing", _goods_lack),
    ("want", _data_of),
    ("unasked:talk", _talk),
    ("unasked:pass", _passed),
    ("unasked:firm", _passed),
    ("unasked:own", _own),
    ("unasked:for", _about),
    ("unasked:runs", _runs),
    ("teller:does", _runs),
    ("infinitive", _runs),
)
