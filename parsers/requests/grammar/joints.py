"""How a clause stands to the one before it: a bare name, a name with a paper, a question of its own."""

from parsers.requests.grammar.rules import NOTHING, Rule
from parsers.requests.text.clauses import Clause

ROW = 3  # words of a bare name at the beginning of a row


def numbers_of(part: Clause) -> list[str]:
    """The numbers of a clause as written."""
    return [word.written for word in part.words if word.thing and word.thing.sort == "number"]


def bare_name(part: Clause) -> bool:
    """The first of a row of names: "Quotes | and delivery notes are not needed"."""
    return (
        names_kind(part) and len(part.words) <= ROW and part.cues.isdisjoint(("verb", "pronoun", "{number}"))
    )


def bare(part: Clause) -> bool:
    """A clause that only goes on to say what a paper belongs to."""
    return part.cues.isdisjoint(("verb", "pronoun", "order_status", "late", "whether", "ask_words", "also"))


def names_kind(part: Clause) -> bool:
    return bool(part.kinds)


def asks_anew(part: Clause, rule: Rule) -> bool:
    """True for "and whether it is paid, please" behind "the invoice 4711"."""
    bare = part.opens("joiner") and not names_kind(part) and not numbers_of(part)
    return bare and rule.intent != NOTHING and not {"please", "want"}.isdisjoint(part.cues)


def fronted(part: Clause, following: Clause) -> bool:
    """True for the name before a question that only points back to it: "the invoice RE-1, is it paid?"

    What stands before a colon is pointed back to without a word: "RE-1: when is payment due?".
    """
    if "ledger:pays" in following.cues and not (names_kind(following) or numbers_of(following)):
        return _named(part)  # "invoice RE-1, paid already?"
    back = not following.cues.isdisjoint(("this", "these"))
    back = back or (part.words[-1].written == ":" and not names_kind(following) and not numbers_of(following))
    return back and following.opens("inverted", "ask_words", "whether") and _named(part)


def _named(part: Clause) -> bool:
    """True for a number and what it is of, of which nothing is said or asked yet."""
    return "{number}" in part.cues and part.cues.isdisjoint(
        ("verb", "pronoun", "want", "wish", "please", "copy", "again", "missing")
    )
