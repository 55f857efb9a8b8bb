"""The message flow of each service, over its own API."""

from pydantic import ValidationError

from loket_backoffice.domain.errors import NotAnswering
from loket_backoffice.gateways.services import ask
from loket_shared.bus.message_flow import MessageFlow


async def read_message_flow(address: str, access_token: str) -> MessageFlow:
    """Return the figures of the service at ``address``, as far as the reader may know; raises as ``ask``."""
    answer = await ask("GET", f"{address}/v1/message-flow", access_token)
    try:
        return MessageFlow.model_validate_json(answer)
    except ValidationError as error:
        raise NotAnswering from error
