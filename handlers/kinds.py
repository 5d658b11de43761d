"""The document kinds the house knows, and which role may see which of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# Permission class of a kind -> roles that see it. `admin` and `all` see every class.
ROLES_BY_CLASS: Mapping[str, frozenset[str]] = {
    "offer": frozenset({"buyer"}),
    "order": frozenset({"finance", "buyer", "logistics"}),
    "delivery": frozenset({"finance", "buyer", "logistics", "quality"}),
    "shipping": frozenset({"buyer", "logistics"}),
    "invoice": frozenset({"finance", "buyer"}),
    "ledger": frozenset({"finance"}),
    "quality": frozenset({"buyer", "logistics", "quality"}),
    "product": frozenset({"buyer", "quality"}),
}
WHOLE_ROLES = frozenset({"admin", "all"})
ROLES = frozenset().union(*ROLES_BY_CLASS.values()) | WHOLE_ROLES


@dataclass(frozen=True, slots=True)
class KindName:
    """How a kind is called in one language; `gender` is m, f or n where the language needs it."""

    one: str
    many: str
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document, from templates/kinds/<code>.toml."""

    code: str
    permission_class: str
    place: int
    money: bool
    names: Mapping[str, KindName]
    sensitive: bool = False  # a link to it asks for a code when the house wants that

    @classmethod
    def from_table(cls, code: str, table: Mapping[str, Any]) -> "Kind":
        """Reads one kind; raises ValueError that names the file and what it lacks."""
        try:
            names = {language: KindName(**name) for language, name in table["names"].items()}
            sensitive = bool(table.get("sensitive", False))
            kind = cls(code, table["class"], int(table["place"]), bool(table["money"]), names, sensitive)
        except (KeyError, TypeError) as error:
            raise ValueError(f"kinds/{code}.toml is incomplete: {error}") from None
        if kind.permission_class not in ROLES_BY_CLASS:
            raise ValueError(f"kinds/{code}.toml: class must be one of {', '.join(sorted(ROLES_BY_CLASS))}")
        return kind

    def name(self, language: str, count: int = 1) -> str:
        """The word for one or many in a language; English when the language has none."""
        names = self.names.get(language) or self.names.get("en") or next(iter(self.names.values()))
        return names.one if count == 1 else names.many

    def gender(self, language: str) -> str:
        """m, f or n; empty where the language has none."""
        name = self.names.get(language)
        return name.gender if name else ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The catalogue of all kinds, by code."""

    by_code: Mapping[str, Kind]

    @classmethod
    def compile(cls, tables: Mapping[str, Mapping[str, Any]]) -> "Kinds":
        """Builds the catalogue from the tables of templates/kinds; sorted by place."""
        kinds = [Kind.from_table(code, table) for code, table in tables.items()]
        return cls({kind.code: kind for kind in sorted(kinds, key=lambda k: (k.place, k.code))})

    def __getitem__(self, code: str) -> Kind:
        return self.by_code[code]

    def codes(self) -> tuple[str, ...]:
        """All codes in the order of a chain."""
        return tuple(self.by_code)

    def for_role(self, role: str | None, narrowed: Collection[str] = ()) -> frozenset[str]:
        """The kinds a role sees, narrowed to some of them when the contact is; no role sees nothing."""
        if role not in ROLES:
            return frozenset()
        seen = frozenset(k.code for k in self.by_code.values() if sees(role, k))
        return seen & frozenset(narrowed) if narrowed else seen

    def joined(self, codes: Iterable[str], language: str, count: int = 2) -> tuple[str, ...]:
        """The names of some kinds in the order of a chain."""
        wanted = set(codes)
        return tuple(k.name(language, count) for k in self.by_code.values() if k.code in wanted)


def sees(role: str, kind: Kind) -> bool:
    """Whether a role sees a kind by default."""
    return role in WHOLE_ROLES or role in ROLES_BY_CLASS[kind.permission_class]
