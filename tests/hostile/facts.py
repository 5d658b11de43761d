"""What a mail tells, judged from the delivery's rows alone: nothing of the code under test decides here."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cached_property
from hashlib import sha256

from tests.world import HERE, paper

# Written out once more, from the contract.
ROLES = {
    "admin": None,  # everything
    "finance": "invoice credit_note reminder statement order_confirmation delivery_note",
    "buyer": "quote order_confirmation delivery_note shipping_document invoice credit_note certificate "
    "datasheet sds",
    "logistics": "delivery_note shipping_document order_confirmation certificate sds",
    "quality": "certificate datasheet sds delivery_note",
    "": "",
}
NUMBERS = ("NUMBER", "order", "customer_po", "delivery", "refers_to", "file", "xml")
TAGS = re.compile(r"<[^>]*>")
AMOUNT = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,' ]?\d{3})*[.,]\d\d(?![\w.,]?\d)")
MONTHS = (
    ("Januar", "January", "Jan"), ("Februar", "February", "Feb"), ("März", "March", "Mar"),
    ("April", "April", "Apr"), ("Mai", "May", "May"), ("Juni", "June", "Jun"),
    ("Juli", "July", "Jul"), ("August", "August", "Aug"),
    ("September", "September", "Sep"), ("Oktober", "October", "Oct"), ("November", "November", "Nov"),
    ("Dezember", "December", "Dec"),
)  # fmt: skip
Row = dict[str, str]


def table(name: str, more: str = "") -> list[Row]:
    """The rows of a table of the delivery, with some more below them."""
    text = (HERE / f"{name}.csv").read_text("utf-8") + more
    return list(csv.DictReader(text.splitlines()))


@dataclass(frozen=True)
class Facts:
    """Who may see what, and what would give it away."""

    documents: list[Row]
    contacts: list[Row]
    accounts: list[Row]

    @classmethod
    def read(cls, contacts: str) -> "Facts":
        """The small world with some contacts more."""
        return cls(table("documents"), table("contacts", contacts), table("accounts"))

    def rows_of(self, address: str) -> list[Row]:
        """The live contact rows of an address."""
        today = datetime.now(UTC).date().isoformat()
        return [
            c
            for c in self.contacts
            if c["EMAIL"] == address and c["active"] == "yes" and (not c["until"] or c["until"] >= today)
        ]

    def permitted(self, address: str) -> list[Row]:
        """The documents that an address may see."""
        mine = self.rows_of(address)
        return [d for d in self.documents if any(self.allows(c, d) for c in mine)]

    def allows(self, contact: Row, document: Row) -> bool:
        """Whether one contact row shows one document."""
        parents = {a["ACCOUNT"]: a["parent"] for a in self.accounts}
        at = document["ACCOUNT"]
        here = contact["ACCOUNT"] == at or (contact["tree"] == "yes" and parents[at] == contact["ACCOUNT"])
        kinds = ROLES[contact["role"]]
        return (
            here
            and (kinds is None or document["KIND"] in kinds.split())
            and contact["locations"] in ("", document["location"])
            and contact["cost_centres"] in ("", document["cost_centre"])
        )

    def told(self, mail: EmailMessage, recipient: str, typed: str) -> list[str]:
        """What a mail tells that its recipient may not know and did not write themselves."""
        text, shown = text_of(mail), self.permitted(recipient)
        known = set(words_on(shown)) | set(self.names(recipient))
        found = [word for word in self.words - known if stands(word, text) and not stands(word, typed)]
        amounts = cents_in(text) & (cents_on(self.documents) - cents_on(shown)) - cents_in(typed)
        own = {paper(d[cell]) for d in shown for cell in ("file", "xml") if d[cell]}
        files = (part for part in mail.walk() if part.get_filename())
        foreign = [str(f.get_filename()) for f in files if f.get_payload(decode=True) not in own]
        return [*found, *map(str, amounts), *foreign]

    def files_for(self, recipient: str) -> set[str]:
        """The hashes of the files that a recipient may have."""
        names = (d[cell] for d in self.permitted(recipient) for cell in ("file", "xml"))
        return {sha256(paper(name)).hexdigest() for name in names if name}

    @cached_property
    def words(self) -> frozenset[str]:
        """All that may be told to somebody only."""
        return frozenset(words_on(self.documents)) | frozenset(self.names(""))

    def names(self, recipient: str) -> list[str]:
        """Names and addresses of the people and firms that a recipient knows; of all for nobody."""
        mine = {c["ACCOUNT"] for c in self.rows_of(recipient)}
        admin = {c["ACCOUNT"] for c in self.rows_of(recipient) if c["role"] == "admin"}
        below = {a["ACCOUNT"] for a in self.accounts if a["parent"] in mine}
        people = [
            c for c in self.contacts if not recipient or c["EMAIL"] == recipient or c["ACCOUNT"] in admin
        ]
        firms = [a["NAME"] for a in self.accounts if not recipient or a["ACCOUNT"] in mine | below]
        return [*firms, *(c["name"] for c in people), *(c["EMAIL"] for c in people)]


def words_on(documents: Iterable[Row]) -> Iterable[str]:
    """Numbers, people and days on papers, in every form in which a day may be written."""
    for d in documents:
        yield from (part for cell in NUMBERS for part in d[cell].split("|") if part)
        yield from (d["orderer"],) if d["orderer"] else ()
        for day in (d["DATE"], d["due_date"], d["paid_date"]):
            yield from days(day) if day else ()


def days(iso: str) -> Iterable[str]:
    """The forms of a day."""
    year, month, day = iso.split("-")
    yield from (iso, f"{day}.{month}.{year}", f"{int(day)}.{int(month)}.{year}", f"{day}/{month}/{year}")
    for name in MONTHS[int(month) - 1]:
        yield from (f"{int(day)}. {name} {year}", f"{int(day)} {name} {year}", f"{name} {int(day)}, {year}")


def stands(word: str, text: str) -> bool:
    """Whether a word stands in a text by itself."""
    return word in text and bool(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text))


def cents_on(documents: Iterable[Row]) -> set[int]:
    """The amounts on papers; what is still open is one, too."""
    found = set()
    for d in documents:
        net, gross, paid = (cents(d[cell] or "0") for cell in ("net", "gross", "paid"))
        found |= {net, gross, paid, gross - paid}
    return found - {0}


def cents_in(text: str) -> set[int]:
    """The amounts in a text."""
    return set(map(cents, AMOUNT.findall(text)))


def cents(text: str) -> int:
    """An amount however it is written."""
    return int(re.sub(r"\D", "", text))


def text_of(mail: EmailMessage) -> str:
    """All that can be read of a mail: every header, every text, and the text of attached files."""
    headers = [f"{name}: {value}" for name, value in mail.items() if name not in ("To", "Message-ID", "Date")]
    bodies = []
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            content = part.get_content()
            bodies.append(TAGS.sub(" ", content) if part.get_content_subtype() == "html" else content)
        elif not part.is_multipart():
            bodies.append(str(part.get_filename()) + part.get_payload(decode=True).decode("latin-1"))  # type: ignore[union-attr]
    return "\n".join([*headers, *bodies])
