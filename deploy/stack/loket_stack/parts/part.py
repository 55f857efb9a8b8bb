"""What the supervisor must know of one part of the stack."""

import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from loket_stack.postgres.account import Account


def nothing_to_prepare() -> None:
    """Prepare nothing."""


async def nothing_to_provide() -> None:
    """Provide nothing."""


async def nothing_to_attend_to() -> None:
    """Attend to nothing."""


@dataclass(frozen=True)
class Part:
    """One process of the stack.

    ``ready`` tells whether it can be used, ``prepare`` does blocking work before each start,
    ``provide`` makes once ready what others count on, ``attend`` is called now and then while it is
    ready. It starts once the parts in ``needs`` are ready and stops before those in ``needs`` and
    ``uses``. ``facts`` is what ``status`` shows of it, and ``secure`` an address of it that takes a login.
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
