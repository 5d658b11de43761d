"""A nameserver for each test."""

from collections.abc import Iterator

import pytest

from tests.dns import Zone, serving
from tests.signing import rsa


@pytest.fixture
def zone() -> Iterator[Zone]:
    """One that knows Eva's key and nothing else."""
    with serving(Zone({("sel._domainkey.buyer.test", "TXT"): [rsa().record]})) as running:
        yield running
