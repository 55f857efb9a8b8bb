"""Where a page of deliveries begins: after the delivery whose id the cursor names."""

from typing import Annotated
from uuid import UUID

from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput
from loket_shared.http.paging import PageRequest, page_of

DeliveryPageRequest = Annotated[PageRequest, page_of(str)]

_NO_CURSOR = Text(nl="Dit is geen cursor van deze lijst.", en="This is not a cursor of this list.")


def position_of(page: PageRequest) -> UUID | None:
    """Return the delivery after which ``page`` begins; None for the first page.

    Raises:
        InvalidInput: the cursor names none.
    """
    if page.after is None:
        return None
    try:
        return UUID(str(page.after[0]))
    except ValueError as error:
        raise InvalidInput(FieldError("cursor", _NO_CURSOR)) from error
