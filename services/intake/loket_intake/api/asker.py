"""Who may hand in, decided before anything is said about what was sent."""

from typing import Annotated

from fastapi import Depends

from loket_intake.domain.access import require_asker
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.principal import Principal


async def current_asker(principal: CurrentPrincipal) -> Principal:
    """Return the principal of a call that hands something in.

    Raises:
        Forbidden: the principal hands in no questions.
    """
    require_asker(principal)
    return principal


CurrentAsker = Annotated[Principal, Depends(current_asker)]
