"""Whether no person wrote a message: bounces, acknowledgements, absence notes."""

from collections.abc import Sequence

from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.units import Unit

MANUAL = frozenset({"payment_notice", "payment_status", "dispute", "order_status", "people"})
PERSONAL = MANUAL - {"order_status"} | {"human", "subscribe", "unsubscribe"}
ENOUGH = ("lacking", "stop")  # "no more automatic answers!"
SERVED = frozenset({"documents", "statement", "open_items", "export"})
SIGNS = ("automatic", "receipt", "machine")
OPEN = ("want", "missing", "again")


def automatic(head: Sequence[Unit], units: Sequence[Unit]) -> bool:
    """True for what no person wrote; `head` is the subject."""
    if all(unit.clause.cues.isdisjoint(SIGNS) for unit in (*head, *units)):
        return False
    telling = [u for u in head if u.clause.cues.isdisjoint(ENOUGH)]
    if any("automatic" in unit.clause.cues or unit.clause.opens("receipt") for unit in telling):
        return True
    if any("machine" in unit.clause.cues for unit in [*telling, *units]):
        return not any(map(_personal, units))
    return any("automatic" in unit.clause.cues for unit in units) and not _spoken(units)


def _personal(unit: Unit) -> bool:
    """True for what only a person writes: a question, a wish for papers or for the writer, what was paid."""
    cues = unit.clause.cues
    mine = cues >= {"me", "please"} or not cues.isdisjoint(("i_want", "wish"))
    mine = mine or ({"please", "want"} <= cues and "{address}" not in cues)
    mine = mine or ("access:writer" in cues and not cues.isdisjoint(OPEN))
    served = unit.intent in SERVED and not unit.weak and "{number}" in cues and "{address}" not in cues
    return mine or served or unit.clause.source.end == "?" or unit.intent in PERSONAL


def _sent_here(cues: frozenset[str]) -> bool:
    """True for "please send me invoice 4711", not for "please send invoices to Ms Ott"."""
    return cues >= {"please", "want"} and not cues.isdisjoint(("{number}", "me")) and "{address}" not in cues


def _spoken(units: Sequence[Unit]) -> bool:
    """True when somebody asks for something in the first person, or for what no absence note is about."""
    if any(u.intent == "human" and ("me" in u.clause.cues or asks(u.clause)) for u in units):
        return True  # "a person shall call me", not "call our office in urgent cases"
    if any(u.intent in SERVED and not u.weak and u.clause.source.end == "?" for u in units):
        return True  # "may I ask for the invoices of August? We were closed and mails bounced"
    if any(u.intent in SERVED and not u.weak and _sent_here(u.clause.cues) for u in units):
        return True  # "please send me invoice 4711. Our office is closed on Friday"
    return any(u.intent and ("i_want" in u.clause.cues or u.intent in MANUAL) for u in units) or any(
        u.intent == "other" and not u.clause.cues.isdisjoint(("outside_told", "ordering")) for u in units
    )
