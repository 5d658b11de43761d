"""All hostile mails, in the order of the threat table."""

from tests.hostile import contents, proofs, senders, wishes
from tests.hostile.letters import Case

CASES: tuple[Case, ...] = (*senders.CASES, *proofs.CASES, *wishes.CASES, *contents.CASES)
