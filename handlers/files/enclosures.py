"""Which files go with a reply, what they are called, and whether they travel along or wait at the link."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from handlers.answers import Answer, Enclosure, Found, Made, Table
from handlers.desk import Desk, House
from handlers.letters.parts import Files
from parsers.asks import Ask
from store.records import Document, StoredFile

LONGEST = 80  # characters of a number or a kind in a file name
MAIL_BYTES = 15_000_000  # what mail systems carry as attachments, even when more is wished


def enclosures_of(answers: Iterable[Answer], desk: Desk, files: Files) -> tuple[Enclosure, ...]:
    """Every file of every document found, each once, and every file made, in the order of the answers."""
    picked: dict[tuple[int, str], Enclosure] = {}
    taken: set[str] = set()
    for answer in answers:
        if not isinstance(answer, Found | Table):
            continue
        instead = {made.of: made for made in answer.made if made.of}
        for made in answer.made:
            if not made.of:
                name = unique(made.name, taken)
                picked[(0, name)] = Enclosure(None, stored(made), name, made)
        for document in answer.documents:
            if document.id in instead:
                add_made(document, instead[document.id], picked, taken)
                continue
            for file in in_form(files.get(document.id, ()), answer.ask):
                if (document.id, file.role) not in picked:
                    name = unique(file_name(document, file, desk), taken)
                    picked[(document.id, file.role)] = Enclosure(document, file, name)
    return tuple(picked.values())


def add_made(
    document: Document, made: Made, picked: dict[tuple[int, str], Enclosure], taken: set[str]
) -> None:
    """Adds the file that stands for a document's own."""
    file = stored(made)
    if (document.id, file.role) not in picked:
        name = unique(made.name, taken)
        picked[(document.id, file.role)] = Enclosure(document, file, name, made)


def stored(made: Made) -> StoredFile:
    """A made file as it will stand in the file store."""
    role = made.name.rpartition(".")[2]
    digest = sha256(made.data).hexdigest()
    return StoredFile(0, role, made.name, digest, len(made.data), made.content_type)


def in_form(files: tuple[StoredFile, ...], ask: Ask) -> tuple[StoredFile, ...]:
    """The files in the form that was wished: the e-invoice XML alone when asked for and there is one.

    Who asks for ZUGFeRD asks for the PDF too.
    """
    xml = tuple(f for f in files if f.role == "xml")
    return xml if ask.form == "xml" and not ask.hybrid and xml else files


def file_name(document: Document, file: StoredFile, desk: Desk) -> str:
    """ "RE-2024-1187_Rechnung_2024-03-14.pdf": number, kind and day, safe on every system."""
    _, dot, ending = file.name.rpartition(".")
    suffix = re.sub(r"[^a-z0-9]", "", ending.lower())[:8] if dot else ""
    kind = desk.says.kind(document.kind)
    stem = f"{safe(document.number)[:LONGEST]}_{safe(kind)[:LONGEST]}_{document.date.isoformat()}"
    return f"{stem}.{suffix or file.role}"


def safe(text: str) -> str:
    """Letters, digits, dot and dash only; umlauts written out."""
    for umlaut, letters in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
        ("ß", "ss"),
    ):
        text = text.replace(umlaut, letters)
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", ascii_text).strip("-.") or "x"


def unique(name: str, taken: set[str]) -> str:
    """The name, numbered when another file of this reply has it already."""
    stem, dot, suffix = name.rpartition(".")
    candidate, n = name, 2
    while candidate.casefold() in taken:
        candidate, n = f"{stem}_{n}{dot}{suffix}", n + 1
    taken.add(candidate.casefold())
    return candidate


def attached(
    answers: Iterable[Answer], enclosures: tuple[Enclosure, ...], house: House, channel: str = "email"
) -> tuple[Enclosure, ...]:
    """What travels with the mail: small results; large ones wait at the link; a wish for either counts.

    Who wished for a single PDF gets that alone along, beside the link to its originals.
    """
    asked = [a for a in answers if isinstance(a, Found | Table)]
    forms = {a.ask.form for a in asked}
    if not enclosures or house.deliver == "link" or forms & {"link", "zip"}:
        return ()
    single = any(isinstance(a, Found) and a.ask.form == "merged" and a.made for a in asked)
    along = tuple(e for e in enclosures if e.made) if single else enclosures
    total = sum(e.file.size for e in along)
    if channel != "email":  # a chat has the link beside the answer; files come when they are wished
        carried = "attachment" in forms and total <= MAIL_BYTES
    elif "attachment" in forms or house.deliver == "attach":
        carried = total <= max(house.attach_bytes, MAIL_BYTES)
    else:
        carried = len(along) <= house.attach_files and total <= house.attach_bytes
    return along if carried else ()
