"""A person and a machine client have limits of their own."""

import pytest

from loket_shared.failures import TooManyRequestsError
from loket_shared.http.rate_limit import RateLimit
from loket_shared.principal import Principal, Role

PERSON = Principal("asker", "Indiener", "", Role.ASKER)
OTHER = Principal("colleague", "Collega", "", Role.ASKER)
MACHINE = Principal("university-portal", "Portaal", "", Role.SYSTEM, machine=True)


def test_who_reaches_the_limit_is_told_when_to_come_back() -> None:
    limit = RateLimit("submissions", person=2, machine=4)
    for _ in range(2):
        limit.enforce(PERSON)
    with pytest.raises(TooManyRequestsError) as refused:
        limit.enforce(PERSON)
    assert 1 <= refused.value.retry_after <= 60
    limit.enforce(OTHER)
    for _ in range(4):
        limit.enforce(MACHINE)
    with pytest.raises(TooManyRequestsError):
        limit.enforce(MACHINE)
