"""The loops go on after a case that cannot be handled, and stop where everything would fail."""

from uuid import UUID, uuid4

import pytest

from loket_backoffice.handlers.for_each_isolated import for_each_isolated
from loket_shared.failures import TransientError, WrongSealError

FIRST, SECOND = uuid4(), uuid4()


@pytest.mark.asyncio
async def test_the_next_case_is_handled_after_one_that_fails() -> None:
    handled = []

    async def step(case_id: UUID) -> None:
        if case_id == FIRST:
            raise WrongSealError("not made here")
        handled.append(case_id)

    await for_each_isolated([FIRST, SECOND], step)
    assert handled == [SECOND]


@pytest.mark.asyncio
async def test_a_dependency_that_is_away_ends_the_round() -> None:
    tried = []

    async def step(case_id: UUID) -> None:
        tried.append(case_id)
        raise TransientError("away")

    with pytest.raises(TransientError):
        await for_each_isolated([FIRST, SECOND], step)
    assert tried == [FIRST]
