"""What the whole log showed of a burst of questions, the same at every run."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Protocol
from uuid import UUID

import pytest
import pytest_asyncio
from integration.onlooker.desk import SPREAD, WatchedDesk
from kit.service_database import empty_database

from loket_shared.db import ids
from loket_stack.bench.onlooker import ClearRecord, View
from loket_stack.postgres.databases import Databases

SEED = 20261102


@dataclass(frozen=True)
class Played:
    """The log, and the question of each request, which it must not tell."""

    log: list[ClearRecord]
    truth: dict[str, str]
    spread: timedelta

    @property
    def view(self) -> View:
        """The log sorted as an onlooker does."""
        return View.of(self.log, self.spread.total_seconds())


class Play(Protocol):
    """Plays the burst; with how much spread, and whether departments act and are warned afterwards, is the caller's."""

    async def __call__(self, spread: timedelta, *, whole: bool) -> Played: ...


@pytest.fixture(scope="module")
def play(databases: Databases) -> Play:
    """Give the play."""

    async def play(spread: timedelta, *, whole: bool) -> Played:
        random = Random(SEED)  # noqa: S311 - it must be the same every time
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ids, "uuid4", lambda: UUID(int=random.getrandbits(128), version=4))
            async with (
                empty_database(databases, "backoffice") as backoffice,
                empty_database(databases, "notifications") as notifications,
            ):
                desk = WatchedDesk(backoffice, notifications, random, spread)
                await desk.receive_burst()
                if whole:
                    await desk.contribute()
                    await desk.warn()
                return Played(desk.log.seen, await desk.truth(), spread)

    return play


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(play: Play) -> AsyncIterator[Played]:
    """The play with the product's own spread."""
    yield await play(SPREAD, whole=True)
