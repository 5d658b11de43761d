"""The next step that a good clerk thinks of: with one document the other paper that usually goes with it."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answers import Answer, Choice, Found, Option
from handlers.desk import Desk
from handlers.documents.lookup import look
from handlers.letters.wording import option_label
from parsers.asks import Ask

# Whoever files the one usually needs the other.
GOES_WITH = {
    "invoice": "delivery_note",
    "delivery_note": "invoice",
    "credit_note": "invoice",
    "reminder": "invoice",
}
MOST = 3  # more of them is no small addition


def with_offer(answers: Sequence[Answer], desk: Desk) -> list[Answer]:
    """The answers; a single document comes with the question whether its companion is needed, too."""
    match answers:
        case [Found(documents=(document,), missing=(), absent=(), choice=None) as found]:
            kind = GOES_WITH.get(document.kind) if found.ask.form != "xml" else None
            choice = offer(found, kind, desk) if kind else None
            return [replace(found, choice=choice)]
    return list(answers)


def offer(found: Found, kind: str, desk: Desk) -> Choice | None:
    """The question, when the companion is there, may be seen and has a file."""
    (document,) = found.documents
    ask = Ask("documents", kinds=(kind,), numbers=(document.number,), form=found.ask.form)
    others = [d for d in look(document.number, ask, desk).documents if d.account_id == document.account_id]
    files = desk.unit.documents.files(d.id for d in others)
    if not 0 < len(others) <= MOST or len(files) < len(others):
        return None
    label = option_label(others[0], desk) if len(others) == 1 else desk.says.title(kind, len(others))
    option = Option(label, ask, document.account_id)
    return Choice(found.ask, "offer", desk.says.named((kind,), len(others)), (option,))
