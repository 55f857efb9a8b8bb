"""The keys are out of reach for a while, or gone for good, while questions are on their way."""

import asyncio
import time
from functools import partial

import asyncpg
import httpx
from faults.desk import Desk, wait_for

from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER


def test_the_vault_is_unreachable_for_a_while(desk: Desk) -> None:
    with desk.questions_in_flight():
        time.sleep(2)
        asyncio.run(_close_vault(desk))
        time.sleep(10)
        asyncio.run(_as_owner(desk, "ALTER DATABASE vault ALLOW_CONNECTIONS true"))
    assert desk.dead_letters() == []


def test_questions_are_erased_while_they_are_in_flight(desk: Desk) -> None:
    erased = desk.hand_in(20)
    with desk.questions_in_flight(), desk.client("backoffice", "operator") as operator:
        for reference in erased:
            wait_for("the question can be erased", partial(_erase, operator, reference))
    assert desk.dead_letters() == []
    with desk.client("intake", "university-portal") as portal:
        wait_for("nobody reads what is erased", lambda: [name for name in erased if _readable(portal, name)])


def _erase(operator: httpx.Client, reference: str) -> list[str]:
    answer = operator.post("/v1/erasures", json={"reference": reference, "reason": "Op verzoek van de instelling"})
    return [] if answer.status_code == 201 else [reference]


def _readable(portal: httpx.Client, reference: str) -> bool:
    return portal.get(f"/v1/questions/{reference}").status_code == 200


async def _close_vault(desk: Desk) -> None:
    await _as_owner(desk, "ALTER DATABASE vault ALLOW_CONNECTIONS false")
    await _as_owner(desk, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'vault'")


async def _as_owner(desk: Desk, statement: str) -> None:
    port = int(desk.stack.status()["parts"]["postgres"]["url"].rpartition("/")[0].rpartition(":")[2])
    databases = Databases(port, desk.stack.paths.secrets)
    connection = await asyncpg.connect(databases.url(SUPERUSER, "postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
