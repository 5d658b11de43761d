"""Builds of sentences that name papers and want none: what for, errands, own deeds, data of papers."""

from collections.abc import Sequence

from parsers.requests.grammar.governing import owned
from parsers.requests.grammar.plain import GOVERNING, governed
from parsers.requests.grammar.rounds import ASKED, BESIDE, last_of
from parsers.requests.grammar.wanting import own_modal
from parsers.requests.text.clauses import Clause, stretch

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
FRONT_WORDS = ("stance:definite", "determiner", "all", "yours", "filter:ours")
FRONT = 2  # words before the paper that a sentence begins with
PLACE = 8  # words from a paper to its verb
UNGIVEN = ("again", "missing")
GIVING = ("sending", "copy", "form:attachment")
NO_DEED = (
    *("unasked:gets", "determiner", "relative", "joiner", "condition", "reason", "ask_words", "whether"),
    *("stance:definite", "verb", "access:may", "i_want", "access:wish", "access:take", "awaiting", "needing"),
)
TAKEN = ("want", "sending", "emailing", "copy", "bid", "doing")


def aimed(whole: Clause, parts: Sequence[Clause]) -> bool:
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
    if (
        any(not any(a <= h.first and h.last <= b for a, b in wants) for h in papery)
        or "{number}" in rest.cues
    ):
        return False  # not for the "it" of "there is a box"
    nouns = [i for i, word in enumerate(rest.words) if word.written[:1].isupper() and not word.thing]
    return any(h.last < at for cue in ARTICLES for h in rest.of(cue) for at in nouns)


def errand(whole: Clause, parts: Sequence[Clause]) -> bool:
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


def runs(whole: Clause, parts: Sequence[Clause]) -> bool:
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


def done(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "notes sorted until ten last night": a deed of the writer, told in short."""
    named = [i for i, part in enumerate(parts) if part.kinds]
    if whole.source.end == "?" or not whole.cues.isdisjoint((*ASKED - {"lacking"}, *SAID[:3])):
        return False
    if any(not part.cues.isdisjoint((*SAID, "lacking")) for part in parts if part.kinds):
        return False
    return all(_ends_done(parts[at]) or _ends_done(*parts[at + 1 : at + 2]) for at in named)


def _ends_done(*parts: Clause) -> bool:
    return any(hit.last >= last_of(part) for part in parts for hit in part.of("unasked:deed"))


def goods_lack(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "the note came by mail, the pallets are missing": goods lack, the paper is there."""
    lacking = [part for part in parts if "missing" in part.cues]
    rest = [part for part in parts if part not in lacking]
    if not rest or any(part.kinds or not {"teller:load", "teller:wares"} & part.cues for part in lacking):
        return False
    return all(part.cues.isdisjoint(("please", "want", "wish", "again", "copy")) for part in parts)


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
    return rest is not None and _other_thing(rest)


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
    led = {h.last + 1 for cue in ARTICLES for h in whole.of(cue) if wish < h.first < paper - 1}
    led -= {h.last + 2 for cue in GOVERNING for h in whole.of(cue)}  # "for the auditor the invoice"
    nouns = (i for i in led if i < paper - 1 and whole.words[i].written[:1].isupper())
    return any(i not in taken and not whole.words[i].thing for i in nouns)


def talk(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "I should like to talk about the reminders"."""
    return bool(whole.kinds) and all(governed(whole, hit.first) for hit in whole.kinds)


def passed(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for papers that are to be made out to somebody, or to be handed to a driver."""
    numbered = "{number}" in whole.cues and "unasked:firm" not in whole.cues
    return not numbered and whole.cues.isdisjoint(("me", "to_us", "again", "copy", "missing", "{address}"))


def own(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "we take in no notes over Christmas"."""
    return whole.source.end != "?" and whole.cues.isdisjoint(("want", "wish", "please", "again", "copy"))


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
    return not rest.cues.isdisjoint(("want", "wish", "missing")) and _other_thing(rest)


def ours(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "the note we put into the parcel": papers first, then what the writer does with them."""
    papers = [part for part in parts if part.kinds]
    if whole.source.end == "?" or not papers or not whole.cues.isdisjoint(UNGIVEN) or _pleads(whole):
        return False
    wishes = not whole.cues.isdisjoint(("wish", "i_want", "needing"))
    given = not whole.cues.isdisjoint(GIVING)
    return all((own_modal(part) and not given) or (not wishes and _put(part)) for part in papers)


def _pleads(whole: Clause) -> bool:
    """True for a "please" that is not the modal of "we may not"."""
    modals = {h.first for h in whole.of("modal_self")}
    return any(h.first not in modals for h in whole.of("please"))


def _put(part: Clause) -> bool:
    last = max(hit.last for hit in part.kinds)
    known = {i for cue in NO_DEED for h in part.of(cue) for i in range(h.first, h.last + 1)}
    for hit in part.of("unasked:we"):
        verb = hit.first - 1
        word = part.words[verb].written
        if last < verb <= last + PLACE and verb not in known and word.isalpha() and word.islower():
            plain = all(w.written not in ",;:(" for w in part.words[last:verb])
            return plain and not any(h.first > hit.last for cue in TAKEN for h in part.of(cue))
    return False


def may(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "the note you may write in one go": the reader is allowed what gives nothing."""
    if whole.source.end == "?" or not whole.cues.isdisjoint(("me", "to_us", "again", "missing", "copy")):
        return False
    papers = [part for part in parts if part.kinds]
    return bool(papers) and all("unasked:may" in part.cues and _allowed(part) for part in papers)


def _allowed(part: Clause) -> bool:
    last = last_of(part)
    ends = {h.cue for h in part.hits if h.last == last}
    modal = part.of("unasked:may")[0].first
    fronted = all(hit.last < modal for hit in part.kinds)
    return fronted and "infinitive" in ends and ends.isdisjoint((*TAKEN, "getting"))


def over(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "never mind, a colleague had the copy in her drawer"."""
    wished = ("please", "missing", "again", "contrast", "wish", "i_want", "needing", "to_us", "sending")
    rest = [part for part in parts if "unasked:over" not in part.cues]
    return all(part.cues.isdisjoint(wished) for part in rest or parts)


def passive(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "each note is scanned here, please use white paper"."""
    papers = [part for part in parts if part.kinds]
    if whole.source.end == "?" or not whole.cues.isdisjoint(("missing", "again", *TAKEN[:4])):
        return False
    return all("unasked:is" in part.cues and _ends_done(part) for part in papers)


def upon(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "do the prices on your quote still hold?": papers on which something stands."""
    papers = whole.of("statement") or whole.kinds
    if not papers or not whole.cues.isdisjoint((*ASKED, "want", "wish", "again", "me", "to_us", "please")):
        return False
    question = whole.source.end == "?" or "statement" in whole.cues
    return question and all(governed(whole, hit.first, ("unasked:from",)) for hit in papers)


def with_wares(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "please get the goods and their papers ready"."""
    papers = [part for part in parts if part.kinds]
    if whole.source.end == "?" or not whole.cues.isdisjoint(
        ("me", "to_us", "sending", "{number}", "missing")
    ):
        return False
    whole_row = all(h.cue in FREIGHT for part in papers for h in part.kinds)
    wares = [h.first for h in whole.of("teller:wares")]
    return whole_row and "please" in whole.cues and any(not governed(whole, at) for at in wares)
