"""What a person of the house really sent, and how far the clerk's own choice agrees with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from handlers.answers import Enclosure
from parsers.mail.mime import TooMuch, read
from store.keys import number_key

PAPERS = (".pdf", ".xml", ".zip", ".tif", ".tiff", ".xlsx", ".csv")
TEXT = 64_000  # characters in which a number is looked for
SHORTEST = 4  # characters of a number that is looked for within a text


@dataclass(frozen=True, slots=True)
class Paper:
    """One attached file: the hash of its bytes, and the letters and digits of its name."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that was sent in answer to one mail."""

    papers: tuple[Paper, ...] = ()
    text: str = ""  # letters and digits only


@dataclass(frozen=True, slots=True)
class Agreement:
    """How one choice compares: papers of the person that the clerk has too, and its documents that fit."""

    given: int
    met: int
    offered: int
    fitting: int

    @property
    def verdict(self) -> str:
        """same, more, part, other, or nothing when the clerk offered nothing."""
        if not self.offered:
            return "nothing"
        if self.met == self.given:
            return "same" if self.fitting == self.offered else "more"
        return "part" if self.met else "other"


def given_in(raw: bytes) -> Given:
    """What a person's mail gives."""
    try:
        mail = read(raw)
    except TooMuch:
        return Given()
    papers = tuple(
        Paper(sha256(a.data).hexdigest(), number_key(a.name.rpartition(".")[0]))
        for a in mail.attachments
        if a.name.lower().endswith(PAPERS)
    )
    return Given(papers, number_key(f"{mail.subject} {mail.text}"[:TEXT]))


def gathered(mails: Iterable[tuple[Any, bytes]], to: Mapping[Any, str]) -> dict[str, Given]:
    """Message-ID -> what was sent in answer to it, in one mail or several."""
    found: defaultdict[str, Given] = defaultdict(Given)
    for key, raw in mails:
        more, before = given_in(raw), found[to[key]]
        found[to[key]] = Given(before.papers + more.papers, f"{before.text} {more.text}")
    return dict(found)


def agreement(given: Given, offered: Iterable[Enclosure]) -> Agreement | None:
    """By the hash of the file, else by the number in the file's name or, without papers of that, in the text.

    None when the person attached nothing.
    """
    if not given.papers:
        return None
    shas: defaultdict[str, set[str]] = defaultdict(set)
    for enclosure in offered:
        if enclosure.document is not None:
            shas[number_key(enclosure.document.number)].add(enclosure.file.sha256)
    met = {paper for paper in given.papers if any(is_one(paper, n, s) for n, s in shas.items())}
    fitting = {n for n, s in shas.items() if any(is_one(paper, n, s) for paper in given.papers)}
    loose = [paper for paper in given.papers if paper not in met]
    told = [n for n in shas if n not in fitting and len(n) >= SHORTEST and n in given.text]
    matched = min(len(loose), len(told))  # a file called "scan.pdf" may be what the text speaks of
    return Agreement(len(given.papers), len(met) + matched, len(shas), len(fitting) + matched)


def is_one(paper: Paper, number: str, shas: set[str]) -> bool:
    """Whether an attached file is the document of this number, which has these files."""
    return paper.sha256 in shas or number == paper.name or (len(number) >= SHORTEST and number in paper.name)
