"""Whether a part with an HTTP address is ready."""

from collections.abc import Awaitable, Callable

import httpx


def ready_at(url: str) -> Callable[[], Awaitable[bool]]:
    """Return the question whether ``GET url/health/ready`` says 200.

    It is asked often: one client for all times, without certificates to load, as the address is local.
    """
    client = httpx.AsyncClient(trust_env=False, verify=False, timeout=2)  # noqa: S501

    async def ready() -> bool:
        try:
            return (await client.get(f"{url}/health/ready")).is_success
        except httpx.HTTPError:
            return False

    return ready
