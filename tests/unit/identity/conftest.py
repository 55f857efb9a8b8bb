"""One key for all tests of this folder: making one takes a while."""

import pytest
from joserfc.jwk import RSAKey
from unit.identity.provider import CountingTransport, new_key


@pytest.fixture(scope="session")
def key() -> RSAKey:
    """The provider's key."""
    return new_key()


@pytest.fixture
def transport(key: RSAKey) -> CountingTransport:
    """The way to the provider."""
    return CountingTransport(key)
