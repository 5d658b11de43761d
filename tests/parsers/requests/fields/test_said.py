"""The fields of an ask as buyers say them: site, time, orderer, cost centre, form, payment state."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)


def only(text: str) -> Ask:
    """The one ask of a message."""
    (ask,) = parse("", text, VOCABULARY, today=TODAY).asks
    return ask


PLACES = [
    ("Can I have October's delivery notes for Skipton please, because the office there shut?", "Skipton"),
    ("Please email the October invoices for Ilkley again, they went astray.", "Ilkley"),
    ("Please let us have every delivery note of October. This concerns the Tamworth site.", "Tamworth"),
    ("Invoices for October for Mill Terrace please.", "Mill Terrace"),
    ("Please send all open invoices for Unit 12, as pdf.", "Unit 12"),
    ("can you send the may invoices for our shop on canal street again, ta", "canal street"),
    ("Whatever you delivered in October to the Boathouse, I need the delivery notes for it.", "Boathouse"),
    ("Wir brauchen die Lieferscheine aus Oktober zu unserem BV Schillerstraße.", "Schillerstraße"),
    (
        "Lassen Sie mir bitte die Rechnungen für die Kita am Bach zukommen, Zeitraum Oktober 2025.",
        "Kita am Bach",
    ),
    ("Oktoberrechnungen fürs Pfarrheim St. Ulrich bitte nochmal schicken.", "Pfarrheim St. Ulrich"),
    (
        "Für die Baustelle Seniorenheim Traunstein bräuchte ich die Lieferscheine von letzter Woche.",
        "Seniorenheim Traunstein",
    ),
    ("Kannst du mir die Lieferscheine vom Oktober für Halle 3 schicken?", "Halle 3"),
    ("Hi, could I have all the delivery notes that went to Whitby in October?", "Whitby"),
    ("Please resend September's delivery dockets, Athlone yard only.", "Athlone"),
    ("Statement for October for the Bergen office please", "Bergen"),
    ("Which invoices are still open at the Penrith branch?", "Penrith"),
    ("Please send a list in Excel of all September invoices for our Arnhem plant.", "Arnhem"),
    ("We're after the invoices from October for the job on Priory Road.", "Priory Road"),
    ("For Ashby Hall please send the September invoices.", "Ashby Hall"),
    ("I only need October's invoices for St Ives, not for Truro.", "St Ives"),
    ("Welche Rechnungen sind beim Standort Worms noch offen?", "Worms"),
    ("Wir benötigen für das Objekt Kastanienallee 5 die Rechnungen aus September.", "Kastanienallee 5"),
    ("Könnten Sie uns die Septemberrechnungen unseres Lagers Nievenheim noch einmal senden?", "Nievenheim"),
    ("Schicken Sie mir die Oktober-Lieferscheine, die an die Baustelle Hafenstraße gingen.", "Hafenstraße"),
    ("Wir brauchen den Kontoauszug für Oktober, und zwar für den Betrieb in Lustenau.", "Lustenau"),
    ("Für unseren Markt in Eutin fehlen uns die Lieferscheine vom Oktober.", "Eutin"),
    ("Das Ganze betrifft nur die Filiale Weiden: wir brauchen die Rechnungen vom Oktober.", "Weiden"),
    ("Die Oktoberrechnungen bitte nochmal. Es geht um das Hotel Seeblick.", "Seeblick"),
    ("Die Lieferscheine vom Oktober bitte, aber nur die für Gera.", "Gera"),
    ("Bitte die Rechnungen vom Oktober für die Filiale Frankfurt am Main.", "Frankfurt am Main"),
    ("Rechnungen vom Oktober für Standort St. Pölten bitte.", "St. Pölten"),
    ("kannst du mir die rechnungen von september für die filiale gmunden schicken", "gmunden"),
    ("rechnungen oktober werk 3 bitte", "werk 3"),
    ("For the Rosslare terminal we'd like September's invoices.", "Rosslare"),
]


@pytest.mark.parametrize(("text", "site"), PLACES)
def test_the_site_that_narrows_a_wish(text: str, site: str) -> None:
    assert only(text).location == site


NO_PLACES = [
    "For the FY close we need all invoices of October.",
    "We need a csv listing of all invoices raised to Salt & Pepper Restaurants in 2024.",
    "Please send the invoices of October to Finch & Barrow Hotels.",
    "Please share all invoices for October in csv for our GSTR-2B matching.",
    "Please share all invoices of October as a zip for our VAT100 return.",
    "Für die Prüfung brauchen wir die Rechnungen vom Oktober.",
    "Please send the October invoices for Marketing reasons.",
    "The shop was closed, so please resend the invoices for October.",
    "Our office is short-staffed, please resend October's invoices.",
    "Please send the September invoices to our new office.",
    "Could you resend the last invoice? The kitchen spilt soup on it.",
    "Bitte schicken Sie die Oktoberrechnungen an unser Büro in Köln.",
    "Der Hof steht unter Wasser, wir brauchen die Rechnungen vom September noch einmal.",
    "Wir brauchen für die Betriebsprüfung alle Rechnungen vom Oktober.",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_is_no_site(text: str) -> None:
    assert only(text).location is None


TIMES = [
    (
        "We need the credit notes of fiscal year 24, that is 1 April 2024 to 31 March 2025.",
        "2024-04-01/2025-03-31",
    ),
    (
        "Bitte alle Rechnungen des Geschäftsjahres 2024/25, also vom 01.10.2024 bis 30.09.2025.",
        "2024-10-01/2025-09-30",
    ),
    ("Please send the invoices from 1 August up to the day of the fire, 4 October.", "2025-08-01/2025-10-04"),
    ("Rechnungen und Gutschriften von Juli bis September bitte", "2025-07-01/2025-09-30"),
    ("Die Rechnungen von August, September und Oktober als Sammel-PDF bitte.", "2025-08-01/2025-10-31"),
    ("Please send all invoices between Easter and Whitsun 2025.", "2025-04-20/2025-06-08"),
    ("All invoices from 1 August 2024 to the end of February 2025, please.", "2024-08-01/2025-02-28"),
    ("Please send the invoices you raised in the six months to 30 September 2025.", "2025-04-01/2025-09-30"),
    ("We need every invoice for the twelve months ending 31 March 2025.", "2024-04-01/2025-03-31"),
    (
        "Für das Schuljahr 2024/25 (1.8.2024 bis 31.7.2025) benötigen wir alle Rechnungen.",
        "2024-08-01/2025-07-31",
    ),
    ("Invoices dated 3 October to 17 October please.", "2025-10-03/2025-10-17"),
    ("Wie hoch war unser Saldo Ende September?", "/2025-09-30"),
    ("Bitte bestätigen Sie den Saldo unseres Kontos per Geschäftsjahresende 30.09.2025.", "/2025-09-30"),
    ("Our audit starts on 1 December, so please send the invoices for Q3.", "2025-07-01/2025-09-30"),
    (
        "Everything you billed us in the first half of this year please, invoices only.",
        "2025-01-01/2025-06-30",
    ),
    ("Wir haben im Oktober umfirmiert. Bitte alle Rechnungen ab August.", "2025-08-01/"),
    ("Bitte Rechnungen KW 41 bis 43.", "2025-10-06/2025-10-26"),
    ("We need the quarter from July to September, all invoices.", "2025-07-01/2025-09-30"),
    ("Den Kontoauszug des abgelaufenen Monats bitte.", "2025-10-01/2025-10-31"),
    ("Alle Gutschriften aus dem Vorjahr bitte.", "2024-01-01/2024-12-31"),
    ("Please send the September invoices; I need them by 30 November.", "2025-09-01/2025-09-30"),
    ("Could I have the invoices from the week before last?", "2025-10-27/2025-11-02"),
    ("Bitte die Lieferscheine vom 1. bis 15. Oktober.", "2025-10-01/2025-10-15"),
    ("Alle Rechnungen der Monate Juli, August, September.", "2025-07-01/2025-09-30"),
    ("From the beginning of July until the end of September, every invoice please.", "2025-07-01/2025-09-30"),
    ("Wir brauchen die Rechnungen August 2024 bis einschließlich Jänner 2025.", "2024-08-01/2025-01-31"),
    ("We need the invoices for Q2 (April to June).", "2025-04-01/2025-06-30"),
    ("Please send the invoices for 2025 (January and February).", "2025-01-01/2025-02-28"),
    ("Seit 1. September haben wir keine Rechnungen mehr bekommen. Bitte alle nachsenden.", "2025-09-01/"),
    ("Saldenbestätigung zum 30.06.2025 bitte.", "/2025-06-30"),
]


@pytest.mark.parametrize(("text", "frame"), TIMES)
def test_the_time_that_a_wish_is_about(text: str, frame: str) -> None:
    ask = only(text)
    assert f"{ask.since or ''}/{ask.until or ''}" == frame


PEOPLE = [
    ("None of yesterday's invoices bought us any joy, please send them again.", None),
    (
        "Please send the delivery notes for what Aoife Brannigan took between 1 and 14 October.",
        "Aoife Brannigan",
    ),
    ("Please send the delivery notes for what Tom Nugent took away in October.", "Tom Nugent"),
    ("Wir brauchen die Rechnungen zu allem, was über Frau Zeitler lief, Zeitraum September.", "Zeitler"),
    ("Bitte alle Auftragsbestätigungen, bei denen Jonas Petri als Besteller steht.", "Jonas Petri"),
    ("Please send all order confirmations with Maria Stone as the orderer.", "Maria Stone"),
    ("Frau Anna-Lena Groß-Bölting verlässt uns, bitte ihren Zugang löschen.", "Anna-Lena Groß-Bölting"),
    ("Bitte nehmen Sie Herrn Karl-Heinz Meyer-Landrut den Zugang.", "Karl-Heinz Meyer-Landrut"),
    ("Please send all invoices for orders placed by Mr Oduya in October.", "Oduya"),
    ("I need October's delivery notes for whatever was signed for by Neil Garrity.", "Neil Garrity"),
    ("Rechnungen zu den Bestellungen von Frau Wendt aus September bitte.", "Wendt"),
    ("Was hat Herr Özdemir im September bei Ihnen bestellt? Bitte die Rechnungen dazu.", "Özdemir"),
    ("Which invoices relate to Ms Farrow's orders in September? Please send them.", "Farrow"),
    ("Please send the September invoices that went through Mrs Pike.", "Pike"),
    ("Mr Roberts asked me to get the October invoices from you.", None),
    ("Frau Klein bittet um die Rechnungen vom Oktober.", None),
]


@pytest.mark.parametrize(("text", "person"), PEOPLE)
def test_who_has_ordered_it_or_whose_access_changes(text: str, person: str) -> None:
    assert only(text).person == person


CODES = [
    ("For cost centre GREENS-02 I need copies of the overdue invoices.", "GREENS-02"),
    ("Please send the last two invoices for cost center WS-14.", "WS-14"),
    ("Bitte alle Rechnungen der Kostenstelle FUHRPARK-07 aus Oktober.", "FUHRPARK-07"),
    ("Rechnungen zu KST HAUSTECHNIK/12 vom September bitte.", "HAUSTECHNIK/12"),
    ("Invoices for cost centre 4711 - October please", "4711"),
    ("Bitte alle Rechnungen für KST 4410 vom Oktober.", "4410"),
    ("Rechnungen der Kostenstelle 12-4410 im Oktober bitte", "12-4410"),
    ("Please send the open invoices for cost code ADM10.", "ADM10"),
    ("Was ist auf der Kostenstelle 8800 noch offen?", "8800"),
    ("We need September's invoices against cost centre OPS-NORTH.", "OPS-NORTH"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_the_cost_centre(text: str, code: str) -> None:
    assert only(text).cost_centre == code


FORMS = [
    ("Please send the October invoices. ZIP is easiest since our mail box is small.", "zip"),
    ("Alle Gutschriften des Jahres 2024 bitte. Eine gesammelte PDF-Datei wäre uns am liebsten.", "merged"),
    ("Can your system send us our open items automatically every month? Excel if it does that.", "xlsx"),
    ("invoice and delivery note for 2210-77 wanted by the customer, as attachments they said", "attachment"),
    ("Bitte die Rechnung RE-4711 als Excel... nein, PDF passt schon.", None),
    ("Please send October's invoices. One PDF for the lot would be lovely.", "merged"),
    ("Bitte die Oktoberrechnungen direkt als Anhang, Links können wir nicht öffnen.", "attachment"),
    ("Could we get the October invoices as UBL files?", "xml"),
    ("Rechnungen Oktober als ZUGFeRD, ein normales PDF nimmt unser System nicht an.", "xml"),
    (
        "I couldn't open the zip you sent. Please send October's invoices as separate attachments.",
        "attachment",
    ),
    ("A download link would do nicely for the October invoices.", "link"),
    ("Bitte alle offenen Posten als Excel-Liste.", "xlsx"),
    ("Unser Portal nimmt nur XRechnung an. Bitte senden Sie die Oktoberrechnungen entsprechend.", "xml"),
    ("Bitte eine OP-Liste, gern als Excel.", "xlsx"),
    ("Oktoberrechnungen bitte, PDF reicht.", None),
    ("I can't open zip files, so please send October's invoices one by one as attachments.", "attachment"),
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_the_form_that_is_asked_for(text: str, form: str | None) -> None:
    assert only(text).form == form


STATES = [
    ("I'd like an aged listing, and please split out what's past due if your system does that.", None),
    ("Could you give me a list of everything outstanding with the overdue items marked?", None),
    ("Please send me only the overdue items.", "overdue"),
    ("Please send copies of whatever invoices are still unpaid.", "open"),
    ("Could you let me have copies of the invoices that are past due?", "overdue"),
    ("Bitte Kopien der überfälligen Rechnungen aus September.", "overdue"),
    ("We paid the October bill. Could you send the invoices for September?", None),
    ("What is overdue on our account?", "overdue"),
    ("Please send all the invoices of October, whether paid or not.", None),
]


@pytest.mark.parametrize(("text", "status"), STATES)
def test_the_payment_state(text: str, status: str | None) -> None:
    assert only(text).status == status


TOLD = [
    (
        "Our CPA is closing fiscal year 2025 (July 1, 2024 - June 30, 2025)"
        " and needs every invoice you billed us in that window.",
        "documents 2024-07-01/2025-06-30",
    ),
    (
        "Wir haben eine Lücke vom 10.2. bis 28.2. dieses Jahres. Bitte alle Rechnungen aus diesem Zeitraum.",
        "documents 2025-02-10/2025-02-28",
    ),
    (
        "Our auditors are examining the accounts for the year ended 30 September 2025."
        " Please confirm the balance on our account at that date.",
        "open_items /2025-09-30",
    ),
    (
        "Bought on our account by a Terry Malin in March. Could you send whatever invoices there are"
        " with his name as the orderer?",
        "documents 2025-03-01/2025-03-31 Terry Malin",
    ),
    (
        "The surveyor on Cooper Row wants the delivery notes of October. Could you send them for that site?",
        "documents 2025-10-01/2025-10-31 Cooper Row",
    ),
    (
        "In March you delivered lime to our depot in Goole. The delivery notes for that, please.",
        "documents 2025-03-01/2025-03-31 Goole",
    ),
    ("My order for the shop in Kinsale was promised for Monday. Where is it?", "order_status Kinsale"),
    (
        "Please confirm October's balance. I'm in the Leeds office this week.",
        "open_items 2025-10-01/2025-10-31",
    ),
    ("lieferscheine für letzte woche schauinsland baustelle", "documents 2025-11-03/2025-11-09 schauinsland"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_sentences_around_a_wish_tell_of_it(text: str, told: str) -> None:
    ask = only(text)
    frame = f"{ask.since or ''}/{ask.until or ''}".strip("/") and f"{ask.since or ''}/{ask.until or ''}"
    assert " ".join(filter(None, (ask.intent, frame, ask.person, ask.location))) == told
