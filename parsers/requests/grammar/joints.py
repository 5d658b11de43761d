"""How a clause stands to the one before it: a bare name, a name with a paper, a question of its own."""

from parsers.requests.grammar.rules import NOTHING, Rule
from parsers.requests.text.clauses import WANTED_KIND, Clause

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
    return any(cue.startswith(WANTED_KIND) for cue in part.cues)


def asks_anew(part: Clause, rule: Rule) -> bool:
    """True for "and whether it is paid, please" behind "the invoice 4711"."""
    bare = part.opens("joiner") and not names_kind(part) and not numbers_of(part)
    return bare and rule.intent != NOTHING and not {"please", "want"}.isdisjoint(part.cues)


def fronted(part: Clause, following: Clause) -> bool:
    """True for the name before a question that only points back to it: "the invoice RE-1, is it paid?" """
    if not following.opens("inverted") or following.cues.isdisjoint(("this", "these")):
        return False
    return "{number}" in part.cues and part.cues.isdisjoint(
        ("verb", "want", "wish", "please", "copy", "again", "missing")
    )
