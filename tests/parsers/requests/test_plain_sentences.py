"""Every plain way to ask for a paper, with every paper and every reason: the ask is always the same."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
DE = {
    "die Rechnung": "invoice",
    "den Lieferschein": "delivery_note",
    "das Prüfzeugnis": "certificate",
    "die Auftragsbestätigung": "order_confirmation",
}
DE_REASONS = (
    *("", " für die Buchhaltung", " für unseren Steuerberater", " bis Freitag", " wegen einer Prüfung"),
    *(" fürs Archiv", " so schnell wie möglich", " zur Freigabe", " für den Jahresabschluss"),
)
DE_WAYS = (
    "Ich brauche{why} {paper}.",
    "Für die Akten: {paper} brauche ich{why}.",
    "Also, {paper} hätten wir gern{why}.",
    "Könnten Sie mir{why} {paper} schicken?",
    "Können wir {paper}{why} bekommen?",
    "Bitte senden Sie uns{why} {paper}.",
    "Wir suchen {paper}{why}.",
    "Gibt es {paper}{why} auch als PDF?",
    "Wären Sie so nett, uns{why} {paper} zu mailen?",
    "Es wäre schön, wenn Sie uns{why} {paper} zukommen lassen könnten.",
    "Darf ich Sie{why} um {paper} bitten?",
    "Wo bekomme ich{why} {paper}?",
    "Mein Chef will{why} {paper} sehen.",
    "Unser Steuerberater verlangt{why} {paper}.",
    "Ohne {paper} kann ich{why} nichts buchen, bitte schicken.",
    "Kann mir jemand{why} {paper} raussuchen?",
    "Ich warte{why} noch auf {paper}.",
)
EN = {
    "the invoice": "invoice",
    "the delivery note": "delivery_note",
    "the credit note": "credit_note",
    "the proof of delivery": "shipping_document",
}
EN_REASONS = (
    *("", " for our accounts", " for the auditor", " by Friday", " because of an audit", " for the file"),
    *(" as soon as possible", " for approval", " for year end"),
)
EN_WAYS = (
    "I need {paper}{why}.",
    "For our files: {paper} we need{why}.",
    "Could you send me {paper}{why}?",
    "Can we have {paper}{why}?",
    "Kindly forward {paper}{why}.",
    "We never received {paper}{why}, please resend.",
    "I cannot find {paper}{why}, can you help?",
    "Is there any chance of getting {paper}{why}?",
    "Would you mind mailing {paper}{why}?",
    "It would be great if you could let us have {paper}{why}.",
    "May I ask you for {paper}{why}?",
    "Our accountant is asking for {paper}{why}.",
    "Without {paper} I cannot book anything{why}, please send it.",
    "I was told you could give me {paper}{why}.",
    "We have to show {paper} to the auditors{why}.",
    "The customer is after {paper}{why}.",
)


def missed(way: str, papers: dict[str, str], order: str, reasons: tuple[str, ...]) -> list[str]:
    """The sentences that are read as something else."""
    found = []
    for (paper, kind), why in product(papers.items(), reasons):
        text = way.format(paper=f"{paper} {order}", why=why)
        asks = parse("", text, VOCABULARY, today=TODAY).asks
        if [(a.intent, a.kinds, a.numbers, a.since, a.location) for a in asks] != [
            ("documents", (kind,), ("4500118",), None, None)
        ]:
            found.append(text)
    return found


@pytest.mark.parametrize("way", DE_WAYS)
def test_german(way: str) -> None:
    assert missed(way, DE, "zur Bestellung 4500118", DE_REASONS) == []


@pytest.mark.parametrize("way", EN_WAYS)
def test_english(way: str) -> None:
    assert missed(way, EN, "for order 4500118", EN_REASONS) == []
