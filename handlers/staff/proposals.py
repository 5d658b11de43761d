"""What staff are asked to decide: a message that waits, who may be meant, and what would be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from handlers.acts import Reject, Release
from handlers.answers import Click, Reply
from handlers.desk import House
from handlers.letters.says import Says
from handlers.letters.subjects import reply_subject
from handlers.staff.candidates import Candidate
from handlers.staff.reasons import in_words
from parsers.message import InboundMessage

NOBODY = "proposal_how_none"
PREVIEW = 60  # lines of a proposed answer that staff read; the rest they see when it is sent


@dataclass(frozen=True, slots=True)
class Question:
    """A message that waits: why, in words for staff; who may be meant; what the only candidate would get."""

    reason: str
    candidates: tuple[Candidate, ...] = ()
    proposed: Reply | None = None

    def as_story(self) -> dict[str, Any]:
        """What a later "senden" needs, and what trace shows, JSON-ready."""
        table: dict[str, Any] = {"candidates": [c.as_table() for c in self.candidates]}
        if self.proposed:
            files = [e.name for e in self.proposed.enclosures]
            table["proposed"] = {"to": self.proposed.recipient, "text": self.proposed.text, "files": files}
        return table


def dry(house: House) -> House:
    """The house while it only tries what it would say: no link in such a reply leads anywhere."""
    return replace(house, token=lambda: "")


def to_employee(message: InboundMessage, question: Question, house: House) -> Reply:
    """The proposal to who forwarded the message, in their thread."""
    says = house.tongues[None]
    opening = says("proposal_intro", reason=in_words(question.reason, says))
    reply = asked(message, (opening,), question, message.sender, house)
    return replace(reply, purpose="proposal", subject=reply_subject(message.subject, says))


def to_house(message: InboundMessage, question: Question, house: House) -> tuple[Reply, ...]:
    """The proposal to who takes over, with the original; nothing when there is nobody."""
    if not house.escalation:
        return ()
    says = house.tongues[None]
    opening = (
        says("staff_held", sender=message.sender or "?", subject=message.subject or "-"),
        says("staff_reason", reason=in_words(question.reason, says)),
    )
    closing = (says("staff_held_original"),)
    reply = asked(message, opening, question, house.escalation, house, closing)
    subject = says("staff_held_subject", subject=message.subject or "-")
    return (replace(reply, subject=subject, original=True),)


def asked(
    message: InboundMessage,
    opening: Sequence[str],
    question: Question,
    recipient: str,
    house: House,
    closing: Sequence[str] = (),
) -> Reply:
    """The mail with its links: one for each candidate, one to close the message without an answer."""
    says = house.tongues[None]
    releases = [
        Click(house.token(), Release(message.case, c.contact.email, recipient, c.account_id))
        for c in question.candidates
        if message.case
    ]
    reject = (
        Click(house.token(), Reject(message.case, recipient, "rejected by staff")) if message.case else None
    )
    lines = (
        *opening,
        *shown(question, releases, says, house),
        says("proposal_reject", url=url_of(reject, house)) if reject else "",
        says(how_to(question)),
        *closing,
    )
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=says("greeting_nobody"),
        lines=[line for line in lines if line],
        footer=says("footer", company=house.company),
    )
    clicks = (*releases, *([reject] if reject else ()))
    return Reply("staff", recipient, says.language, "", text, clicks=clicks)


def shown(question: Question, releases: Sequence[Click], says: Says, house: House) -> list[str]:
    """The candidates, or the only one with what they would get, each with the link that sends it."""
    urls = [url_of(click, house) for click in releases]
    if len(question.candidates) == 1:
        (only,) = question.candidates
        lines = [says("proposal_to", who=only.label), *preview(question.proposed, says)]
        return [*lines, *(says("proposal_release", url=url) for url in urls)]
    if not question.candidates:
        return []
    options = [
        ": ".join(filter(None, (says("proposal_option", n=n, who=c.label, why=because(c, says)), url)))
        for n, (c, url) in enumerate(zip_longest(question.candidates, urls), 1)
    ]
    return [says("proposal_whom") + "\n" + "\n".join(options)]


def preview(reply: Reply | None, says: Says) -> list[str]:
    """The proposed answer, marked as quoted, and its files."""
    if reply is None:
        return []
    rows = reply.text.strip().split("\n")
    more = [] if len(rows) <= PREVIEW else ["…"]
    quoted = "\n".join(f"> {row}".rstrip() for row in [*rows[:PREVIEW], *more])
    files = says.listed(e.name for e in reply.enclosures)
    return [quoted, says("proposal_files", files=files) if files else ""]


def because(candidate: Candidate, says: Says) -> str:
    """What speaks for a candidate, in words."""
    words = {"address": says("why_address"), "domain": says("why_domain"), "name": says("why_name")}
    return says.listed(words.get(r) or says("why_number", number=r) for r in candidate.reasons)


def how_to(question: Question) -> str:
    """The key of the sentence that says how to answer by mail."""
    several = len(question.candidates) > 1
    key = "proposal_how_many" if several else "proposal_how_one"
    return key if question.candidates else NOBODY


def url_of(click: Click, house: House) -> str:
    """Where a click is made."""
    return f"{house.public_url}/c/{click.token}"


def chosen(story: Mapping[str, Any], number: int | None) -> tuple[str, int | None] | None:
    """Address and account of the candidate with this number, or of the only one; None when there is none."""
    listed: list[Mapping[str, Any]] = list(story.get("candidates", ()))
    place = (number or 1) - 1
    if not 0 <= place < len(listed) or (number is None and len(listed) > 1):
        return None
    return listed[place]["address"], listed[place]["account_id"]
