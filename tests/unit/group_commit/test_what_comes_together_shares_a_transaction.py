"""Acts that come while a transaction is under way share the next one; each still has an outcome of its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import cast

import pytest

from loket_shared.failures import NotFoundError, TransientError
from loket_shared.group_commit import MOST_TOGETHER, GroupCommit
from loket_shared.unit_of_work import UnitOfWork

CALLER: ContextVar[str] = ContextVar("caller", default="nobody")


@dataclass
class Ledger:
    """Doubles numbers; keeps the groups that it was given, and what was committed."""

    groups: list[list[int]] = field(default_factory=list)
    committed: list[int] = field(default_factory=list)
    callers: list[str] = field(default_factory=list)
    failures: dict[int, Exception] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[UnitOfWork]:
        self._open = []
        yield cast(UnitOfWork, self)
        await asyncio.sleep(0)
        self.committed += self._open

    async def double(self, _work: UnitOfWork, numbers: Sequence[int]) -> list[int | Exception]:
        self.groups.append(list(numbers))
        self.callers.append(CALLER.get())
        await asyncio.sleep(0)
        for number in numbers:
            if number in self.failures:
                raise self.failures[number]
        self._open = [number for number in numbers if number >= 0]
        return [2 * number if number >= 0 else NotFoundError() for number in numbers]


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def commits(ledger: Ledger) -> GroupCommit[int, int]:
    return GroupCommit(ledger.unit_of_work, ledger.double)


@pytest.mark.asyncio
async def test_what_comes_meanwhile_is_the_next_group(ledger: Ledger, commits: GroupCommit[int, int]) -> None:
    first = asyncio.create_task(commits.carry_out(0))
    while not ledger.groups:
        await asyncio.sleep(0)
    assert await asyncio.gather(first, *map(commits.carry_out, (1, 2, 3))) == [0, 2, 4, 6]
    assert ledger.groups == [[0], [1, 2, 3]]
    assert await commits.carry_out(4) == 8


@pytest.mark.asyncio
async def test_a_group_has_a_limit(ledger: Ledger, commits: GroupCommit[int, int]) -> None:
    await asyncio.gather(*map(commits.carry_out, range(2 * MOST_TOGETHER + 1)))
    assert [len(group) for group in ledger.groups] == [MOST_TOGETHER, MOST_TOGETHER, 1]
    assert ledger.committed == list(range(2 * MOST_TOGETHER + 1))


@pytest.mark.asyncio
async def test_what_is_apart_never_shares_a_transaction_and_keeps_its_order(
    ledger: Ledger, commits: GroupCommit[int, int]
) -> None:
    await asyncio.gather(*(commits.carry_out(number, apart) for number, apart in enumerate("aabab")))
    assert ledger.groups == [[0, 2], [1, 4], [3]]


@pytest.mark.asyncio
async def test_a_refusal_is_its_own(ledger: Ledger, commits: GroupCommit[int, int]) -> None:
    one, refused, two = await asyncio.gather(*map(commits.carry_out, (1, -1, 2)), return_exceptions=True)
    assert (one, type(refused), two) == (2, NotFoundError, 4)
    assert ledger.groups == [[1, -1, 2]]


@pytest.mark.asyncio
async def test_a_defect_is_its_own(ledger: Ledger, commits: GroupCommit[int, int]) -> None:
    ledger.failures[2] = ValueError("broken")
    one, broken, three = await asyncio.gather(*map(commits.carry_out, (1, 2, 3)), return_exceptions=True)
    assert (one, type(broken), three) == (2, ValueError, 6)
    assert ledger.groups == [[1, 2, 3], [1], [2], [3]]
    assert ledger.committed == [1, 3]


@pytest.mark.asyncio
async def test_what_may_have_committed_is_not_repeated(ledger: Ledger, commits: GroupCommit[int, int]) -> None:
    ledger.failures[2] = TransientError("the database is away")
    outcomes = await asyncio.gather(*map(commits.carry_out, (1, 2, 3)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {TransientError}
    assert ledger.groups == [[1, 2, 3]]
    assert await commits.carry_out(1) == 2


@pytest.mark.asyncio
async def test_a_caller_who_leaves_holds_nobody_up(ledger: Ledger, commits: GroupCommit[int, int]) -> None:
    first = asyncio.create_task(commits.carry_out(0))
    while not ledger.groups:
        await asyncio.sleep(0)
    left, second = asyncio.create_task(commits.carry_out(1)), asyncio.create_task(commits.carry_out(2))
    await asyncio.sleep(0)
    first.cancel()
    left.cancel()
    assert await second == 4
    assert ledger.groups == [[0], [2]]
    assert ledger.committed == [0, 2]


@pytest.mark.asyncio
async def test_a_group_belongs_to_no_caller(ledger: Ledger, commits: GroupCommit[int, int]) -> None:
    CALLER.set("somebody")
    await commits.carry_out(1)
    assert ledger.callers == ["nobody"]
