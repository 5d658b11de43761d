"""Sites listed below a wish: "the notes of May for these depots:", and a line for each of them."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting.drafts import Draft
from parsers.requests.fields.locations import location
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

SITED = frozenset({"documents", "statement", "export", "open_items", "subscribe"})
LEADING = ("relation", "preposition", "filter:location", "filter:chain")
SPEAKING = ("verb", "pronoun", "thanks", "closing", "greeting", "please", "{number}", "{money}", "{address}")
END = 3  # words from the last word of a site to the end of the line that announces the list
LONGEST = 5  # words of a line that is only a site


def at_listed_sites(drafts: Sequence[Draft], read: Sequence[Unit]) -> list[Draft]:
    """The drafts; one that ends in "for these sites:" becomes one for each line below."""
    found: list[Draft] = []
    for draft in drafts:
        sites = _below(draft, read) if draft.intent in SITED and not draft.numbers else []
        if len(sites) > 1:
            found += [replace(draft, kinds=set(draft.kinds), location=site) for site in sites]
        else:
            found.append(draft)
    return found


def _below(draft: Draft, read: Sequence[Unit]) -> list[str]:
    """The sites in the lines right below the one that a wish ends."""
    at = next((i for i, unit in enumerate(read) if unit is draft.unit), -1)
    if at < 0 or not _announces(draft.unit):
        return []
    sites: list[str] = []
    block = None
    for unit in read[at + 1 :]:
        source = unit.clause.source
        site = _site(unit.clause) if unit.intent is None and len(unit.parts) == 1 and source.fresh else None
        if site is None or (block is not None and source.block != block):
            break
        block = source.block
        sites.append(site)
    return sites


def _announces(unit: Unit) -> bool:
    """True for a wish whose line ends with "for:", "for the following branches:" and the like."""
    part = unit.parts[-1]
    if not part.cues.isdisjoint(("me", "to_us")):
        return False
    ends = [i for i, word in enumerate(part.words) if word.written[0].isalnum()][-END:]
    named = {h.last for cue in LEADING for h in part.of(cue)}
    last = bool(ends) and ends[-1] in {h.last for h in part.of("relation")}
    return last or (unit.clause.source.end == ":" and any(at in named for at in ends))


def _site(clause: Clause) -> str | None:
    """The site that a short line names, with or without a word for what it is."""
    words = [word for word in clause.words if word.written[0].isalnum()]
    plain = 0 < len(words) <= LONGEST and not clause.kinds and clause.cues.isdisjoint(SPEAKING)
    if not plain or any(word.thing for word in words):
        return None
    return location(clause) or " ".join(word.written for word in words)
