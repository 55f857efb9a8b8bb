"""Readiness checks: over HTTP, and of a broker."""

from collections.abc import Awaitable, Callable

import httpx
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from loket_shared.bus.connection import KafkaConnection


def ready_at(url: str) -> Callable[[], Awaitable[bool]]:
    """Return a check that ``GET url/health/ready`` answers 2xx.

    It runs often, so it keeps one client; the address is local, so the client loads no certificates.
    """
    client = httpx.AsyncClient(trust_env=False, verify=False, timeout=2)  # noqa: S501

    async def ready() -> bool:
        try:
            return (await client.get(f"{url}/health/ready")).is_success
        except httpx.HTTPError:
            return False

    return ready


async def broker_answers(connection: KafkaConnection) -> bool:
    """Return whether the broker behind ``connection`` answers a metadata request."""
    client = AIOKafkaClient(**connection.options(), request_timeout_ms=2_000)
    try:
        await client.bootstrap()
    except (KafkaError, OSError):
        return False
    finally:
        await client.close()
    return True
