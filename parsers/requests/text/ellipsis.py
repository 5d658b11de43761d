"""First parts of compounds whose head stands behind: "Sicherheits- und Produktdatenblatt"."""

from collections.abc import Sequence

from parsers.phrases import Lexicon
from parsers.requests.text.words import Word

REACH = 3  # words between the hyphen and the compound that holds the head
SHORTEST = 4  # letters of a head


def completed(words: Sequence[Word], lexicon: Lexicon) -> dict[int, str]:
    """The whole compounds by the places of their first parts, as far as the lexicon spells them."""
    found: dict[int, str] = {}
    for at in range(1, len(words) - 2):
        sign = words[at]
        apart = words[at + 1].start > sign.end or words[at + 1].written == "/"
        if sign.written != "-" or sign.start != words[at - 1].end or not apart:
            continue
        part = words[at - 1].folded
        behind = [word.folded for word in words[at + 2 : at + 2 + REACH]]
        wholes = (whole for whole in lexicon.spellings.get(part[:1], ()) if whole.startswith(part))
        whole = next((whole for whole in wholes if _shares(whole[len(part) :], behind)), None)
        if whole:
            found[at - 1] = whole
    return found


def _shares(head: str, behind: Sequence[str]) -> bool:
    """True when one of the words behind ends with the head."""
    return len(head) >= SHORTEST and any(word.endswith(head) for word in behind)
