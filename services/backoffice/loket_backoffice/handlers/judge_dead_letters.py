"""What no service could handle, on one page; each service itself decides who sees it, and keeps the record of it."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from loket_backoffice.gateways.dead_letters import Decision, decide, list_dead_letters
from loket_backoffice.gateways.services import AccessOver, NotAnswering, addresses
from loket_shared.bus.dead_letters.access import require_any_sight
from loket_shared.bus.dead_letters.view import DeadLetterPage
from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict, NotFound
from loket_shared.identity.principal import Principal
from loket_shared.ops.settings import ServiceSettings


@dataclass(frozen=True)
class Pile:
    """The dead letters of one service; None where it does not answer."""

    service: str
    page: DeadLetterPage | None


async def read_piles(reader: Principal, settings: ServiceSettings, access_token: str) -> list[Pile]:
    """Return every service's dead letters, as far as they are for ``reader``.

    Raises:
        NotFound: there is no such thing for this reader.
        AccessOver: the reader has to sign in again.
    """
    require_any_sight(reader)
    if not access_token:
        raise AccessOver
    return list(await asyncio.gather(*(_pile(n, url, access_token) for n, url in addresses(settings).items())))


async def judge(
    reader: Principal, settings: ServiceSettings, access_token: str, service: str, letter: UUID, decision: Decision
) -> None:
    """Replay or drop a dead letter of ``service``.

    Raises:
        NotFound: there is no such thing for this reader.
        Conflict: the service did not do it.
        AccessOver: the reader has to sign in again.
    """
    require_any_sight(reader)
    if service not in addresses(settings):
        raise NotFound
    try:
        await decide(addresses(settings)[service], access_token, letter, decision)
    except NotAnswering as error:
        raise _not_done() from error


async def _pile(service: str, address: str, access_token: str) -> Pile:
    try:
        return Pile(service, await list_dead_letters(address, access_token))
    except NotAnswering:
        return Pile(service, None)


def _not_done() -> Conflict:
    text = Text(
        nl="De dienst heeft dit niet uitgevoerd. Bekijk of het bericht er nog staat.",
        en="The service did not do this. See whether the message is still there.",
    )
    return Conflict("not-done", text)
