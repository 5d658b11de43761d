"""Where papers stand in a clause: in rows that go on over "and", behind a verb that is no giving."""

from parsers.phrases import Hit
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

LEAD = 2  # words before the paper that a clause begins with: "and the invoice"
SPEAKING = ("pronoun", "verb", "want")
UNSAID = ("docs", "statement", "remedy", "only", "these", "joiner")  # "no notes and no statement, only these"
TOLD = ("verb", "pronoun", "giving")
OF_GOODS = ("kind:delivery_note", "kind:order_confirmation")


def goods_of(clause: Clause) -> bool:
    """True when goods are named, and not only by the name of a paper: "delivery note"."""
    named = {i for h in clause.kinds for i in range(h.first, h.last + 1)}
    return any(h.first not in named for h in clause.of("order_thing"))


def names_goods(part: Clause, before: Clause | None) -> bool:
    """True for the docket of "the invoice for the first drop | docket 4711": it only names the goods."""
    if (
        before is None
        or len(part.kinds) != 1
        or part.kinds[0].cue not in OF_GOODS
        or "{number}" in before.cues
    ):
        return False
    if "{number}" not in part.cues or part.opens("joiner", "also") or not part.cues.isdisjoint(SPEAKING):
        return False
    asked = max((h.last for h in before.kinds if h.cue != part.kinds[0].cue), default=len(before.words))
    tied = any(h.first == asked + 1 for h in before.of("relation"))
    goods = any(h.first > asked for h in before.of("order_thing"))
    return tied and goods and part.kinds[0].first <= 1


def ends_with_kind(part: Clause) -> bool:
    """True when nothing follows the last kind of a clause."""
    last = max((h.last for h in part.kinds), default=-1)
    return last >= 0 and not any(w.written.isalnum() for w in part.words[last + 1 :])


def goes_on(part: Clause) -> bool:
    """True for "and the credit notes of May": what it begins with stands in a row with the clause before."""
    first = min((h.first for h in part.kinds), default=len(part.words))
    led = part.opens("joiner") and first <= LEAD and "contrast" not in part.cues
    return led and all(h.last > first for cue in SPEAKING for h in part.of(cue))


def modal_wish(clause: Clause) -> bool:
    """True for "er will die Rechnung": a verb of wishing with a paper and no other verb behind it."""
    wills = [h.first for h in clause.of("will")]
    if not wills or not any(h.first > wills[0] for h in clause.kinds):
        return False
    verbs = {h.last for h in clause.of("infinitive")}
    last = max(i for i, word in enumerate(clause.words) if word.written[:1].isalnum())
    small = clause.words[last].written.islower() and clause.words[last].thing is None
    return not (small and last in verbs)


def told_of_you(clause: Clause) -> bool:
    """True for "you send reminders": what the reader does, not what he is to do."""
    if clause.source.end == "?" or not clause.cues.isdisjoint(
        ("please", "wish", "condition", "missing", "again")
    ):
        return False
    you = [h.last for h in clause.of("yours") if clause.opens("yours") and h.first <= 1]
    named = {h.first for h in clause.kinds}  # "your invoice is what I need"
    wants = [h.first for h in clause.of("want")]
    return bool(you) and bool(wants) and named.isdisjoint(wants) and all(at == you[0] + 1 for at in wants)


def asks_which(clause: Clause) -> bool:
    """True for "which invoices are open", not for "those invoices which remain unpaid"."""
    kinds = [h.last for h in clause.kinds]
    return any(not any(last < hit.first for last in kinds) for hit in clause.of("which"))


def narrows(clause: Clause, hit: Hit) -> bool:
    """True for the "still unpaid" of "send me all still unpaid invoices": it only says which of them."""
    return hit.last - hit.first <= 1 and any(
        h.cue.startswith("status:") and h.first <= hit.last and hit.first <= h.last for h in clause.hits
    )


def bare_no(clause: Clause) -> bool:
    """True for "no statements", where nothing is said of them: neither that they lack nor that they came."""
    lacks = clause.of("lacking")
    if all(h.first for h in lacks):
        return False
    named = [h for h in clause.hits if h.cue.startswith((WANTED_KIND, *UNSAID))]
    said = {i for h in (*lacks, *named) for i in range(h.first, h.last + 1)}
    return bool(named) and all(i in said or not w.written.isalnum() for i, w in enumerate(clause.words))


def described(clause: Clause) -> bool:
    """True for a paper and what a relative clause tells of it: "the credit note which came after it"."""
    whole = [h for h in clause.of("everything") if h.first <= 1]
    if any(h.first < tie.first <= h.last for h in whole for tie in clause.of("about")):
        return True  # "everything that there is on order 4711"
    ties = [h.first for h in clause.of("relative")]
    if not ties:
        return False
    spoken = [h.first for cue in TOLD for h in clause.of(cue)]
    first = min(spoken, default=len(clause.words))
    return any(k.first <= LEAD and any(k.last < tie <= first for tie in ties) for k in clause.kinds)
