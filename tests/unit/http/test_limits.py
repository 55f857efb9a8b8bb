"""A person and a machine client have limits of their own."""

import pytest

from loket_shared.http.limits import RateLimit
from loket_shared.http.refusals import TooManyRequests
from loket_shared.identity.principal import Principal, Role

PERSON = Principal("asker", "Indiener", "", Role.ASKER)
OTHER = Principal("colleague", "Collega", "", Role.ASKER)
MACHINE = Principal("university-portal", "Portaal", "", Role.SYSTEM, machine=True)


@pytest.mark.asyncio
async def test_who_reaches_the_limit_is_told_when_to_come_back() -> None:
    limit = RateLimit("submissions", person=2, machine=4)
    for _ in range(2):
        await limit.count(PERSON)
    with pytest.raises(TooManyRequests) as refused:
        await limit.count(PERSON)
    assert 1 <= refused.value.retry_after <= 60
    await limit.count(OTHER)
    for _ in range(4):
        await limit.count(MACHINE)
    with pytest.raises(TooManyRequests):
        await limit.count(MACHINE)
