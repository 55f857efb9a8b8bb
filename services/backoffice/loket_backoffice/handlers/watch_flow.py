"""The operator watches how the messages flow between the services."""

import asyncio
from dataclasses import dataclass

from loket_backoffice.domain.access import require_operator
from loket_backoffice.domain.other_services import AccessOver, NotAnswering
from loket_backoffice.gateways.figures import Figures, read_figures
from loket_backoffice.gateways.services import addresses
from loket_shared.identity.principal import Principal
from loket_shared.ops.settings import ServiceSettings


@dataclass(frozen=True)
class Flow:
    """One service; ``figures`` is None where it does not answer."""

    service: str
    figures: Figures | None


async def watch_flow(reader: Principal, settings: ServiceSettings) -> list[Flow]:
    """Return the figures of every service.

    Raises:
        NotFound: they do not exist for this reader.
    """
    require_operator(reader)
    return list(await asyncio.gather(*(_flow(name, url) for name, url in addresses(settings).items())))


async def _flow(service: str, address: str) -> Flow:
    try:
        return Flow(service, await read_figures(address))
    except (NotAnswering, AccessOver):
        return Flow(service, None)
