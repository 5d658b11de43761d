"""The closed union of what the clerk can say to one ask, and the reply that a message gets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.acts import Act, Change, Told
from handlers.letters.letter import Letter, Row
from handlers.subscriptions.acts import Subscribe, Unsubscribe
from parsers.asks import Ask
from store.papers import Paper
from store.records import Contact, Document, StoredFile


@dataclass(frozen=True, slots=True)
class Made:
    """A file made for one answer; `paper` says who may have it, at sending and at every download."""

    name: str  # what the reader's computer calls it
    content_type: str
    data: bytes = field(repr=False)
    paper: Paper
    of: int = 0  # the document whose file it stands for; 0 for none


@dataclass(frozen=True, slots=True)
class Found:
    """Documents that were asked for and may be seen.

    `missing` are the numbers that led to none, `absent` names the kinds that a known number does not have.
    `choice` is the question that goes with them: what the missing numbers of its ask may have meant, or what
    else is there. `intro` replaces the usual sentence, `notes` say what the papers leave open between them.
    `made` are the files made of the papers for this answer.
    """

    ask: Ask
    documents: tuple[Document, ...]
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    more: int = 0  # matches beyond the limit, counted and said
    choice: "Choice | None" = None
    intro: str = ""
    notes: tuple[str, ...] = ()
    made: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows: open items, statements, lists; with totals in `lines`.

    `documents` go with it behind the link as they were delivered, `made` are the files made for this answer.
    `missing` and `choice` are as in Found.
    """

    ask: Ask
    intro: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    figures: frozenset[int] = frozenset()  # columns of amounts and counts
    lines: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    made: tuple[Made, ...] = ()
    missing: tuple[str, ...] = ()
    choice: "Choice | None" = None


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand with orders, payments or subscriptions, one plain sentence each.

    `acts` are carried out with the answer.
    """

    ask: Ask
    lines: tuple[str, ...]
    acts: tuple[Subscribe | Unsubscribe, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the words shown and the ask that it stands for."""

    label: str
    ask: Ask
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A question back; `text` is the key of the sentence that introduces it.

    `missing` are numbers that led to nothing, not even to a question.
    """

    ask: Ask
    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def offer(self) -> bool:
        """True for something more that is offered; it needs no answer."""
        return self.text.startswith("offer")


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing to show: not there, or not theirs; the two read exactly alike."""

    ask: Ask
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A fixed text, such as the help."""

    ask: Ask
    text: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Handover:
    """Something for a person; staff get the original, and the papers that it is about by their numbers.

    `told` stops the reminders for what is disputed.
    """

    ask: Ask
    reason: str
    documents: tuple[Document, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """What a buyer told us and we keep in mind, in `lines`; staff hear of it with its invoices."""

    ask: Ask
    lines: tuple[str, ...]
    documents: tuple[Document, ...]
    told: tuple[Told, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What will be done once it is confirmed: by whoever asked, or by the admins in `deciders`."""

    ask: Ask
    act: Change
    deciders: tuple[tuple[Contact, Change], ...] = ()


Answer = Found | Table | Status | Choice | Missing | Note | Handover | Noted | Proposal


def choices_of(answers: Iterable[Answer]) -> tuple[Choice, ...]:
    """The questions in some answers, in the order in which their options are counted."""
    asked = (a if isinstance(a, Choice) else getattr(a, "choice", None) for a in answers)
    return tuple(choice for choice in asked if choice)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a reply, attached or behind the link: one of a document, or made for it."""

    document: Document | None
    file: StoredFile
    name: str  # what the reader's computer calls it
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Click:
    """One decision that a link in a mail to staff stands for."""

    token: str = field(repr=False)
    act: Act


@dataclass(frozen=True, slots=True)
class Reply:
    """One outgoing text for any channel, before a door packs it.

    `link_token` opens the page with the enclosures; it is stored only as its hash. `attach` says that the
    files also travel with the message. `confirm_token` opens a page with a question; `original` asks the
    door to enclose the message being answered.
    """

    purpose: str  # answer, question, notice, challenge, staff, handover
    recipient: str
    language: str
    subject: str
    text: str
    html: str = ""
    letter: Letter | None = None  # the same part by part, for doors that give it a form of their own
    contact_id: int | None = None
    enclosures: tuple[Enclosure, ...] = ()
    link_token: str = field(default="", repr=False)
    confirm_token: str = field(default="", repr=False)
    act: Act | None = None  # what follows when the token is confirmed; None = the message counts as theirs
    clicks: tuple[Click, ...] = ()  # what else can be decided with one click each
    prefilled: tuple[tuple[str, str], ...] = ()  # labels, and the words that a button says for the writer
    attach: bool = False
    attach_made: bool = False  # only what was made for it travels along; the rest waits at the link
    original: bool = False
    unsubscribe_url: str = field(default="", repr=False)  # ends the subscription that sent this
    apart: bool = False  # a mail of its own: whom it goes to did not write the message


@dataclass(frozen=True, slots=True)
class Verdict:
    """A plain yes or no in the thread of a question that waits for this person."""

    inbox_id: int  # the message that led to the question
    by: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one message: outcome, replies to send, what else is to be done, the story for trace."""

    outcome: str  # answered, question, missing, handover, challenge, held, ignored
    replies: tuple[Reply, ...] = ()
    reason: str = ""
    story: Mapping[str, Any] = field(default_factory=dict)
    sender: str = ""
    acts: tuple[Act, ...] = ()  # carried out in the transaction that settles the message
    verdict: Verdict | None = None  # the same
