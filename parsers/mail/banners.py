"""Takes off what a gateway or a mail program writes above a text: "This mail came from outside"."""

from typing import Final

from parsers.mail.mail_words import MailWords

_BANNERS: Final = 4  # they stack
_LINES: Final = 8
_LENGTH: Final = 1500  # characters of a line; a longer one is no banner
_WRAP: Final = 60  # a line of that length may go on in the next one
_DECORATION: Final = " \t*_-=#~!>|[]()<>\u26a0\ufe0f\u2757\u2022"
_ENDS: Final = (".", "!", "?", ":", "]", "*")


def unbannered(lines: list[str], words: MailWords) -> list[str]:
    """The lines without the banners above them."""
    at = 0
    for _ in range(_BANNERS):
        while at < len(lines) and not lines[at].strip():
            at += 1
        end = _banner_end(lines, at, words)
        if not end:
            break
        at = end
    return lines[at:]


def _banner_end(lines: list[str], at: int, words: MailWords) -> int:
    """The first line after the banner that begins at line `at`; 0 when none does."""
    text = ""
    for number in range(at, min(at + _LINES, len(lines))):
        if len(lines[number]) > _LENGTH or not lines[number].strip():
            break
        bare = lines[number].strip(_DECORATION).lower()
        if number == at and bare in words.banner_titles:
            return number + 1
        text = f"{text} {bare}".strip()
        if _warns(text, words):
            return _whole(lines, at, number + 1, words)
        if number == at and not (words.banner_alarm.match(text) or words.banner_more.search(text)):
            break
    return 0


def _warns(text: str, words: MailWords) -> bool:
    """Whether a text tells of mails from outside, or raises an alarm about links, files and senders."""
    if words.banner.search(text):
        return True
    return bool(words.banner_alarm.match(text)) and _advises(text, words)


def _advises(text: str, words: MailWords) -> bool:
    """Whether it speaks of two things that banners speak of; a customer's line may speak of one."""
    return len(set(words.banner_more.findall(text))) > 1


def _whole(lines: list[str], at: int, end: int, words: MailWords) -> int:
    """Where a banner ends that was recognised by its lines up to `end`."""
    while end < min(at + _LINES, len(lines)) and lines[end].strip():
        if len(lines[end]) > _LENGTH:
            break
        if not (_wraps(lines[end - 1].strip(), lines[end], words) or _goes_on(lines[end], words)):
            break
        end += 1
    return end


def _wraps(above: str, line: str, words: MailWords) -> bool:
    """Whether a sentence of the banner reaches into the next line."""
    if len(above) < _WRAP or above.endswith(_ENDS) or not line.strip()[0].islower():
        return False
    return all(found.end() < len(above) for found in words.banner.finditer(above.lower()))


def _goes_on(line: str, words: MailWords) -> bool:
    """Whether a line is one more of the banner; one with a number may be the customer's."""
    bare = line.strip(_DECORATION).lower()
    if bare in words.banner_titles or words.banner.search(bare):
        return True
    return _advises(bare, words) and not any(letter.isdigit() for letter in bare)
