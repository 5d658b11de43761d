"""What gateways and mail programs write above a text goes; what people write there stays."""

import pytest

from parsers.mail.banners import unbannered
from parsers.mail.quotes import MailWords, newest
from tests.effort import calls
from tests.words import LANGUAGES

WORDS = MailWords.compile(LANGUAGES)
ASK = "bitte senden Sie mir den Lieferschein zu 4711.\n\nGruß\nJana Roth"

BANNERS = [
    "ACHTUNG: Diese E-Mail kommt von außerhalb der Organisation. Klicken Sie nicht auf Links oder öffnen Sie "
    "keine Anhänge, es sei denn, Sie kennen den Absender.",
    "CAUTION: This email originated from outside of the organization. Do not click links or\n"
    "open attachments unless you recognize the sender and know the content is safe.",
    "VORSICHT: Diese E-Mail wurde von einem externen Absender versendet.\n"
    "Bitte öffnen Sie keine Anhänge und klicken Sie nicht auf Links.",
    "Vorsicht! Externe E-Mail! Bitte keine Links oder Anhänge unbekannter Absender öffnen.",
    "WARNING: External email. Please verify sender before opening attachments or clicking on links.",
    "EXTERNAL: Do not click links or open attachments if you do not recognize the sender.",
    "*ACHTUNG*: Diese Nachricht wurde von einer Adresse außerhalb unseres Unternehmens gesendet.",
    "This Message Is From an External Sender\nThis message came from outside your organization.\n"
    "Report Suspicious",
    "** This mail has been sent from an external source **",
    "[EXTERNAL EMAIL]",
    "*** Externe E-Mail ***",
    "\u26a0\ufe0f Externe Nachricht",
    "You don't often get email from jana@k.example. Learn why this is important",
    "[You don't often get email from jana@k.example. Learn why this is important at "
    "https://aka.example/LearnAboutSenderIdentification ]",
    "Some people who received this message don't often get email from jana@k.example. Learn why this is "
    "important",
    "Sie erhalten nicht häufig E-Mails von jana@k.example. Erfahren Sie, warum dies wichtig ist",
    "Vous n'obtenez pas souvent d'e-mail à partir de jana@k.example. Pourquoi c'est important",
    "Ce message provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens.",
    "U ontvangt niet vaak e-mail van jana@k.example. Ontdek waarom dit belangrijk is",
    "Nie otrzymujesz często wiadomości e-mail z adresu jana@k.example. Dowiedz się, dlaczego jest to ważne",
    "Od jana@k.example nedostáváte e-maily často. Proč je to důležité",
]


@pytest.mark.parametrize("banner", BANNERS)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \n\n"])
def test_banners_go(banner: str, between: str) -> None:
    assert newest(banner + between + ASK, WORDS) == ASK


def test_banners_stack_and_leave_nothing_where_nothing_is() -> None:
    assert newest(f"[EXTERN]\n\n{BANNERS[1]}\n\n{BANNERS[14]}\n\n{ASK}", WORDS) == ASK
    assert newest(BANNERS[0], WORDS) == ""
    assert newest("", WORDS) == ""


PEOPLE = [
    "Achtung: neue E-Mail-Adresse für externe Rechnungen, bitte ab sofort dorthin senden.",
    "Achtung, der Link zum Portal geht nicht. Bitte RE-7 als Anhang.",
    "Vorsicht Glas! Lieferschein 4711 bitte, der Absender war falsch.",
    "Hinweis: RE-7 fehlt im Anhang.",
    "External audit next week: please send all invoices of May.",
    "Attention Mrs Roth, please send RE-7 as an attachment.",
    "Caution, wrong sender: the delivery came from DHL, not from you. RE-7?",
    "Externe Prüfung: bitte alle Rechnungen aus Mai.",
    "Extern gelagerte Ware, Lieferschein 4711 bitte.",
    "Hallo,\nich kann den Anhang nicht öffnen, auch die Links nicht. RE-7 bitte nochmals.",
    "The parcel came from outside the EU. Customs need invoice RE-7.",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_people_stay(text: str) -> None:
    assert newest(text, WORDS) == text
    assert newest(f"{BANNERS[0]}\n{text}", WORDS) == text
    assert newest(f"{BANNERS[12]}\n\n{text}", WORDS) == text


@pytest.mark.parametrize("unit", ["[EXTERNAL]\n", "caution sender ", "caution\nsender\n", "\n", "important "])
def test_twice_the_text_takes_at_most_twice_the_work(unit: str) -> None:
    once, twice = (calls(lambda n=n: unbannered((unit * n).split("\n"), WORDS)) for n in (1500, 3000))
    assert twice <= 2.1 * once
