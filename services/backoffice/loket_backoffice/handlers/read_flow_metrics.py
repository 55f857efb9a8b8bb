"""Reads the message flow between the services, for the operator."""

import asyncio
from dataclasses import dataclass

from loket_backoffice.domain.access import require_operator
from loket_backoffice.domain.errors import ServiceUnavailableError, TokenExpiredError
from loket_backoffice.gateways.services import addresses, read_message_flow
from loket_shared.http.message_flow import MessageFlow
from loket_shared.principal import Principal
from loket_shared.service.settings import ServiceSettings


@dataclass(frozen=True)
class ServiceMetrics:
    """The figures of one service; ``figures`` is None if it does not answer."""

    service: str
    figures: MessageFlow | None


async def read_flow_metrics(principal: Principal, settings: ServiceSettings, access_token: str) -> list[ServiceMetrics]:
    """Return the figures of every service, each read from the service with this reader's rights.

    Raises:
        NotFoundError: they do not exist for this reader.
        TokenExpiredError: the reader has to sign in again.
    """
    require_operator(principal)
    if not access_token:
        raise TokenExpiredError
    return list(await asyncio.gather(*(_flow(name, url, access_token) for name, url in addresses(settings).items())))


async def _flow(service: str, address: str, access_token: str) -> ServiceMetrics:
    try:
        return ServiceMetrics(service, await read_message_flow(address, access_token))
    except ServiceUnavailableError:
        return ServiceMetrics(service, None)
