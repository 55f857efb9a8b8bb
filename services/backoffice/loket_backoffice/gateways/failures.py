"""Dead letters, missing events and undelivered mails of the services, over their APIs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import orjson

from loket_backoffice.gateways.services import ask, parse
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.http.dead_letter_views import DeadLetterPage, DecidedPage
from loket_shared.http.gaps import GapPage
from loket_shared.http.paging import Page

Decision = Literal["replay", "drop"]

_BULK_TIMEOUT_SECONDS = 30.0
"""For a decision about many: a service works for half as long on one call."""


async def list_dead_letters(address: str, access_token: str) -> DeadLetterPage:
    """Return the oldest open dead letters of the service at ``address``; raises as ``ask``."""
    return parse(DeadLetterPage, await ask("GET", f"{address}/v1/dead-letters", access_token))


async def list_gaps(address: str, access_token: str) -> GapPage:
    """Return the events that the service at ``address`` misses; raises as ``ask``."""
    return parse(GapPage, await ask("GET", f"{address}/v1/gaps", access_token))


async def decide(
    address: str, access_token: str, decision: Decision, choice: Mapping[str, Any], cursor: str | None
) -> DecidedPage:
    """Replay or drop the selected dead letters of the service at ``address``, after ``cursor``; raises as ``ask``."""
    where = f"{address}/v1/dead-letters/{decision}"
    query = {"cursor": cursor} if cursor else None
    answer = await ask("POST", where, access_token, query, orjson.dumps(choice), _BULK_TIMEOUT_SECONDS)
    return parse(DecidedPage, answer)


async def drop_parked(address: str, access_token: str, record: UUID, because: str) -> None:
    """Drop a record that waits at the service at ``address``; raises as ``ask``."""
    where = f"{address}/v1/parked-records/{record}/drop"
    await ask("POST", where, access_token, body=orjson.dumps({"because": because}))


class Delivery(WireModel):
    """An undelivered mail: its question or department, and the reason of the failure."""

    id: UUID
    occasion: str
    reference: str | None
    department: str | None
    attempts: int
    failure: str | None
    created_at: datetime


class DeliveryPage(Page[Delivery]):
    """``with_owner``: at least one delivery is not for this reader; it says nothing more."""

    with_owner: BilingualText | None


async def list_failed(address: str, access_token: str) -> DeliveryPage:
    """Return the newest failed deliveries; raises as ``ask``."""
    return parse(DeliveryPage, await ask("GET", f"{address}/v1/deliveries", access_token, {"state": "failed"}))


async def resend(address: str, access_token: str, delivery: UUID, key: str) -> None:
    """Send a failed message again, once under ``key`` if that is given; raises as ``ask``."""
    await ask("POST", f"{address}/v1/deliveries/{delivery}/resend", access_token, key=key)
