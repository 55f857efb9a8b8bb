"""Liveness: the consumer's loop turned lately, or the process must be started anew."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from loket_sample.running import ADDRESS, Anybody, runtime, settings

from loket_shared.db.database import Database
from loket_shared.http.app import create_app
from loket_shared.ops.pulse import Pulse


class Hanging(Pulse):
    """A loop that does not turn any more."""

    def stalled(self) -> bool:
        return True


@pytest.mark.asyncio
@pytest.mark.parametrize(("loops", "status"), [([], 200), ([Pulse], 200), ([Pulse, Hanging], 503)])
async def test_one_loop_that_hangs_is_enough(loops: list[type[Pulse]], status: int, tmp_path: Path) -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    running = replace(runtime(settings(tmp_path), database), pulses=[loop() for loop in loops])
    transport = httpx.ASGITransport(create_app(running, Anybody()))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        assert (await client.get("/health/live")).status_code == status
    await database.close()
