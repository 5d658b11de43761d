"""Papers that are wanted because they belong to others: the note of "the last invoice and its note"."""

from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

COMPANION = ("companion",)
ALONGSIDE = ("companion", "alongside")  # "the last invoice with the note"


def companions(clause: Clause, counted: bool) -> set[str]:
    """The codes of the kinds that a clause wants for what belongs to the kinds named before them.

    `counted`: it says how many of the others, "the last three".
    """
    begun = [h.first for cue in (ALONGSIDE if counted else COMPANION) for h in clause.of(cue)]
    if not begun:
        return set()
    kinds = [(h.last >= min(begun), h.cue.removeprefix(WANTED_KIND)) for h in clause.kinds]
    return {code for behind, code in kinds if behind} - {code for behind, code in kinds if not behind}
