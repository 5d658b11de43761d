"""What a tag of an HTML mail means for its text: block, hidden, quoted history, signature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ATTRIBUTE: Final = re.compile(
    r"(?<![a-zA-Z-])([a-zA-Z-]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?"
)
_ATTRIBUTE_LIMIT: Final = 4096


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID: Final = _names("area base br col embed hr img input link meta param source track wbr")
_BLOCKS: Final = _names(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary"
    " table tbody td tfoot th thead tr ul"
)
_PARAGRAPHS: Final = _names("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul")
_NEVER_SEEN: Final = _names("head template noscript object svg math select datalist audio video")
_TABLE: Final = _names("table tbody thead tfoot tr td th caption")
_INLINE: Final = _names("a b big em font i img small span strong u")
# An open element is closed by the start of one of these.
_P_ENDS: Final = _BLOCKS - {"td", "th", "tr", "tbody", "body", "html"}
_CLOSED_BY: Final[dict[str, frozenset[str]]] = {
    "head": _BLOCKS | _INLINE,
    "p": _P_ENDS,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "tr": frozenset({"tr"}),
}

# Marks that mail clients leave; of signatures only those below which a postscript is not typed. Outlook and
# gateways put x_ before ids and ecx before classes of older mails.
_QUOTE: Final = re.compile(
    r"\b(?:x_|ecx)*(?:yahoo_quoted(?:_\d+)?|protonmail_quote|tutanota_quote|zmail_extra"
    r"|messageReplySection)\b"
)
_RULE: Final = re.compile(
    r"\b(?:x_)*(?:divRplyFwdMsg|stopSpelling|zwchr|mail-editor-reference-message-container"
    r"|ms-outlook-mobile-reference-message|OutlookMessageHeader|moz-forward-container)\b"
)
_SIGNATURE: Final = re.compile(r"\b(?:x_|ecx)*(?:gmail_signature|moz-signature|protonmail_signature_block)\b")
_INDENT: Final = re.compile(r"border(?:-\w+)?:none|border:0|margin:0(?:px)? 0(?:px)? 0(?:px)? 40px")
_GONE: Final = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all|(?:^|;)opacity:0(?:\.0+)?(?:;|$|!)"
    r"|max-height:0(?:px)?(?:;|$|!)"
)
_FONT: Final = re.compile(r"font-size:((?:0(?:\.0+)?(?:[a-z]+|%)?|1(?:px|pt))(?=;|$|!))?")
_WHITE: Final = re.compile(r"(?:^|;)color:(?:white|#fff(?:fff)?|rgb\(255,255,255\))(?:;|$|!)")
_PAINT: Final = re.compile(
    r"(?:^|;)background(?:-color|-image)?:(?!white|#fff(?:fff)?(?:;|$|!)|none|transparent)"
)
_BREAKS: Final = re.compile(r"white-space:(pre|break-spaces|normal|nowrap)")
_OUTLOOK_LINE: Final = re.compile(r"border:none;border-top:solid ?#?\w+ ?1(?:\.0)?pt")
_SPACES: Final = re.compile(r"\s+")
_SPACE_AT_SIGN: Final = re.compile(r" ?([:;,]) ?")
_BRACE: Final = re.compile(r"[{}]")
_SHEET_LIMIT: Final = 200_000
_SIMPLE: Final = re.compile(r"^[a-z0-9]*[.#]([\w-]+)$")


@dataclass(frozen=True, slots=True)
class Look:
    """How a start tag changes the text inside its element."""

    hidden: bool = False
    white: bool = False  # white letters; invisible unless something around is painted
    painted: bool = False
    tiny: bool | None = None  # letters too small to see; an element inside may set them right
    quote: bool = False
    signature: bool = False
    keeps_breaks: bool | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One start tag."""

    name: str
    closed_by: frozenset[str] = frozenset()  # start tags that end it
    block: bool = False
    paragraph: bool = False  # stands apart by a blank line
    cell: bool = False
    table: bool = False  # a table or a part of one
    void: bool = False
    rule: bool = False  # older mails follow
    look: Look | None = None  # None when the text inside looks like that around


class Styles:
    """Classes and ids that the style sheets of a mail hide from every reader."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()

    def learn(self, sheet: str) -> None:
        """Reads simple rules such as `.x { display: none }`; rules for some screens only do not count."""
        for selectors, body in _rules(_uncommented(sheet[:_SHEET_LIMIT])):
            if _GONE.search(_plain(body)):
                names = (_SIMPLE.match(selector.strip().lower()) for selector in selectors.split(","))
                self.hidden.update(name[1] for name in names if name)


def _uncommented(sheet: str) -> str:
    first, *rest = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of each rule that stands in no other one."""
    depth = start = opened = 0
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            opened = opened if depth else brace.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield sheet[start:opened].rpartition(";")[2], sheet[opened + 1 : brace.start()]
        start = start if depth else brace.end()


def element(name: str, attributes: str, styles: Styles) -> Element:
    """Reads a start tag."""
    found = _attributes(attributes)
    style = _plain(found.get("style", ""))
    marks = f"{found.get('id', '')} {found.get('class', '')} {found.get('name', '')}"
    look = _look(name, found, style, marks, styles)
    return Element(
        name=name,
        closed_by=_CLOSED_BY.get(name, frozenset()),
        block=name in _BLOCKS,
        paragraph=name in _PARAGRAPHS
        and not (name == "p" and ("mso" in marks.lower() or "margin:0" in style)),
        cell=name in ("td", "th"),
        table=name in _TABLE,
        void=name in _VOID or (attributes.endswith("/") and name not in _BLOCKS),
        rule=bool(_RULE.search(marks)) or bool(_OUTLOOK_LINE.search(style)),
        look=None if look == Look() else look,
    )


def _look(name: str, found: dict[str, str], style: str, marks: str, styles: Styles) -> Look:
    breaks = _BREAKS.search(style)
    font = _FONT.search(style)
    paint = found.get("bgcolor", "").lower() not in ("", "#ffffff", "#fff", "white") or "background" in found
    return Look(
        hidden=name in _NEVER_SEEN or "hidden" in found or bool(_GONE.search(style)) or _named(marks, styles),
        white=bool(_WHITE.search(style)) or found.get("color", "").lower() in ("white", "#ffffff", "#fff"),
        painted=paint or bool(_PAINT.search(style)),
        tiny=bool(font[1]) if font else None,
        quote=_quotes(name, found, style) or bool(_QUOTE.search(marks)),
        signature=bool(_SIGNATURE.search(marks)),
        keeps_breaks=True if name == "pre" else breaks[1] not in ("normal", "nowrap") if breaks else None,
    )


def _quotes(name: str, found: dict[str, str], style: str) -> bool:
    """A block quote is history unless it only indents what was typed; some clients mark a `div`."""
    if name != "blockquote":
        return name == "div" and (found.get("type", "").lower() == "cite" or found.get("name") == "quote")
    return (
        "cite" in found or "type" in found or "quote" in found.get("class", "") or not _INDENT.search(style)
    )


def _named(marks: str, styles: Styles) -> bool:
    return bool(styles.hidden) and not styles.hidden.isdisjoint(marks.lower().split())


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if text.strip(" /"):
        for name, double, single, bare in _ATTRIBUTE.findall(text[:_ATTRIBUTE_LIMIT]):
            found.setdefault(name.lower(), double or single or bare)
    return found


def _plain(style: str) -> str:
    return _SPACE_AT_SIGN.sub(r"\1", _SPACES.sub(" ", style.lower().strip()))
