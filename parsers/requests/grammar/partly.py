"""Whether a clause names papers only as a part of what its neighbours say: of a list, of a statement."""

from collections.abc import Sequence

from parsers.requests.text.clauses import Clause

LISTS = ("export", "data_only", "form:csv", "form:xlsx")
ASKING = ("want", "wish", "missing", "copy", "again", "please")


def within(parts: Sequence[Clause], at: int) -> bool:
    """True for a clause whose papers belong to a list, or to a statement that goes on further behind."""
    part, behind = parts[at], parts[at + 1 : at + 3]
    if at and any(not one.cues.isdisjoint(LISTS) for one in parts) and _listed(parts[at - 1], part):
        return True
    return bool(behind and _columns(part, behind[0])) or (len(behind) > 1 and _subject_of(part, *behind))


def _listed(before: Clause, part: Clause) -> bool:
    """True for the second of "a table with the numbers | and totals of all invoices"."""
    if "column" not in before.cues or not part.opens("joiner"):
        return False
    at = min(h.last for h in part.of("joiner")) + 1
    articles = {h.last + 1 for cue in ("stance:definite", "determiner") for h in part.of(cue)}
    starts = {at, at + 1} if at in articles or at + 1 in articles else {at}
    return any(h.first in starts for h in part.of("column"))


def _columns(part: Clause, behind: Clause) -> bool:
    """True for the first of "all our invoice numbers | and totals in a spreadsheet"."""
    if "export" not in behind.cues or behind.kinds or not part.kinds:
        return False
    ends = {h.last for h in part.of("column")}
    heads = {h.last + 1 for h in behind.of("joiner")}
    return len(part.words) - 1 in ends and any(h.first in heads for h in behind.of("column"))


def _subject_of(part: Clause, relative: Clause, predicate: Clause) -> bool:
    """True for the paper of "every invoice, | which I looked for, | was in the portal"."""
    if not relative.opens("relative") or not part.cues.isdisjoint(("verb", "pronoun", *ASKING)):
        return False
    asked = predicate.cues.isdisjoint((*ASKING, "lacking", "negation", "question"))
    return asked and any(h.first == 0 for h in predicate.of("verb")) and predicate.source.end != "?"
