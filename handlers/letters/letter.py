"""What a reply says, part by part and before any door has given it a form: mail, Slack, a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One document or figure: a line and a detail for reading as text, cells for a table.

    `mark` is the number of its file on the page behind the link, "2" or "2–3"; empty when there is only one.
    """

    line: str
    detail: str
    cells: tuple[str, ...]
    mark: str = ""
    strong: bool = False  # a sum among the rows


@dataclass(frozen=True, slots=True)
class Part:
    """What the templates render for one answer; an option is its mark and its words."""

    intro: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    figures: frozenset[int] = frozenset()  # columns of amounts and counts
    options: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole reply in words. `given` stands before the link, `rest` after it; empty texts are left out."""

    greeting: str
    given: tuple[Part, ...]
    rest: tuple[Part, ...]
    closing: str  # that files are attached, what else is offered
    hint: str  # the next step
    footer: str
    url: str  # of the page with the files
    download: str  # the sentence with the URL
    download_button: str
    valid_until: str
    offers: bool = False  # the closing asks whether something more is wanted
