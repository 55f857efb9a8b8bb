"""The other services over their APIs: message flow, dead letters, missing events and undelivered mails.

Only the operator's pages call them, never the work of the desk.
"""

import ssl
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeVar
from uuid import UUID

import httpx
import orjson
from pydantic import BaseModel, ValidationError

from loket_backoffice.domain.errors import ServiceUnavailableError, TokenExpiredError
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.http.dead_letter_views import DeadLetterPage, DecidedPage
from loket_shared.http.gaps import GapPage
from loket_shared.http.message_flow import MessageFlow
from loket_shared.http.paging import Page
from loket_shared.service.settings import ServiceSettings

Parsed = TypeVar("Parsed", bound=BaseModel)

_TIMEOUT_SECONDS = 3.0


def addresses(settings: ServiceSettings) -> Mapping[str, str]:
    """Return the addresses of the services by name, in the order in which a question passes them."""
    return {
        "intake": settings.intake_url,
        "routing": settings.routing_url,
        "backoffice": settings.backoffice_url,
        "notifications": settings.notifications_url,
    }


async def ask(
    method: str,
    address: str,
    access_token: str = "",
    query: Mapping[str, str] | None = None,
    body: bytes | None = None,
    timeout_seconds: float = _TIMEOUT_SECONDS,
    key: str = "",
) -> bytes:
    """Call a service at ``address`` with the reader's own rights, and return the response body.

    ``body`` is JSON. A repeated call with the same ``key`` is carried out once.

    Raises:
        TokenExpiredError: the service does not accept the access token.
        ServiceUnavailableError: any other failure.
    """
    headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
    if key:
        headers["Idempotency-Key"] = key
    if body is not None:
        headers["Content-Type"] = "application/json"
    try:
        async with httpx.AsyncClient(timeout=timeout_seconds, verify=_tls_context()) as client:
            answer = await client.request(method, address, headers=headers, params=query, content=body)
    except httpx.HTTPError as error:
        raise ServiceUnavailableError from error
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise TokenExpiredError
    if not answer.is_success:
        raise ServiceUnavailableError
    return answer.content


@cache
def _tls_context() -> ssl.SSLContext:
    """Read the trusted certificates once: reading them takes longer than a call."""
    return httpx.create_ssl_context()


def parse(model: type[Parsed], answer: bytes) -> Parsed:
    """Parse ``answer`` as the agreed ``model``.

    Raises:
        ServiceUnavailableError: the response has another form.
    """
    try:
        return model.model_validate_json(answer)
    except ValidationError as error:
        raise ServiceUnavailableError from error


async def read_message_flow(address: str, access_token: str) -> MessageFlow:
    """Return the figures of the service at ``address``, as far as the reader may know; raises as ``ask``."""
    return parse(MessageFlow, await ask("GET", f"{address}/v1/message-flow", access_token))


Decision = Literal["replay", "drop"]

_BULK_TIMEOUT_SECONDS = 30.0
"""For a decision about many: a service works for half as long on one call."""


async def list_dead_letters(address: str, access_token: str) -> DeadLetterPage:
    """Return the oldest open dead letters of the service at ``address``; raises as ``ask``."""
    return parse(DeadLetterPage, await ask("GET", f"{address}/v1/dead-letters", access_token))


async def list_gaps(address: str, access_token: str) -> GapPage:
    """Return the events that the service at ``address`` misses; raises as ``ask``."""
    return parse(GapPage, await ask("GET", f"{address}/v1/gaps", access_token))


async def post_decision(
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


async def list_failed_deliveries(address: str, access_token: str) -> DeliveryPage:
    """Return the newest failed deliveries; raises as ``ask``."""
    return parse(DeliveryPage, await ask("GET", f"{address}/v1/deliveries", access_token, {"state": "failed"}))


async def resend_delivery(address: str, access_token: str, delivery: UUID, key: str) -> None:
    """Send a failed message again, once under ``key`` if that is given; raises as ``ask``."""
    await ask("POST", f"{address}/v1/deliveries/{delivery}/resend", access_token, key=key)
