"""What is remembered of an answered message: for follow-ups, for `trace`, for the audit."""

from collections.abc import Sequence
from typing import Any

from handlers.answers import Answer, Choice, Found, Reply
from parsers.asks import Ask, Request
from parsers.message import InboundMessage

CONTEXT_NUMBERS = 20  # numbers that a follow-up can lean on


def story_of(
    message: InboundMessage, request: Request, answers: Sequence[Answer], reply: Reply
) -> dict[str, Any]:
    """JSON-ready: proof, asks, why, documents, the options offered and the context for a follow-up."""
    return {
        "proof": message.proof.level.value,
        "evidence": list(message.proof.evidence),
        "language": request.language,
        "asks": [a.as_table() for a in request.asks],
        "why": list(request.why),
        "documents": documents_of(reply),
        "options": [
            {"label": o.label, "ask": o.ask.as_table(), "account_id": o.account_id}
            for a in answers
            if isinstance(a, Choice)
            for o in a.options
        ],
        "context": context_of(request, answers),
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
    """The last ask with the numbers that answered it."""
    if not request.asks:
        return None
    last = next((a for a in reversed(answers) if isinstance(a, Found)), None)
    if last is None:
        return request.asks[-1].as_table()
    numbers = tuple(d.number for d in last.documents[:CONTEXT_NUMBERS])
    kinds = tuple(sorted({d.kind for d in last.documents}))
    return Ask("documents", kinds=kinds, numbers=numbers).as_table()
