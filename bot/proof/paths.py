"""SPF: whether the machine that delivered the mail may speak for the envelope sender's domain."""

from typing import Any

import spf

from bot.proof.dns import Lookups, Unresolved


class Query(spf.query):  # type: ignore[misc]
    """A query that asks our nameserver under our caps instead of the library's global one."""

    def __init__(self, peer: str, sender: str, helo: str, lookups: Lookups) -> None:
        super().__init__(i=peer, s=sender, h=helo, strict=True)
        self.ours = lookups

    def dns(self, name: str, qtype: str, cnames: Any = None, ignore_void: bool = False) -> list[Any]:
        """Records in the shapes that the library expects."""
        try:
            records = self.ours.records(str(name).rstrip("."), qtype)
        except Unresolved as error:
            raise spf.TempError(str(error)) from None
        if not records and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("too many void lookups")
        shapes = {
            "MX": lambda r: (r.preference, r.exchange.to_text(True)),
            "PTR": lambda r: r.target.to_text(True),
            "TXT": lambda r: r.strings,
        }
        shape = shapes.get(qtype, lambda r: r.address)
        return [shape(record) for record in records]


def check(peer: str, mail_from: str, helo: str, lookups: Lookups) -> str:
    """The SPF result for a non-null envelope sender: pass, fail, softfail, neutral, none or an error."""
    if not mail_from or "@" not in mail_from:
        return "none"
    try:
        result, _, _ = Query(peer, mail_from, helo, lookups).check()
    except Exception:  # a library of 2020 on hostile input: anything it cannot do is no pass
        return "permerror"
    return str(result)
