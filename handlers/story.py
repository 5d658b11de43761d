"""What is remembered of an answered message: for follow-ups, for `trace`, for the audit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.answers import Answer, Found, Reply, choices_of
from handlers.documents.misses import misses_in
from parsers.asks import Ask, Request
from parsers.message import InboundMessage

AWAITS_ADDRESS = ("ask_people_address", "ask_people_unknown")
CONTEXT_NUMBERS = 20  # numbers that a follow-up can lean on


def story_of(
    message: InboundMessage,
    request: Request,
    answers: Sequence[Answer],
    reply: Reply,
    account_id: int | None = None,
) -> dict[str, Any]:
    """JSON-ready: proof, asks, why, documents, the options offered and the context for a follow-up.

    `account_id` is the account that was chosen in the conversation.
    """
    return {
        "proof": message.proof.level.value,
        "evidence": list(message.proof.evidence),
        "language": request.language,
        "asks": [a.as_table() for a in request.asks],
        "why": list(request.why),
        "documents": documents_of(reply),
        "options": [
            {"label": o.label, "account_id": o.account_id, **whole_ask(o.ask)}
            for choice in choices_of(answers)
            for o in choice.options
        ],
        "awaited": [whole_ask(c.ask) for c in choices_of(answers) if c.text in AWAITS_ADDRESS],
        "misses": misses_in(answers),
        "context": context_of(request, answers),
        "account_id": account_id,
    }


def whole_ask(ask: Ask) -> dict[str, Any]:
    """An ask with what its own table leaves out."""
    errand = {"errand": ask.errand.as_table()} if ask.errand else {}
    paying = {"paying": ask.paying.as_table()} if ask.paying else {}
    rhythm = {"rhythm": ask.rhythm.as_table()} if ask.rhythm else {}
    standing = {"standing": list(ask.standing)} if ask.standing else {}
    return {
        "ask": ask.as_table(),
        "every": ask.every,
        "group": ask.group,
        "leading": list(ask.leading),
        "without": list(ask.without),
        **errand,
        **paying,
        **rhythm,
        **standing,
    }


def documents_of(reply: Reply) -> list[dict[str, Any]]:
    """What the reply links or attaches, one entry a document with the names of its files."""
    listed: dict[int, dict[str, Any]] = {}
    for e in reply.enclosures:
        d = e.document
        if d is None:
            continue
        entry = listed.setdefault(
            d.id, {"account": d.account, "kind": d.kind, "number": d.number, "files": []}
        )
        entry["files"].append(e.name)
    return list(listed.values())


def context_of(request: Request, answers: Sequence[Answer]) -> dict[str, Any] | None:
    """The last ask with the numbers that answered it; where and for whom it was, but not its period."""
    if not request.asks:
        return None
    last = next((a for a in reversed(answers) if isinstance(a, Found)), None)
    if last is None:
        return request.asks[-1].as_table()
    numbers = tuple(d.number for d in last.documents[:CONTEXT_NUMBERS])
    kinds = tuple(sorted({d.kind for d in last.documents}))
    context = replace(Ask("documents", kinds), numbers=numbers, location=last.ask.location)
    return replace(context, cost_centre=last.ask.cost_centre, person=last.ask.person).as_table()
