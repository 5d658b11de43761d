"""The tag=value lists of DKIM, ARC and DMARC (RFC 6376 3.2)."""

import re

Tags = dict[str, str]
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
SPACE = " \t\r\n"


def tags_of(value: bytes) -> Tags:
    """The tags, values without space around them; {} for a list that is malformed or names a tag twice."""
    if not value.isascii():
        return {}
    pairs = [part.partition("=") for part in value.decode("ascii").split(";") if part.strip(SPACE)]
    tags = {name.strip(SPACE): text.strip(SPACE) for name, _, text in pairs}
    whole = len(tags) == len(pairs) and all(equals for _, equals, _ in pairs)
    return tags if whole and all(map(NAME.fullmatch, tags)) else {}


def packed(text: str) -> str:
    """A value without the white space that folding put into it."""
    return "".join(text.split())
