"""Why a message waits or a mail came back, in the words of the reader.

The store keeps reasons in English, exactly as `reason_…` of templates/languages/en.staff.toml has them.
"""

import re
import string
from collections.abc import Iterator

from handlers.letters.says import Says

PREFIX = "reason_"
BETWEEN = "; "


def in_words(reason: str, says: Says) -> str:
    """A reason in the language of `says`; what nobody has translated, such as a fault, stays as it is."""
    whole = translated(reason, says)
    return whole or BETWEEN.join(translated(part, says) or part for part in reason.split(BETWEEN))


def translated(reason: str, says: Says) -> str:
    """The same for one reason; "" when it is none of ours."""
    ours = [item for item in says.fallback.items() if item[0].startswith(PREFIX)]
    for key, english in sorted(ours, key=lambda item: item[1].count("{")):  # the plain ones first
        if found := re.fullmatch(pattern(english), reason, re.DOTALL):
            return says(f"reason_{key.removeprefix(PREFIX)}", **found.groupdict())
    return ""


def pattern(sentence: str) -> str:
    """A sentence with places as an expression that finds what stands in them."""
    return "".join(pieces(sentence))


def pieces(sentence: str) -> Iterator[str]:
    """The expression piece by piece."""
    for text, place, _, _ in string.Formatter().parse(sentence):
        yield re.escape(text)
        if place:
            yield f"(?P<{place}>.+?)"
