"""One component of the stack, described for the supervisor: its process, environment and readiness check."""

import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import httpx

from loket_stack.postgres.server import Account


def nothing_to_prepare() -> None:
    """Prepare nothing."""


async def nothing_to_provide() -> None:
    """Provide nothing."""


async def nothing_to_attend_to() -> None:
    """Do no periodic work."""


@dataclass(frozen=True)
class Component:
    """One process of the stack.

    ``ready`` returns whether it can be used. ``prepare`` does blocking work before each start. ``provide`` creates
    resources for others after it is ready. ``attend`` is called periodically while it is ready. It starts when the
    parts in ``needs`` are ready, and stops before those in ``needs`` and ``uses``. ``status`` shows ``facts``;
    ``secure`` is its address with a login.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    facts: Mapping[str, str]
    ready: Callable[[], Awaitable[bool]]
    secure: Mapping[str, str] | None = None
    prepare: Callable[[], None] = nothing_to_prepare
    provide: Callable[[], Awaitable[None]] = nothing_to_provide
    attend: Callable[[], Awaitable[None]] = nothing_to_attend_to
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM


_PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SSL_CERT_FILE", "TMPDIR", "TZ", "USER")
_PREFIXES_PASSED_ON = ("OTEL_", "LOKET_")


def environment(settings: Mapping[str, str], caller: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """Return the environment of a component; ``settings`` win over those of the caller.

    ``LOKET_`` variables of the caller reach the component, so that a setting such as ``LOKET_LOG_LEVEL`` can be tried.
    So do the variables with OpenTelemetry's collector.
    """
    passed = {
        name: value for name, value in caller.items() if name in _PASSED_ON or name.startswith(_PREFIXES_PASSED_ON)
    }
    return {**passed, "PYTHONUNBUFFERED": "1", **settings}


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
