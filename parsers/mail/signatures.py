"""Takes signatures, app lines and legal notices off the end of what somebody wrote."""

import re
from typing import Final

from parsers.mail.mail_words import MailWords

_MARKDOWN: Final = re.compile(r"\[([^\[\]()]{1,60})\]\(https?://[^\s()]{1,300}\)")
_LINK: Final = re.compile(r"[<(\[]?https?://[^\s<>]*+[>)\]]?")
_NOT_AN_APP: Final = re.compile(r"[,;:!?]|\.\s")
_APP_NAME: Final = re.compile(r"[^\W\d_a-z]|\d|[a-z][A-Z]")
_APP_WORDS: Final = 8
_APP_LINE: Final = 500
_BANNER: Final = 1500  # characters; a longer paragraph is no banner
_LEGAL_WORDS: Final = 3
_PASSES: Final = 20


def unsigned(lines: list[str], words: MailWords, *, apps: bool = True) -> list[str]:
    """The lines without what follows `--` and without legal notices and, when asked, app lines at the end."""
    kept = _before_delimiter(lines, words)
    for _ in range(_PASSES):
        while kept and not kept[-1].strip():
            kept.pop()
        start = _last_paragraph(kept)
        if apps and kept and _app_line(kept[-1], words):
            kept.pop()
        elif start and _legal(kept[start:], words):
            del kept[start:]
        else:
            break
    return kept


def unbranded(text: str, words: MailWords) -> str:
    """A newest text without the lines that phones and mail programs write below it."""
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or _app_line(lines[-1], words)):
        lines.pop()
    return "\n".join(lines)


def _before_delimiter(lines: list[str], words: MailWords) -> list[str]:
    """Cuts at `-- ` up to a postscript; several bare `--` part the items of a list."""
    bare = [number for number, line in enumerate(lines) if line.strip() == "--"]
    exact = next((number for number in bare if lines[number] == "-- "), None)
    if exact is None and len(bare) != 1:
        return lines[:]
    start = bare[0] if exact is None else exact
    for number in range(start + 1, len(lines)):
        if words.postscript.match(lines[number].lstrip().lower()):
            return [*lines[:start], *lines[number:]]
    return lines[:start]


def _app_line(line: str, words: MailWords) -> bool:
    """`Sent from my iPhone` and its kin: a set phrase around the name of an app or a device, nothing else."""
    bare = line[:_APP_LINE]
    if "http" in bare:
        bare = _LINK.sub("", _MARKDOWN.sub(r"\1", bare))
    bare = bare.strip(" \t*_-").rstrip(".")
    match = words.app.fullmatch(bare) if len(bare) <= 120 else None
    if not match:
        return False
    name = next((group for group in match.groups() if group), "").strip()
    if words.carrier.search(name.lower()):
        return False  # "Sent via UPS" speaks of goods
    known = not name or _APP_NAME.match(name) or words.device.search(name.lower())
    return bool(known) and len(name.split()) <= _APP_WORDS and not _NOT_AN_APP.search(name)


def _last_paragraph(lines: list[str]) -> int:
    """Where the last paragraph begins."""
    start = len(lines)
    while start and lines[start - 1].strip():
        start -= 1
    return start


def _legal(paragraph: list[str], words: MailWords) -> bool:
    text = " ".join(line.strip(" *_>\t") for line in paragraph).lower()
    if words.fine_print.match(text) or (len(text) <= _BANNER and words.banner.search(text)):
        return True
    return len(set(words.legal.findall(text))) >= _LEGAL_WORDS
