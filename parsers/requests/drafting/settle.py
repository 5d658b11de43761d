"""What remains of all the wishes of a message: doubles put together, mere explanations dropped."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from parsers.requests.drafting.drafts import SPOKEN, Draft
from parsers.requests.drafting.explained import explains
from parsers.requests.drafting.grouping import OF_ARTICLES
from parsers.requests.drafting.mentions import adds, lists_the_same
from parsers.requests.drafting.wishes import MATTERS
from parsers.requests.grammar.access import same

ONE_EACH = frozenset({"dispute", "human", "help", "other", "reconcile"})
JOINED = frozenset({"open_items", "statement", "order_status", "payment_status", "payment_notice", "export"})
SIGNS = (":", "-", "–", "—", "|", "=")
UNPAID = ("open", "overdue")
TABLES = ("csv", "xlsx")
LISTING = ("open_items", "statement", "subscribe")  # what a table may hold
FILTERS = ("location", "cost_centre", "status", "person", "amount")


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without explanations and repetitions."""
    for draft in drafts:
        if draft.form and draft.intent == "export" and lists_the_same(draft, drafts):
            for other in drafts:
                if other.intent in LISTING:
                    other.form = other.form or draft.form
    _tabled(drafts)
    for draft in drafts:  # "a list of the overdue invoices"
        unpaid = draft.intent == "export" and draft.kinds <= {"invoice"} and draft.status in UNPAID
        if unpaid and not (draft.numbers or draft.dated):
            draft.intent, draft.kinds = "open_items", set()
            draft.status = None if draft.status == "open" else draft.status
    for draft in drafts:  # "invoices for June. The lot as one PDF."
        if draft.kinds == {"all"} and not draft.selected and _asked_elsewhere(draft, drafts):
            draft.kinds = set()
    _spell_out(drafts)
    _spread_forms(drafts)
    drafts = [draft for draft in drafts if not _only_table(draft, drafts)]
    drafts = [draft for draft in drafts if not _asked_before(draft, drafts)]
    if len(drafts) < 2:
        return drafts  # one alone explains nothing
    told = [d for d in drafts if not explains(d, [o for o in drafts if o is d or not _own_rows(d, o)])]
    return _together(_told_each(told), _same_wish)


def _tabled(drafts: Sequence[Draft]) -> None:
    """No paper is a table: "every delivery note, in a CSV", "all notes of May. Excel would be fine."."""
    for draft in drafts:
        if draft.intent == "documents" and draft.form in TABLES and draft.kinds and not draft.numbers:
            draft.intent = "export"


def _own_rows(a: Draft, b: Draft) -> bool:
    """True for two rows of a list, each with its own number: "4711: the invoice?", "4712: please cancel"."""
    if all(d.unit.clause.source.end == ":" and d.kinds for d in (a, b)) and not a.kinds & b.kinds:
        return True  # "Please send the notes:" and, below their numbers, "and the invoices:"
    return a.rowed and b.rowed and not any(n in b.numbers for n in a.numbers)


def _told_each(drafts: list[Draft]) -> list[Draft]:
    """What is said of all the people of a list, given to each of them."""
    general = [d for d in drafts if d.intent == "people" and d.person is None]
    single = [d for d in drafts if d.intent == "people" and d.person]
    if len(single) < 2 or not general:
        return drafts
    kinds = next((one.kinds for one in general if one.kinds), set())
    place = next((one.location for one in general if one.location), None)
    for draft in single:
        draft.kinds = draft.kinds or set(kinds)
        draft.location = draft.location or place
    return [d for d in drafts if d not in general]


def _spell_out(drafts: Sequence[Draft]) -> None:
    """Gives "all papers of May" the kinds of the fragment behind it: "Invoices and credits."."""
    for whole, named in pairwise(drafts):
        if whole.intent == named.intent == "documents" and whole.shows("everything", "all") and named.kinds:
            behind = named.unit.weak and named.unit.sentence == whole.unit.sentence + 1 and not named.selected
            if (
                behind
                and (whole.every or whole.kinds <= named.kinds | {"all"})
                and not named.shows("all", *SPOKEN)
            ):
                whole.kinds, whole.every = set(named.kinds), False


def _spread_forms(drafts: Sequence[Draft]) -> None:
    """What is only told of a form: "please again, in the format XRechnung", "send it all in a zip file"."""
    papers = [draft for draft in drafts if draft.intent == "documents"]
    for draft in papers:
        if draft.form == "xml" and not draft.selected and _formal(draft):
            draft.kinds = set() if any(d.kinds > draft.kinds for d in papers) else draft.kinds
            for other in papers if draft.unit.weak else ():
                if other.kinds == draft.kinds and other.unit.sentence == draft.unit.sentence - 1:
                    other.form = other.form or draft.form  # "As XRechnung if there is one."
        if draft.form and not (draft.kinds or draft.selected) and draft.shows("all", "everything", "several"):
            for other in papers:
                other.form = other.form or draft.form


def _only_table(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True for "as a CSV would be fine" behind the papers that it speaks of, which take the form."""
    if draft.intent != "export" or draft.selected or draft.form not in TABLES:
        return False
    if draft.kinds and not draft.unit.weak:
        return False  # "a CSV with invoice no. and total is all they want" only describes it
    lists = (d for d in drafts if d.intent in ("documents", "export") and d.kinds and not d.numbers)
    for other in lists:
        if other.unit.sentence == draft.unit.sentence - 1 and other.form is None:
            other.intent, other.form = "export", draft.form
            return True
    return False


def _asked_before(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True for the 2 of "the invoices 1, 2 and 3. 2 with its note, please"."""
    bare = draft.apart and not draft.kinds and bool(draft.numbers)
    before = (d for d in drafts if d.unit is not draft.unit and d.intent == "documents" and d.kinds)
    return bare and any(set(draft.numbers) < set(d.numbers) for d in before)


def _formal(draft: Draft) -> bool:
    """True when only the name of a form names a kind: "XRechnung"."""
    clause = draft.unit.clause
    forms = {at for h in clause.of("form:xml") for at in range(h.first, h.last + 1)}
    return bool(clause.kinds) and all(h.first in forms for h in clause.kinds)


def _asked_elsewhere(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(d.intent == "documents" and d is not draft and d.kinds - {"all"} for d in drafts)


def shared(drafts: Sequence[Draft]) -> list[Draft]:
    """Different kinds with the same numbers, time frame and filters are one wish."""
    _tabled(drafts)
    for draft in drafts:
        if draft.intent == "people":  # the day from which it holds is no selection
            draft.since = draft.until = None
            if _is_name(draft.location or "", draft.person or ""):
                draft.location = None  # "new in the warehouse: Jan Ott, jan.ott@firm.example"
        if draft.intent == "documents" and draft.numbers:  # a time frame, a site, a person only describe it
            draft.since = draft.until = draft.last = draft.location = draft.person = draft.status = None
        if draft.intent == "documents" and draft.kinds and draft.kinds <= OF_ARTICLES and not draft.dated:
            draft.location = draft.person = None  # a data sheet is the same for all
        if draft.intent in MATTERS and draft.numbers:  # and so do a site and a person
            draft.since = draft.until = draft.last = draft.location = draft.person = None
        reminds = draft.intent == "documents" and "reminder" in draft.kinds
        if reminds and (len(draft.kinds) > 1 or _listing(draft)) and draft.reminded:
            draft.kinds = draft.kinds - {"reminder"}
    whole = _together([d for d in drafts if not _counted(d, drafts)], _same_papers)
    for draft in whole:
        if len(draft.kinds) > 1:  # "no invoice yet. All that there is of May, please"
            draft.kinds = draft.kinds - {"all"}
    return whole


def _is_name(site: str, person: str) -> bool:
    """True for a first and a last name that the person's address holds."""
    return len(site.split()) > 1 and all(same(part, person) for part in site.split())


def _counted(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True for the "4711  12 pcs" below "the invoices for these orders": the row orders nothing."""
    if draft.intent != "other" or not draft.unit.weak:
        return False
    source = draft.unit.clause.source
    first = source.words[0].thing if source.fresh else None
    rows = first is not None and first.sort == "number"
    papers = [d for d in drafts if d.intent == "documents" and not d.unit.weak] if rows else []
    return any(set(draft.numbers) <= set(d.numbers) for d in papers)


def _listing(draft: Draft) -> bool:
    """True for "it says on your reminder that we owe 4711": the number is no reminder's."""
    return bool(draft.numbers) and draft.shows("mention") and draft.shows("status:open", "status:overdue")


def _together(drafts: Sequence[Draft], alike: Callable[[Draft, Draft], bool]) -> list[Draft]:
    whole: list[Draft] = []
    if len(drafts) < 2:
        return [*drafts]
    for draft in drafts:
        twin = next((other for other in whole if alike(other, draft)), None)
        if twin:
            twin.join(draft)
        else:
            whole.append(draft)
    return whole


def _same_wish(a: Draft, b: Draft) -> bool:
    """True for two sentences about one wish."""
    if a.apart or b.apart:
        return False
    if a.intent != b.intent or a.intent in ONE_EACH:
        return a.intent == b.intent
    if a.intent == "subscribe" and a.unit.sentence == b.unit.sentence and not _both(a, b, "recurring"):
        return True
    if a.intent == "people":
        return not a.person or not b.person or a.person.casefold() == b.person.casefold()
    if not _agree(a, b, "location", "cost_centre", "status", "person", "amount"):
        return False
    if a.intent in JOINED:
        return _agree(a, b, "since", "until") and (not a.numbers or not b.numbers or a.numbers == b.numbers)
    return _same_documents(a, b) if a.intent == "documents" else a.kinds == b.kinds


def _both(a: Draft, b: Draft, cue: str) -> bool:
    return a.shows(cue) and b.shows(cue)


def _same_documents(a: Draft, b: Draft) -> bool:
    if _sum_or_day(a, b) or _sum_or_day(b, a):
        return False
    beside = a.unit is b.unit or adds(b)
    if beside and a.numbers and b.status and not (a.status or b.numbers):
        return False  # "invoice 4711 and all open invoices"
    lists = a.kinds == b.kinds and bool(a.numbers and b.numbers) and a.selection[1:] == b.selection[1:]
    lists = lists and not _in_its_own_form(a, b)
    agree = a.kinds == b.kinds or not a.kinds or not b.kinds
    more = bool(a.kinds and a.numbers and b.numbers) and not b.kinds and b.unit.clause.opens("also")
    more = more and b.unit.sentence == a.unit.sentence + 1  # "Also lot 4711."
    return lists or more or (agree and (not a.selected or not b.selected or a.selection == b.selection))


def _sum_or_day(a: Draft, b: Draft) -> bool:
    """True for "the invoice for 711.90" and "the invoice of 3 November", each asked for by itself."""
    lines = a.unit is b.unit or (a.unit.clause.source.fresh and b.unit.clause.source.fresh)
    return lines and bool(a.amount and not a.selected) and bool(b.selected and not b.amount)


def _in_its_own_form(a: Draft, b: Draft) -> bool:
    """True for the 2 of "I need invoice 1. And invoice 2, as XML": the form is that of its own sentence."""
    later = a.form is None and b.form == "xml" and b.unit.sentence > a.unit.sentence
    return later and not b.shows("several", "all", "everything", "these")


def _agree(a: Draft, b: Draft, *names: str) -> bool:
    """True when no field says two different things."""
    values = ({getattr(a, name), getattr(b, name)} for name in names)
    return all(len(pair) == 1 or None in pair for pair in values)


def _same_papers(a: Draft, b: Draft) -> bool:
    if a.intent != b.intent:
        return False
    alike = all(getattr(a, name) == getattr(b, name) for name in FILTERS)
    both = alike and a.intent == "documents" and not (a.apart or b.apart)
    listed = both and a.kinds == b.kinds and a.numbers and b.numbers and not _in_its_own_form(a, b)
    return (both and a.selection == b.selection) or bool(listed) or a.ask() == b.ask()
