"""In which form papers are to come: which of the named forms is wanted, which only told of or refused."""

from collections.abc import Sequence
from enum import IntEnum

from parsers.phrases import Hit
from parsers.requests.text.clauses import Clause, once

FORM = "form:"
ASKING = frozenset({"want", "wish", "please", "bid", "i_want", "stance:approve", "stance:demand"})
DATA = frozenset({"form:csv", "form:xlsx", "form:xml", "form:zip"})  # "one file" beside them is one of these
ATTACHED = "form:attachment"
WANTING = ("want", "wish", "please", "only")
MERGED = "form:merged"
TELLING = frozenset({"giving", "own_list", "look", "stance:lost"})
BY_ITSELF = frozenset({"form:link", "form:attachment"})  # a link that is missing is no wish for a link
NEAR = 4  # words between "not" and what it denies, between a hindrance and what it hinders
FAR = 8  # words from a form to the "not" behind its verb: "ZIPs frisst unser Archiv nicht"
VERBAL = ("verb", "inverted")


class Stance(IntEnum):
    """What a clause says about a form: it must not be, it is only told of, it is named, it is asked for."""

    REFUSED = 0
    TOLD = 1
    NAMED = 2
    ASKED = 3


def form(parts: Sequence[Clause], least: Stance = Stance.NAMED) -> str | None:
    """The last form that clauses name or ask for; "zip, link, I don't mind" is none."""
    best: tuple[int, int, int, str] | None = None
    for at, part in enumerate(parts):
        hits = formed(part)
        if not hits:
            continue
        if "any_form" in part.cues and len({hit.cue for hit in hits}) > 1:
            return None
        if at and part.opens("joiner") and len(part.words) <= NEAR and _tells(parts[at - 1]):
            continue  # "he said they are there as PDF | or XML"
        behind = parts[at + 1] if at + 1 < len(parts) else None
        if behind and behind.opens("joiner") and "stance:lost" in behind.cues and "verb" not in part.cues:
            continue  # "all Excel | and PDF gone"
        for hit in hits:
            if stance_to(part, hit, bool(best and best[0] < at)) >= least and not _beside_data(
                parts, part, hit
            ):
                found = at, hit.last, hit.last - hit.first, hit.cue.removeprefix(FORM)
                best = max(best, found) if best else found
    return best[3] if best else None


def _beside_data(parts: Sequence[Clause], part: Clause, hit: Hit) -> bool:
    """True for "one file" of a wish for a CSV; not for "one PDF"."""
    if hit.cue != MERGED or "pdf" in part.words_of(hit).casefold():
        return False
    return any(other.cue in DATA and stance_to(p, other) >= Stance.NAMED for p in parts for other in p.hits)


@once
def formed(part: Clause) -> list[Hit]:
    """The forms that a clause names."""
    return [hit for hit in part.hits if hit[0][0] == "f" and hit[0].startswith(FORM)]


def _tells(part: Clause) -> bool:
    """True for a clause that asks for nothing and has a verb of its own."""
    return "verb" in part.cues and part.cues.isdisjoint(ASKING) and not part.kinds


def stance_to(clause: Clause, hit: Hit, behind: bool = False) -> Stance:
    """What a clause says about the form that it names; `behind`: one before it names another form."""
    if _denied(clause, hit) or _hindered(clause, hit) or _compared(clause, hit):
        return Stance.REFUSED
    if _explains(clause, hit, behind) or _inside(clause, hit):
        return Stance.TOLD
    if any(h.last == hit.first - 1 for h in clause.of("filter:agent")) and not _by(clause, hit):
        return Stance.TOLD  # "von Excel bekomme ich Kopfweh"
    lacks = hit.cue == ATTACHED and "missing" in clause.cues
    within = any(0 <= hit.first - h.first <= 2 for cue in ("inside", "unasked:from") for h in clause.of(cue))
    if lacks and (within or hit.first == 0) and clause.cues.isdisjoint(WANTING) and clause.source.end != "?":
        return Stance.TOLD  # "the second one is missing in the attachment"
    asked = not clause.cues.isdisjoint(ASKING) or clause.source.end == "?" or _only(clause, hit)
    asked = asked or clause.opens("instead")  # "not as a zip, but attached"
    if _subject(clause, hit) and clause.cues.isdisjoint(("stance:approve", "stance:demand")):
        return Stance.TOLD
    if asked or ("missing" in clause.cues and hit.cue not in BY_ITSELF):
        return Stance.ASKED
    hangs = clause.opens("relative") and clause.words[0] is not clause.source.words[0]
    if not clause.cues.isdisjoint(TELLING) or hangs:
        return Stance.TOLD
    headed = hit.first <= 1 and _as(clause, hit)  # "as attachments they said"
    headed = headed or any(h.first == hit.last + 1 for h in clause.of("condition"))  # "Excel if it suits"
    tells = {"pronoun", "verb"} <= clause.cues and not clause.kinds and not headed
    return Stance.TOLD if tells else Stance.NAMED


def _only(clause: Clause, hit: Hit) -> bool:
    """True for "only as a zip", "zip only"; not for "in the attachment was only one page"."""
    return any(h.first < hit.first or h.first == hit.last + 1 for h in clause.of("only"))


def _earlier(clause: Clause, hit: Hit) -> Sequence[Hit]:
    """The other forms that a clause names before this one."""
    return [h for h in clause.hits if h.last < hit.first and h.cue.startswith(FORM) and h.cue != hit.cue]


def _compared(clause: Clause, hit: Hit) -> bool:
    """True for the link of "an attachment suits us better than a link", "Anhang ist uns lieber als Link"."""
    than = any(h.last in (hit.first, hit.first - 1) for h in clause.of("stance:than"))
    return than and bool(_earlier(clause, hit))


def _explains(clause: Clause, hit: Hit, behind: bool) -> bool:
    """True for the links of "as an attachment since links expire": a reason, told behind the form.

    `behind`: a clause before names a form.
    """
    last = -1 if behind else max((h.last for h in _earlier(clause, hit)), default=len(clause.words))
    reasons = [h for h in clause.of("reason") if last < h.first < hit.first and (not behind or not h.first)]
    following = clause.words[hit.last + 1 : hit.last + 2]
    told = bool(reasons and following and following[0].written[:1].isalpha())
    return told and clause.cues.isdisjoint(("retract", "please", "bid"))


def _inside(clause: Clause, hit: Hit) -> bool:
    """True for "im Anhang Ihrer Mail war nur ein Logo", "there was nothing in the attachment"."""
    if hit.cue not in BY_ITSELF or "verb" not in clause.cues:
        return False
    bare = any(h.last in (hit.first - 1, hit.first) for h in clause.of("place"))  # "im Anhang"
    led = bare or any(h.first == hit.first - 2 for h in clause.of("place"))
    closed = any(h.last == hit.first - 1 for h in clause.of("stance:definite"))
    asked = not clause.cues.isdisjoint(("want", "wish", "please", "bid", "i_want", "stance:approve"))
    return led and (bare or closed) and not asked


def _as(clause: Clause, hit: Hit) -> bool:
    """True behind "as" or with it: "we get them as a zip", "als ZIP bekommen", "als PDF-Anhang haben"."""
    begun = hit.first - any(h.last == hit.first - 1 for h in clause.of("docs"))
    return any(h.first in (begun - 1, hit.first) for h in clause.of("stance:manner"))


def _by(clause: Clause, hit: Hit) -> bool:
    """True for "by link", "as a PDF": a form in which something comes."""
    return any(h.last == hit.first - 1 for h in clause.of("stance:manner"))


def _denied(clause: Clause, hit: Hit) -> bool:
    """True for "not as a zip", "zip does not work"; not for "not the portal, a zip" or "no, as a zip"."""
    for no in clause.of("negation"):
        before, after = hit.first - no.last, no.first - hit.last
        if any(hit.last < h.first < no.first for h in clause.of("condition")):
            continue  # "Excel if it's no bother"
        if 0 < before <= NEAR + 1 and not _parted(clause, no.last + 1, hit.first):
            return True
        if 0 < after <= FAR and _predicated(clause, hit, no):
            return True
    return False


def _predicated(clause: Clause, hit: Hit, no: Hit) -> bool:
    """True when a verb stands between a form and the "not" behind it, and no other form behind that."""
    verbs = (h.first for cue in VERBAL for h in clause.of(cue))
    spoken = any(hit.last < at <= no.last for at in verbs)
    final = no.last + 1 >= len(clause.words) or clause.words[no.last + 1].written in ",;"
    if any(word.written in ",;:" for word in clause.words[hit.last : no.first]):
        return False
    return (spoken or final) and not any(h.first > no.last for h in clause.hits if h.cue.startswith(FORM))


def _parted(clause: Clause, first: int, last: int) -> bool:
    """True when a sign, a thing, another form or a further verb stands in a stretch behind a "not"."""
    if any(word.thing or word.written in ",;:" for word in clause.words[first:last]):
        return True
    between = [h for h in clause.hits if first <= h.first < last]
    if any((h.cue.startswith(FORM) and h.last < last) or h.cue == "instead" for h in between):
        return True
    return any(h.cue in ("verb", "want") and h.first > first for h in between)  # not "don't send a zip"


def _hindered(clause: Clause, hit: Hit) -> bool:
    """True for "our firewall blocks links"."""
    for block in clause.of("blocked"):
        first, last = min(block.last, hit.last), max(block.first, hit.first)
        apart = any(word.written in ",;:()" for word in clause.words[first + 1 : last])
        told = any(first < h.first < last for cue in ("reason", "purpose") for h in clause.of(cue))
        if last - first <= NEAR + 1 and not apart and not told:
            return True
    return False


def _subject(clause: Clause, hit: Hit) -> bool:
    """True for "the link you sent", "the attachment is too big": a form that something is told of."""
    behind = hit.last + 1
    if _as(clause, hit):
        return False  # "that we get them as a zip", "als ZIP bekommen"
    if any(h.first == behind for cue in VERBAL for h in clause.of(cue)):
        return True
    if not any(h.last == hit.first - 1 for h in clause.of("stance:definite")):
        return False
    verbs = (h.first for cue in (*VERBAL, "pronoun") for h in clause.of(cue))
    first = next((at for at in sorted(verbs) if at > hit.last), None)
    stops = (i for i in range(behind, len(clause.words)) if clause.words[i].written in ",;:")
    return first is not None and first <= hit.last + FAR and first < next(stops, len(clause.words))
