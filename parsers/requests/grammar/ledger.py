"""What a clause with words of money asks or tells where no phrase is known for it."""

from parsers.requests.grammar.mood import asks
from parsers.requests.text.clauses import Clause

MONEY = ("ledger:coin", "{money}")
PAYING = ("ledger:pays", "ledger:books", "ledger:term", "ledger:coin", "ledger:owes")
SEEN = ("noticed", "look", "verify", "arrival", "turned_up", "ledger:books", "ledger:goes", "have")
GOODS = ("order_thing", "copy", "want", "{number}", "assent")
SAID = ("ledger:tell", "whether")
NO_NOTICE = ("have", "negation", "condition", "whether", "ask_words", "pay:if", "alter", "refuse")
WHICH = ("{number}", "{money}", "{period}", "this", "these", "ledger:coin")


def status(clause: Clause) -> bool:
    """True for a question whether or when something is paid, booked or due: "has it been banked?"."""
    if not _asked(clause):
        return False
    sent = "{money}" in clause.cues and "order_thing" not in clause.cues and not clause.cues.isdisjoint(SEEN)
    return sent or not clause.cues.isdisjoint(PAYING)


def settling(clause: Clause) -> bool:
    """True for a question whether, how or until when a paper or sum that it names is paid."""
    named = not clause.cues.isdisjoint(("{number}", "{money}"))
    ours = {"pay:us", "pay:done"} <= clause.cues and not clause.kinds  # "have we paid that?"
    named = named or (ours and clause.opens("inverted"))
    if not (named and asks(clause)):
        return False
    return clause.cues.isdisjoint(("ledger:strange", "kind:quote"))


def owed(clause: Clause) -> bool:
    """True for a question how much is owed: "what do you still get from us?"."""
    if "ledger:sum" not in clause.cues or "{number}" in clause.cues:
        return False
    wanted = "ledger:owes" in clause.cues and not clause.cues.isdisjoint(("want", "please"))
    paid = {"ledger:pays", "ledger:yours"} <= clause.cues
    return wanted or (_asked(clause) and (paid or "ledger:owes" in clause.cues))


def followed(clause: Clause) -> bool:
    """True for "can you see it?", "has it turned up?", which a payment told before explains."""
    if clause.source.end != "?" and "whether" not in clause.cues:
        return False  # "should hit you on Monday"
    return asks(clause) and not clause.cues.isdisjoint(SEEN) and clause.cues.isdisjoint(GOODS)


def notice(clause: Clause) -> bool:
    """True when it is told that money goes to the reader: "the cheque went off on Monday", "we pay then"."""
    if asks(clause) or not clause.cues.isdisjoint(NO_NOTICE):
        return False
    if {"ledger:pays", "ledger:ours"} <= clause.cues:
        return not clause.cues.isdisjoint(WHICH)
    sent = not clause.cues.isdisjoint(("ledger:goes", "ledger:pays", "pay:goes"))
    if sent and "{number}" in clause.cues:
        return not clause.cues.isdisjoint(("ledger:via", "ledger:pays", *MONEY))
    return (
        sent and not clause.cues.isdisjoint(MONEY) and not clause.cues.isdisjoint(("{period}", "ledger:via"))
    )


def _asked(clause: Clause) -> bool:
    said = not clause.cues.isdisjoint(SAID) and "negation" not in clause.cues
    return said or asks(clause)
