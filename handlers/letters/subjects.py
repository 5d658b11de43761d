"""Subjects of replies: one "Re:", however often a mail went to and fro."""

import re

from handlers.letters.says import Says

PREFIX = re.compile(r"^\s*(?:re|aw|wg|fw|fwd|antw|sv|vs|tr|rif|odp)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
LONGEST = 200  # characters of a subject that come back


def reply_subject(subject: str, says: Says) -> str:
    """The subject of the answer to a message with this subject."""
    bare = bare_subject(subject)
    return f"Re: {bare or says('subject_fallback')}"


def bare_subject(subject: str) -> str:
    """The subject without reply and forward prefixes, on one line, not endless."""
    bare = " ".join(CONTROLS.sub(" ", subject[: LONGEST * 10]).split())[: LONGEST * 2]
    for _ in range(20):
        shorter = PREFIX.sub("", bare, count=1)
        if shorter == bare:
            break
        bare = shorter
    return bare[:LONGEST]
