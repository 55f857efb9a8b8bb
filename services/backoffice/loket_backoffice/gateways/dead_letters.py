"""What each service could not handle, over its own API."""

from collections.abc import Mapping
from typing import Any, Literal, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, ValidationError

from loket_backoffice.domain.errors import NotAnswering
from loket_backoffice.gateways.services import ask
from loket_shared.bus.dead_letters.bodies import DecidedPage
from loket_shared.bus.dead_letters.view import DeadLetterPage
from loket_shared.bus.gaps.view import GapPage

Decision = Literal["replay", "drop"]
Answer = TypeVar("Answer", bound=BaseModel)

_PATIENCE_SECONDS = 30.0
"""For a decision about many: a service goes on for half as long in one call."""


async def list_dead_letters(address: str, access_token: str) -> DeadLetterPage:
    """Return the oldest open dead letters of the service at ``address``; raises as ``ask``."""
    return _read(DeadLetterPage, await ask("GET", f"{address}/v1/dead-letters", access_token))


async def list_gaps(address: str, access_token: str) -> GapPage:
    """Return the events that the service at ``address`` misses; raises as ``ask``."""
    return _read(GapPage, await ask("GET", f"{address}/v1/gaps", access_token))


async def decide(
    address: str, access_token: str, decision: Decision, choice: Mapping[str, Any], cursor: str | None
) -> DecidedPage:
    """Replay or drop chosen dead letters of the service at ``address``, after ``cursor``; raises as ``ask``."""
    where = f"{address}/v1/dead-letters/{decision}"
    query = {"cursor": cursor} if cursor else None
    answer = await ask("POST", where, access_token, query, orjson.dumps(choice), _PATIENCE_SECONDS)
    return _read(DecidedPage, answer)


async def drop_parked(address: str, access_token: str, record: UUID, because: str) -> None:
    """Drop a record that waits at the service at ``address``; raises as ``ask``."""
    where = f"{address}/v1/parked-records/{record}/drop"
    await ask("POST", where, access_token, body=orjson.dumps({"because": because}))


def _read(kind: type[Answer], answer: bytes) -> Answer:
    try:
        return kind.model_validate_json(answer)
    except ValidationError as error:
        raise NotAnswering from error
