"""The letters that notifications could not deliver, over its own API."""

from datetime import datetime
from uuid import UUID

from pydantic import ValidationError

from loket_backoffice.domain.errors import NotAnswering
from loket_backoffice.gateways.services import ask
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text
from loket_shared.http.paging import Page


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
        raise NotAnswering from error


async def resend(address: str, access_token: str, delivery: UUID, key: str) -> None:
    """Let a letter be sent again, once under ``key`` if that is given; raises as ``ask``."""
    await ask("POST", f"{address}/v1/deliveries/{delivery}/resend", access_token, key=key)
