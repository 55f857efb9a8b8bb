"""Somebody looks at the clocks of a case, now or as they stood at another moment."""

from datetime import datetime, timedelta

from loket_backoffice.handlers.find import case_to_read
from loket_backoffice.views.clock_view import ClockView, clocks_for
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

FARTHEST = timedelta(days=366)
"""How far ahead clocks are told: the days up to a moment are counted one by one, while everybody waits."""

_TOO_FAR = BilingualText(nl="Kies een moment binnen een jaar van nu.", en="Choose a moment within a year from now.")


async def read_clocks(
    work: UnitOfWork, reader: Principal, reference: str, at: datetime | None
) -> tuple[ClockView, ...]:
    """Return the clocks at ``at``, or now.

    Raises:
        InvalidInput: ``at`` is more than ``FARTHEST`` ahead.
        NotFound: the case does not exist for this reader.
    """
    now = work.clock.now()
    if at is not None and at > now + FARTHEST:
        raise InvalidInputError(FieldError("at", _TOO_FAR))
    case = await case_to_read(work, reader, reference)
    await work.audit(reader, "clocks.read", reference)
    return clocks_for(reader, case.file, at or now)
