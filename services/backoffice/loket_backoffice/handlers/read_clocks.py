"""Somebody looks at the clocks of a case, now or as they stood at another moment."""

from datetime import datetime

from loket_backoffice.handlers.find import case_to_read
from loket_backoffice.views.clock_view import ClockView, clocks_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def read_clocks(
    work: UnitOfWork, reader: Principal, reference: str, at: datetime | None
) -> tuple[ClockView, ...]:
    """Return the clocks at ``at``, or now.

    Raises:
        NotFound: the case does not exist for this reader.
    """
    case = await case_to_read(work, reader, reference)
    await work.audit(reader, "clocks.read", reference)
    return clocks_for(reader, case.file, at or work.clock.now())
