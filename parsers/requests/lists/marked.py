"""Lists whose lines carry a mark or a remark of the buyer's: "4711 - have", "4712 - missing", "*4713"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from parsers.requests.lists.columns import SHORT, Claim, Reader, Row, filled, ticked
from parsers.requests.lists.grids import coded, has_number
from parsers.requests.lists.ticks import Tick, TickWords, explained, tick

LABEL = 6  # words before the number of a line whose remark stands apart: "Shackle test certs, lot 7719 - got"
ROW = 60  # characters of a line below a title
LINE = 100  # characters of a line with a remark
FEW = 3  # words of a remark in brackets behind a number of a row
_TOKEN = re.compile(r"(?<![\w.,/])[\w./-]{0,40}\d[\w./-]{0,40}")
_BULLET = re.compile(r"\s*(?:[-–—•·>+○▪●] |\* |\d{1,2}[.)] )?")
_PARTING = "-–—:=|"
_EDGE = " \t-–—:/,;.|=>"
_MARK = re.compile(r"[*✓✔☑✅√✗✘❌☒xX#!]|\[[ xX✓]?\]?")
_BOX = re.compile(r"\[([ xX✓]?)\] ?")
_BETWEEN = re.compile(r" ?[:=–—] ?| - ")
_CHECKED = re.compile(r"[\[:=–—]| - ")  # a box, or what stands between a paper and its mark
_BRACKETS = re.compile(r"\([^()]*\)")
_ASIDE = re.compile(r"([\w./-]{0,20}\d[\w./-]{2,20}) ?\(([^()\n]{1,40})\),?")

_SIGNS = "*#!+xX"  # that a writer explains: "those marked with *"

Span = tuple[int, int]


def lists(lines: Sequence[str], taken: Iterable[Span]) -> Iterator[Span]:
    """The stretches of two lines or more that each hold a number; `taken` ones are tables."""
    used = {i for first, last in taken for i in range(first, last)}
    first: int | None = None
    for i in range(len(lines) + 1):
        row = i < len(lines) and i not in used and len(lines[i]) < LINE and bool(_TOKEN.search(lines[i]))
        if row and first is None:
            first = i
        if not row and first is not None:
            if i - first > 1:
                yield first, i
            first = None


def checklists(lines: Sequence[str], reader: Reader) -> Iterator[tuple[Span, list[str]]]:
    """The lists of papers by name, "Invoice: yes" and "POD: no" below "Job 4711", and what of them lacks."""
    first = 0
    while first < len(lines):
        end, lacking, told = first, list[str](), set[Tick]()
        while end < len(lines) and (checked := _checked(lines[end], reader)):
            name, said = checked
            told.add(said)
            lacking += [f"- {name}"] if said is Tick.LACKING else []
            end += 1
        if end - first > 1 and told == {Tick.HERE, Tick.LACKING}:
            yield (first, end), lacking
        first = max(end, first + 1)


def _checked(line: str, reader: Reader) -> tuple[str, Tick] | None:
    """The paper that a line of a checklist names, and whether it is here."""
    if len(line) > ROW or not _CHECKED.search(line) or has_number(line):
        return None
    bullet = _BULLET.match(line)
    body = line[bullet.end() :].strip() if bullet else line.strip()
    box = _BOX.match(body)
    parts = [body[box.end() :], box[1].strip() or "-"] if box else _BETWEEN.split(body, maxsplit=1)
    name, rest = parts if len(parts) == 2 else (body, "")
    said = ticked(rest, Tick.HERE, reader) if rest.strip() else None
    named = reader.kinds(name) if said in (Tick.HERE, Tick.LACKING) else ()
    return (name.strip(), said) if said and len(named) == 1 else None


def rows_in(lines: Sequence[str], reader: Reader) -> list[Row]:
    """The lines as rows; none when one of them is a sentence."""
    rows: list[Row] = []
    for line in lines:
        row = _remarked(line, reader)
        if row is None:
            return []
        rows.append(row)
    meant = any(_legend(sign, reader) for sign in _SIGNS if any(sign in line for line in lines))
    said = filled([row.claims[0].said for row in rows], reader.asked and not meant)
    return [
        row if len(row.claims) > 1 else row._replace(claims=(Claim(row.claims[0].kinds, one),))
        for row, one in zip(rows, said, strict=True)
    ]


def _remarked(line: str, reader: Reader) -> Row | None:
    """A line of a list: its number, what stands before it, and the remark; None for a sentence."""
    bullet = _BULLET.match(line)
    body = line[bullet.end() :] if bullet else line
    found = next((m for m in _TOKEN.finditer(body) if coded(m[0].rstrip("-./"))), None)
    if not found:
        return None
    label, remark = body[: found.start()].strip(_EDGE), body[found.end() :].strip(_EDGE)
    parted = body[found.end() :].lstrip()[:1] in _PARTING and bool(remark)
    if has_number(remark) or len(label.split()) > (LABEL if parted else SHORT):
        return None
    remark = _BRACKETS.sub("", remark).strip(_EDGE) or remark  # "not here (only the reminder)"
    number, own = found[0].rstrip("-./"), tuple(reader.kinds(remark))
    marked = bool(_MARK.fullmatch(label))
    bids = bool(label) and not marked and reader.words.polite(remark)  # "invoice 4711 please"
    said = Tick.BLANK if bids else _said(label if marked else "", remark, own, reader)
    if said is None:
        return None
    named = tuple(reader.kinds(label))
    claims = _each(remark, reader) if len(own) > 1 and not named else ()
    return Row(number, "" if marked else label, claims or (Claim(() if named else own, said),))


def _said(mark: str, remark: str, own: Sequence[str], reader: Reader) -> Tick | None:
    """What a remark says, or the mark in front: "x 4711 invoice" among lines with and without one."""
    told = _legend(remark, reader) if remark else None
    said = told or (ticked(remark, Tick.HERE if own else None, reader) if remark else Tick.BLANK)
    bare = bool(own) and not remark.replace(own[0], "").strip()
    if mark and (said in (Tick.BLANK, None) or bare):
        sign = mark.strip("[]() ") or "-"
        return _legend(sign, reader) or ticked(sign, Tick.HERE, reader)
    return Tick.BLANK if said is None and bare else said


def _legend(mark: str, reader: Reader) -> Tick | None:
    return explained(mark, reader.around, reader.words) if len(mark) <= SHORT else None


def _each(remark: str, reader: Reader) -> tuple[Claim, ...]:
    """What a remark says of one paper after the other: "invoice ok, docket missing"."""
    parts = reader.words.parts.split(remark)
    own = [tuple(reader.kinds(part)) for part in parts]
    said = [ticked(part, Tick.HERE, reader) for part in parts]
    told = all(own) and all(one in (Tick.HERE, Tick.LACKING) for one in said)
    return tuple(map(Claim, own, said)) if told and len(parts) > 1 else ()


def without_spared(lines: Sequence[str], reader: Reader) -> list[str]:
    """The lines without those below "these have come:", and without "credit notes: none"."""
    below = {i: _below(lines, i) for i, line in enumerate(lines) if line.rstrip().endswith(":")}
    titles = {i: tick(lines[i], reader.words) for i, (first, last) in below.items() if last > first}
    lacking = Tick.LACKING in titles.values()
    spared = {i for i, line in enumerate(lines) if _none(line, reader)}
    for i, said in titles.items():
        rows = range(*below[i])
        come = reader.words.came(lines[i]) and all(reader.kinds(lines[at]) for at in rows)
        if said is Tick.HERE and (lacking or come):
            spared |= {i, *rows}
    return [line for i, line in enumerate(lines) if i not in spared]


def _below(lines: Sequence[str], title: int) -> Span:
    """The lines of the list below a title: short ones that each hold a number."""
    first = title + 1 + (title + 1 < len(lines) and not lines[title + 1].strip())
    end = first
    while end < len(lines) and len(lines[end]) < ROW and has_number(lines[end]) and lines[end][-1] != ":":
        end += 1
    return first, end


def _none(line: str, reader: Reader) -> bool:
    """True for "Delivery notes: none"."""
    title, colon, rest = line.partition(":")
    told = tick(rest, reader.words) if colon and rest.strip() and len(title) < ROW else None
    return told in (Tick.NO, Tick.UNWANTED) and bool(reader.kinds(title))


def without_asides(text: str, words: TickWords) -> str:
    """The text without the 4712 of "4711, 4712 (have) and 4713"."""
    if "(" not in text:
        return text
    lines = text.split("\n")
    for i, line in enumerate(lines):
        spared = [m for m in _ASIDE.finditer(line) if _spares(m[2], words)] if "(" in line else []
        left = line
        for match in reversed(spared):
            left = left[: match.start()] + left[match.end() :]
        if spared and has_number(left):
            lines[i] = left
    return "\n".join(lines)


def _spares(remark: str, words: TickWords) -> bool:
    return len(remark.split()) <= FEW and tick(remark, words) in (Tick.HERE, Tick.UNWANTED)
