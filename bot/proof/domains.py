"""Organisational domains and alignment."""

from dataclasses import dataclass, field

from publicsuffixlist import PublicSuffixList


@dataclass(frozen=True, slots=True)
class Domains:
    """The public suffix list that ships with its package; no download."""

    suffixes: PublicSuffixList = field(default_factory=PublicSuffixList)

    def organisation(self, domain: str) -> str:
        """The registered domain that a name belongs to; the name itself when it has none."""
        clean = domain.lower().rstrip(".")
        return self.suffixes.privatesuffix(clean) or clean

    def aligned(self, one: str, other: str, *, strict: bool = False) -> bool:
        """Whether two domains belong to the same organisation; the very same one when strict."""
        one, other = one.lower().rstrip("."), other.lower().rstrip(".")
        if not one or not other:
            return False
        return one == other or (not strict and self.organisation(one) == self.organisation(other))
