"""Time frames as buyers write them, alone and inside sentences, and what must not be taken for one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.periods.finder import find, read
from parsers.periods.words import PeriodWords
from tests.words import VOCABULARY

WORDS = VOCABULARY.periods
TODAY = date(2025, 11, 14)  # a Friday in week 46

GERMAN = {
    # months
    "März": "2025-03-01/2025-03-31",
    "im Dezember": "2024-12-01/2024-12-31",
    "November": "2025-11-01/2025-11-30",
    "Mrz 25": "2025-03-01/2025-03-31",
    "März '25": "2025-03-01/2025-03-31",
    "Sept. 2024": "2024-09-01/2024-09-30",
    "Sep/24": "2024-09-01/2024-09-30",
    "03/2025": "2025-03-01/2025-03-31",
    "3.2025": "2025-03-01/2025-03-31",
    "2025-03": "2025-03-01/2025-03-31",
    "für den Monat Jänner 2024": "2024-01-01/2024-01-31",
    "Feber 2025": "2025-02-01/2025-02-28",
    "Februar 2024": "2024-02-01/2024-02-29",
    "März letzten Jahres": "2024-03-01/2024-03-31",
    "im März des Vorjahres": "2024-03-01/2024-03-31",
    "im April dieses Jahres": "2025-04-01/2025-04-30",
    "März und April": "2025-03-01/2025-04-30",
    "August- und Septemberrechnungen": "2025-08-01/2025-09-30",
    "die August- und die Septemberrechnung": "2025-08-01/2025-09-30",
    "fürs ganze Jahr": "2025-01-01/2025-12-31",
    "das ganze Jahr 2024": "2024-01-01/2024-12-31",
    "bis Ende November": "/2025-11-30",
    "bis Ende Dezember": "/2024-12-31",
    "März/April 2024": "2024-03-01/2024-04-30",
    "Januar, Februar und März 2024": "2024-01-01/2024-03-31",
    "Dez 24/Jan 25": "2024-12-01/2025-01-31",
    "12/24-02/25": "2024-12-01/2025-02-28",
    "März\n2024": "2024-03-01/2024-03-31",
    "Dezember und Januar 2025": "2024-12-01/2025-01-31",
    "Okt. und Nov. 2025": "2025-10-01/2025-11-30",
    "Dezember 2024 und Januar 2025": "2024-12-01/2025-01-31",
    "letzten März": "2025-03-01/2025-03-31",
    "letztes Jahr im März": "2024-03-01/2024-03-31",
    "vergangenen Dezember": "2024-12-01/2024-12-31",
    # typing slips
    "Janaur 2025": "2025-01-01/2025-01-31",
    "Setpember": "2025-09-01/2025-09-30",
    "Oktboer 2024": "2024-10-01/2024-10-31",
    "im Febuar": "2025-02-01/2025-02-28",
    # quarters and halves
    "Q3": "2025-07-01/2025-09-30",
    "Q4": "2025-10-01/2025-12-31",
    "Q3/25": "2025-07-01/2025-09-30",
    "Q3-2024": "2024-07-01/2024-09-30",
    "Q1 und Q2 2025": "2025-01-01/2025-06-30",
    "1. und 2. Quartal 2025": "2025-01-01/2025-06-30",
    "drittes und viertes Quartal 2024": "2024-07-01/2024-12-31",
    "3. Q. 2024": "2024-07-01/2024-09-30",
    "Q1+Q2/2025": "2025-01-01/2025-06-30",
    "Q1/Q2 2024": "2024-01-01/2024-06-30",
    "Q1 - Q3 2025": "2025-01-01/2025-09-30",
    "Q1-3/2025": "2025-01-01/2025-09-30",
    "2025Q3": "2025-07-01/2025-09-30",
    "3. Quartal": "2025-07-01/2025-09-30",
    "III. Quartal 2024": "2024-07-01/2024-09-30",
    "drittes Quartal 2025": "2025-07-01/2025-09-30",
    "im ersten Quartal dieses Jahres": "2025-01-01/2025-03-31",
    "Quartal 2/2025": "2025-04-01/2025-06-30",
    "viertes Quartal des Vorjahres": "2024-10-01/2024-12-31",
    "letztes Quartal": "2025-07-01/2025-09-30",
    "letztes Quartal 2024": "2024-10-01/2024-12-31",
    "vergangenes Quartal": "2025-07-01/2025-09-30",
    "vorletztes Quartal": "2025-04-01/2025-06-30",
    "1. Halbjahr 2025": "2025-01-01/2025-06-30",
    "erstes Halbjahr": "2025-01-01/2025-06-30",
    "H1 2025": "2025-01-01/2025-06-30",
    "H2/24": "2024-07-01/2024-12-31",
    "1. HJ 2024": "2024-01-01/2024-06-30",
    "zweites Halbjahr 2024": "2024-07-01/2024-12-31",
    "erste Jahreshälfte 2025": "2025-01-01/2025-06-30",
    "erstes Halbjahr heuer": "2025-01-01/2025-06-30",
    "letztes Halbjahr": "2025-01-01/2025-06-30",
    # weeks
    "KW 14": "2025-03-31/2025-04-06",
    "KW14/2024": "2024-04-01/2024-04-07",
    "KW 14/25": "2025-03-31/2025-04-06",
    "14. KW": "2025-03-31/2025-04-06",
    "14. Kalenderwoche 2024": "2024-04-01/2024-04-07",
    "KW 3 bis KW 5": "2025-01-13/2025-02-02",
    "KW 3-5": "2025-01-13/2025-02-02",
    "KW 3 und 4": "2025-01-13/2025-01-26",
    "KW 31/32": "2025-07-28/2025-08-10",
    "44. und 45. KW": "2025-10-27/2025-11-09",
    "KW 52 bis KW 2": "2024-12-23/2025-01-12",
    "KW 50": "2024-12-09/2024-12-15",
    "KW 54": None,
    "KW 53 2025": None,
    "Dienstag KW 14": "2025-04-01/2025-04-01",
    # years
    "2024": "2024-01-01/2024-12-31",
    "für 2024": "2024-01-01/2024-12-31",
    "Jahr 2024": "2024-01-01/2024-12-31",
    "im Jahre 2024": "2024-01-01/2024-12-31",
    "im letzten Jahr": "2024-01-01/2024-12-31",
    "im letzten Jahr 2024": "2024-01-01/2024-12-31",
    "Vorjahr": "2024-01-01/2024-12-31",
    "heuer": "2025-01-01/2025-12-31",
    "dieses Jahr": "2025-01-01/2025-12-31",
    "laufendes Jahr": "2025-01-01/2025-12-31",
    "lfd. Jahr": "2025-01-01/2025-12-31",
    "vorletztes Jahr": "2023-01-01/2023-12-31",
    "2012-2014": "2012-01-01/2014-12-31",
    "2023 und 2024": "2023-01-01/2024-12-31",
    "2023/2024": "2023-01-01/2024-12-31",
    "YTD": "2025-01-01/2025-11-14",
    "seit Anfang des Jahres": "2025-01-01/",
    "seit Jahresbeginn": "2025-01-01/",
    "zum Jahresende": "/2025-12-31",  # the balance date is near
    "Geschäftsjahr 2024/25": None,
    "GJ 24/25": None,
    "Q2 GJ 2024/25": None,
    # relative
    "letzten Monat": "2025-10-01/2025-10-31",
    "Vormonat": "2025-10-01/2025-10-31",
    "vorletzter Monat": "2025-09-01/2025-09-30",
    "diesen Monat": "2025-11-01/2025-11-30",
    "letzte Woche": "2025-11-03/2025-11-09",
    "diese Woche": "2025-11-10/2025-11-16",
    "vorige Woche": "2025-11-03/2025-11-09",
    "vorvorige Woche": "2025-10-27/2025-11-02",
    "letzte 14 Tage": "2025-10-31/2025-11-14",
    "der letzten 90 Tage": "2025-08-16/2025-11-14",
    "in den letzten drei Monaten": "2025-08-14/2025-11-14",
    "die letzten beiden Wochen": "2025-10-31/2025-11-14",
    "im letzten halben Jahr": "2025-05-14/2025-11-14",
    "letzte 2 Quartale": "2025-04-01/2025-09-30",
    "die beiden letzten Monate": "2025-09-14/2025-11-14",
    "die letzten Tage": None,  # how many?
    "die letzten drei Monate 2024": "2024-10-01/2024-12-31",
    "die ersten beiden Monate 2025": "2025-01-01/2025-02-28",
    "letzter Tag des Monats": "2025-11-30/2025-11-30",
    "seit 3 Wochen": "2025-10-24/",
    "seit einem Jahr": "2024-11-14/",
    "gestern": "2025-11-13/2025-11-13",
    "vorgestern": "2025-11-12/2025-11-12",
    "heute": "2025-11-14/2025-11-14",
    "vor 3 Tagen": "2025-11-11/2025-11-11",
    "Anfang März": "2025-03-01/2025-03-10",
    "Mitte März 2024": "2024-03-11/2024-03-20",
    "Ende Februar": "2025-02-21/2025-02-28",
    "Ende letzten Monats": "2025-10-21/2025-10-31",
    "Anfang letzter Woche": "2025-11-03/2025-11-05",
    "erste Märzhälfte": "2025-03-01/2025-03-15",
    "zweite Hälfte Februar 2024": "2024-02-16/2024-02-29",
    "letzten Dienstag": None,  # three days or ten days ago
    "letzten Freitag": "2025-11-07/2025-11-07",
    "Dienstag letzter Woche": "2025-11-04/2025-11-04",
    "letzte Woche Donnerstag": "2025-11-06/2025-11-06",
    # ranges
    "Januar bis März": "2025-01-01/2025-03-31",
    "Jan-Mär 2025": "2025-01-01/2025-03-31",
    "Jan.–März '24": "2024-01-01/2024-03-31",
    "Okt. bis Dez. 2024": "2024-10-01/2024-12-31",
    "Dezember bis Februar": "2024-12-01/2025-02-28",
    "Dezember bis Mai 2022": "2021-12-01/2022-05-31",
    "Oktober 2023 bis einschließlich März 2024": "2023-10-01/2024-03-31",
    "Oktober 2023 bis März": "2023-10-01/2024-03-31",
    "März 2024 bis heute": "2024-03-01/2025-11-14",
    "01/2025 - 03/2025": "2025-01-01/2025-03-31",
    "01-03/2025": "2025-01-01/2025-03-31",
    "1.-15.3.": "2025-03-01/2025-03-15",
    "1. - 15.3.2024": "2024-03-01/2024-03-15",
    "01.03.2025 - 31.03.2025": "2025-03-01/2025-03-31",
    "01.03.-31.03.25": "2025-03-01/2025-03-31",
    "vom 3. bis 9. Mai 2025": "2025-05-03/2025-05-09",
    "vom dritten bis zum neunten Mai": "2025-05-03/2025-05-09",
    "zwischen 3. und 9. Mai": "2025-05-03/2025-05-09",
    "zwischen dem 1. Oktober 2024 und dem 31. März 2025": "2024-10-01/2025-03-31",
    "Zeitraum 1.4.2025–30.6.2025": "2025-04-01/2025-06-30",
    "28.12. bis 3.1.": "2024-12-28/2025-01-03",
    "Anfang März bis Mitte April": "2025-03-01/2025-04-20",
    "Anfang bis Mitte Oktober": "2025-10-01/2025-10-20",
    "01 bis 03/2025": "2025-01-01/2025-03-31",
    "2025 bis Ende Mai": "2025-01-01/2025-05-31",
    "ab 1.3. bis 31.3.": "2025-03-01/2025-03-31",
    "31.3. bis 1.3.2025": "2024-03-31/2025-03-01",
    "31.3.2025 bis 1.3.2025": None,
    # open ends
    "seit Juni": "2025-06-01/",
    "seit dem 1. September": "2025-09-01/",
    "ab 15.10.": "2025-10-15/",
    "ab 1.12.": "2025-12-01/",
    "seit letzter Woche": "2025-11-03/",
    "seit gestern": "2025-11-13/",
    "seit März bis heute": "2025-03-01/2025-11-14",
    "nach dem 15.3.": "2025-03-16/",
    "vor dem 1.4.2025": "/2025-03-31",
    "bis Ende letzter Woche": "/2025-11-09",
    "bis einschließlich 31.10.": "/2025-10-31",
    "bis zum 31. Oktober": "/2025-10-31",
    "bis Ende Mai": "/2025-05-31",
    "bis Freitag": None,
    # balance dates
    "per 31.12.": "/2024-12-31",
    "per 30.11.": "/2025-11-30",
    "Stand 31.10.": "/2025-10-31",
    "Stand: 31.10.2025": "/2025-10-31",
    "zum 31. Dezember 2024": "/2024-12-31",
    "per Ende Oktober": "/2025-10-31",
    "per heute": "/2025-11-14",
    "zum Monatsende": None,  # the last or this one?
    "zum Quartalsende": None,
    # days
    "3.11.": "2025-11-03/2025-11-03",
    "03.11.2025": "2025-11-03/2025-11-03",
    "3. 11. 25": "2025-11-03/2025-11-03",
    "am 3. November": "2025-11-03/2025-11-03",
    "3.Nov.2025": "2025-11-03/2025-11-03",
    "3. Nov 25": "2025-11-03/2025-11-03",
    "3/11/2025": "2025-11-03/2025-11-03",
    "2025-11-03": "2025-11-03/2025-11-03",
    "Montag, den 3. November": "2025-11-03/2025-11-03",
    "Mo., 3.11.": "2025-11-03/2025-11-03",
    "3. November um 14:30 Uhr": "2025-11-03/2025-11-03",
    "24. Dezember": "2024-12-24/2024-12-24",
    "29.2.": "2024-02-29/2024-02-29",
    "30.2.2025": None,
    "am 15.": None,
    "Ostern 2024": None,
    "drei Tage nach dem 3. März": None,
    "": None,
}

ENGLISH = {
    "March": "2025-03-01/2025-03-31",
    "may": "2025-05-01/2025-05-31",
    "in December": "2024-12-01/2024-12-31",
    "Jan '25": "2025-01-01/2025-01-31",
    "Oct'25 and Nov'25": "2025-10-01/2025-11-30",
    "March of last year": "2024-03-01/2024-03-31",
    "March last year": "2024-03-01/2024-03-31",
    "March and April": "2025-03-01/2025-04-30",
    "the months of May and June 2024": "2024-05-01/2024-06-30",
    "03/2025": "2025-03-01/2025-03-31",
    "Setpember 2024": "2024-09-01/2024-09-30",
    "Feburary": "2025-02-01/2025-02-28",
    "last March": "2025-03-01/2025-03-31",
    "Q3": "2025-07-01/2025-09-30",
    "Q4/24": "2024-10-01/2024-12-31",
    "3Q25": "2025-07-01/2025-09-30",
    "third quarter": "2025-07-01/2025-09-30",
    "third quarter of 2024": "2024-07-01/2024-09-30",
    "4th qtr of last year": "2024-10-01/2024-12-31",
    "last year's Q4": "2024-10-01/2024-12-31",
    "last quarter": "2025-07-01/2025-09-30",
    "last quarter of 2024": "2024-10-01/2024-12-31",
    "the last three months of 2024": "2024-10-01/2024-12-31",
    "first two months of this year": "2025-01-01/2025-02-28",
    "past two quarters": "2025-04-01/2025-09-30",
    "H1 2025": "2025-01-01/2025-06-30",
    "first half of 2024": "2024-01-01/2024-06-30",
    "second half of March": "2025-03-16/2025-03-31",
    "week 14": "2025-03-31/2025-04-06",
    "calendar week 14 of 2024": "2024-04-01/2024-04-07",
    "weeks 31 to 35": "2025-07-28/2025-08-31",
    "the week of 6 October": "2025-10-06/2025-10-12",
    "year 2024": "2024-01-01/2024-12-31",
    "calendar 2024": "2024-01-01/2024-12-31",
    "last year": "2024-01-01/2024-12-31",
    "this year": "2025-01-01/2025-12-31",
    "year to date": "2025-01-01/2025-11-14",
    "YTD": "2025-01-01/2025-11-14",
    "FY25": None,
    "Q1 FY25": None,
    "last month": "2025-10-01/2025-10-31",
    "the month before last": "2025-09-01/2025-09-30",
    "past 90 days": "2025-08-16/2025-11-14",
    "last 12 months": "2024-11-14/2025-11-14",
    "last week": "2025-11-03/2025-11-09",
    "yesterday": "2025-11-13/2025-11-13",
    "the day before yesterday": "2025-11-12/2025-11-12",
    "3 days ago": "2025-11-11/2025-11-11",
    "last fortnight": "2025-10-31/2025-11-14",
    "early March": "2025-03-01/2025-03-10",
    "mid-March": "2025-03-11/2025-03-20",
    "end of last month": "2025-10-21/2025-10-31",
    "from March to May": "2025-03-01/2025-05-31",
    "Feb - Apr 2024": "2024-02-01/2024-04-30",
    "between 1 Jan and 31 Mar": "2025-01-01/2025-03-31",
    "between 1 and 20 March": "2025-03-01/2025-03-20",
    "between 1 December and the end of February": "2024-12-01/2025-02-28",
    "Aug 18 thru Sep 5": "2025-08-18/2025-09-05",
    "August 10 to 22, 2024": "2024-08-10/2024-08-22",
    "1/1/2025 to 31/8/2025": "2025-01-01/2025-08-31",
    "1 May 2025 until today": "2025-05-01/2025-11-14",
    "Aug - present": "2025-08-01/2025-11-14",
    "6 months ended 30 June": "2025-01-01/2025-06-30",
    "since June": "2025-06-01/",
    "since the 1st of January": "2025-01-01/",
    "since last Friday": "2025-11-07/",
    "for the last 3 weeks": "2025-10-24/2025-11-14",
    "from March onwards": "2025-03-01/",
    "from 1 March 2025 on": "2025-03-01/",
    "1 March 2025 or later": "2025-03-01/",
    "after 15 March": "2025-03-16/",
    "before April 2025": "/2025-03-31",
    "1/1/2025 and after": "2025-01-01/",
    "13/1/2025 or earlier": "/2025-01-13",
    "before last week": "/2025-11-02",
    "until 31 October": "/2025-10-31",
    "up to and including 31/10/2025": "/2025-10-31",
    "to 30/09/2025": "/2025-09-30",
    "through October": "/2025-10-31",
    "as of 31 October": "/2025-10-31",
    "as at 30 September 2025": "/2025-09-30",
    "at 30 September 2025": "/2025-09-30",
    "as of end of October": "/2025-10-31",
    "as of 30 November": "/2025-11-30",
    "3 March 2025": "2025-03-03/2025-03-03",
    "March 3rd, 2025": "2025-03-03/2025-03-03",
    "the 3rd of March": "2025-03-03/2025-03-03",
    "3-Mar-25": "2025-03-03/2025-03-03",
    "Monday, March 3": "2025-03-03/2025-03-03",
    "the 20th of last month": "2025-10-20/2025-10-20",
    "3/4/2025": None,  # 3 April or 4 March
    "13/4/2025": "2025-04-13/2025-04-13",
    "4/13/2025": "2025-04-13/2025-04-13",
    "Mar 25": None,  # 25 March or March 2025
    "Mar 25, 2025": "2025-03-25/2025-03-25",
    "March 25th": "2025-03-25/2025-03-25",
    "Thanksgiving 2024": None,
    "summer 2024": None,
    "the second last month": None,
    "in 3 days": None,
    "two weeks before 3 March": None,
    "January and March": None,  # two frames
}


def shown(period) -> str | None:
    return period and f"{period.since or ''}/{period.until or ''}"


@pytest.mark.parametrize(("text", "expected"), GERMAN.items())
def test_a_german_phrase(text, expected):
    assert shown(read(text, "de", WORDS, TODAY)) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_an_english_phrase(text, expected):
    assert shown(read(text, "en", WORDS, TODAY)) == expected


def seen(text: str, language: str, fiscal_start: int | None = None) -> list[str]:
    found = find(text, language, WORDS, TODAY, fiscal_start)
    return [f"{text[f.start_pos : f.end_pos]} = {shown(f)} {f.kind}" for f in found]


SENTENCES = {
    ("de", "Bitte alle oktober-rechnungen als zip"): ["oktober = 2025-10-01/2025-10-31 range"],
    ("de", "Kontoauszug mai wär super"): ["mai = 2025-05-01/2025-05-31 range"],
    ("de", "Die Märzrechnungen und die April-Gutschriften bitte"): [
        "Märzrechnungen = 2025-03-01/2025-03-31 range",
        "April = 2025-04-01/2025-04-30 range",
    ],
    ("de", "Saldo per 31.10. und Rechnungen KW 44 bis 46"): [
        "per 31.10. = /2025-10-31 as_of",
        "KW 44 bis 46 = 2025-10-27/2025-11-16 range",
    ],
    ("de", "Die Lieferung kam am 3.11., die Rechnung RE-2025-0412 fehlt seit Montag."): [
        "3.11. = 2025-11-03/2025-11-03 day",
        "seit Montag = 2025-11-10/ since",
    ],
    ("de", "am 3., 4. und 6. Mai 2025"): [
        "3., 4. = 2025-05-03/2025-05-04 range",
        "6. Mai 2025 = 2025-05-06/2025-05-06 day",
    ],
    ("de", "Rechnungen 09/25 und 11/25"): [
        "09/25 = 2025-09-01/2025-09-30 range",
        "11/25 = 2025-11-01/2025-11-30 range",
    ],
    ("de", "Belege aus 2023 und heuer bis Ende Mai"): [
        "2023 = 2023-01-01/2023-12-31 range",
        "heuer bis Ende Mai = 2025-01-01/2025-05-31 range",
    ],
    ("de", "die Lieferscheine vom 3. bis 9. bitte"): ["vom 3. bis 9. = 2025-11-03/2025-11-09 range"],
    ("en", "all notes from the 3rd to the 9th"): ["from the 3rd to the 9th = 2025-11-03/2025-11-09 range"],
    ("en", "invoices in the quarter to 30 September"): [
        "quarter to 30 September = 2025-07-01/2025-09-30 range"
    ],
    ("en", "the invoice dated the 3rd, please"): ["3rd = 2025-11-03/2025-11-03 day"],
    ("en", "the office on the 3rd floor"): [],
    ("en", "bills for the second fortnight of October"): [
        "second fortnight of October = 2025-10-15/2025-10-28 range"
    ],
    ("en", "jan invoices pls"): ["jan = 2025-01-01/2025-01-31 range"],
    ("en", "May also please"): ["May = 2025-05-01/2025-05-31 range"],
    ("en", "from 1 March last up to 4 May"): ["from 1 March last up to 4 May = 2025-03-01/2025-05-04 range"],
    ("de", "alle heurigen Gutschriften"): ["heurigen = 2025-01-01/2025-12-31 range"],
    ("de", "nein, die vom 14.01., nicht die vom 17."): ["14.01. = 2025-01-14/2025-01-14 day"],
    ("de", "alle Belege vom 1. bis zum 15. des Vormonats"): [
        "vom 1. bis zum 15. des Vormonats = 2025-10-01/2025-10-15 range"
    ],
    ("de", "Lieferung bis spätestens 12. Dezember"): ["bis spätestens 12. Dezember = /2025-12-12 until"],
    ("en", "June's invoices, and any credit for May too"): [
        "June = 2025-06-01/2025-06-30 range",
        "May = 2025-05-01/2025-05-31 range",
    ],
    ("en", "a statement to 30/09/2025 and the invoices from 04/08/2025"): [
        "to 30/09/2025 = /2025-09-30 until",
        "04/08/2025 = 2025-08-04/2025-08-04 day",
    ],
    ("en", "accounts for the year ended 31 December 2024"): [
        "year ended 31 December 2024 = 2024-01-01/2024-12-31 range"
    ],
    ("en", "everything from 1 Jan 2025 to date"): ["from 1 Jan 2025 to date = 2025-01-01/2025-11-14 range"],
    ("en", "Please send it by 21 November"): ["by 21 November = /2025-11-21 until"],
    ("en", "Sunday 12/7/2025 or 12/7/2025"): [
        "Sunday 12/7/2025 = 2025-12-07/2025-12-07 day",
        "12/7/2025 = 2025-07-12/2025-07-12 day",
    ],
}


@pytest.mark.parametrize(("said", "expected"), SENTENCES.items())
def test_frames_inside_a_sentence(said, expected):
    assert seen(said[1], said[0]) == expected


NOTHING = {
    "de": """
        Bitte RE-2025-0412, 2025-0412 und INV/2025/00012 senden
        12/2025/77 und 2025/000388 und RE2025-03-01 und 2025-03-A17
        Betrag 1.234,50 EUR, 2.024,00 EUR, 2025 Stück, ab 2000 Stück
        Bestellung 4500123, KST 2024, Art. 2025, Auftrag Nr. 2025
        Tel. 044 555 71 30, 0176 5550 1938, 08421 / 555-217
        Zeugnis 3.1 nach EN 10204 und Abnahmeprüfzeugnis 3.1.
        Frau Mai, Gruß Jan, Guten Morgen
        s.mai@april.example und www.mai.example/2025-03/x
        10.12.14.16 ist die Adresse, 3 von 5 Paletten, 3/4 Zoll
        um 14.30 Uhr oder 10:12 Uhr
        Sommer 2024
        die letzten drei Rechnungen und die zweite Mahnung
        in 14 Tagen, pro Monat, seit Jahren, das Jahr war gut
        Die Männer vom Lager
        Geschäftsjahr 2024/25
    """,
    "en": """
        invoice INV-2025-0412, SO-25-3308 and batch 24-771
        we may need it, may I have it? May I?
        does it match with yours?
        order 2024, PO 2025, no. 2023, 2000 pieces
        1/2 pallet, 24/7, call 01632 960117
        Thanks, Jan
        the last invoice, the last 3 invoices, net 30 days
        per pallet, per month, up to date
        invoice of 05/06/2025
        outstanding at month end
    """,
}


@pytest.mark.parametrize(
    ("language", "text"), [(lang, line.strip()) for lang, t in NOTHING.items() for line in t.split("\n")]
)
def test_no_frame_in_numbers_names_and_doubtful_words(language, text):
    assert seen(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Geschäftsjahr 2024/25", "2024-04-01/2025-03-31"),
        ("de", "GJ 24/25", "2024-04-01/2025-03-31"),
        ("de", "letztes Geschäftsjahr", "2024-04-01/2025-03-31"),
        ("de", "laufendes Geschäftsjahr", "2025-04-01/2026-03-31"),
        ("de", "Q1 GJ 2024/25", "2024-04-01/2024-06-30"),
        ("de", "Geschäftsjahr 2025", None),  # begins or ends in 2025?
        ("en", "FY25", "2024-04-01/2025-03-31"),
        ("en", "Q4 FY25", "2025-01-01/2025-03-31"),
        ("en", "fiscal year 2025", "2024-04-01/2025-03-31"),
    ],
)
def test_a_fiscal_year_needs_its_first_month(language, text, expected):
    assert shown(read(text, language, WORDS, TODAY, fiscal_start=4)) == expected
    assert read(text, language, WORDS, TODAY) is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            "Unser Geschäftsjahr geht von Juli bis Juni. Alle Rechnungen des letzten Geschäftsjahrs",
            "2024-07-01/2025-06-30",
        ),
        ("de", "Geschäftsjahr endet am 30.9., Rechnungen des letzten Jahres", "2024-10-01/2025-09-30"),
        ("de", "Rechnungen vom Geschäftsjahr 2024/25, das am 1. April beginnt", "2024-04-01/2025-03-31"),
        ("en", "Our year runs July to June. Kindly send for the year just ended", "2024-07-01/2025-06-30"),
        ("en", "our year runs from 1 Oct to 30 Sep; invoices for last year", "2024-10-01/2025-09-30"),
        ("en", "FY25 please; our financial year ends 31 March", "2024-04-01/2025-03-31"),
        (
            "fr",
            "notre exercice commence en avril ; les factures de l'exercice 2024/25",
            "2024-04-01/2025-03-31",
        ),
    ],
)
def test_a_text_may_tell_its_own_fiscal_year(language, text, expected):
    (frame,) = find(text, language, WORDS, TODAY)
    assert shown(frame) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the quarter just gone", "2025-07-01/2025-09-30"),
        ("en", "the month which has just ended", "2025-10-01/2025-10-31"),
        ("de", "das soeben beendete Quartal", "2025-07-01/2025-09-30"),
    ],
)
def test_a_time_frame_that_has_just_ended(language, text, expected):
    (frame,) = find(text, language, WORDS, TODAY)
    assert shown(frame) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Unser Wirtschaftsjahr läuft vom 1. Oktober bis 30. September."),
        ("en", "Our financial year is July to June"),
        ("en", "our year ends in March"),
        ("en", "in our fiscal year"),
    ],
)
def test_somebody_who_tells_their_fiscal_year_names_no_time_frame(language, text):
    assert find(text, language, WORDS, TODAY, fiscal_start=4) == ()


def test_a_fiscal_year_that_is_the_calendar_year():
    assert shown(read("Geschäftsjahr 2025", "de", WORDS, TODAY, fiscal_start=1)) == "2025-01-01/2025-12-31"


def test_other_dates_of_a_text_tell_the_order_of_slashes():
    assert seen("dated 04/03/2025 and 19/03/2025", "en")[0] == "04/03/2025 = 2025-03-04/2025-03-04 day"
    assert seen("dated 04/03/2025 and 03/19/2025", "en")[0] == "04/03/2025 = 2025-04-03/2025-04-03 day"
    assert seen("dated 19/03/2025, 03/19/2025 and 04/03/2025", "en")[2:] == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 1, 10), "2024-12-01/2024-12-31"),
        (date(2025, 12, 1), "2025-12-01/2025-12-31"),
        (date(2025, 11, 30), "2024-12-01/2024-12-31"),
    ],
)
def test_a_month_without_a_year_is_the_last_one_begun(today, expected):
    assert shown(read("Dezember", "de", WORDS, today)) == expected


def test_a_language_without_words_still_has_its_dates():
    assert shown(read("2025-03-01", "fr", WORDS, TODAY)) == "2025-03-01/2025-03-01"
    assert seen("factures 01.03.2025 - 31.03.2025", "fr") == [
        "01.03.2025 - 31.03.2025 = 2025-03-01/2025-03-31 range"
    ]


def test_languages_without_a_table_are_left_out():
    assert PeriodWords.compile({"fr": {"mail": {}}}).lexicons == {}


SCRAPS = (
    "1 2 3. 15 31. 2025 25 03 12/ - – . / , : ' März Mai May Jan January Q3 KW H1 3rd letzten last vor ago",
    "seit since bis until to from von vom zwischen between und and Ende end of des the im in Jahr year",
    "Monate months Woche week per Stand as zum Freitag Friday heute today FY GJ halbes erste Hälfte half",
    "Uhr EUR ² ß İ 9999 0 ab before nach beiden past weekend third 14. KW Okt. '24 YTD date present",
    "08/25 1.234,50 RE-2025-03 \x00",
)
PIECES = st.sampled_from([piece for line in SCRAPS for piece in line.split(" ")] + ["\n", "\n\n"])
TEXTS = (
    st.text(max_size=60)
    | st.lists(PIECES, max_size=14).map(" ".join)
    | st.lists(PIECES, max_size=8).map("".join)
)
DAYS = st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29), TODAY])


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS, st.sampled_from(["de", "en", "fr"]), DAYS, st.sampled_from([None, 1, 4, 12]))
def test_whatever_is_written_the_answer_holds(text, language, today, fiscal_start):
    found = find(text, language, WORDS, today, fiscal_start)
    assert found == find(text, language, WORDS, today, fiscal_start)
    end = 0
    for frame in found:
        assert end <= frame.start_pos < frame.end_pos <= len(text)
        assert frame.since or frame.until
        assert not (frame.since and frame.until) or frame.since <= frame.until
        assert (frame.until is None) == (frame.kind == "since")
        assert (frame.since is None) == (frame.kind in ("until", "as_of"))
        end = frame.end_pos
    period = read(text, language, WORDS, today, fiscal_start)
    assert period is None or period.since or period.until


@pytest.mark.parametrize(
    "piece", ["1.", "1. ", "1, ", "3. und ", "Mai, ", "Q1/", "vom 3. bis ", "erste Hälfte der ", "a"]
)
def test_a_flood_is_cut_short(piece):
    text = piece * (262_144 // len(piece))
    assert len(find(text, "de", WORDS, TODAY)) <= 2_000
    assert read(text, "de", WORDS, TODAY) is None
