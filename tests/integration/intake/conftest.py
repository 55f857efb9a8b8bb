"""The intake on an empty database."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from kit.intake_service import IntakeService
from kit.service_database import empty_database
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from loket_intake.handlers.rate_limits import AUTOSAVE_LIMIT, DRAFT_LIMIT, SUBMISSION_LIMIT
from loket_shared.outbox.signal import relay_signal
from loket_stack.postgres.databases import Databases


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test count for another: the personas are the same, and the limits are the process's."""
    for limit in (SUBMISSION_LIMIT, DRAFT_LIMIT, AUTOSAVE_LIMIT):
        monkeypatch.setattr(limit, "_limiter", MovingWindowRateLimiter(MemoryStorage()))


@pytest_asyncio.fixture
async def desk(databases: Databases) -> AsyncIterator[IntakeService]:
    """The service with nothing in it yet."""
    async with empty_database(databases, "intake") as database:
        relay_signal(database.engine).relay_runs_in_process = True  # nobody needs a NOTIFY
        yield IntakeService(database)
