"""The story of one message in words for staff: who proved what, how it was read, what was sent to whom."""

from handlers.letters.says import Says
from handlers.staff.reasons import in_words
from store.engine import Unit
from store.traffic import InboxItem

SHOWN = 12  # lines of each part


def traced(item: InboxItem, unit: Unit, says: Says) -> str:
    """The trace as one paragraph of lines."""
    story = item.story
    sent = [f"{p.recipient}: {p.subject} ({p.purpose}, {p.state})" for p in unit.outbox.of_inbox(item.id)]
    documents = [f"{d['kind']} {d['number']} ({d['account']})" for d in story.get("documents", ())]
    proof = says("trace_proof", proof=story.get("proof") or "-")
    parts: tuple[tuple[str, list[str]], ...] = (
        (
            says(
                "trace_message", case=item.id, sender=item.sender or "?", outcome=item.outcome or item.state
            ),
            [],
        ),
        (says("trace_reason", reason=in_words(item.reason, says)) if item.reason else "", []),
        (proof, list(story.get("evidence", ()))),
        (says("trace_why"), list(story.get("why", ())) or ["-"]),
        (says("trace_documents") if documents else "", documents),
        (says("trace_sent") if sent else "", sent),
    )
    lines = [
        line for title, rows in parts if title for line in (title, *(f"- {row}" for row in rows[:SHOWN]))
    ]
    return "\n".join(lines)
