"""Whether a clause tells that the writer's side pays: who, how and when, or only on a condition."""

from parsers.requests.grammar.mood import asks
from parsers.requests.text.clauses import Clause

PAPERS = ("{number}", "kind:invoice", "kind:reminder", "kind:statement")
PAYING = ("pay:run", "paid", "pay:us")
POINTING = ("this", "these")
SUMS = ("pay:money", "{money}")
NOT = ("negation", "pay:unable", "whether", "ask_words")


def pays(clause: Clause) -> bool:
    """True for "we transferred the amount", "the bank releases both sums", "it goes out in tonight's run"."""
    if clause.cues.isdisjoint(PAYING) or not clause.cues.isdisjoint(NOT) or asks(clause):
        return False
    if "condition" in clause.cues and "pay:time" not in clause.cues:
        return False
    if "pay:run" in clause.cues and not clause.cues.isdisjoint(("pay:goes", "{period}")):
        return True
    if {"paid", "pay:past", "{number}"} <= clause.cues:
        return True
    if "pay:us" not in clause.cues or clause.cues.isdisjoint(("pay:done", "pay:will")):
        return False
    dated = "{period}" in clause.cues and not clause.cues.isdisjoint(SUMS)
    dated = dated or ({"pay:done", "{period}"} <= clause.cues and not clause.cues.isdisjoint(POINTING))
    return dated or not clause.cues.isdisjoint(PAPERS)


def promised(clause: Clause) -> bool:
    """True for a payment still to come, which a condition in the same sentence makes no news."""
    return clause.cues.isdisjoint(("pay:done", "pay:past", "pay:run", "pay:time", "{period}"))
