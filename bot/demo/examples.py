"""What a newcomer can ask the sample wholesaler with one click, and the cases that `--once` proves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One message of a contact; `expect` is the outcome, `documents` what the reply must link or attach."""

    label: str
    sender: str
    text: str
    expect: str
    documents: frozenset[str] = frozenset()
    subject: str = ""
    forged: bool = False  # nothing proves the sender

    @property
    def scripted(self) -> bool:
        """Whether the case is proven by `--once`: its documents are known beforehand."""
        return bool(self.documents) or self.expect != "answered"


ERIKA, RENATE = "erika@maier-metallbau.example", "buchhaltung@maier-metallbau.example"
ANNA, TOM = "anna.cole@brightwell.example", "tom.reed@brightwell.example"

EXAMPLES = (
    Example(
        "Rechnung und Lieferschein dazu",
        ERIKA,
        "Guten Tag,\nbitte Rechnung RE-2025-0412 und den Lieferschein dazu.\nViele Grüße\nErika Maier",
        "answered",
        frozenset({"RE-2025-0412", "LS-80012345"}),
        "Rechnungskopie",
    ),
    Example(
        "Everything for a purchase order",
        TOM,
        "Hi, could you send me everything you have for our order B-77120, please?",
        "answered",
        subject="PO B-77120",
    ),
    Example(
        "Alle Rechnungen eines Monats",
        ERIKA,
        "Bitte senden Sie uns alle Rechnungen aus Oktober 2026.",
        "answered",
        subject="Rechnungen Oktober",
    ),
    Example("The latest invoice", ANNA, "Please send me the latest invoice.", "answered"),
    Example(
        "Angebot nochmals",
        ERIKA,
        "Ihr Angebot AN-24-3307 finde ich nicht mehr. Schicken Sie es mir noch einmal?",
        "answered",
        frozenset({"AN-24-3307"}),
    ),
    Example(
        "Ein Zahlendreher in der Nummer",
        ERIKA,
        "Bitte um Rechnung RE-2025-0421",
        "question",
        subject="Rechnung",
    ),
    Example(
        "A number of somebody else",
        ANNA,
        "Please send invoice RE-2025-0412.",
        "missing",
        subject="Invoice",
    ),
    Example("Zu ungenau", ERIKA, "Bitte um die Rechnung.", "question"),
    Example(
        "Something for a person",
        ANNA,
        "Two of the boxes arrived damaged and the invoice is wrong. Please call me back.",
        "handover",
        subject="Damaged goods",
    ),
    Example(
        "Ein gefälschter Absender",
        RENATE,
        "Bitte alle Rechnungen des Jahres 2025.",
        "challenge",
        subject="Rechnungen",
        forged=True,
    ),
)
