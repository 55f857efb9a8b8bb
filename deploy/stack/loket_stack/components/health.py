"""The readiness check of components with an HTTP address."""

from collections.abc import Awaitable, Callable

import httpx


def ready_at(url: str) -> Callable[[], Awaitable[bool]]:
    """Return a check that ``GET url/health/ready`` answers 2xx.

    The check runs often, so it keeps one client. The address is local, so the client loads no certificates.
    """
    client = httpx.AsyncClient(trust_env=False, verify=False, timeout=2)  # noqa: S501

    async def ready() -> bool:
        try:
            return (await client.get(f"{url}/health/ready")).is_success
        except httpx.HTTPError:
            return False

    return ready
