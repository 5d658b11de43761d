"""What stands on the house's own paper: who writes, and where to pay."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The sender of printed papers; `iban` and `bic` are checked, both empty when nobody shall pay by QR."""

    company: str
    address: tuple[str, ...] = ()  # lines
    phone: str = ""
    email: str = ""
    iban: str = ""
    bic: str = ""
    vat_id: str = ""
    court: str = ""


def valid_iban(iban: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616, mod 97); spaces do not count."""
    plain = iban.replace(" ", "").upper()
    if not (15 <= len(plain) <= 34 and plain.isascii() and plain.isalnum() and plain[:2].isalpha()):
        return False
    return plain[2:4].isdigit() and int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
