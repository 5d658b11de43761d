"""The customer whom staff speak for: "Oak Lodge want their invoices" names no site of anybody."""

from collections.abc import Sequence

from parsers.requests.text.clauses import Clause

PART = ("filter:location", "filter:by_location")
HOUSE = ("filter:business", "filter:location_full", "company")
LIMITS = ("filter:theirs", "only", "filter:ours")
LEADS = ("relation", "filter:led", "filter:into", "filter:within")
ARTICLES = ("determiner", "stance:definite")
CUSTOMERS = ("outsider", "filter:caller")


def of_customer(parts: Sequence[Clause], name: str) -> bool:
    """True when a name that staff mention is the customer's own; of a part of it, they say so."""
    for part in parts:
        at = _place(part, name.split())
        if at is not None:
            return _customer(part, at, at + len(name.split()))
    return False


def _place(part: Clause, tokens: Sequence[str]) -> int | None:
    written = [_bare(word.written) for word in part.words]
    plain = list(map(_bare, tokens))
    return next((i for i in range(len(written)) if written[i : i + len(plain)] == plain), None)


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _customer(part: Clause, first: int, end: int) -> bool:
    house = any(first - 1 <= h.last and h.first <= end for cue in HOUSE for h in part.of(cue))
    beside = any(first - 1 <= h.last and h.first <= end for cue in PART for h in part.of(cue))
    numbered = any(
        part.words[i].written[0].isdigit() or len(part.words[i].written) == 1 for i in range(first, end)
    )
    begun = _begun(part, first)
    limited = any(h.last == begun - 1 or begun <= h.first < first for cue in LIMITS for h in part.of(cue))
    limited = limited or any(h.first == end for h in part.of("only"))
    if any(h.last == begun - 1 for cue in CUSTOMERS for h in part.of(cue)):
        return True
    if numbered or limited or (beside and not house):
        return False
    return house or not any(h.last == begun - 1 for cue in LEADS for h in part.of(cue))


def _begun(part: Clause, first: int) -> int:
    """The index of the article or of the word for a house before a name; its own where none stands there."""
    begun = first
    for cues in (HOUSE, ARTICLES):
        begun = next((h.first for cue in cues for h in part.of(cue) if h.last == begun - 1), begun)
    return begun
