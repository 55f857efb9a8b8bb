"""Group commit: acts of the same kind that come while a transaction is under way share the next one."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextlib import AbstractAsyncContextManager
from contextvars import Context
from dataclasses import dataclass
from typing import Generic, TypeVar

from loket_shared.broker.retryable import is_transient
from loket_shared.unit_of_work import UnitOfWork

MOST_TOGETHER = 32
"""The acts that share a transaction are at most so many."""

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

Act = Callable[[UnitOfWork, Sequence[Item]], Awaitable[Sequence[Outcome | Exception]]]
"""Carries out several items in one transaction and returns the outcome of each.

An exception that is returned refuses its own item only, and the act has left nothing of that item in the transaction.
An exception that is raised ends the transaction.
"""


@dataclass(frozen=True)
class _Waiting(Generic[Item, Outcome]):
    item: Item
    apart: Hashable
    outcome: asyncio.Future[Outcome]

    def end(self, outcome: Outcome | Exception) -> None:
        if self.outcome.done():
            return  # the caller went away
        if isinstance(outcome, Exception):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


class GroupCommit(Generic[Item, Outcome]):
    """Carries out one kind of act. An item that comes alone is carried out at once."""

    def __init__(
        self, unit_of_work: Callable[[], AbstractAsyncContextManager[UnitOfWork]], act: Act[Item, Outcome]
    ) -> None:
        self._unit_of_work = unit_of_work
        self._act = act
        self._waiting: list[_Waiting[Item, Outcome]] = []
        self._running: asyncio.Task[None] | None = None

    async def carry_out(self, item: Item, apart: Hashable = None) -> Outcome:
        """Carry out ``item`` and return its outcome, once the transaction has committed.

        Items with the same value of ``apart``, unless it is None, never share a transaction. If a defect of one item
        ends the transaction, each is carried out by itself. If a dependency does not answer, it is not known whether
        the transaction has committed, so all fail.

        Raises:
            Exception: what the act returned for the item or raised.
        """
        waiting = _Waiting[Item, Outcome](item, apart, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._running is None:
            # A group belongs to no caller, so nothing of the caller's context is the group's.
            self._running = asyncio.create_task(self._run(), context=Context())
        return await waiting.outcome

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._commit(self._next_group())
        finally:
            self._running = None

    def _next_group(self) -> list[_Waiting[Item, Outcome]]:
        group, left, values = list[_Waiting[Item, Outcome]](), list[_Waiting[Item, Outcome]](), set[Hashable]()
        for waiting in self._waiting:
            if waiting.outcome.done():
                continue
            if len(group) < MOST_TOGETHER and waiting.apart not in values:
                group.append(waiting)
            else:
                left.append(waiting)
            values |= set() if waiting.apart is None else {waiting.apart}
        self._waiting = left
        return group

    async def _commit(self, group: Sequence[_Waiting[Item, Outcome]]) -> None:
        try:
            async with self._unit_of_work() as work:
                outcomes = await self._act(work, [waiting.item for waiting in group])
        except Exception as failure:
            if len(group) > 1 and not is_transient(failure):
                for waiting in group:
                    await self._commit([waiting])
                return
            outcomes = [failure] * len(group)
        for waiting, outcome in zip(group, outcomes, strict=True):
            waiting.end(outcome)
