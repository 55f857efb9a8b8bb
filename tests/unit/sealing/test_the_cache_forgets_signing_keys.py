"""Signing keys in memory: for at most a minute, and never longer than until a revocation is heard."""

from uuid import uuid4

import pytest
from unit.sealing.conftest import Seconds

from loket_shared.sealing.key_cache import SECONDS, SigningKeyCache
from loket_shared.sealing.signing_keys import PublicKey, SigningKey

KEY = SigningKey.make("intake")
PUBLIC = PublicKey.read(KEY.kid, KEY.service, KEY.public, revoked=False)


@pytest.fixture
def cache(seconds: Seconds) -> SigningKeyCache:
    cache = SigningKeyCache(seconds)
    cache.resume()
    return cache


def keep(cache: SigningKeyCache, mark: int) -> None:
    cache.keep_own(KEY, mark)
    cache.keep_public(PUBLIC, mark)


def kept(cache: SigningKeyCache) -> tuple[bool, bool]:
    return cache.own() is KEY, cache.public(KEY.kid) is PUBLIC


def test_what_was_fetched_lately_is_at_hand(cache: SigningKeyCache) -> None:
    keep(cache, cache.mark)
    assert kept(cache) == (True, True)
    assert cache.public(uuid4()) is None


def test_nothing_is_kept_longer_than_a_minute(cache: SigningKeyCache, seconds: Seconds) -> None:
    keep(cache, cache.mark)
    seconds.now += SECONDS
    assert kept(cache) == (False, False)


def test_a_secret_leaves_the_memory_when_its_time_is_over(cache: SigningKeyCache, seconds: Seconds) -> None:
    keep(cache, cache.mark)
    cache.shed()
    assert kept(cache) == (True, True)
    seconds.now += SECONDS
    cache.shed()
    seconds.now -= SECONDS
    assert kept(cache) == (False, False)


def test_a_revocation_empties_it(cache: SigningKeyCache) -> None:
    keep(cache, cache.mark)
    cache.clear()
    assert kept(cache) == (False, False)


def test_an_answer_that_was_on_its_way_at_a_revocation_is_not_kept(cache: SigningKeyCache) -> None:
    mark = cache.mark
    cache.clear()
    keep(cache, mark)
    assert kept(cache) == (False, False)


def test_nothing_is_kept_while_a_revocation_could_go_unheard(cache: SigningKeyCache) -> None:
    keep(cache, cache.mark)
    cache.suspend()
    assert kept(cache) == (False, False)
    keep(cache, cache.mark)
    assert kept(cache) == (False, False)
    cache.resume()
    keep(cache, cache.mark)
    assert kept(cache) == (True, True)
