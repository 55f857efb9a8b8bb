"""The other services: their addresses, calls to them, and their message flow."""

import ssl
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from loket_backoffice.domain.errors import ServiceUnavailableError, TokenExpiredError
from loket_shared.http.message_flow import MessageFlow
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
