"""Keys in memory: for at most a minute, and never longer than until their destruction is heard."""

from uuid import uuid4

import pytest
from unit.sealing.conftest import Seconds

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.sealing.key_cache import SECONDS, KeyCache
from loket_shared.sealing.key_pool import new_key
from loket_shared.sealing.keys import DataKey, KeyState


@pytest.fixture
def cache(seconds: Seconds) -> KeyCache:
    cache = KeyCache(seconds)
    cache.resume()
    return cache


def kept(cache: KeyCache) -> DataKey:
    key = new_key(KeyName(uuid4(), Compartment.QUESTION))
    cache.keep([(key.kid, key)], cache.mark)
    return key


def test_finds_a_key_by_its_id_and_by_its_name(cache: KeyCache) -> None:
    key = kept(cache)
    assert cache.by_kid(key.kid) == cache.by_name(key.name) == key


def test_keeps_nothing_beyond_a_minute(cache: KeyCache, seconds: Seconds) -> None:
    key = kept(cache)
    seconds.now += SECONDS - 0.001
    assert cache.by_name(key.name) == key
    seconds.now += 0.001
    assert cache.by_kid(key.kid) is None
    assert cache.by_name(key.name) is None
    assert SECONDS <= 60


def test_sheds_what_is_past_its_time_from_memory(cache: KeyCache, seconds: Seconds) -> None:
    old = kept(cache)
    seconds.now += SECONDS
    new = kept(cache)
    cache.shed()
    seconds.now -= 1
    assert cache.by_kid(old.kid) is None
    assert cache.by_kid(new.kid) == new


def test_forgets_the_keys_of_one_question(cache: KeyCache) -> None:
    gone, other = kept(cache), kept(cache)
    cache.forget(gone.name.question_id)
    assert cache.by_kid(gone.kid) is None
    assert cache.by_name(gone.name) is None
    assert cache.by_kid(other.kid) == other


def test_an_answer_that_was_under_way_during_a_destruction_is_not_kept(cache: KeyCache) -> None:
    key = new_key(KeyName(uuid4(), Compartment.QUESTION))
    mark = cache.mark
    cache.forget(key.name.question_id)
    cache.keep([(key.kid, key)], mark)
    assert cache.by_kid(key.kid) is None


def test_keeps_nothing_while_destructions_cannot_be_heard(cache: KeyCache) -> None:
    before = kept(cache)
    cache.suspend()
    during = kept(cache)
    assert cache.by_kid(before.kid) is cache.by_kid(during.kid) is None
    cache.resume()
    assert cache.by_kid(before.kid) is None
    after = kept(cache)
    assert cache.by_kid(after.kid) == after


def test_a_new_cache_keeps_nothing_yet() -> None:
    cache = KeyCache()
    assert cache.by_kid(kept(cache).kid) is None


def test_remembers_that_a_key_is_out_of_reach_but_gives_no_key_for_it(cache: KeyCache) -> None:
    kid = uuid4()
    cache.keep([(kid, KeyState.FORBIDDEN)], cache.mark)
    assert cache.by_kid(kid) is KeyState.FORBIDDEN
