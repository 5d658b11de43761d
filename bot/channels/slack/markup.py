"""Slack's form of text: what people typed as plain words, and our words so that nothing in them is a sign."""

import re

TOKEN = re.compile(r"<([^<>\s][^<>]{0,4000})>")
LONGEST = 12_000  # characters of a message that are read


def plain(text: str) -> str:
    """What a person meant: links and mentions as words, the three escaped characters as they are."""
    return unescaped(TOKEN.sub(word, text[: LONGEST * 2]))[:LONGEST].strip()


def word(token: re.Match[str]) -> str:
    """One `<...>`: the address of a mail link, the words of a link, nothing of a mention."""
    inside, _, label = token[1].partition("|")
    if inside.startswith("@"):
        return " "
    if inside.startswith(("#", "!")):
        return label or " "
    if inside.startswith("mailto:"):
        return inside.removeprefix("mailto:")
    return label if label and not inside.endswith(label) else inside


def unescaped(text: str) -> str:
    """The three characters that Slack escapes, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(text: str) -> str:
    """Nothing of it is a link, a mention or a command; control characters are blanks."""
    clean = "".join(c if c >= " " or c == "\n" else " " for c in text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """The same in bold; a star of its own would end it."""
    inside = escaped(text.replace("*", "∗").replace("\n", " ")).strip()
    return f"*{inside}*" if inside else ""


def cut(text: str, most: int) -> str:
    """At most so many characters, with a sign that there were more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def pieces(text: str, most: int) -> list[str]:
    """A text in parts of at most so many characters, cut between lines where it can be."""
    parts: list[str] = []
    rest = text
    while len(rest) > most:
        at = rest.rfind("\n", 0, most)
        at = at if at > 0 else most
        at = at if "&" not in rest[at - 6 : at] else rest.rfind("&", 0, at) or at  # never inside of "&amp;"
        parts.append(rest[:at])
        rest = rest[at:].lstrip("\n")
    return [part for part in (*parts, rest) if part.strip()]
