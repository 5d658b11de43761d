"""What a name behind a title says as a word, it does not say: "Frau Schaden", "Mr Short"."""

from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.text.words import Word

TITLE = "filter:title"
# what stands behind a title and is no name: "Kollegen Bitte", "Frau Kollegin", "Herr Geschäftsführer"
NO_NAME = (
    *("kind:", "filter:", "stance:", "access:", "person", "people", "outsider", "company"),
    *(
        "please",
        "want",
        "wish",
        "pronoun",
        "greeting",
        "closing",
        "header",
        "docs",
        "order_thing",
        "question",
    ),
)


def surnames(words: Sequence[Word], hits: list[Hit]) -> list[Hit]:
    """The hits without those that lie in the name right behind a title."""
    behind = {hit.last + 1 for hit in hits if hit[0] == TITLE}
    behind = {i for i in behind if i < len(words) and _named(words[i])}
    if not behind:
        return hits
    return [h for h in hits if h.first != h.last or h.first not in behind or h.cue.startswith(NO_NAME)]


def _named(word: Word) -> bool:
    return word.thing is None and word.written[:1].isupper() and word.written[1:].islower()
