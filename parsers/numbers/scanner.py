"""The one pass over a text that finds all that may be a number and all that surely is none."""

import re
from collections.abc import Iterable

# Characters that look alike are made alike, one for one, so that positions stay.
_ALIKE = {
    **{"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\r": " ", "\u2010": "-", "\u2011": "-"},
    **{"\u2212": "-", "\u2044": "/"},
}
_SAME = str.maketrans(_ALIKE)
_ODD = re.compile(f"[{''.join(_ALIKE)}]")

_END = r"(?![^\W_])"
_IBAN_LANDS = (
    "A[DELTZ]|B[AEGHRY]|C[HRYZ]|D[EKO]|E[EGS]|F[IOR]|G[BEILRT]|H[RU]|I[ELQST]|JO|K[WZ]|L[BCITUVY]|"
    "M[CDEKRTU]|N[ILO]|P[KLST]|QA|R[OS]|S[ACEIKMV]|T[NR]|UA|V[AG]|XK"
)
_CURRENCY = r"(?:€|\$|£|EUR|USD|CHF|GBP|SEK|NOK|DKK|PLN|CZK)"
_GROUPS = r"[0-9]{1,3}(?:[.,'][0-9]{3})"
_CENTS = r"(?:[.,][0-9]{1,2})?"
_NO_MORE = r"(?![^\W_]|[-/.,][0-9])"
_POSTCODE = r"(?:[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}|[A-Z][0-9][A-Z] [0-9][A-Z][0-9])"
_PLATE = r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [0-9]{1,4}[EH]?"  # of a German car
# Tried in this order at each beginning of a word; every repetition is bounded or possessive.
_LETTERS_FIRST = (
    rf"(?P<link>(?:https?://|www\.)[^\s<>|]++|<[@#!][^>\n]{{0,80}}>|(?:{_POSTCODE}|{_PLATE}){_END})",
    rf"(?P<iban>(?:{_IBAN_LANDS})[0-9]{{2}}(?: ?[A-Z0-9]{{4}}){{2}} ?[A-Z0-9]{{3,4}}"
    rf"(?: ?[A-Z0-9]{{1,4}}){{0,5}}{_END})",
    rf"(?P<price>{_CURRENCY} ?[0-9][0-9.,']{{0,20}})",
)
_COURTS = "O|C|S|U|IN|IK|IE|M|K|L|T|W|HKO|[CST]a|[JCDK]s|O[Ww]i|AR|Qs|VI"
_DIGITS_FIRST = (
    rf"(?P<never>[0-9]{{1,4}} (?:{_COURTS}) [0-9]{{1,6}}/[0-9]{{2}}(?:[0-9]{{2}})?{_END})",  # 73 IN 118/25
    r"(?P<date>[0-3]?[0-9]\.[01]?[0-9]\.(?:(?:19|20)?[0-9]{2})?(?![0-9])|[0-2]?[0-9]:[0-5][0-9](?![0-9]))",
    rf"(?P<amount>(?:{_GROUPS}{{1,5}}|[0-9]{{1,9}}){_CENTS}-? ?{_CURRENCY}{_END}"
    rf"|{_GROUPS}{{1,5}}{_CENTS}{_NO_MORE}|[0-9]{{1,6}}(?:[.,][0-9]{{1,2}}{_NO_MORE}|[.,]-(?![0-9])))",
    rf"(?P<phone>\+[0-9](?:[ ()/.-]{{0,3}}[0-9]){{6,14}}{_END}"
    r"|(?:\(0[0-9]{1,5}\)|0[1-9][0-9]{1,4})(?: ?[/–-] ?| )[0-9]{2,8}(?:[ -][0-9]{1,6}){0,5}"
    r"(?![^\W_]|[-./:,]?[0-9])"
    rf"|00[1-9][0-9]{{1,2}} [0-9]{{2,5}}(?:[ /-]{{1,3}}[0-9]{{2,8}}){{1,5}}{_END}"
    rf"|(?:\([0-9]{{3}}\) ?|[0-9]{{3}}[-.])[0-9]{{3}}[-.][0-9]{{4}}{_END})",
    r"(?P<spaced>(?:[0-9]{2,4}(?: [0-9]{2,5}){1,5}|[1-9](?: [0-9]{3}){1,3}"
    r"|[0-9]{4,8}(?: [0-9]{4}){2,5})(?![^\W_]|[-/.,:]?[0-9]))",
    r"(?P<quoted>[0-9]{2}['’:][0-9]{4,8}(?![^\W_]|[-/.,:'’]?[0-9]))",
)
# Groups are atomic, not possessive: of Python before 3.11.5 a possessive group keeps what it only tried.
_CODE = (
    r"(?P<code>(?>(?:[^\W\d_]{1,24}+(?>(?:[-/.]|_(?=[0-9]))?)){0,5})[0-9][^\W_]*+"
    r"(?>(?:[-/](?=[^\W_])[^\W_]++|[._](?=[0-9])[^\W_]++|\.(?=[A-Z]{1,4}[.-][0-9])[A-Z]++)*))"
)
_SHAPED = r"(?=[^\W\d_]*+(?:[0-9./_:<€$£(+-]| [0-9]))"  # what none of these begins without: no mere word
_NOTHING = "(?!)"
# A pattern of these signs alone matches nothing but one run of letters, digits and separators.
_PLAIN = re.compile(r"(?:[A-Za-z0-9{}()\[\],|?*+/-]|\(\?:|\\[d/-])*")


def alike(text: str) -> str:
    """The text with signs that look alike made alike."""
    return text.translate(_SAME) if _ODD.search(text) else text


def scanner(patterns: Iterable[str]) -> re.Pattern[str]:
    """The pass as one pattern; the name of the group that matched says what was found.

    `patterns` are the shapes of numbers of the house. Those that may hold spaces or other signs are tried
    first (group `known`); the others are found as `code`.
    """
    odd = "|".join(f"(?:{p})" for p in patterns if not _PLAIN.fullmatch(p)) or _NOTHING
    known = rf"(?P<known>(?i:{odd})(?![^\W_]|[-/][^\W_]|\.[0-9]))"
    digits = rf"(?=[0-9+(])(?:{'|'.join(_DIGITS_FIRST)})"
    shaped = rf"{_SHAPED}(?:{'|'.join((*_LETTERS_FIRST, digits, _CODE))})"
    return re.compile(rf"(?<![^\W_])(?:{shaped if odd == _NOTHING else f'{known}|{shaped}'})")
