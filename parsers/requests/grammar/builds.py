"""Builds of sentences that name papers and want none: what for, errands, own deeds, data of papers."""

from collections.abc import Sequence

from parsers.requests.grammar.governing import owned
from parsers.requests.grammar.plain import governed
from parsers.requests.grammar.rounds import ASKED, last_of
from parsers.requests.grammar.tied import PLACE, other_thing
from parsers.requests.grammar.wanting import own_modal
from parsers.requests.text.clauses import Clause, stretch

FORMS = frozenset(
    {
        *("teller:does", "infinitive", "verb", "participle", "inverted", "predicate", "ledger:strange"),
        *("motion", "unasked:runs", "ledger:tell", "person_verb", "access:verb", "final", "done"),
    }
)
WISHED = ("please", "want", "wish")
SAID = (*WISHED, "negation", "i_want", "bid", "needing", "also", "condition", "only", "will")
FREIGHT = frozenset(
    {"kind:delivery_note", "kind:invoice", "kind:order_confirmation", "kind:shipping_document"}
)
SELECTING = ("{number}", "{period}", "copy", "again", "missing", "lacking", "filter:last", "form:")
FRONT_WORDS = ("stance:definite", "determiner", "all", "yours", "filter:ours")
FRONT = 2  # words before the paper that a sentence begins with
UNGIVEN = ("again", "missing")
GIVING = ("sending", "copy", "form:attachment")
NO_DEED = (
    *("unasked:gets", "determiner", "relative", "joiner", "condition", "reason", "ask_words", "whether"),
    *("stance:definite", "verb", "access:may", "i_want", "access:wish", "access:take", "awaiting", "needing"),
)
PLEADING = ("please", "want", "wish", "me", "to_us")
GIVEN = ("want", "sending", "emailing", "copy")
TAKEN = (*GIVEN, "bid", "doing")


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
        return owned(rest) or other_thing(rest)
    return whole.opens("unasked:aim") and not rest.cues.isdisjoint(("doing", "unasked:lure"))


def referred(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "the goods are back, see note 4711": behind what is told a paper is only referred to."""
    if whole.source.end == "?" or not whole.cues.isdisjoint((*ASKED, *PLEADING)):
        return False
    named = [i for i, part in enumerate(parts) if part.kinds]
    return min(named, default=0) > 0 and all(parts[at].opens("unasked:see") for at in named)


def told_to(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "please debit invoice 4711 next month": what the reader is to do, and gives nobody any."""
    if not whole.cues.isdisjoint((*ASKED, *GIVEN, "wish", "me", "to_us", "again", "whether")):
        return False
    begins = {h.last + 1 for cue in ("please", "teller:addressed") for h in whole.of(cue)} | {0}
    return any(h.first in begins for h in whole.of("unasked:do"))


def settled(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "the bill of May was paid long ago, please clear it"."""
    papers = [part for part in parts if part.kinds]
    rest = [part for part in parts if part not in papers]
    if whole.source.end == "?" or not rest or not whole.cues.isdisjoint((*ASKED, *GIVEN, "wish")):
        return False
    told = all("pay:done" in part.cues and "please" not in part.cues for part in papers)
    return told and any("please" in part.cues for part in rest)


def lured(whole: Clause, parts: Sequence[Clause]) -> bool:
    """True for "log in here and open your bill": what strangers want done."""
    return whole.source.end != "?" and whole.opens("unasked:lure") and whole.cues.isdisjoint(("me", "to_us"))


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
    if whole.source.end == "?" or not whole.cues.isdisjoint((*ASKED - {"lacking"}, *WISHED)):
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
    if not rest or any(part.kinds or not _wares(part) for part in lacking):
        return False
    return all(part.cues.isdisjoint(("please", "want", "wish", "again", "copy")) for part in parts)


def _wares(part: Clause) -> bool:
    """True for a clause that names goods; not for "there was no paper in the box"."""
    goods = (h for cue in ("teller:load", "teller:wares") for h in part.of(cue))
    return "docs" not in part.cues and any(not governed(part, h.first) for h in goods)


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
    if whole.source.end == "?" or not whole.cues.isdisjoint(("missing", "again", *GIVEN)):
        return False
    return all("unasked:is" in part.cues and _ends_done(part) for part in papers)


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
