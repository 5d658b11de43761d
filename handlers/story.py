"""What is remembered of an answered message: for follow-ups, for `trace`, for the audit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.answers import Answer, Found, Reply, choices_of
from parsers.asks import Ask, Request
from parsers.message import InboundMessage

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
            {"label": o.label, "ask": o.ask.as_table(), "every": o.ask.every, "account_id": o.account_id}
            for choice in choices_of(answers)
            for o in choice.options
        ],
        "context": context_of(request, answers),
        "account_id": account_id,
    }


def documents_of(reply: Reply) -> list[dict[str, Any]]:
    """What the reply links or attaches, one entry a document with the names of its files."""
    listed: dict[int, dict[str, Any]] = {}
    for e in reply.enclosures:
        d = e.document
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
