"""Numbers in messages: what is one, what is none, lists, ranges, tables, and what no text may do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.asks import NumberRange
from parsers.numbers.finder import NumberWords, find
from tests.effort import calls
from tests.pace import grows_linearly
from tests.words import KINDS, LANGUAGES, VOCABULARY

WORDS = VOCABULARY.numbers


def values(text: str, words: NumberWords = WORDS) -> list[str]:
    """The values found; a range is written first..last."""
    found = (number.value for number in find(text, words))
    return [v if isinstance(v, str) else f"{v.first}..{v.last}" for v in found]


BESIDE = [
    ("die AB zu unserer Bestellung BS-7734", ["BS-7734"]),
    ("purchase order BS-7734", ["BS-7734"]),
    ("geprüft nach BS-7734", []),  # a norm
    ("Zertifikat EN-10204", []),
    ("zum Sockelputz SP-77 das technische Merkblatt", ["SP-77"]),
    ("SDS for GymShine 5L (your code 66180)", ["66180"]),
    ("Zeugnisse zu Rohr DN50 Charge 88120 und Flansch DN100 Charge 88121", ["88120", "88121"]),  # sizes
    ("delivery note DN-77", ["DN-77"]),
    ("invoices:\nSample   Supplier ref    Net\n11       IN-0447120      8,114.00", ["IN-0447120"]),
]


@pytest.mark.parametrize(("text", "wanted"), BESIDE)
def test_what_a_code_is_stands_beside_it(text: str, wanted: list[str]) -> None:
    assert values(text) == wanted


ALONE = [
    ("Auftrag 77 18 0042 fehlt", ["77 18 0042"]),
    ("Paket 00770434 1616 0098 3377", ["00770434 1616 0098 3377"]),
    ("tracking number 0077 0434 2981 7716 2200", ["0077 0434 2981 7716 2200"]),
    ("Rechnung 77'00731 als PDF", ["77'00731"]),
    ("Auftrag 77-10", ["77-10"]),
    ("gibt es für die 77-10 schon was", ["77-10"]),
    ("Datenblatt der Pumpe KSP 77-12", ["KSP 77-12"]),
    ("Zahlungsavis zu Auftrag 771177", ["771177"]),
    ("Bitte um Kopie von RE-2031-0815.", ["RE-2031-0815"]),
    ("re-2031-0815 nochmal pls", ["re-2031-0815"]),
    ("INV/2025/00777 please", ["INV/2025/00777"]),
    ("RE 2025 0777 fehlt", ["RE 2025 0777"]),
    ("LS 80077001", ["80077001"]),
    ("#77321", ["77321"]),
    ("Nr. 1077", ["1077"]),
    ("Rechnungsnr.5077 fehlt", ["5077"]),
    ("Ihre Auftragsnummer lautet 5077", ["5077"]),
    ("PO#4500777123", ["4500777123"]),
    ("inv for 4500 777 123 please", ["4500 777 123"]),
    ("A-25-0099 and 310-5577 and 25-007711", ["A-25-0099", "310-5577", "25-007711"]),
    ("Charge 7741-C (Rundstahl 42CrMo4)", ["7741-C"]),
    ("datenblatt zur pumpe nk-32 bitte", ["nk-32"]),
    ("Datenblatt FK 311 bitte", ["FK 311"]),
    ("heats 5A7719 and B77312", ["5A7719", "B77312"]),
    ("tracking 00340434161094077777", ["00340434161094077777"]),
    ("1Z999AA10177777784 where is it?", ["1Z999AA10177777784"]),
    ("der Auftrag, der auf 0771 endet", ["0771"]),
    ("the order ending in 0771", ["0771"]),
    ("wann kommt die 77120?", ["77120"]),
    ("Anhang: Rechnung_RE-2025-0777.pdf", ["RE-2025-0777"]),
    ("„RE-2025-0777“, (80077001); *4500777*", ["RE-2025-0777", "80077001", "4500777"]),
    ("<https://x.example/?id=90077001|RE-2025-0777>", ["RE-2025-0777"]),
    ("RE\u20112025\u20110777 oder LS\u00a080077001", ["RE-2025-0777", "80077001"]),
    ("7711", ["7711"]),
    ("ACC-SINV-2025-00077, PS-INV107701", ["ACC-SINV-2025-00077", "PS-INV107701"]),
]

NONE = [
    "Lieferung 12 11 2025",
    "KST 33 18 0042",
    "Tel. 0221 44 10 33",
    "die 50-60 Leute",
    "Datenblatt IP 65-67",
    "über 25'000 Franken",
    "Zahlungsavis 7710092",
    "",
    "Bitte alle Rechnungen vom März.",
    "Tel. 0711 123456-0, Fax -288, Mobil +49 171 5550177, 0361 / 00 11 229",
    "call me on (555) 123-4567 ext. 4711",
    "Kundennummer 107711 und Kd.-Nr.: 33177",
    "our account with you is 107711",
    "my account number in the memo (300771 instead of 300717)",
    "USt-IdNr. DE123456789, UID ATU12345678, VAT GB 000 1122 33, HRB 123456",
    "IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX",
    "Musterweg 5, 70173 Stuttgart oder D-70173 Stuttgart oder 8010 Graz",
    "vom 14.03.2025, 2025-03-14, 03/2025, 14/03/2025, 06.05., um 14:30 Uhr",
    "Rechnungen 2024, 2023 und 2024/25, Q3/25, KW 14, KW14/2025, H1/2025",
    "über 1.234,50 EUR, € 88, $1,204.80, 1234 EUR, 4711,- und 300.000 Euro",
    "5 Stück, 3 x 400 mm, Bestellung 400 Stück, Bestellung 200 Schrauben, 12 %",
    "nach DIN EN 10204 3.1, ISO 9001:2015, RAL 9010, DN50, M12x30, IP65",
    "Verordnung (EG) Nr. 1907/2006, § 312 BGB, Art. 15 DSGVO",
    "max.muster77@firma-7711.example und www.firma.example/RE-2025-0777",
    "KST 4711, Kostenstelle 471100, cost centre 20-881, Filiale 1234, Pos. 10",
    "Ticket #88120, our ref: BT/2025/0093, Passwort 4711abc",
    "Vertragsnummer 88776655, Rahmenvertrag Nr. 4600012345, our contract no. 88776655, lease 4711",
    "Zähler-Nr. 1ESY1160123456, Zählernummer 1160123456, meter no. 1160123, MPAN 1200023305967",
    "Fahrer-Nr. 8812, Ladennummer 123456, Kundenkarte 123456789, loyalty card 123456789",
    "Kreditkarte 4111 1111 1111 1111, card ending 4242, Meeting-ID: 123 456 789 012",
    "<@U07KD2QXM> hi &#8211; 24/7",
]

ROWS = [
    ("Rechnungen 5077, 5078 und 5079", ["5077", "5078", "5079"]),
    ("RE-2025-0771/0772/0774", ["RE-2025-0771", "RE-2025-0772", "RE-2025-0774"]),
    ("RE-2025-0771, 0772 & -0774", ["RE-2025-0771", "RE-2025-0772", "RE-2025-0774"]),
    ("RE-2025-0771, 72 und 74", ["RE-2025-0771", "RE-2025-0772", "RE-2025-0774"]),
    ("SO-1077, then SO-1078 and 1079", ["SO-1077", "SO-1078", "SO-1079"]),
    ("RE-20201121/508", ["RE-20201121/508"]),
    ("RE-2025-0777 und 2 Lieferscheine", ["RE-2025-0777"]),
    ("Rechnung 5077 vom 12.03. und 5078 vom 14.03.", ["5077", "5078"]),
    ("rechnung 90077822 90077823 zip", ["90077822", "90077823"]),
    ("Bitte folgende Rechnungen:\n\n- 5077\n- 5078", ["5077", "5078"]),
    ("RE-100 bis RE-104", ["RE-100..RE-104"]),
    ("RE-2025-0777 bis 0779", ["RE-2025-0777..RE-2025-0779"]),
    ("copies of 90077120 through 90077124", ["90077120..90077124"]),
    ("invoices between 5077 and 5079", ["5077..5079"]),
    ("Rechnungen 5077-5079", ["5077..5079"]),
    ("Artikel 7700-7712", ["7700-7712"]),
    ("4500152210\n- 4500152218", ["4500152210", "4500152218"]),
]

TABLES = [
    ("Rechnungsnr;Datum;Betrag\n5077;12.03.2025;96,00\n5078;14.03.2025;100,00", ["5077", "5078"]),
    ("Kundennr | Rechnung | Betrag\n107711 | 90077223 | 12,00", ["90077223"]),
    ("Art.\tMenge\nNK-32X\t10\n5077\t5", ["NK-32X", "5077"]),
    ("Beleg-Nr.      Datum        Betrag\n90077511       12.08.25     418,90", ["90077511"]),
]

SIGNED = [
    ("Viele Grüße\nMax Muster\nMusterweg 5\n107711 Ort\nReg. 998877", []),
    ("Kind regards\nEve\n\nPS: DN-80077001 too", ["DN-80077001"]),
    ("Danke und Gruß\nMax\n\n90077001\n90077002", ["90077001", "90077002"]),
]


LETTERED = [
    ("Ist Auftrag N-8807 ausgeliefert?", ["N-8807"]),
    ("nur die BEL.88123 in groß", ["BEL.88123"]),
    ("L 25-0417-A", ["L 25-0417-A"]),
    ("Lieferschein zu A 4417 bitte", ["A 4417"]),
    ("Bitte Rechnung 1200 4410 schicken", ["1200 4410"]),
    ("Rechnung 4417 4420", ["4417", "4420"]),  # nearly alike: two
    ("die Rechnungen 4711 5822 bitte", ["4711", "5822"]),
    ("die Rechnungen 1200 4410 und 1200 4411", ["1200 4410", "1200 4411"]),
    ("invoice 4711 2025", ["4711", "2025"]),
    ("the SDS on part # 88-REF-410 and part # 88-CLN-5", ["88-REF-410", "88-CLN-5"]),
    ("SDS for thinner TH-5 and hardener H-29 please", ["TH-5", "H-29"]),
    ("Where is parcel 00340434 9911?", ["00340434 9911"]),
    ("22 bars of 17-4PH on order CO-41-0088", ["CO-41-0088"]),
    ("20 sheets of 6061-T6, PO 77-2201", ["77-2201"]),
    ("Our L/C 0088ILC2500417 and your shipment SHP-25-00391", ["SHP-25-00391"]),
    ("Akkreditiv Nr. 25-00417: Handelsrechnung zu Sendung SHP-25-0391", ["SHP-25-0391"]),
    ("Unsere interne Nummer ist DEV-0447, Ihre Rechnung ist 88-1120", ["88-1120"]),
    ("Auszug des Lieferantenkontos 70883", []),
    ("Please send us a form W-9.", []),
    ("the notes of KW-12 and of 25-W-30", []),
]


@pytest.mark.parametrize(("text", "expected"), LETTERED)
def test_letters_that_belong_to_a_number(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(("text", "expected"), ALONE)
def test_single_numbers(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(("text", "expected"), ROWS + TABLES + SIGNED)
def test_lists_ranges_tables_signatures(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("RE-2025-0777", "invoice"),
        ("Lieferschein 80077001", "delivery_note"),
        ("Rechnung zu Bestellung 77001", "order"),
        ("invoice for 90077001", None),
        ("PO4500777001", "order"),
        ("Charge 7741-C", "batch"),
        ("Art. 77-2090", "article"),
        ("Sendung 80077001", "delivery"),
        ("serial no. 771177", "serial"),
        ("ACC-SINV-RET-2025-00077", "credit_note"),
        ("Beleg 771177", None),
    ],
)
def test_the_word_or_shape_hints_at_the_role(text: str, role: str | None) -> None:
    (number,) = find(text, WORDS)
    assert number.role == role


def test_places_and_text_are_those_of_the_message() -> None:
    text = 'Bitte "RE-2025-0777", 0778 und RE-100 bis RE-104.'
    one, two, reach = find(text, WORDS)
    assert [text[n.start : n.end] for n in (one, two, reach)] == [n.text for n in (one, two, reach)]
    assert (one.text, two.text, two.value) == ("RE-2025-0777", "0778", "RE-2025-0778")
    assert reach.value == NumberRange("RE-100", "RE-104")


@pytest.mark.parametrize("shape", ["Z\\d{2}\\.[A-Z]\\d", "COA#\\d+", "COA \\d{4}/[A-Z]"])
def test_a_new_kind_brings_its_own_shape(shape: str) -> None:
    number = {"Z\\d{2}\\.[A-Z]\\d": "Z12.B7", "COA#\\d+": "COA#12", "COA \\d{4}/[A-Z]": "COA 4711/X"}[shape]
    kinds = {**KINDS, "coa": {"patterns": [shape], "names": {}, "words": {}}}
    (found,) = find(f"please send {number}, thanks", NumberWords.compile(kinds, LANGUAGES))
    assert (found.value, found.role) == (number, "coa")


def test_a_bad_shape_names_its_kind() -> None:
    with pytest.raises(ValueError, match="coa"):
        NumberWords.compile({"coa": {"patterns": ["COA(\\d+"]}}, {})


def test_without_any_words_only_shapes_speak() -> None:
    assert values("UPX-4077 and 90077001", NumberWords.compile({}, {})) == ["UPX-4077", "90077001"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("aZé4019 -/.,;:#|\n\t()@€RENrbisund_"), max_size=200) | st.text())
def test_no_text_raises_and_places_hold(text: str) -> None:
    end = 0
    for number in find(text, WORDS):
        assert end <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.text
        end = number.end


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 99_999), st.sampled_from(["RE-2025-{:05}", "LS-{:08}", "INV/2025/{:05}", "SO-{:05}"]))
def test_a_number_is_found_in_any_sentence(n: int, shape: str) -> None:
    number = shape.format(n)
    for sentence in ("Bitte {} senden.", "{}", "(siehe {})", "Die {}, danke!", "re:{}\nfoo"):
        assert values(sentence.format(number)) == [number]


@pytest.mark.parametrize(
    "unit",
    [
        "1-",
        "a-",
        "4711 ",
        "RE-2025-0777, ",
        "0",
        "1,",
        "A1/",
        "9 99",
        "12.",
        "\t1",
        "mfg\nvon \n1 ",
        "|1|",
        "DE00 ",
        "have arrived:\n4711\n",
        "code code 4711 ",
        "471:\n\n",
    ],
)
def test_hostile_texts_cost_little(unit: str) -> None:
    assert grows_linearly(lambda n: find(unit * (n // len(unit)), WORDS), 1_000, times=64)


def test_phrases_that_end_alike_are_not_all_tried() -> None:
    page = "which batches have arrived:\n4711\n" * 100
    assert calls(lambda: find(page, WORDS)) < 600 * 100
