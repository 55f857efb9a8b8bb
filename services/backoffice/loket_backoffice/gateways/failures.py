"""What each service could not handle and what notifications could not deliver, over their own APIs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, ValidationError

from loket_backoffice.domain.errors import ServiceUnavailableError
from loket_backoffice.gateways.services import ask
from loket_shared.bus.dead_letters.bodies import DecidedPage
from loket_shared.bus.dead_letters.view import DeadLetterPage
from loket_shared.bus.gaps.view import GapPage
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text
from loket_shared.http.paging import Page

Decision = Literal["replay", "drop"]
Answer = TypeVar("Answer", bound=BaseModel)

_BULK_TIMEOUT_SECONDS = 30.0
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
    answer = await ask("POST", where, access_token, query, orjson.dumps(choice), _BULK_TIMEOUT_SECONDS)
    return _read(DecidedPage, answer)


async def drop_parked(address: str, access_token: str, record: UUID, because: str) -> None:
    """Drop a record that waits at the service at ``address``; raises as ``ask``."""
    where = f"{address}/v1/parked-records/{record}/drop"
    await ask("POST", where, access_token, body=orjson.dumps({"because": because}))


def _read(kind: type[Answer], answer: bytes) -> Answer:
    try:
        return kind.model_validate_json(answer)
    except ValidationError as error:
        raise ServiceUnavailableError from error


class Delivery(WireModel):
    """One letter: about which question, or to which department, and why it did not arrive."""

    id: UUID
    occasion: str
    reference: str | None
    department: str | None
    attempts: int
    failure: str | None
    created_at: datetime


class DeliveryPage(Page[Delivery]):
    """``with_owner`` says that some letter is not for this reader; nothing more."""

    with_owner: Text | None


async def list_failed(address: str, access_token: str) -> DeliveryPage:
    """Return the newest letters that were given up; raises as ``ask``."""
    answer = await ask("GET", f"{address}/v1/deliveries", access_token, {"state": "failed"})
    try:
        return DeliveryPage.model_validate_json(answer)
    except ValidationError as error:
        raise ServiceUnavailableError from error


async def resend(address: str, access_token: str, delivery: UUID, key: str) -> None:
    """Let a letter be sent again, once under ``key`` if that is given; raises as ``ask``."""
    await ask("POST", f"{address}/v1/deliveries/{delivery}/resend", access_token, key=key)
