"""A reason and what it leads to in one sentence: "they refund what we prove, so I need the notes"."""

from collections.abc import Sequence

from parsers.requests.grammar.joints import promises
from parsers.requests.grammar.rule import Rule
from parsers.requests.grammar.rules import WANT
from parsers.requests.text.clauses import Clause

SERVED = frozenset({"documents", "statement", "export", "open_items", WANT})
WISHES = ("want", "wish", "please", "i_want", "look")
ASKING = ("want", "wish", "please", "i_want", "ask_words", "whether", "bid")


def led_to(background: Sequence[bool], rules: Sequence[Rule | None], parts: Sequence[Clause]) -> list[bool]:
    """Which clauses only tell, where a wish behind "so" or "therefore" follows from what stands before it."""
    found = list(background)
    for i, (rule, part) in enumerate(zip(rules, parts, strict=True)):
        if i and promises(parts[i - 1]) and part.opens("whether"):  # "then I will check | whether it is paid"
            found[i] |= rule is not None
        wish = i and rule and rule.intent in SERVED and part.opens("so")
        if not wish or part.cues.isdisjoint(WISHES):
            continue
        found[i] = False
        for j, said in enumerate(rules[:i]):
            found[j] |= said is not None and said.intent == "other" and parts[j].cues.isdisjoint(ASKING)
    return found
