"""The tables of an ERP delivery: every column, which are required, and the form of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass

# Column names as in the delivery, required ones in capitals; ":form" where a cell is more than plain text.
# "key" is a number or code that other rows refer to, "keys" one or several of them ("A-1|A-2");
# the forms are read by parsers/deliveries/cells.py.
_COLUMNS = {
    "accounts": """ACCOUNT:key NAME parent:key language currency:currency payment_terms_days:days street
        postcode city country vat_id email_domain mode:mode dunning_block_until:date dunning_block_reason
        fiscal_start:month""",
    "locations": "ACCOUNT:key LOCATION:key NAME aliases:list city",
    "contacts": """ACCOUNT:key EMAIL:email name role:role locations:list cost_centres:list kinds:kinds
        tree:yes_no until:date documents_since:date documents_until:date purposes:purposes language
        slack_user active:yes_no""",
    "orders": """ACCOUNT:key ORDER:key date:date customer_po:key location cost_centre orderer
        status:order_status total:amount currency:currency promised_date:date""",
    "order_lines": "ORDER:key LINE:key article:key description quantity:quantity delivered:quantity unit",
    "documents": """ACCOUNT:key KIND:kind NUMBER:key DATE:date due_date:date order:keys customer_po:keys
        delivery:keys refers_to:keys location cost_centre orderer currency:currency net:amount gross:amount
        paid:amount paid_date:date disputed:yes_no article:keys batch:keys language revision file:file
        xml:file""",
    "shipments": """ORDER:key DELIVERY:key carrier tracking:key tracking_url:url shipped:date
        delivered:date status:shipment_status parts""",
    "payments": """ACCOUNT:key PAYMENT:key DATE:date AMOUNT:amount currency:currency document:key text""",
}
_KEYS = {
    "accounts": ("account",),
    "locations": ("account", "location"),
    "contacts": ("account", "email"),
    "orders": ("account", "order"),
    "order_lines": ("order", "line"),
    "documents": ("account", "kind", "number"),
    "shipments": ("order", "delivery"),
    "payments": ("account", "payment"),
}
# Words a cell may hold; the kinds and roles of the house are handed in by the caller.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "mode": ("auto", "draft", "shadow", "off"),
    "order_status": ("open", "partial", "delivered", "invoiced", "cancelled"),
    "shipment_status": ("packed", "shipped", "delivered", "returned"),
    "purposes": ("invoice", "statement", "reminder", "escalation"),
}
# ISO 4217, without metals, funds and test codes.
_CURRENCIES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
    LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB
    PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR
    ZMW ZWG"""
CURRENCIES = frozenset(_CURRENCIES.split())


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `form` names the reader of its cells."""

    name: str
    form: str
    required: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a delivery; `key` are the columns that make a row the same row again."""

    name: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a row says nothing."""
        return tuple(c.name for c in self.columns.values() if c.required)


def _column(word: str) -> Column:
    name, _, form = word.partition(":")
    return Column(name.lower(), form or "text", name.isupper())


def _table(name: str, words: str) -> Table:
    columns = [_column(word) for word in words.split()]
    return Table(name, {c.name: c for c in columns}, _KEYS[name])


# In the order in which they are loaded: what others refer to comes first.
TABLES: Mapping[str, Table] = {name: _table(name, words) for name, words in _COLUMNS.items()}
