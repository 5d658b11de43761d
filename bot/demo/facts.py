"""What each paper of the sample wholesaler says: the data that the templates under pdf/ typeset."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import segno

from bot.demo.model import Account, Document, Line, Shipment, World, vat_of

Facts = dict[str, Any]
TEMPLATES = {"reminder": "reminder", "statement": "statement", "datasheet": "datasheet", "sds": "sds"}
FORMS = {"cmr": "cmr", "inspection": "certificate", "conformity": "conformity"}
DESKS = {"quote": "sales", "order_confirmation": "sales", "delivery_note": "dispatch"} | {
    "shipping_document": "dispatch",
    "certificate": "quality",
    "datasheet": "quality",
    "sds": "quality",
}
PALLET = Decimal(400)  # kg on one pallet


def facts_of(document: Document, world: World) -> tuple[str, Facts]:
    """The name of the template and what it is filled with; amounts and dates as plain text."""
    form = document.details.get("form", "")
    template = TEMPLATES.get(document.kind) or FORMS.get(form, "letter")
    facts = _common(document, world)
    match template:
        case "letter":
            facts |= {"kind": form or document.kind} | _goods(document, world)
        case "reminder":
            facts |= _reminder(document)
        case "statement":
            facts |= _statement(document)
        case "cmr":
            facts |= _freight(document, _shipment(document, world))
        case "datasheet" | "sds":
            facts |= _product(document)
        case _:
            facts |= _certificate(document, world)
    return template, facts


def _common(document: Document, world: World) -> Facts:
    account = document.account
    return {
        "language": account.language,
        "number": document.number,
        "date": document.date.isoformat(),
        "house": world.cast.house,
        "desk": world.cast.house["desk"][DESKS.get(document.kind, "ledger")],
        "to": [account.name, account.street, *_town(account)],
        "country": account.country,
        "currency": account.currency,
        "due": _iso(document.due_date),
        "order": document.order,
        "customer_po": document.customer_po,
        "delivery": ", ".join(document.delivery),
        "code": _pay_code(document, world.cast.house),
        "info": _info(document, world),
    }


def _town(account: Account) -> list[str]:
    """The last lines of an address; in Great Britain the postcode stands below the town."""
    if account.country == "GB":
        return [account.city, account.postcode]
    return [f"{account.postcode} {account.city}"]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _shipment(document: Document, world: World) -> Shipment | None:
    return next((s for s in world.shipments if document.delivery[:1] == (s.delivery,)), None)


def _info(document: Document, world: World) -> list[tuple[str, str]]:
    """The rows of the info block beside the address, as far as they are known."""
    account, details = document.account, document.details
    places = {(p.account, p.location): p.name for p in world.cast.locations}
    way = _shipment(document, world) if DESKS.get(document.kind) == "dispatch" else None
    desk = world.cast.house["desk"][DESKS.get(document.kind, "ledger")]
    rows = {
        "account": account.account,
        "date": document.date.isoformat(),
        "customer_po": document.customer_po,
        "ordered": _iso(details.get("ordered")),
        "order": document.order,
        "invoice": document.refers_to if document.kind == "credit_note" else "",
        "quote": document.refers_to if document.kind == "order_confirmation" else "",
        "delivery": ", ".join(document.delivery) if document.kind != "delivery_note" else "",
        "shipped": _iso(details.get("shipped")),
        "valid": _iso(details.get("valid")),
        "promised": _iso(details.get("promised")),
        "parts": way.parts.replace("/", " / ") if way and way.parts != "1/1" else "",
        "carrier": way.carrier if way else "",
        "tracking": way.tracking if way else "",
        "orderer": document.orderer,
        "location": places.get((account.account, document.location), ""),
        "cost_centre": document.cost_centre,
        "buyer_reference": account.buyer_reference if document.kind == "invoice" else "",
        "vat_id": account.vat_id if document.kind == "invoice" and not account.vat_rate else "",
        "desk": desk["name"],
        "phone": desk["phone"],
    }
    return [(key, value) for key, value in rows.items() if value]


def _line(line: Line, language: str) -> Facts:
    article = line.article
    return {
        "line": line.line,
        "article": article.article,
        "text": article.text(language),
        "detail": article.norm,
        "quantity": str(line.quantity),
        "unit": article.unit,
        "price": str(line.price),
        "amount": str(line.amount),
        "weight": f"{article.weight * line.quantity:.1f}",
    }


def _goods(document: Document, world: World) -> Facts:
    account = document.account
    net = document.net or Decimal(0)
    return {
        "lines": [_line(line, account.language) for line in document.lines],
        "net": str(net),
        "vat_rate": str(account.vat_rate),
        "vat": str(vat_of(account, net)),
        "gross": str(document.gross or 0),
        "weight": _weight(document.lines),
        "days": account.payment_terms_days,
        "einvoice": document.einvoice,
    }


def _weight(lines: tuple[Line, ...]) -> str:
    return f"{sum((line.article.weight * line.quantity for line in lines), Decimal(0)):.1f}"


def _pay_code(document: Document, house: Mapping[str, Any]) -> str:
    """The QR code that a banking app reads (EPC069-12), as SVG; only for amounts in EUR that are due."""
    if document.kind not in ("invoice", "reminder") or document.account.currency != "EUR":
        return ""
    amount = f"EUR{document.gross:.2f}"
    subject = document.refers_to or document.number
    rows = ("BCD", "002", "1", "SCT", house["bic"], house["name"], house["iban"], amount, "", "", subject)
    # A fixed mask saves trying all eight on every invoice; any reader takes any mask.
    code = segno.make_qr("\n".join(rows), error="m", boost_error=False, mask=3, encoding="utf-8")
    return str(code.svg_inline(border=0, omitsize=True))


def _reminder(document: Document) -> Facts:
    invoice: Document = document.details["invoice"]
    return {
        "level": document.details["level"],
        "invoice": {
            "number": invoice.number,
            "date": invoice.date.isoformat(),
            "due": _iso(invoice.due_date),
            "late": (document.date - (invoice.due_date or document.date)).days,
            "gross": str(invoice.gross),
            "paid": f"{invoice.paid or 0:.2f}",
            "open": str(invoice.open),
        },
    }


def _statement(document: Document) -> Facts:
    details = document.details
    balance = details["opening"]
    rows = []
    for movement in details["movements"]:
        balance += movement.amount
        rows.append(
            {
                "date": movement.date.isoformat(),
                "kind": movement.kind,
                "number": movement.number,
                "amount": str(movement.amount),
                "balance": str(balance),
            }
        )
    return {
        "start": details["start"].isoformat(),
        "end": details["end"].isoformat(),
        "opening": f"{details['opening']:.2f}",
        "closing": f"{balance:.2f}",
        "movements": rows,
    }


def _freight(document: Document, way: Shipment | None) -> Facts:
    weight = _weight(document.lines)
    language = document.account.language
    shown = [f"{line.quantity} × {line.article.text(language)}" for line in document.lines]
    return {
        "carrier": way.carrier if way else "",
        "tracking": way.tracking if way else "",
        "goods": shown if len(shown) <= 8 else [*shown[:7], "…"],
        "weight": weight,
        "pallets": str(int(Decimal(weight) // PALLET) + 1),
    }


def _product(document: Document) -> Facts:
    article, language = document.lines[0].article, document.account.language
    specs = [(de if language == "de" else en, _figures(value, language)) for de, en, value in article.specs]
    return {
        "article": article.article,
        "group": article.article[0],
        "text": article.text(language),
        "norm": article.norm,
        "unit": article.unit,
        "weight": str(article.weight),
        "revision": document.revision,
        "specs": specs,
        "signal": article.signal,
        "hazards": article.hazards,
        "advice": article.advice,
        "symbols": article.symbols,
    }


def _figures(value: str, language: str) -> str:
    """A technical value with the decimal mark of the language; commas before a blank separate words."""
    return value if language == "de" else value.replace(", ", "; ").replace(",", ".")


def _certificate(document: Document, world: World) -> Facts:
    """Test values below the limits of the material; the batch decides them, so that they stay the same."""
    line, language = document.lines[0], document.account.language
    article, rng = line.article, Random(document.batch)  # noqa: S311 - a sample wants repetition
    material = world.cast.materials.get(article.batch, {"chemistry": {}, "mechanics": {}})
    units = {"strength": "MPa", "yield": "MPa", "stretch": "%", "impact": "J"}
    return {
        "text": article.text(language),
        "article": article.article,
        "norm": article.norm,
        "material": article.batch,
        "batch": document.batch,
        "quantity": str(line.quantity),
        "unit": article.unit,
        "category": "III" if "EN 361" in article.norm else "II",
        "stamp": document.number.rsplit("-", 1)[1],
        "chemistry": [
            {"element": name, "most": most, "found": _share(most, rng.uniform(0.5, 0.93))}
            for name, most in material["chemistry"].items()
        ],
        "mechanics": [
            {"name": name, "unit": units[name], "least": str(least)}
            | {"found": [str(round(least * rng.uniform(1.04, 1.14))) for _ in range(3)]}
            for name, least in material["mechanics"].items()
        ],
    }


def _share(most: str, share: float) -> str:
    """A part of a mass fraction, with as many digits as the limit has."""
    return str((Decimal(most) * Decimal(share)).quantize(Decimal(most)))
