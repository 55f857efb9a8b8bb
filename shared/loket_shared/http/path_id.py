"""The id of a thing in an address: ``/{id}``."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from loket_shared.failures import NotFound


def _read(id: str) -> UUID:
    """Read the id; what cannot be one names nothing that exists.

    Raises:
        NotFound: it is no id.
    """
    try:
        return UUID(id)
    except ValueError:
        raise NotFound from None


PathId = Annotated[UUID, Depends(_read)]
"""The id that stands in the address."""
