"""Numbers of the sentences and lists around a wish, and those of them that are left out."""

from collections.abc import Iterator, Sequence, Set

from parsers.requests.clauses import WANTED_KIND, Clause
from parsers.requests.drafts import Draft
from parsers.requests.places import Number, numbers, places
from parsers.requests.rules import NOTHING, WANT
from parsers.requests.units import Unit

OF_LOTS = ("batch", "serial")  # numbers of a part of what was delivered
ORDINALS = (("first", 0), ("second", 1), ("final", -1))
SETTLING = ("all", "everything", "have", "done", "settled", "negation", "want")
LACKING = ("negation", "lacking", "also", "only")
REMARK = 5  # words of a line that says of its number that it has come
TICKS = frozenset("✓✔☑✅√")
ASKING = ("want", "wish", "please", "missing", "again", "copy")


def chosen(found: Sequence[Number], unit: Unit) -> list[Number]:
    """The one of several numbers that "the second one" means, else all."""
    cues = unit.clause.cues
    if "middle" in cues and len(found) % 2:
        return [found[len(found) // 2]]
    if "filter:last" not in cues and len(found) > 1:
        for cue, place in ORDINALS:
            if cue in cues and len(found) > abs(place):
                return [found[place]]
    return list(found)


def list_after(read: Sequence[Unit], draft: Draft) -> list[Number]:
    """Numbers of the lines that follow a wish."""
    found: list[Number] = []
    for unit in read:
        listed = _plain(unit) or _remarked(unit, draft) or _of_other_kind(unit, draft)
        here = numbers(unit.clause) if listed else []
        here = [] if "to_mention" in unit.clause.cues else here
        if not here and (found or not (unit.weak or unit.intent in (None, WANT, NOTHING, draft.intent))):
            break
        found += here
    return found


def more_listed(draft: Draft, read: Sequence[Unit], at: int) -> list[Number]:
    """Numbers of the list that a wish announces, when the last line of it was taken for a wish of its own."""
    clause = draft.unit.clause
    if clause.source.end != ":" or numbers(clause) or not draft.numbers:
        return []
    return [n for n in list_after(read[at + 1 :], draft) if n not in draft.numbers]


def lots(draft: Draft, following: Sequence[Unit]) -> list[Number]:
    """The batches of a delivery that the sentence behind tells: "Heats are 889120 and 889127." """
    telling = [u for u in following if u.intent is None and u.clause.cues.isdisjoint(SETTLING)]
    found = [p for u in telling for p in places(u.clause, {}) if p.sort == "number"]
    named = any("lot_thing" in u.clause.cues for u in telling)
    lots_ = all(p.role in OF_LOTS or (named and p.role is None) for p in found)
    fits = bool(draft.numbers) and "certificate" in draft.kinds and lots_
    return [p.value.value for p in found] if fits else []


def list_before(read: Sequence[Unit], draft: Draft) -> list[Number]:
    """Numbers of the sentence, or of the list, before a wish; whether a payment came, of the payment."""
    told = "payment_notice" if draft.intent == "payment_status" else None
    found: list[Number] = []
    for unit in reversed(read):
        plain = unit.intent in (None, told) or unit.weak
        plain = plain or (told is not None and unit.sentence == draft.unit.sentence)
        here = numbers(unit.clause) if plain else []
        if found and (not here or not unit.clause.source.fresh):
            break
        found = here + found
    return found


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


def spare(drafts: Sequence[Draft], read: Sequence[Unit], here: Set[Number]) -> None:
    """Takes out the numbers that a message names only to say that they are not needed, or `here` already."""
    spared = here | {n for unit in read if unit.intent == NOTHING for n in numbers(unit.clause)}
    spared |= _marked(read)
    for draft in drafts:
        kept = [n for n in draft.numbers if n not in spared]
        if draft.intent == "documents" and kept:
            draft.numbers = kept


def _marked(read: Sequence[Unit]) -> set[Number]:
    """Numbers that a sign leaves out: behind a tick, in brackets when the message speaks of brackets."""
    ticked, bracketed = ({n for u in read for n in signs(u.clause)} for signs in (_ticked, _bracketed))
    spared = set(ticked)
    for unit in read:
        for cue, those in (("mark:tick", ticked), ("mark:bracket", bracketed)):
            if cue in unit.clause.cues and those:
                spared = spared - those if _only_those(unit.clause) else spared | those
    return spared | {n for unit in read for n in _received(unit.clause)}


def _only_those(clause: Clause) -> bool:
    """True for "please send those in brackets", not for "those without brackets" or "ticked ones I have"."""
    return clause.cues.isdisjoint(("negation", "have", "done")) and not clause.cues.isdisjoint(ASKING)


def _ticked(clause: Clause) -> Iterator[Number]:
    words = clause.words
    for i, word in enumerate(words):
        behind = words[i + 1].written if i + 1 < len(words) else ""
        if word.thing and word.thing.sort == "number" and (behind in TICKS and behind):
            yield from numbers(clause)


def _received(clause: Clause) -> Iterator[Number]:
    """The number of a line such as "80224 - received", where the others of a list are asked for."""
    first = clause.source.words[0].thing
    listed = clause.source.fresh and first is not None and first.sort == "number"
    here = not clause.cues.isdisjoint(("have", "done", "settled", "arrival"))
    if listed and here and len(clause.source.words) <= REMARK and clause.cues.isdisjoint((*ASKING, *LACKING)):
        yield from numbers(clause)


def _bracketed(clause: Clause) -> Iterator[Number]:
    if clause.words[0].written == "(" and len(clause.words) <= 3:
        yield from numbers(clause)
