"""In which form papers are to come: forms that are wanted, refused, or only told of."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

FORMS = [
    ("Could we have invoice RE-2001? Would you mind attaching it to the mail itself?", "attachment"),
    ("Please send RE-2001. Our gateway strips links, so the file itself please.", "attachment"),
    ("all invoices of May please - a link is enough, my inbox is almost full", "link"),
    ("Please send RE-2001. We can only process XRechnung, a PDF is rejected here.", "xml"),
    ("The delivery notes of May, please. Not two hundred single files but one continuous PDF.", "merged"),
    ("All invoices for May please, as a zip. No sorry, a link then.", "link"),
    ("Invoices RE-2001 and RE-2002 please. One zip would be champion.", "zip"),
    ("Rechnungen vom Mai bitte als Link, Anhang ist zu groß für unser Postfach", "link"),
    ("Bitte Kontoauszug Mai. Eine Tabelle in Excel wäre mir am liebsten.", "xlsx"),
    ("Bitte die Rechnungen vom Mai, und zwar ein einziges, durchgehendes PDF.", "merged"),
    ("Rechnungen sind ausschließlich als XRechnung einzureichen. Bitte RE-2001 erneut senden.", "xml"),
    (
        "Bitte RE-2001 und RE-2002. ZIPs frisst unser Archiv nicht, bitte als normale Mailanhänge.",
        "attachment",
    ),
    ("Schicken Sie uns RE-2001 bitte so, dass wir sie als ZUGFeRD einlesen können.", "xml"),
    ("Please resend RE-2001. An attachment is preferred as SharePoint links expire.", "attachment"),
    ("Please mail invoice RE-2001 as PDF attachment because links get lost here.", "attachment"),
    ("Rechnung RE-2001 bitte, Anhang ist uns lieber als ein Link.", "attachment"),
    ("Lieferschein RE-2001 bitte per Link, weil Anhänge bei uns herausgefiltert werden.", "link"),
    ("An attachment works better for us than a link: invoice RE-2001 please.", "attachment"),
    ("Invoices for May please. If possible, in one PDF.", "merged"),
    ("Rechnungen vom Mai bitte. Wenn möglich als ZIP.", "zip"),
    ("Bitte eine CSV mit allen Rechnungen vom Mai, alle Filialen in einer Datei.", "csv"),
    ("The May invoices as a zip please, one file for all sites.", "zip"),
    ("Die Mairechnungen bitte als ein PDF zusammengefasst, nicht als ZIP.", "merged"),
]
NONE = [
    "Im Anhang Ihrer Mail war nur ein Logo. Bitte Rechnung RE-2001 noch einmal.",
    "There was only a logo in the attachment. Please resend invoice RE-2001.",
    "RE-2001 came as one blank page. Please send the invoice again.",
    "I opened the zip you sent and invoice RE-2001 is missing in it. Could you send it?",
    "We keep our list in Excel. Please send us invoice RE-2001.",
    "The link you sent for RE-2001 does not open. Please send the invoice again.",
    "My predecessor kept everything in a shoebox. Please send invoice RE-2001.",
    "Please attach a copy of invoice RE-2001.",
    "Rechnung RE-2001 bitte, aber nicht als ZIP.",
    "Der Link zu RE-2001 ist abgelaufen. Schicken Sie mir die Rechnung bitte nochmal?",
    "Anbei unsere Excel-Liste zur Info. Bitte schicken Sie uns die Rechnung RE-2001.",
]


def wanted(text: str) -> str | None:
    return parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks[0].form


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_the_form_asked_for(text: str, form: str) -> None:
    assert wanted(text) == form


@pytest.mark.parametrize("text", NONE)
def test_a_form_that_is_only_told_of_or_refused(text: str) -> None:
    assert wanted(text) is None
