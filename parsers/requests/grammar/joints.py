"""How a clause stands to the one before it: a bare name, a name with a paper, a question of its own."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from parsers.requests.grammar.governing import owned
from parsers.requests.grammar.papers import ends_with_kind
from parsers.requests.grammar.reporting import reporting
from parsers.requests.grammar.rules import NOTHING, WANT, Rule
from parsers.requests.text.clauses import Clause

ROW = 3  # words of a bare name at the beginning of a row
FEW = 2  # clauses; of so few the whole tells what is asked
TELLING = ("please", "want", "bid", "wish", "doing", "whether", "will")  # that ask: "teilen Sie uns mit"
PUT, NOT_PUT = frozenset({"question"}), frozenset[str]()
STATUS = ("status:open", "status:overdue", "status:paid")
BIDDING = ("want", "please", "missing", "someone", "wish", "again", "copy")
SPOKEN = ("verb", "want", "i_want", "inverted", "pronoun", "have", "negation", "unwanted")
DASHES = ("-", "–", "—")
NEAR = 2  # words from "except" to a number
NAME = 4  # words of a thing and its number
BACKGROUND = ("reason", "condition", "clausal", "purpose")
ANEW = ("want", "wish", "please", "missing", "again", "contrast", "also")


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
    return bare and rule.intent not in (NOTHING, "people") and not {"please", "want"}.isdisjoint(part.cues)


def fronted(part: Clause, following: Clause) -> bool:
    """True for the name before a question that only points back to it: "the invoice RE-1, is it paid?"

    What stands before a colon is pointed back to without a word: "RE-1: when is payment due?".
    """
    if governed(part, following):
        return True
    plain = not (names_kind(following) or numbers_of(following))
    if plain and ("ledger:pays" in following.cues or following.words[0].written in DASHES):
        return _named(part)  # "invoice RE-1, paid already?", "invoice RE-1 - payment status?"
    back = not following.cues.isdisjoint(("this", "these"))
    back = back or (part.words[-1].written == ":" and plain)
    return back and following.opens("inverted", "ask_words", "whether") and _named(part)


def governed(part: Clause, following: Clause) -> bool:
    """True for "ich möchte die Rechnung 1 | und die Gutschrift 2 reklamieren": one infinitive for the row."""
    modals = {h.first for cue in ("wish", "will") for h in part.of(cue)}
    if not (modals or "inverted" in part.cues) or "question" in part.cues or not following.opens("joiner"):
        return False
    last = max((i for i, word in enumerate(following.words) if word.written[0].isalnum()), default=-1)
    if all(h.last != last for h in following.of("infinitive")):
        return False
    if any(h.last < last for cue in ("verb", "pronoun", "want") for h in following.of(cue)):
        return False
    ends = ends_with_kind(part) or (bool(part.kinds) and numbers_of(part)[-1:] == [part.words[-1].written])
    return ends and all(h.first in modals for h in part.of("want"))


def _named(part: Clause) -> bool:
    """True for a number and what it is of, or what comes regularly, of which nothing is said or asked yet."""
    return not part.cues.isdisjoint(("{number}", "recurring")) and part.cues.isdisjoint(
        ("verb", "pronoun", "want", "wish", "please", "copy", "again", "missing")
    )


def takes_back(parts: Sequence[Clause], rules: Sequence[Rule | None]) -> bool:
    """True when the last word about the same thing is that it is not wanted."""
    said = [r.intent for r in rules if r]
    if names_kind(parts[-1]) or any(cue.startswith("form:") for cue in parts[-1].cues):
        return False  # "attached, please, no link"
    if not parts[-1].cues.isdisjoint(("{number}", "{period}", "other_one", "enough")):
        return False  # "just the May invoice, the rest is fine"
    if "again" in parts[0].cues and "own_deed" in parts[-1].cues:
        return False  # "4711 again, I have deleted it"
    if _excepts(parts[-2]):
        return False  # "all but 4711, which I have"
    if any(r and r.intent == "" and "docs" in part.cues for part, r in zip(parts, rules, strict=True)):
        return False  # "as XML, please, I have the PDF"
    told = not parts[-1].cues.isdisjoint(("clausal", "outsider")) and "verb" in parts[-1].cues
    if told and "told_by" not in parts[-1].cues:
        return False  # "the boss does not believe that they are there"
    if any(others(part, later) for part, later in combinations(parts, 2)):
        return False
    return said[-1] == "" and set(said) == {"documents", ""} and said.count("documents") == 1


def _excepts(part: Clause) -> bool:
    """True where a clause ends in what is left out: "the invoices of May except 4711"."""
    things = [i for i, word in enumerate(part.words) if word.thing]
    but = {h.last for h in part.of("negation")} & {h.last for h in part.of("preposition")}
    return bool(things) and any(0 < things[-1] - at <= NEAR for at in but)


def lacked(following: Sequence[Clause]) -> bool:
    """True before "but not": what was just named is missing."""
    return any({"missing", "contrast"} <= part.cues and not names_kind(part) for part in following[:1])


def others(part: Clause, later: Clause) -> bool:
    """True where a clause speaks of the rest, or of some of them.

    "Only the unpaid ones, the paid ones I have", "1, 2 and 3, of these we have the 2".
    """
    mine, its = _things_of(part), _things_of(later)
    if mine and its and mine != its:
        return True
    return ("status:paid" in part.cues) != ("status:paid" in later.cues) and not (
        part.cues.isdisjoint(STATUS) or later.cues.isdisjoint(STATUS)
    )


def _things_of(part: Clause) -> set[str]:
    """The numbers and time frames of a clause as written."""
    return {word.folded for word in part.words if word.thing and word.thing.sort in ("number", "period")}


def asides(
    judged: Sequence[Rule | None], rules: Sequence[Rule | None], parts: Sequence[Clause]
) -> list[bool]:
    """Which clauses only give a reason or promise: their verdicts are taken away, or they have none."""
    return [
        said is not None or (i > 0 and promises(part)) if rule is None else False
        for i, (said, rule, part) in enumerate(zip(judged, rules, parts, strict=True))
    ]


def promises(part: Clause) -> bool:
    """True for "then I will see what is going on"."""
    return part.opens("then") and "pronoun" in part.cues and part.cues.isdisjoint(BIDDING)


def asked_again(before: Rule, part: Clause) -> bool:
    """True for "and when 4712" behind "when does 4711 come"."""
    if before.intent not in ("order_status", "payment_status"):
        return False
    bare_ = part.cues.isdisjoint(("verb", "pronoun", "want", "please")) and not part.kinds
    return bare_ and part.opens("joiner") and {"ask_words", "{number}"} <= part.cues


def to_be_told(parts: Sequence[Clause]) -> list[frozenset[str]]:
    """For each clause whether it is put as a question by the one before: "tell us | when it comes"."""
    put = [NOT_PUT] * len(parts)
    for i, (before, part) in enumerate(pairwise(parts)):
        asked = not before.cues.isdisjoint(TELLING) or before.cues.isdisjoint(("verb", "pronoun"))
        tells = "ledger:tell" in before.cues and asked
        if tells and len(parts) > FEW and part.opens("ask_words", "whether"):
            put[i + 1] = PUT
    return put


def common(rules: Sequence[Rule | None], whole: Rule | None) -> Rule | None:
    """The one verdict over a sentence: that over all clauses together, unless one of them says another."""
    said = next((rule for rule in rules if rule and rule.intent != WANT), None)
    if whole is None or said is None or whole.intent == said.intent:
        return whole or said
    narrowed = said.intent == "documents" and whole.intent == "open_items" and "which" in whole.needs[0]
    return whole if narrowed else said  # "have we any invoices | that are only paid in part?"


def further_column(pair: Sequence[Clause]) -> bool:
    """True for the second column of "a list with the amount | and the article number, as a CSV"; what shares
    the verb at the end.
    """
    before, part = pair
    if added_row(part) and before.cues.isdisjoint(("want", "wish")) and part.of("want"):
        return (
            part.of("want")[-1].last == len(part.words) - 1
        )  # "a list of all notes | and invoices schicken"
    row = part.opens("joiner") and "column" in before.cues
    return row and part.cues.isdisjoint(("verb", "pronoun", "please", "want", "wish"))


def listed(here: Rule, before: Rule | None, part: Clause) -> bool:
    """True for a verdict that a row may have by what it names: papers, and what somebody may see of them.

    Or a thing and its number: "do you have elbows in stock, item 4410?"
    """
    seen = here.intent == "open_items" and before is not None and before.intent == "people"
    named = here.intent == "order_status" and "order_thing" in part.cues and len(part.words) <= NAME
    return seen or (named and bare(part)) or here.intent in ("documents", "statement", "export")


def further(before: Clause, part: Clause, narrows: bool) -> bool:
    """True for a clause that only goes on with the row of the one before it."""
    return conjunct(part, narrows) or governed(before, part)


def conjunct(part: Clause, narrows: bool = False) -> bool:
    """A clause that only adds to the one before it, or `narrows` it: "only delivery notes"."""
    told = ("want", "wish", "please", "missing", "again") if narrows else ANEW
    if part.opens("ask_words") if narrows else part.opens("instead"):
        return False  # "and what do we owe you?", "I do not need the invoice but the delivery note"
    if narrows and "third" in part.cues and part.cues.isdisjoint(("please", "missing", "filter:last")):
        return True  # "so he can fetch the delivery notes"
    return part.cues.isdisjoint(told)


def added_row(part: Clause) -> bool:
    """True for "and those raised in that time, the invoices": a row that goes on, no relative clause."""
    return part.opens("joiner") and names_kind(part) and part.cues.isdisjoint(("verb", "pronoun"))


def purposed(before: Clause, part: Clause) -> bool:
    """True for "and whether all of it came" behind "so I can see who signed"."""
    behind = before.opens("purpose") and before.cues.isdisjoint(("please", "bid"))
    return behind and "whether" in part.cues and part.opens("joiner")


def anew(before: Clause, part: Clause) -> bool:
    """True when a clause asks again, in words of its own, for something of its own."""
    bare = before.cues.isdisjoint(("{number}", "{period}")) and "verb" not in part.cues
    if bare and all(h.first > _named_last(part) for h in part.of("please")):
        return False  # "can I get the confirmation + invoice for 4711, please"
    return all(names_kind(clause) and "please" in clause.cues for clause in (before, part))


def _named_last(part: Clause) -> int:
    """The index of the last word that names a paper, a number or a time."""
    things = [i for i, word in enumerate(part.words) if word.thing]
    return max([*things, *(h.last for h in part.kinds)], default=len(part.words))


def firm(part: Clause, verdict: Rule | None) -> Rule | None:
    """The verdict of a clause; none for what comes of a wish: "then it goes into the next payment run"."""
    outcome = verdict and verdict.intent == "payment_notice" and part.opens("then") and vague(part)
    return None if outcome else verdict


def vague(part: Clause) -> bool:
    """True for a clause without number, sum and time."""
    return part.cues.isdisjoint(("{number}", "{money}", "{period}"))


def other_thing(part: Clause) -> bool:
    """True for "the letters you can leave out": a thing of its own, not the papers named before it."""
    articles = [h for h in part.of("stance:definite") if h.first == h.last == 0]
    spoken = {h.first for cue in SPOKEN for h in part.of(cue)}
    return bool(articles) and 1 not in spoken and part.words[1:2] != part.words[-1:]


def wanted(verdict: Rule | None, parts: Sequence[Clause], judged: Sequence[Rule | None]) -> Rule | None:
    """The verdict of a whole sentence; none where its papers are only told of."""
    return None if verdict and verdict.intent == "documents" and _owning(parts, judged) else verdict


def _owning(parts: Sequence[Clause], judged: Sequence[Rule | None]) -> bool:
    """True where papers are only told of, and all asking has an object of its own.

    "To check the invoice | we need a signature", "please set a block | reminders run on".
    """
    papers = [(part, rule) for part, rule in zip(parts, judged, strict=True) if part.kinds]
    if not papers or not all(rule is None and _told_of(part) for part, rule in papers):
        return False
    bids = [part for part in parts if not part.kinds and not part.cues.isdisjoint(TELLING)]
    return all(map(_own_object, bids)) if bids else all(reporting(part) for part, _ in papers)


def _told_of(part: Clause) -> bool:
    told = part.opens(*BACKGROUND) or "verb" in part.cues or reporting(part)
    return bool(told) and part.cues.isdisjoint((*BIDDING, "lacking", "negation", "late"))


def _own_object(part: Clause) -> bool:
    """True for a wish for something else, and for a bid of several words that gives nothing."""
    if not part.cues.isdisjoint(("want", "wish")):
        return owned(part)
    plain = sum(w.written.isalpha() for w in part.words)
    return plain > ROW and part.cues.isdisjoint(
        ("to_us", "docs", "copy", "this", "these", "again", "{number}")
    )
