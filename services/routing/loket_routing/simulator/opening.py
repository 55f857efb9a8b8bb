"""Connecting a process of the simulator to the service's databases."""

from contextlib import AbstractAsyncContextManager

from loket_policy.policy import DESK_POLICY
from loket_shared.contracts.texts import BilingualText
from loket_shared.observability import logs
from loket_shared.service.runtime import Runtime, ServiceDefinition
from loket_shared.service.settings import ServiceSettings
from loket_shared.wiring.open_runtime import open_runtime

SIMULATOR = ServiceDefinition(
    name="routing",
    title=BilingualText(nl="simulatie van routering", en="simulation of routing"),
    version="0.1.0",
    settings=ServiceSettings,
    publishes=(),
    subscriptions={},
    policy=DESK_POLICY,
    routers=(),
)
"""The routing service without what it listens to and answers, which would cost each process time and memory."""


def opened(connections: int) -> AbstractAsyncContextManager[Runtime]:
    """Open a runtime with so many connections, by the service's own settings."""
    settings = SIMULATOR.settings().model_copy(update={"database_pool": connections})
    logs.configure(SIMULATOR.name, settings.log_level)
    return open_runtime(SIMULATOR, settings)
