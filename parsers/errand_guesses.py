"""Guesses that a wish is about a colleague where only a name and an order say so: "Bitte Huber sperren"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from parsers.asks import Ask, Errand
from parsers.errands import ErrandWords, Page
from parsers.requests.text.words import Word

MAYBE = "maybe"  # the mark of an errand that counts only if there is such a colleague
BID = "bid"  # the cue of a plain order: "sperren", "remove"


def guessed(asks: Sequence[Ask], text: str, words: ErrandWords) -> tuple[Ask, ...]:
    """The asks; the only one that nobody understood is perhaps about the only person named with an order.

    Whether there is such a person is for others to say: in German every noun looks like a name.
    """
    unread = [ask for ask in asks if ask.intent == "other"]
    names = set(ordered(Page.read(text, words.lexicon), words)) if len(unread) == 1 else set()
    if len(names) != 1:
        return tuple(asks)
    name = names.pop()
    perhaps = Ask("people", person=name, errand=Errand("remove", name, marks=(MAYBE,)))
    return tuple(perhaps if ask is unread[0] else ask for ask in asks)


def is_guess(ask: Ask) -> bool:
    """Whether nothing but a name and an order say that an ask is about a person."""
    return bool(ask.errand and MAYBE in ask.errand.marks)


def marked(ask: Ask, before: Sequence[Ask]) -> Ask:
    """An ask read anew, with the mark of the guess that it was."""
    same = any(is_guess(old) and old.person == ask.person for old in before)
    if not same or ask.errand is None or is_guess(ask):
        return ask
    return replace(ask, errand=replace(ask.errand, marks=(*ask.errand.marks, MAYBE)))


def ordered(page: Page, words: ErrandWords) -> Iterator[str]:
    """The names in the sentences that give an order; a row of capitalised words is one, a month is none."""
    parts = {page.parts[hit.first] for hit in page.hits if hit.cue == BID}
    told = {i for hit in page.hits for i in range(hit.first, hit.last + 1)}
    free = (i for i, part in enumerate(page.parts) if part in parts and i not in told)
    named = [i for i in free if like_a_name(page.words[i], words)]
    for _, row in groupby(enumerate(named), key=lambda pair: pair[1] - pair[0]):
        places = [i for _, i in row]
        if not beside_a_number(page.words, places[0], places[-1]):
            yield " ".join(page.words[i].written for i in places)


def like_a_name(word: Word, words: ErrandWords) -> bool:
    """Whether a word is written like a name."""
    plain = word.written[:1].isupper() and word.written.isalpha() and not word.thing
    return plain and word.folded not in words.unnamed | words.titles


def beside_a_number(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether digits stand right before or behind some words, as they do at months."""
    before = [w.written for w in words[max(0, first - 2) : first] if w.written != "."][-1:]
    behind = [w.written for w in words[last + 1 : last + 2]]
    return any(w.isdigit() for w in before + behind)
