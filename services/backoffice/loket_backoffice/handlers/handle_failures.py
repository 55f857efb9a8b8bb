"""Dead letters, missing events and undelivered mails: the actions on those of all services.

Each service decides who sees its own, and audits that.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from loket_backoffice.domain.errors import ServiceUnavailableError, TokenExpiredError
from loket_backoffice.gateways import (
    Decision,
    DeliveryPage,
    addresses,
    drop_parked,
    list_dead_letters,
    list_failed_deliveries,
    list_gaps,
    post_decision,
    resend_delivery,
)
from loket_policy.covert import require_operations_reader
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, NotFoundError
from loket_shared.http.dead_letter_views import DeadLetterPage, DecisionOutcome
from loket_shared.http.gaps import GapPage
from loket_shared.principal import Principal
from loket_shared.service.settings import ServiceSettings

T = TypeVar("T")

_NOT_DONE = BilingualText(
    nl="De dienst heeft dit niet uitgevoerd. Bekijk hoe het er nu voor staat.",
    en="The service did not do this. Look at how it stands now.",
)

_MAX_SECONDS = 20.0
"""The time that a page may take to decide about many; the form is sent again for the others."""


@dataclass(frozen=True)
class FailureOverview:
    """Dead letters and missing events by service, and undelivered mails; None for a service that does not answer."""

    dead_letters: dict[str, DeadLetterPage | None]
    gaps: dict[str, GapPage | None]
    deliveries: DeliveryPage | None


@dataclass(frozen=True)
class DeadLetterSelection:
    """Dead letters of one service: those with these ids, or all that have the reason."""

    service: str
    ids: Sequence[UUID] = ()
    reason: str = ""

    def body(self, because: str) -> dict[str, Any]:
        """Return the selection as the body of the service's API."""
        chosen: dict[str, Any] = {"reason": self.reason} if self.reason else {"ids": [str(each) for each in self.ids]}
        return {**chosen, **({"because": because} if because else {})}


async def read_failures(principal: Principal, settings: ServiceSettings, access_token: str) -> FailureOverview:
    """Return the failures that ``principal`` may see.

    Raises:
        NotFoundError: there is no such thing for this reader.
        TokenExpiredError: the reader has to sign in again.
    """
    require_operations_reader(principal)
    if not access_token:
        raise TokenExpiredError
    services = addresses(settings)
    letters = (_or_none(list_dead_letters(address, access_token)) for address in services.values())
    gaps = (_or_none(list_gaps(address, access_token)) for address in services.values())
    failed = _or_none(list_failed_deliveries(services["notifications"], access_token))
    pages, missing, deliveries = await asyncio.gather(asyncio.gather(*letters), asyncio.gather(*gaps), failed)
    return FailureOverview(
        dict(zip(services, pages, strict=True)), dict(zip(services, missing, strict=True)), deliveries
    )


async def decide_dead_letters(
    principal: Principal,
    settings: ServiceSettings,
    access_token: str,
    choice: DeadLetterSelection,
    decision: Decision,
    because: str,
) -> Counter[DecisionOutcome]:
    """Replay or drop the selected dead letters; return the number of each outcome.

    Raises:
        NotFoundError: dead letters do not exist for this reader, or the service does not exist.
        ConflictError: the service changed nothing.
        TokenExpiredError: the reader has to sign in again.
    """
    address, body = _address(principal, settings, choice.service), choice.body(because)
    outcomes, cursor, end = Counter[DecisionOutcome](), None, time.monotonic() + _MAX_SECONDS
    while True:
        page = await _require_done(post_decision(address, access_token, decision, body, cursor))
        outcomes.update(item.outcome for item in page.items)
        cursor = page.next
        if cursor is None or time.monotonic() > end:
            break
    if not outcomes.keys() & {DecisionOutcome.REPLAYED, DecisionOutcome.DROPPED, DecisionOutcome.FAILED}:
        raise ConflictError("not-done", _NOT_DONE)
    return outcomes


async def drop_waiting(
    principal: Principal, settings: ServiceSettings, access_token: str, service: str, record: UUID, because: str
) -> None:
    """Drop a record that waits for missing events; raises as ``decide_dead_letters``."""
    await _require_done(drop_parked(_address(principal, settings, service), access_token, record, because))


async def send_again(
    principal: Principal, settings: ServiceSettings, access_token: str, delivery: UUID, key: str = ""
) -> None:
    """Send an undelivered mail again, once under ``key``; raises as ``decide_dead_letters``."""
    await _require_done(resend_delivery(_address(principal, settings, "notifications"), access_token, delivery, key))


def _address(principal: Principal, settings: ServiceSettings, service: str) -> str:
    require_operations_reader(principal)
    if service not in addresses(settings):
        raise NotFoundError
    return addresses(settings)[service]


async def _or_none(call: Awaitable[T]) -> T | None:
    try:
        return await call
    except ServiceUnavailableError:
        return None


async def _require_done(call: Awaitable[T]) -> T:
    try:
        return await call
    except ServiceUnavailableError as error:
        raise ConflictError("not-done", _NOT_DONE) from error
