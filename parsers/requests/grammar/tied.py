"""What is wanted or lacks is another thing, and papers only say which: "the pump on note 4711 is missing"."""

from collections.abc import Sequence

from parsers.requests.grammar.plain import GOVERNING, governed
from parsers.requests.grammar.rounds import ASKED, BESIDE
from parsers.requests.text.clauses import Clause, stretch

TIES = ("unasked:from", "unasked:for", "unasked:tie")
OBJECTS = (
    *("kind:", "docs", "copy", "page", "form:", "medium", "order_thing", "statement", "export", "want"),
    *("sending", "emailing", "again", "all", "deed_noun", "open_items"),
)
PAPERY = (
    *OBJECTS,
    *("unasked:same", "paperwork", "this", "same", "the_ones", "pronoun", "verb", "missing", "late"),
    *("motion", "whereabouts", "filter:", "access:"),
)
WIDE = ("filter:led", "filter:location_word", "filter:subject", "filter:no_place", "access:toward")
GOODS = ("teller:load", "teller:wares")
ARTICLES = ("stance:definite", "indefinite", "filter:ours")
ROW = ("joiner", "stance:definite", "yours", "order_thing", "filter:last")
NEAR = 4  # words from a tie back to the article of the thing before it
PAPER_FORMS = ("form:", "medium", "this", "these", "the_ones", "emailing", "sending")
NOUN_LEADS = ("stance:definite", "indefinite")
PLACE = 8  # words from the beginning to a paper, or from a paper to its verb
UNDER = ("copy", "again", "docs", "page", "lacking")


def thing_on(whole: Clause) -> bool:
    """True when a preposition ties each paper and number to a noun with an article that is no paper."""
    if not whole.cues.isdisjoint(UNDER):
        return False
    papers = [h.first for h in (*whole.kinds, *whole.of("statement"))]
    numbers = [i for i, word in enumerate(whole.words) if word.thing and word.thing.sort == "number"]
    firsts = sorted({*papers, *numbers})
    return bool(firsts) and _tied(whole, firsts[0]) and all(_in_row(whole, firsts, at) for at in firsts[1:])


def _tied(whole: Clause, at: int) -> bool:
    """True for a paper right behind "the pump on" or "the pump on your"."""
    skipped = {i for cue in ROW for h in whole.of(cue) for i in range(h.first, h.last + 1)}
    while at and at - 1 in skipped:
        at -= 1
    ties = {h.last: h.first for cue in TIES for h in whole.of(cue)}
    return at - 1 in ties and _noun(whole, ties[at - 1] - 1)


def _noun(whole: Clause, at: int) -> bool:
    """True for a noun that is no paper, with an article before it."""
    if at < 1 or not whole.words[at].written.isalpha():
        return False
    known = {
        i
        for h in whole.hits
        if h.cue.startswith(PAPERY) and h.cue not in WIDE and h.last - h.first <= BESIDE
        for i in range(h.first, h.last + 1)
    }
    known -= {i for cue in GOODS for h in whole.of(cue) for i in range(h.first, h.last + 1)}
    articles = {h.last for cue in ARTICLES for h in whole.of(cue)}
    for i in range(at, max(at - NEAR, -1), -1):
        if i in articles:
            return i < at
        if i in known or not whole.words[i].written.isalnum():
            return False
    return False


def _in_row(whole: Clause, firsts: Sequence[int], at: int) -> bool:
    """True for a paper or number that only joining words and signs part from the one before it."""
    before = max(i for i in firsts if i < at)
    skipped = {i for cue in ROW for h in whole.of(cue) for i in range(h.first, h.last + 1)}
    skipped |= {i for h in whole.kinds for i in range(h.first, h.last + 1)}
    return all(i in skipped or not whole.words[i].written.isalnum() for i in range(before + 1, at))


def data_of(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "we need the tariff codes to invoice 4711": what is asked for is no paper."""
    wishes = [h.last for cue in ("want", "wish", "doing") for h in whole.of(cue)]
    if not wishes or not whole.cues.isdisjoint(("again", "missing", "copy", "negation", "unasked:bearing")):
        return False
    if not whole.kinds:
        return False
    return all(_object_before(whole, min(wishes), h.first) for h in whole.kinds) or _object_behind(whole)


def _object_behind(whole: Clause) -> bool:
    """True for "could we get, for both invoices, another week?"."""
    rest = _behind(whole)
    return rest is not None and other_thing(rest)


def _behind(whole: Clause) -> Clause | None:
    """What follows papers behind "for", where it names no paper, file or list."""
    led = "unasked:for" in whole.cues and all(governed(whole, hit.first, ("cause",)) for hit in whole.kinds)
    if not led:
        return None
    rest = stretch(whole, max(hit.last for hit in whole.kinds) + 1, len(whole.words))
    papery = any(h.cue.startswith(OBJECTS[:-1]) for h in rest.hits if h.cue != "want")
    return None if papery else rest


def for_them(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "is there a discount for the invoices of May?"."""
    if whole.source.end != "?" or not whole.kinds or not whole.cues.isdisjoint((*ASKED, "me", "to_us")):
        return False
    rest = _behind(whole)
    nouns = [w for w in rest.words if w.written[:1].isupper() and not w.thing] if rest else []
    return any(word.written.isalpha() for word in nouns)


def _object_before(whole: Clause, wish: int, paper: int) -> bool:
    """True for an article, a noun that is no paper, and a paper that a preposition ties to it."""
    if not governed(whole, paper):
        return False
    named = (h for h in whole.hits if h.cue.startswith(OBJECTS) and h.last - h.first <= BESIDE)
    taken = {i for h in named for i in range(h.first, h.last + 1)}
    led = {h.last + 1 for cue in NOUN_LEADS for h in whole.of(cue) if wish < h.first < paper - 1}
    led -= {h.last + 2 for cue in GOVERNING for h in whole.of(cue)}  # "for the auditor the invoice"
    nouns = (i for i in led if i < paper - 1 and whole.words[i].written[:1].isupper())
    return any(i not in taken and not whole.words[i].thing for i in nouns)


def about(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "for the notes there is a box in the yard": another thing is there, or lacks."""
    papers = [*whole.kinds, *whole.of("statement")]
    last = max(hit.last for hit in papers)
    if whole.source.end == "?" or not whole.opens("unasked:for") or last > PLACE:
        return False
    if not all(governed(whole, hit.first) for hit in papers):
        return False  # "for the audit we have to show all invoices"
    while last + 1 < len(whole.words) and whole.words[last + 1].thing:
        last += 1
    rest = stretch(whole, last + 1, len(whole.words))
    if not rest.cues.isdisjoint(("copy", "again", "docs", "page", "lacking")):
        return False
    return not rest.cues.isdisjoint(("want", "wish", "missing")) and other_thing(rest)


def upon(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "do the prices on your quote still hold?": papers on which something stands."""
    papers = whole.of("statement") or whole.kinds
    if not papers or not whole.cues.isdisjoint((*ASKED, "want", "wish", "again", "me", "to_us", "please")):
        return False
    question = whole.source.end == "?" or "statement" in whole.cues
    return question and all(governed(whole, hit.first, ("unasked:from",)) for hit in papers)


def other_thing(rest: Clause) -> bool:
    """True for an article and a noun behind it where no paper, file or "it" is named."""
    wants = [(h.first, h.last) for h in rest.of("want")]
    papery = (h for h in rest.hits if h.cue.startswith(PAPER_FORMS))
    if (
        any(not any(a <= h.first and h.last <= b for a, b in wants) for h in papery)
        or "{number}" in rest.cues
    ):
        return False  # not for the "it" of "there is a box"
    nouns = [i for i, word in enumerate(rest.words) if word.written[:1].isupper() and not word.thing]
    return any(h.last < at for cue in NOUN_LEADS for h in rest.of(cue) for at in nouns)
