"""The console door: `docclerk ask`, with the proof taken as given and nothing sent."""

import secrets
from datetime import datetime

from parsers.message import InboundMessage, Proof, ProofLevel


def question(address: str, text: str, subject: str, now: datetime, channel: str = "email") -> InboundMessage:
    """A message as if `address` had proven to be itself."""
    return InboundMessage(
        channel=channel,
        external_id=secrets.token_hex(16),
        sender=address.strip().lower(),
        subject=subject,
        text=text,
        received_at=now,
        proof=Proof(ProofLevel.BOUND, ("asked on the console",)),
    )
