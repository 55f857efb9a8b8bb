"""The dead letters of each service, over its own API."""

from typing import Literal
from uuid import UUID

from pydantic import ValidationError

from loket_backoffice.domain.other_services import NotAnswering
from loket_backoffice.gateways.services import ask
from loket_shared.bus.dead_letters.view import DeadLetterPage

Decision = Literal["replay", "drop"]


async def list_dead_letters(address: str, access_token: str) -> DeadLetterPage:
    """Return the oldest open dead letters of the service at ``address``; raises as ``ask``."""
    answer = await ask("GET", f"{address}/v1/dead-letters", access_token)
    try:
        return DeadLetterPage.model_validate_json(answer)
    except ValidationError as error:
        raise NotAnswering from error


async def decide(address: str, access_token: str, letter: UUID, decision: Decision) -> None:
    """Replay or drop a dead letter of the service at ``address``; raises as ``ask``."""
    await ask("POST", f"{address}/v1/dead-letters/{letter}/{decision}", access_token)
