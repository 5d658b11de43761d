"""Rows in one sentence that say of each paper whether it is there: "4711 ok, 4712 missing"."""

from collections.abc import Sequence

from parsers.requests.grammar.rule import NOTHING, Rule, rule
from parsers.requests.grammar.wanting import by_copy_only
from parsers.requests.text.clauses import Clause

LACKING = rule("documents", "negation")
NO_STATEMENT = rule("statement", "negation")
LACKS = (LACKING, NO_STATEMENT)
THERE = rule(NOTHING, "have")
FINE = frozenset({"have", "stance:approve", "pick:well", "thanks", "done", "settled", "arrival"})
SPOKEN = ("verb", "pronoun", "giving", "want", "please")
CAME = ("arrival", "have", "done", "presence", "motion", "holding", "stage:came")
UNSETTLED = ("negation", "missing", "lacking", "want", "wish", "please", "condition", "ask_words")
ELSE = ("paid", "recurring", "yours", "want", "please", "unwanted", "thanks", "alter", "whether", "mention")
SERVED = frozenset({"documents", "statement", "open_items", "export"})
WISHES = ("want", "wish", "please")
WHICH = ("{number}", "{period}")


def judged_rows(rules: Sequence[Rule | None], parts: Sequence[Clause]) -> list[Rule | None]:
    """The verdicts of a sentence, with those over papers of which it only says whether they are there."""
    found = list(rules)
    if len(parts) == 1:
        return found
    for i, part in enumerate(parts[1:], 1):
        if _waved(part, found[i], found[i - 1], parts[i - 1]):
            found[i] = THERE
        if (_denied(part, found[i]) or _not_this(part)) and _owned(found[:i], parts[:i]):
            before = found[i - 1]
            found[i] = NO_STATEMENT if before and before.intent == "statement" else LACKING
            if _held(parts[i - 1]):
                found[i - 1] = THERE
    for i, part in enumerate(parts[1:], 1):
        if found[i] is LACKING and part.opens("joiner") and _bare(parts[i - 1]) and found[i - 1] is not THERE:
            found[i - 1] = LACKING  # "the note is here, invoice and confirmation are not"
    lacking = [rule is LACKING or _row(part, "missing") for rule, part in zip(found, parts, strict=True)]
    if any(lacking):
        for i, part in enumerate(parts):
            if not lacking[i] and _row(part, *FINE):
                found[i] = THERE
    return found


def _bare(part: Clause) -> bool:
    """True for a paper that is only named."""
    named = {i for h in part.kinds for i in range(h.first, h.last + 1)}
    named |= {h.first for h in part.of("determiner")}
    return bool(part.kinds) and all(i in named for i, w in enumerate(part.words) if w.written.isalnum())


def barred(rules: Sequence[Rule | None], parts: Sequence[Clause]) -> list[Rule | None]:
    """The verdicts of a sentence, with a paper lacking that somebody waits for before he does something.

    "They accept it only when the certificates are there", "she will sack me if the invoice is not here".
    """
    found = list(rules)
    calls = [
        r is not None and r.intent == "human" and p.opens("pay:if") for r, p in zip(found, parts, strict=True)
    ]
    if any(calls):  # "not a penny leaves here until somebody has rung me"
        return [rule if call else None for rule, call in zip(found, calls, strict=True)]
    if any(rule is not None and rule.intent for rule in found) or all("barring" not in p.cues for p in parts):
        return found
    return [LACKING if _awaited(part) else rule for part, rule in zip(parts, found, strict=True)]


def _awaited(part: Clause) -> bool:
    """True for "if the invoice is not here", "until he has seen the certificate"."""
    if {"condition", "presence"} - part.cues or not part.kinds or not part.cues.isdisjoint(ELSE):
        return False
    ifs = min(h.first for h in part.of("condition"))
    return all(h.first > ifs for h in part.kinds) and any(h.first > ifs for h in part.of("presence"))


def _waved(part: Clause, verdict: Rule | None, said: Rule | None, before: Clause) -> bool:
    """True for "without the invoices" behind a wish, and for "and a copy of the bill" behind what came."""
    if verdict is None or verdict.intent != "documents" or not part.kinds or said is None:
        return False
    if "filter:set_apart" in part.cues and said.intent == "open_items":
        return "please" not in part.cues  # "a list, please, the overdue ones marked"
    if not part.cues.isdisjoint(("wish", "verb", "pronoun", "please", "also", "contrast", "only")):
        return False
    if said is not None and said.intent == NOTHING and "have" in said.needs[0]:
        return part.cues.isdisjoint(("lacking", "missing", "again")) and by_copy_only(part)
    asked = said.intent in SERVED and ("statement" in before.cues or not before.cues.isdisjoint(WISHES))
    return asked and part.opens("lacking") and part.opens("negation")


def _owned(before: Sequence[Rule | None], parts: Sequence[Clause]) -> bool:
    """True behind "the first I have", "the goods arrived"."""
    last = next((rule for rule in reversed(before) if rule), None)
    if last is None or last.intent in SERVED:
        return _held(parts[-1])
    return last.intent == NOTHING and "have" in last.needs[0]


def _held(part: Clause) -> bool:
    """True for "I have the statement for March", "the invoices of March came"."""
    return not part.cues.isdisjoint(CAME) and part.cues.isdisjoint(UNSETTLED) and part.source.end != "?"


def _not_this(part: Clause) -> bool:
    """True for "but not February's", "but not the delivery note": what is not there, and no more."""
    named = bool(part.kinds) or not part.cues.isdisjoint(WHICH)
    bare = named and part.cues.isdisjoint((*SPOKEN, "only", "please", "also"))
    return bare and part.opens("contrast") and part.opens("negation")


def _denied(part: Clause, verdict: Rule | None) -> bool:
    """True for "the one of 26 May not", "the delivery note hasn't": a paper that is denied, and no more."""
    if "denied" not in part.cues:
        return False
    last = max((i for i, word in enumerate(part.words) if word.written[:1].isalnum()), default=-1)
    ends = [h for h in part.of("denied") if h.last == last]
    if not ends or (verdict is not None and not (part.kinds and verdict.intent == "documents")):
        return False
    verbs = all(h.first >= min(end.first for end in ends) for h in part.of("verb"))
    named = bool(part.kinds) or not part.cues.isdisjoint((*WHICH, "docs"))
    return verbs and named and part.cues.isdisjoint({*SPOKEN} - {"verb"})


def _row(part: Clause, *state: str) -> bool:
    """True for a number and a word or two of the state it is in."""
    return "{number}" in part.cues and part.cues.isdisjoint(SPOKEN) and not part.cues.isdisjoint(state)
