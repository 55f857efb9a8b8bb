"""Whether a part with an HTTP address is ready."""

from collections.abc import Awaitable, Callable

import httpx


def ready_at(url: str) -> Callable[[], Awaitable[bool]]:
    """Return the question whether ``GET url/health/ready`` says 200."""

    async def ready() -> bool:
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
                return (await client.get(f"{url}/health/ready")).is_success
        except httpx.HTTPError:
            return False

    return ready
