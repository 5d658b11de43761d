"""Questions whose mark was left out, as in "Ist die 4711 schon bezahlt"."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.phrases import Hit
from parsers.requests.text.sentences import Sentence

LEADING = ("joiner", "greeting")
SIGNS = ",:;-–—"
SUBJECTS = ("determiner", "stance:definite", "order_thing", "pronoun", "third", "this", "filter:ours")
WISHING = ("condition", "want", "please", "wish", "bid", "missing", "lacking")
WRITER = "access:writer"
OBJECTS = ("kind:", "determiner", "stance:definite", "this", "these", "docs", "order_thing", "several")
STATED = ("", ".", "…")


def marked(sentence: Sentence, hits: Sequence[Hit]) -> Sentence:
    """The sentence; one that is built as a question ends as one, whatever sign its writer set."""
    if sentence.end not in STATED or not any(hit[0] == "inverted" for hit in hits):
        return sentence
    return replace(sentence, end="?") if _asks(sentence, hits) else sentence


def _asks(sentence: Sentence, hits: Sequence[Hit]) -> bool:
    """True for a verb before its subject at the beginning: "has our order"; "and when will it" also later."""
    asked = {h[1]: h[2] + 1 for h in hits if h[0] == "ask_words"}
    turned = {h[1]: h[2] + 1 for h in hits if h[0] == "inverted"}
    colons = [i + 1 for i, word in enumerate(sentence.words) if word.written == ":"]
    begins = {_behind(sentence, hits, at) for at in (0, *colons)}
    joins = (h for h in hits if h[0] == "joiner" and h[1] and sentence.words[h[1] - 1].written in SIGNS)
    joined = {_behind(sentence, hits, h[2] + 1) for h in joins}
    if any(asked.get(i) in turned for i in begins | joined):
        return True
    if any(hit[0] in WISHING for hit in hits):
        return False
    return any(_subject(sentence, hits, turned[at]) for at in begins if at in turned)


def _subject(sentence: Sentence, hits: Sequence[Hit], at: int) -> bool:
    """True where a verb's subject stands: not behind the "haben" of "haben wir gestern bezahlt"."""
    if at == len(sentence.words):
        return False
    if any(h[0] == WRITER and h[1] == at for h in hits):
        behind = range(at + 1, len(sentence.words))
        things = any((one := sentence.words[i].thing) and one.sort == "number" for i in behind)
        return things or any(h[1] in behind and h[0].startswith(OBJECTS) for h in hits)
    thing = sentence.words[at].thing
    named = any(h[1] == at and (h[0] in SUBJECTS or h[0].startswith("kind:")) for h in hits)
    return named or (thing is not None and thing.sort == "number")


def _behind(sentence: Sentence, hits: Sequence[Hit], at: int) -> int:
    """The index behind joining words, greetings and signs at an index."""
    ends = {h[1]: h[2] + 1 for h in hits if h[0] in LEADING}
    while at < len(sentence.words) and (at in ends or (at and sentence.words[at].written in SIGNS)):
        at = ends.get(at, at + 1)
    return at
