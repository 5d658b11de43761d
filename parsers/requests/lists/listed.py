"""Numbers of the sentences and lists around a wish, and those of them that are left out."""

from collections.abc import Iterator, Mapping, Sequence, Set

from parsers.phrases import Hit
from parsers.requests.drafting.drafts import Draft
from parsers.requests.fields.places import Number, named_kinds, number_of, numbered, numbers, places
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.lists.entries import described, entries, entry
from parsers.requests.lists.ordinals import left_over
from parsers.requests.lists.spared import denied, lacked, named_again, without
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

OF_LOTS = ("batch", "serial")  # numbers of a part of what was delivered
STORIES = ("order_status", "dispute", "payment_notice", "payment_status", "other")
NEAR = 3  # units that a story and its wish may fill
OF_GOODS = ("datasheet", "sds", "certificate")  # papers of articles
OF_ORDERS = ("order", "delivery")
ORDINALS = (("first", 0), ("second", 1), ("final", -1))
SETTLING = ("all", "everything", "have", "done", "settled", "negation", "want")
LACKING = ("negation", "lacking", "also", "only")
TICKS = frozenset("✓✔☑✅√")
SPEAKING = ("verb", "pronoun", "told_by", "want", "order_thing")
NAMING = (WANTED_KIND, "docs", "copy", "order_thing")
ROW = 10  # words of a line that only names a thing and its number
ASKING = ("want", "wish", "please", "missing", "again", "copy")


def chosen(found: Sequence[Number], unit: Unit) -> list[Number]:
    """The one of several numbers that "the second one" means, else all."""
    cues = unit.clause.cues
    if "middle" in cues and len(found) % 2:
        return [found[len(found) // 2]]
    if "latter" in cues and len(found) > 1 and not unit.clause.kinds:
        return [found[-1]]
    if "filter:last" not in cues and len(found) > 1:
        for cue, place in ORDINALS:
            if len(found) > abs(place) and any(_of_papers(unit.clause, hit) for hit in unit.clause.of(cue)):
                return [found[place]]
    return list(found)


def _of_papers(clause: Clause, hit: Hit) -> bool:
    """True for "the first", "the first invoice", not for "the first mail"."""
    at = hit.last + 1
    if at >= len(clause.words) or not clause.words[at].written[:1].isalpha() or clause.words[at].thing:
        return True
    named = any(h.first <= at <= h.last and h.cue.startswith(NAMING) for h in clause.hits)
    return named or clause.words[at].written.islower()


def list_after(read: Sequence[Unit], draft: Draft) -> list[Number]:
    """Numbers of the lines that follow a wish."""
    found: list[Number] = []
    lines = entries(read)
    for i, unit in enumerate(read):
        if i in lines and unit.intent == NOTHING:  # "AD-120 adhesive: not needed"
            continue
        listed = _plain(unit) or _remarked(unit, draft) or _of_other_kind(unit, draft)
        bare = unit.weak or (unit.intent == draft.intent and not _names_kind(unit))
        listed = listed or (i in lines and bare)
        here = numbers(unit.clause) if listed else []
        if i in lines and listed and (number := entry(unit.clause)) is not None:
            here = [number]  # "pH minus PC-1066" denies nothing
        here = [] if "to_mention" in unit.clause.cues else here
        ends = bool(found) or not (unit.weak or unit.intent in (None, WANT, NOTHING, draft.intent))
        if not here and ends and not (found and _amid(unit, read[i + 1 : i + 2])):
            break
        found += here
    return found


def _amid(unit: Unit, following: Sequence[Unit]) -> bool:
    """True for a line without a number inside a list: "TH-500 | some lacquer | H-2900"."""
    rows = all(u.clause.source.fresh and u.intent is None for u in (unit, *following))
    short = len(unit.clause.words) <= ROW and unit.clause.cues.isdisjoint(SPEAKING)
    return rows and short and bool(following) and bool(numbers(following[0].clause))


def more_listed(draft: Draft, read: Sequence[Unit], at: int) -> list[Number]:
    """Numbers of the list that a wish announces, when the last line of it was taken for a wish of its own."""
    clause = draft.unit.clause
    opens = clause.source.end == ":" or any(h.last == len(clause.words) - 1 for h in clause.of("relation"))
    if numbers(clause) and draft.numbers and clause.source.end != "?":
        return _further_rows(draft, read[at + 1 :])
    if not opens or numbers(clause) or not draft.numbers:
        return []
    return [n for n in list_after(read[at + 1 :], draft) if n not in draft.numbers]


def _further_rows(draft: Draft, following: Sequence[Unit]) -> list[Number]:
    """The lines of a list whose first line ends the wish itself: "the sheets for art. 4011 | art. 4012"."""
    shapes = {shape(n) for n in draft.numbers if isinstance(n, str)}
    found: list[Number] = []
    for unit in following:
        clause = unit.clause
        here = [n for n in numbers(clause) if isinstance(n, str)]
        row = clause.source.fresh and unit.intent is None and clause.cues.isdisjoint(SPEAKING)
        if not row or len(here) != 1 or shape(here[0]) not in shapes or len(clause.words) > ROW:
            break
        found.append(here[0])
    return [n for n in found if n not in draft.numbers]


def shape(number: str) -> str:
    """A number with its figures alike: those of one list look the same."""
    return "".join("0" if c.isdigit() else c for c in number)


def lots(draft: Draft, following: Sequence[Unit]) -> list[Number]:
    """The batches of a delivery that the sentence behind tells: "Heats are 889120 and 889127." """
    if not draft.numbers or "certificate" not in draft.kinds:
        return []
    telling = [u for u in following if u.intent is None and u.clause.cues.isdisjoint(SETTLING)]
    found = [p for u in telling for p in places(u.clause, {}) if p.sort == "number"]
    named = any("lot_thing" in u.clause.cues for u in telling)
    lots_ = all(p.role in OF_LOTS or (named and p.role is None) for p in found)
    return [p.value.value for p in found] if lots_ else []


def list_before(read: Sequence[Unit], draft: Draft) -> list[Number]:
    """Numbers of the sentence, or of the list, before a wish; whether a payment came, of the payment."""
    told = "payment_notice" if draft.intent == "payment_status" else None
    found: list[Number] = []
    for unit in reversed(read):
        plain = unit.intent in (None, told) or unit.weak
        plain = plain or unit.intent == draft.intent == "order_status"  # "4711 is late. When will it come?"
        same = told is not None and unit.sentence == draft.unit.sentence and unit.intent != "documents"
        plain = plain or same
        here = numbers(unit.clause) if plain else []
        if found and (not here or not unit.clause.source.fresh):
            break
        found = here + found
    return _of_lots(found, read, draft)


def of_orders(found: list[Number], earlier: Sequence[Unit], draft: Draft) -> list[Number]:
    """Borrowed numbers: papers of orders go with these, not with an article named beside."""
    telling = [unit for unit in earlier if unit.intent != NOTHING or unit.weak]
    roles = {p.value.value: p.role for unit in telling for p in numbered(unit.clause)}
    if not found or not draft.kinds or not draft.kinds.isdisjoint(OF_GOODS):
        return found
    orders = [n for n, role in roles.items() if role in OF_ORDERS]
    if draft.shows("order_thing") and all(roles.get(n) not in (None, *OF_ORDERS) for n in found):
        return orders[-1:] or found  # "the invoice for that order", where another invoice was told of
    kept = [n for n in found if roles.get(n) != "article"]
    return kept or orders[-1:] or found


def _of_lots(found: list[Number], read: Sequence[Unit], draft: Draft) -> list[Number]:
    """Of a table of articles and batches the batches, where the wish speaks of these."""
    roles = {p.value.value: p.role for unit in read for p in numbered(unit.clause)}
    meant = [n for n in found if roles.get(n) in OF_LOTS] if draft.shows("lot_thing") else []
    return meant or found


def told_of(read: Sequence[Unit], at: int, draft: Draft) -> list[Number]:
    """The numbers of what a wish without any is about; the wish stands at an index.

    Either a sentence right before tells of one thing: "Shipment 8001 never came. Please send the POD." Or
    another paper of it is refused: "I don't need the delivery note for 8001 but the invoice". Papers of
    articles go with the articles that a message names anywhere.
    """
    open_ = draft.intent == "documents" and not draft.kinds
    if open_ or (draft.shows("all", "everything") and not draft.shows("this", "these")):
        return []
    near = read[max(at + 1 - NEAR, 0) : at + 1] if at >= 0 else read[:NEAR]
    for unit in reversed(near):
        every = [n for word in unit.clause.words if (n := number_of(word)) is not None]
        refused = unit.intent == NOTHING or not numbers(unit.clause)
        refused = refused and bool(set(named_kinds(unit.clause, {})) - draft.kinds)
        if every and (refused or (unit is not draft.unit and unit.intent in STORIES)):
            return every
    named = [p for unit in read for p in numbered(unit.clause) if unit.intent != NOTHING]
    goods = bool(draft.kinds) and draft.kinds <= set(OF_GOODS)
    return [p.value.value for p in named if goods and p.role == "article"]


def _plain(unit: Unit) -> bool:
    """True for a line that names a number and wants nothing else."""
    return unit.intent is None or (unit.weak and unit.intent == "documents" and not _names_kind(unit))


def _of_other_kind(unit: Unit, draft: Draft) -> bool:
    """True for "invoice 4711" below "the delivery notes for these invoices"."""
    named = {cue for cue in unit.clause.cues if cue.startswith(WANTED_KIND)}
    wanted = {WANTED_KIND + kind for kind in draft.kinds}
    belongs = bool(wanted) and named <= draft.unit.clause.cues and named.isdisjoint(wanted)
    return belongs and unit.weak and unit.intent == draft.intent == "documents"


def _remarked(unit: Unit, draft: Draft) -> bool:
    """True for a line of a list with a remark: "4711 (final invoice is missing)"."""
    first = unit.clause.words[0].thing
    listed = unit.clause.source.fresh and first is not None and first.sort == "number"
    return listed and unit.intent == draft.intent == "documents" and not unit.clause.cues.isdisjoint(ASKING)


def _names_kind(unit: Unit) -> bool:
    return any(cue.startswith(WANTED_KIND) for cue in unit.clause.cues)


def spare(
    drafts: Sequence[Draft], read: Sequence[Unit], here: Set[Number], counts: Mapping[str, int]
) -> None:
    """Takes out the numbers that a message names only to say that they are not needed, or `here` already."""
    spared = here | {n for unit in read if unit.intent == NOTHING for n in numbers(unit.clause)}
    spared |= _marked(read)
    spared |= described(read, [unit for unit in read if unit.intent == NOTHING and not numbers(unit.clause)])
    spared |= named_again(read)
    for draft in drafts:
        alone = lacked(draft.unit)
        draft.numbers = alone or draft.numbers
        but = set() if alone else denied(draft.unit)
        kept = without(draft.numbers, spared | but | left_over(draft.numbers, read, counts))
        if draft.intent == "documents" and kept:
            draft.numbers = kept


def _marked(read: Sequence[Unit]) -> set[Number]:
    """Numbers that a sign leaves out: behind a tick, in brackets when the message speaks of brackets."""
    rows = [unit.clause for unit in read if "{number}" in unit.clause.cues]
    ticked, bracketed = ({n for clause in rows for n in signs(clause)} for signs in (_ticked, _bracketed))
    spared = set(ticked)
    if not (ticked or bracketed):
        return spared
    for unit in read:
        for cue, those in (("mark:tick", ticked), ("mark:bracket", bracketed)):
            if cue in unit.clause.cues and those:
                spared = spared - those if _only_those(unit.clause) else spared | those
    return spared


def _only_those(clause: Clause) -> bool:
    """True for "please send those in brackets", not for "those without brackets" or "ticked ones I have"."""
    return clause.cues.isdisjoint(("negation", "have", "done")) and not clause.cues.isdisjoint(ASKING)


def _ticked(clause: Clause) -> Iterator[Number]:
    words = clause.words
    for i, word in enumerate(words):
        behind = words[i + 1].written if i + 1 < len(words) else ""
        if word.thing and word.thing.sort == "number" and (behind in TICKS and behind):
            yield from numbers(clause)


def _bracketed(clause: Clause) -> Iterator[Number]:
    if clause.words[0].written == "(" and len(clause.words) <= 3:
        yield from numbers(clause)
