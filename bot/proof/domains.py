"""Organisational domains, and which of them may speak for a sender."""

from dataclasses import dataclass, field
from functools import cache

from publicsuffixlist import PublicSuffixList

from bot.proof.dns import Lookups, Unresolved
from bot.proof.tags import tags_of


@cache
def public_suffixes() -> PublicSuffixList:
    """The list that comes with its package, read once in a process."""
    return PublicSuffixList()


@dataclass(frozen=True, slots=True)
class Domains:
    """The public suffix list that ships with its package; no download."""

    suffixes: PublicSuffixList = field(default_factory=public_suffixes)

    def organisation(self, domain: str) -> str:
        """The registered domain that a name belongs to; the name itself when it has none."""
        return self.suffixes.privatesuffix(domain) or domain

    def aligned(self, one: str, other: str) -> bool:
        """Whether two lower-case domains belong to the same organisation."""
        return bool(one and other) and (one == other or self.organisation(one) == self.organisation(other))


@dataclass(frozen=True, slots=True)
class Author:
    """The domain of the From address, which a mail must be proven to come from."""

    domain: str
    domains: Domains
    lookups: Lookups

    def owns(self, other: str, tag: str = "") -> bool:
        """Whether another domain may speak for this one; `tag` (adkim, aspf) asks the DMARC record too."""
        if other == self.domain:
            return True
        return self.domains.aligned(other, self.domain) and not (tag and self.strict(tag))

    def strict(self, tag: str) -> bool:
        """Whether the DMARC record asks for the very same domain; also when it cannot be read."""
        for name in dict.fromkeys((self.domain, self.domains.organisation(self.domain))):
            try:
                texts = self.lookups.texts(f"_dmarc.{name}")
            except Unresolved:
                return True
            records = [text for text in texts if text.strip().upper().startswith(b"V=DMARC1")]
            if records:
                tags = tags_of(records[0])
                return len(records) > 1 or not tags or tags.get(tag, "r").lower() != "r"
        return False
