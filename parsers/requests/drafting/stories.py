"""What a message only tells beside what it wants; complaints, matters and calls that stand firm stay."""

from collections.abc import Callable, Mapping, Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.narrated import plainly
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.plain import governed
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

PAPERS = frozenset({"documents", "statement", "export", "open_items", "payment_status"})
ANSWERED = frozenset({"open_items", "payment_status", "order_status"})  # plain as a mere question, too
STANDING = frozenset({"subscribe", "unsubscribe", "people"})
MONEY_AND_GOODS = frozenset({"payment_status", "payment_notice", "order_status"})
OURS = ("{number}", "{money}", "kind:invoice")
PLAIN = ("want", "wish", "please", "missing", "again", "copy")
MATTER = ("kind:", "{number}", "{money}", "quantity", "short", "order_thing", "charged", "docs")
YOURS = frozenset({"yours", "traded"})  # "you delivered"
SUMS = ("{money}", "quantity", "short", "charged")  # what a complaint may tell in its next clause
DEMANDS = ("please", "want", "wish", "i_want")
DATA = ("{address}", "{number}", "please", "want", "wish")  # what makes "we have moved" a notice
PAST = ("past_be",)  # "he was ringing me"
NOTICES = ("outside_told", "moving", "ordering")
BUILT = frozenset(
    {"flaw", "bids_amend", "amend", "counted_line", "levy", "news"}
)  # firm by how they are built
NAMING = ("kind:", "docs", "{number}")
BUSINESS = (
    *("{number}", "{money}", "{address}", "kind:", "docs", "order_thing", "quantity", "short", "yours"),
    *("paid", "ordering", "arrival", "handed"),
)
MOVED = ("arrival", "motion", "handed", "item")
FIGURES = ("{number}", "{money}", "quantity")  # without them a complaint in passing is none
CLAIMED = frozenset({"dispute", "order_status"})
CONTESTED = (*FIGURES, "short", "charged", "remedy", "amend", "damage")
SENT = ("sending", "emailing", "traded", "ledger:goes")
BRIEF = 8  # words of "damit sind wir nicht einverstanden"
NAMED_DATE = frozenset({"ledger:tell", "order_status"})
FEW = 4  # words of "please put in"
ASKING = (*DEMANDS, "again", "copy", "remedy", "missing")


def without_stories(drafts: Sequence[Draft], units: Sequence[Unit], wanting: bool) -> list[Draft]:
    """The drafts without told verdicts, as far as the message asks for papers in plain words.

    `wanting`: a sentence asks for what another one names. "The electrician broke his leg" disputes nothing.
    """
    if not drafts:
        return []
    drafts = _of_the_trade(drafts)
    told = [_told(draft) and not _refuses(draft, units) for draft in drafts]
    rest = [draft for draft, only_told in zip(drafts, told, strict=True) if not only_told]
    if any(draft.intent == "documents" and not draft.unit.weak for draft in rest):
        rest = [draft for draft in rest if not _mixed_up(draft)]
    named = wanting and any(_shows(unit.clause, NAMING) for unit in units)
    if named or any(map(_plain, rest)):
        return rest
    rest = [draft for draft, only_told in zip(drafts, told, strict=True) if not (only_told and _apart(draft))]
    asked = wanting or any(not draft.unit.weak and draft.intent != "other" for draft in rest)
    if asked:
        return rest
    if len(units) == 1 or any(_figures(unit.clause) for unit in units) or _complains(drafts):
        return list(drafts)
    return [draft for draft in drafts if draft in rest or draft.intent not in CLAIMED]


def _complains(drafts: Sequence[Draft]) -> bool:
    """True when one sentence after the other finds fault, and nothing else is said: that is no story."""
    return len({d.unit.sentence for d in drafts}) > 1 and all(d.intent == "dispute" for d in drafts)


def _figures(clause: Clause) -> bool:
    return _shows(clause, FIGURES) or any(word.written.isdigit() for word in clause.words)


def _of_the_trade(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts without what asks, beside a private matter, after payments or parcels and names none."""
    if not any(draft.intent == "other" and draft.shows("private") for draft in drafts):
        return drafts
    ours = {draft.unit.sentence for draft in drafts if draft.shows(*OURS)}
    return [d for d in drafts if d.intent not in MONEY_AND_GOODS or d.unit.sentence in ours]


def _plain(draft: Draft) -> bool:
    if draft.unit.weak:
        return draft.intent == "documents" and draft.unit.clause.source.item and draft.selected
    if draft.intent in STANDING or (draft.intent in PAPERS and draft.shows(*PLAIN)):
        return True
    return draft.intent in ANSWERED and (plainly(draft) or any(map(_wonders, draft.unit.parts)))


def _wonders(part: Clause) -> bool:
    """True for "where is order 4711?", that no sentence beside it needs to explain."""
    return part.source.end == "?" and part.opens("ask_words", "inverted") and asks(part)


def _told(draft: Draft) -> bool:
    """True when the clauses that decided neither ask for anything nor say what is wrong with what."""
    firm = FIRM.get(draft.intent)
    rule = draft.unit.rule
    if firm is None or rule is None or draft.rowed:
        return False
    if not rule.needs[0].isdisjoint(BUILT):
        return False
    deciding = [p for p in draft.unit.parts if not p.cues.isdisjoint(rule.needs[0])]
    if any("of_others" in part.cues for part in deciding) and not draft.numbers:
        return True  # "the chairs of the other supplier came scratched"
    return not any(firm(part, draft) for part in deciding or draft.unit.parts)


def _refuses(draft: Draft, units: Sequence[Unit]) -> bool:
    """True for "we do not accept that", right behind the paper or the sum that is not accepted."""
    clause = draft.unit.clause
    if (
        draft.intent != "dispute"
        or len(clause.words) > BRIEF
        or not {"this", "negation", "pronoun"} <= clause.cues
    ):
        return False
    before = [unit for unit in units if unit.sentence == clause.sentence - 1]
    return any(_shows(unit.clause, SUMS) or "levy" in unit.clause.cues for unit in before)


def _mixed_up(draft: Draft) -> bool:
    """True for a wrong paper, or one sent to a wrong place, whose right one is asked for elsewhere."""
    clause = draft.unit.clause
    if draft.intent != "dispute" or not clause.kinds or draft.shows(*CONTESTED):
        return False
    kinds, sent = {h.first for h in clause.kinds}, draft.shows(*SENT)
    faults = [h.last + 1 for h in clause.of("dispute")]
    return bool(faults) and all(at in kinds or (sent and governed(clause, at)) for at in faults)


def _apart(draft: Draft) -> bool:
    """True when nothing that is said is of the trade, or asks for anything."""
    return not _shows(draft.unit.clause, (*BUSINESS, *ASKING))


def _shows(clause: Clause, cues: tuple[str, ...]) -> bool:
    return any(cue.startswith(cues) for cue in clause.cues)


def _subordinate(part: Clause) -> bool:
    """True for a clause that hangs on another; not for "that invoice is wrong", that begins its sentence."""
    names = part.words[0] is part.source.words[0] and part.opens("stance:definite")
    return part.opens("consequence", "condition") or (part.opens("relative") and not names)


def _disputes(part: Clause, draft: Draft) -> bool:
    """A complaint is about a paper, a sum, goods that came, or it demands something."""
    if _subordinate(part):
        return False
    if draft.numbers and not draft.shows("kind:quote"):
        return True  # "the tiles of delivery 4711 came broken | and we will not pay for them"
    broken = any(not governed(part, hit.first) for hit in part.of("damage"))  # "through the broken pane came"
    if _shows(part, MATTER) or (broken and "traded" in part.cues) or part.cues >= YOURS:
        return True
    if "attitude" in part.cues and _shows(part, ("pronoun", "told_by")) and "outsider" not in part.cues:
        return True  # "we will not pay for them"
    return draft.shows(*SUMS) or (draft.shows("remedy", "claim") and _shows(part, DEMANDS))


def _matters(part: Clause, draft: Draft) -> bool:
    """A matter for a person is asked for; a notice gives the new data, or asks to take note."""
    if _subordinate(part):
        return False
    if asks(part) or _demands(part):
        return part.opens("ask_words") or not _points(part)  # "what do 50 of these cost?"
    words = draft.unit.clause.words
    figures = any(not w.thing and (w.written == ":" or any(map(str.isdigit, w.written))) for w in words)
    return _shows(part, NOTICES) and (figures or draft.shows(*DATA))


def _calls(part: Clause, _: Draft) -> bool:
    """A call is asked for."""
    if part.opens("human") and part.source.end == "?":
        return True  # "who is our contact?"
    if _subordinate(part) or not part.cues.isdisjoint(PAST):
        return False
    others = part.opens("stance:definite") and part.cues.isdisjoint(("want", "pronoun"))  # "the lads call me"
    calls = "me" in part.cues and "outsider" not in part.cues and not others
    calls = calls or not part.cues.isdisjoint(("someone", "waiting", "named_item")) or part.source.item
    begs = {h.first for h in part.of("want")}
    calls = calls or any(h.first in begs for h in part.of("human"))  # "Ms Ott requests a call"
    return calls or asks(part) or _demands(part) or part.opens("human")


def _demands(part: Clause) -> bool:
    """True for what the writer wants, not for what somebody else does: "the forms want all the pages"."""
    if _shows(part, ("please", "wish", "i_want")):
        return True
    wants = part.of("want")
    if wants and wants[-1].last == len(part.words) - 1 and "pronoun" not in part.cues:
        return True  # "künftig getrennt schicken"
    return bool(wants) and (part.opens("want") or any(h.first < wants[0].first for h in part.of("told_by")))


def _points(part: Clause) -> bool:
    """True for a deed upon what another sentence names: "can you make this today?" """
    own = _shows(part, (*NAMING, "order_thing", "alter", "{address}"))
    return not own and ("this" in part.cues or len(part.words) <= FEW)


def _goods(part: Clause, draft: Draft) -> bool:
    """Goods that are asked after, or told of with what belongs to the trade."""
    wonders = {"whether", "told_by", "want"} <= part.cues  # "so I need to know whether it leaves today"
    wonders = wonders or (part.opens("ask_words") and asks(part) and _questions(part))  # "when will it"
    if part.opens("consequence", "condition", "reason") and not wonders:
        return False
    ours = draft.shows("order_status") and draft.shows("{number}", "order_thing", "this")
    if asks(part) and (part.source.end == "?" or draft.shows(*DEMANDS, "bid") or ours):
        return True
    dated = part.cues >= NAMED_DATE or (
        "order_status" in part.cues and part.opens("ask_words") and asks(part)
    )
    if dated and part.cues.isdisjoint(("pronoun", "past")):
        return True  # "and name a date of delivery", "and a word when delivery is due"
    if part.source.item or any(map(_heads, draft.unit.parts)):
        return True  # a line that names what is asked after
    moved = "{number}" in part.cues and _shows(part, MOVED)
    tied = {h.first for h in part.of("relative")}
    points = any(h.first not in tied for h in part.of("this"))  # "there is no sign of it"
    moved = moved or (points and draft.shows("{number}", "order_thing"))
    return _shows(part, ("please", "order_thing")) or (moved and not _subordinate(part))


def _questions(part: Clause) -> bool:
    """True for "when will it come", not for "when it came"."""
    return "inverted" in part.cues or part.source.end == "?"


def _heads(part: Clause) -> bool:
    """True for the "order 4711" of "order 4711, I was promised a date"."""
    return "{number}" in part.cues and part.cues.isdisjoint(("verb", "pronoun"))


FIRM: Mapping[str, Callable[[Clause, Draft], bool]] = {
    "dispute": _disputes,
    "other": _matters,
    "human": _calls,
    "help": lambda part, _: (
        part.source.end not in (".", "!") and not _shows(part, ("want", "again", "copy", "these"))
    ),
    "order_status": _goods,
}
