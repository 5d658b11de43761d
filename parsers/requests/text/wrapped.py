"""Lines that a mail program broke, as one: most break plain text at some seventy characters."""

import re
from collections.abc import Sequence

NARROWEST, WIDEST = 50, 82  # characters of the longest line where mail programs break lines
SEVERAL = 2  # breaks; of a single one the longest line itself would be the only sign
ENDS = ".!?:;…"
OWN_LINE = re.compile(  # a list item, a quoted line, a row of a table, "Delivery address: ..."
    r"[-–—*•·>+○▪●|#=_ \t]|\(?[0-9]{1,2}[.)] |\(?[a-hA-H][.)] |\d+ ?x |[A-ZÄÖÜ][\w.&/ -]{0,30}:(?: |$)"
)
CELL = re.compile(r"\t|\||   ")
LEADING = re.compile(r"[^\W\d_]*[-/. ]?[0-9]")  # a number, with the letters before it
WORD = re.compile(r"\S+")


def unwrapped(text: str) -> str:
    """The text with blanks for the line breaks that a mail program put in; every character keeps its place.

    A program breaks a line only where the next word would have been too much for it: for the longest line of
    the text. Texts with longer lines than such programs leave are as their writers broke them, and so are
    those with one such place, unless the sentence goes on in small letters there.
    """
    lines = text.split("\n")
    if len(lines) < 2:
        return text
    width = max(len(line.rstrip()) for line in lines)
    if not NARROWEST <= width <= WIDEST:
        return text
    found = [i for i in range(len(lines) - 1) if broken(lines, i, width)]
    if len(found) < SEVERAL and not any(lines[i + 1][:1].islower() for i in found):
        return text  # "the invoice for May please", "Thanks": that line is the longest, and nobody broke it
    signs = ["\n"] * (len(lines) - 1)
    for i in found:
        signs[i] = " "
    return "".join(part for row in zip(lines, [*signs, ""], strict=True) for part in row)


def broken(lines: Sequence[str], at: int, width: int) -> bool:
    """True when the sentence of a line goes on in the next one, and a program broke it there."""
    line, following = lines[at].rstrip(), lines[at + 1]
    first = WORD.match(following)
    if not line or not first or len(line) + 1 + len(first[0]) <= width:
        return False
    if OWN_LINE.match(following) or CELL.search(line) or CELL.search(following):
        return False
    opening = WORD.search(line)
    if opening and opening[0].casefold() == first[0].casefold():
        return False  # "for 4711 the invoice", "for 4712 the note": rows that begin alike
    if LEADING.match(following) and LEADING.match(line):
        return False  # rows of numbers
    return line[-1] not in ENDS or (line[-1] == "." and not first[0][0].isupper())
