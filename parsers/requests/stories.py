"""What a long message only tells: a verdict over something that is neither the reader's nor any paper."""

from collections.abc import Sequence

from parsers.requests.clauses import Clause
from parsers.requests.drafts import Draft
from parsers.requests.intents import asks

VERDICTS = frozenset({"dispute", "other", "order_status"})
ASKING = ("want", "wish", "please", "again", "copy", "remedy", "missing", "private", "moving", "outside_told")
BUSINESS = (
    *("{number}", "{money}", "{address}", "kind:", "docs", "order_thing", "quantity", "short", "yours"),
    *("paid", "ordering", "arrival", "handed"),
)


def without_stories(drafts: Sequence[Draft], wanting: bool) -> list[Draft]:
    """The drafts without told verdicts, as far as the message asks for something in plain words.

    `wanting`: a sentence asks for what another one names. "The electrician broke his leg" disputes nothing.
    """
    told = [draft for draft in drafts if _told(draft)]
    asked = wanting or any(
        draft not in told and not draft.unit.weak and draft.intent != "other" for draft in drafts
    )
    return [draft for draft in drafts if not (asked and draft in told)]


def _told(draft: Draft) -> bool:
    """True when the clauses that decided ask for nothing, and nothing said is of the trade."""
    rule = draft.unit.rule
    if draft.intent not in VERDICTS or rule is None or _shows(draft.unit.clause, BUSINESS):
        return False
    deciding = [p for p in draft.unit.parts if not p.cues.isdisjoint(rule.needs[0])]
    return bool(deciding) and not any(asks(part) or _shows(part, ASKING) for part in deciding)


def _shows(clause: Clause, cues: tuple[str, ...]) -> bool:
    return any(cue.startswith(cues) for cue in clause.cues)
