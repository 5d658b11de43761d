"""Opens a forward, and the forward of a colleague inside it, down to the mail that somebody else wrote."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.mail.forwards import ForwardWords, read_forward
from parsers.mail.identity import sender_of
from parsers.message import Attachment, Forwarded

DEEPEST = 4  # colleagues through whose hands a mail went

Colleague = Callable[[str], bool]  # whether an address is one of the house's own people


def innermost(
    subject: str,
    text: str,
    attachments: Sequence[Attachment],
    words: ForwardWords,
    colleague: Colleague,
    depth: int = DEEPEST,
) -> Forwarded | None:
    """The message that was forwarded, its text uncut; None when there is none.

    An attached mail is held to the rules for senders: what is odd about its From makes it nobody's. What a
    colleague wrote around the mail that they passed on is left aside with theirs.
    """
    found = read_forward(subject, text, attachments, words)
    if found is None:
        return None
    sender = sender_of(found.raw).address if found.attached else found.sender.lower()
    files = found.attachments if found.attached else tuple(attachments)
    found = replace(found, sender=sender, attachments=files)
    if depth == 0 or not colleague(sender):
        return found
    beside = files if found.attached else ()  # those of the outer mail were looked through already
    inner = innermost(found.subject, found.text, beside, words, colleague, depth - 1)
    if inner is None:
        return found
    return inner if inner.attached else replace(inner, attachments=files)
