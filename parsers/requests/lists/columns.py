"""What the columns of a buyer's table say row by row: the number, the kind, and whether the paper is here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parsers.requests.lists.grids import Grid, coded, has_number, is_sum
from parsers.requests.lists.ticks import Tick, TickWords, answer, explained, question, tick

SHORT = 3  # characters of a mark that the text may explain
MARKS = 4  # different marks that a text explains
LOTS = ("batch", "serial")

Kinds = Callable[[str], Sequence[str]]  # the words of a text that name kinds of papers
Heads = Callable[
    [str], str | None
]  # the role that the head of a column gives its numbers; None for no numbers


@dataclass(frozen=True, slots=True)
class Reader:
    """What the tables of one message are read with.

    `around` is the text outside the table at hand, `head` the line above it.
    """

    kinds: Kinds
    roles: Heads
    words: TickWords
    around: str = ""
    head: str = ""

    @property
    def asked(self) -> bool:
        """True when the line above asks for what stands below: "we still need the following:"."""
        return self.words.asks(self.head)


class Claim(NamedTuple):
    """What a row says of one paper: its kinds as written (none: the row's own) and whether it is here."""

    kinds: tuple[str, ...]
    said: Tick | None


class Row(NamedTuple):
    """The number of a row as written, what stands for its kind or head, and what is said of its papers."""

    number: str
    title: str
    claims: tuple[Claim, ...]

    @property
    def spared(self) -> bool:
        """True when the row is struck out as a whole."""
        return any(claim.said is Tick.UNWANTED for claim in self.claims)


def rows_of(grid: Grid, reader: Reader) -> list[Row]:
    """The rows of a table with what their cells claim."""
    columns = [grid.column(at) for at in range(grid.width)]
    heads = [*grid.heads, *[""] * (grid.width - len(grid.heads))]
    numbers = _number_column(columns, heads, reader)
    if numbers is None:
        return []
    return _rows_by(numbers, columns, heads, reader)


def _rows_by(
    numbers: int, columns: Sequence[Sequence[str]], heads: Sequence[str], reader: Reader
) -> list[Row]:
    """The rows, each by its number in one column; of papers that only a head names by the number below it."""
    others = [(c, h) for at, (c, h) in enumerate(zip(columns, heads, strict=True)) if at != numbers]
    claimed = [_claims(column, head, reader) for column, head in others]
    papers = next(
        (c for (c, _), told in zip(others, claimed, strict=True) if not told and names_papers(c, reader)),
        None,
    )
    named = [at for at, head in enumerate(heads) if _codes(columns[at]) and reader.kinds(head)]
    kindless = not papers and not any(claim.kinds for column in claimed for claim in column or ())
    if kindless and named and numbers not in named:
        return _rows_by(named[0], columns, heads, reader)
    rows = []
    for i, cell in enumerate(columns[numbers]):
        own = tuple(reader.kinds(papers[i])) if papers else ()
        told = (column[i] for column in claimed if column)
        claims = [Claim(claim.kinds or own, claim.said) for claim in told if claim.said]
        unwanted = any(tick(column[i], reader.words) is Tick.UNWANTED for column, _ in others)
        claims += [Claim((), Tick.UNWANTED)] * unwanted
        rows.append(Row(cell, "" if reader.kinds(cell) else heads[numbers], tuple(claims)))
    return rows


def plain(grid: Grid, reader: Reader) -> list[str] | None:
    """The rows of a table with named columns as bare numbers, each with its sum and its kind."""
    columns = [grid.column(at) for at in range(grid.width)]
    named = [
        (at, role)
        for at, head in enumerate(grid.heads)
        if (role := reader.roles(head)) is not None and _codes(columns[at])
    ]
    if not named:
        return None
    numbers = [at for at, role in named if role in LOTS] or [at for at, _ in named]
    head = grid.heads[numbers[0]]
    papers = [at for at, column in enumerate(columns) if at not in numbers and names_papers(column, reader)]
    lines = [head] if reader.kinds(head) and not papers else []
    for i, row in enumerate(grid.rows):
        if any(tick(cell, reader.words) is Tick.UNWANTED for cell in row):
            continue
        cells = [columns[at][i] for at in [*papers[:1], *numbers]]
        sums = [column[i] for at, column in enumerate(columns) if at not in numbers and is_sum(column[i])]
        lines.append(" ".join([*cells, *sums[:1]]))
    return lines


def _number_column(columns: Sequence[Sequence[str]], heads: Sequence[str], reader: Reader) -> int | None:
    """The column whose numbers the papers are asked for by: lots before articles, else the first one."""
    coding = [at for at, column in enumerate(columns) if _codes(column)]
    named = [(at, role) for at in coding if heads[at] and (role := reader.roles(heads[at])) is not None]
    lots = [at for at, role in named if role in LOTS]
    return next(iter([*lots, *(at for at, _ in named), *coding]), None)


def _codes(column: Sequence[str]) -> bool:
    """True when most cells of a column may be numbers of papers or things."""
    return 2 * sum(map(coded, column)) > len(column)


def names_papers(column: Sequence[str], reader: Reader) -> bool:
    """True for the column that says of each row what paper it is about."""
    return all(reader.kinds(cell) for cell in column)


def _claims(column: Sequence[str], head: str, reader: Reader) -> list[Claim] | None:
    """What a column says row by row; None for one that is about something else."""
    kinds = tuple(reader.kinds(head))
    own = [tuple(reader.kinds(cell)) for cell in column]
    cells = list(zip(column, own, strict=True))
    asked = question(head, reader.words) or (Tick.HERE if kinds else None)
    if asked is Tick.LACKING and 2 * sum(map(bool, own)) >= sum(map(bool, column)) > 0:
        return [Claim(named, Tick.LACKING if named else None) for named in own]  # the column "missing"
    said = _by_legend(column, reader) or [
        ticked(cell, asked or (Tick.HERE if named else None), reader) for cell, named in cells
    ]
    if any(one is None and cell.strip() for one, cell in zip(said, column, strict=True)):
        return None
    said = filled(said)
    return [Claim(named or kinds, one) for named, one in zip(own, said, strict=True)] if any(said) else None


def _by_legend(column: Sequence[str], reader: Reader) -> list[Tick | None]:
    """What the short marks of a column say when the text around explains one: the others say nothing."""
    marks = {cell.strip() for cell in column} - {""}
    if len(marks) > MARKS or any(len(mark) > SHORT for mark in marks):
        return []
    told = {mark: explained(mark, reader.around, reader.words) for mark in marks}
    return [told.get(cell.strip()) or Tick.BLANK for cell in column] if any(told.values()) else []


def ticked(cell: str, asked: Tick | None, reader: Reader) -> Tick | None:
    """What one cell says as the answer to what its column asks; None when it is about something else."""
    said = None if has_number(cell) else tick(cell, reader.words)
    return answer(said, asked) if said else None


def filled(said: Sequence[Tick | None], wanted: bool = False) -> list[Tick | None]:
    """What empty cells say: the contrary of the only thing that the others say.

    `wanted`: the rows are asked for as such, a remark only says why: "please send 4711, 4712 (urgent)".
    """
    spoken = {one for one in said if one in (Tick.HERE, Tick.LACKING)}
    contrary = None
    if wanted and spoken == {Tick.LACKING}:
        contrary = Tick.LACKING
    elif len(spoken) == 1:
        contrary = Tick.LACKING if Tick.HERE in spoken else Tick.HERE
    elif not spoken and Tick.UNWANTED in said:
        contrary = Tick.LACKING  # "4711 - found it, ignore"
    return [contrary if one in (None, Tick.BLANK) else one for one in said]
