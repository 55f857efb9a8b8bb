"""What no service could handle or deliver; each service itself decides who sees it, and keeps the record of it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from loket_backoffice.domain.other_services import AccessOver, NotAnswering
from loket_backoffice.gateways.dead_letters import Decision, decide, list_dead_letters
from loket_backoffice.gateways.deliveries import DeliveryPage, list_failed, resend
from loket_backoffice.gateways.services import addresses
from loket_shared.bus.dead_letters.access import require_any_sight
from loket_shared.bus.dead_letters.view import DeadLetterPage
from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict, NotFound
from loket_shared.identity.principal import Principal
from loket_shared.ops.settings import ServiceSettings

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Failures:
    """The dead letters by service, and the letters that did not arrive; None where a service does not answer."""

    dead_letters: dict[str, DeadLetterPage | None]
    deliveries: DeliveryPage | None


async def read_failures(reader: Principal, settings: ServiceSettings, access_token: str) -> Failures:
    """Return what failed, as far as it is for ``reader``.

    Raises:
        NotFound: there is no such thing for this reader.
        AccessOver: the reader has to sign in again.
    """
    require_any_sight(reader)
    if not access_token:
        raise AccessOver
    services = addresses(settings)
    lists = (_if_it_answers(list_dead_letters(address, access_token)) for address in services.values())
    failed = _if_it_answers(list_failed(services["notifications"], access_token))
    pages, deliveries = await asyncio.gather(asyncio.gather(*lists), failed)
    return Failures(dict(zip(services, pages, strict=True)), deliveries)


async def judge_dead_letter(
    reader: Principal, settings: ServiceSettings, access_token: str, service: str, letter: UUID, decision: Decision
) -> None:
    """Replay or drop a dead letter of ``service``; raises as ``send_again``, NotFound also for an unknown service."""
    require_any_sight(reader)
    if service not in addresses(settings):
        raise NotFound
    await _done(decide(addresses(settings)[service], access_token, letter, decision))


async def send_again(reader: Principal, settings: ServiceSettings, access_token: str, delivery: UUID) -> None:
    """Let a letter that did not arrive be sent again.

    Raises:
        NotFound: there is no such thing for this reader.
        Conflict: the service did not do it.
        AccessOver: the reader has to sign in again.
    """
    require_any_sight(reader)
    await _done(resend(addresses(settings)["notifications"], access_token, delivery))


async def _if_it_answers(question: Awaitable[Answer]) -> Answer | None:
    try:
        return await question
    except NotAnswering:
        return None


async def _done(order: Awaitable[None]) -> None:
    try:
        await order
    except NotAnswering as error:
        raise Conflict("not-done", _NOT_DONE) from error


_NOT_DONE = Text(
    nl="De dienst heeft dit niet uitgevoerd. Bekijk hoe het er nu voor staat.",
    en="The service did not do this. Look at how it stands now.",
)
