"""Reading a case: its page, its clocks, and what the reader could do to it now."""

from datetime import datetime, timedelta

from loket_backoffice.domain.access import Sight, sight_of
from loket_backoffice.domain.case import version_of
from loket_backoffice.domain.permissions import possible_on_case
from loket_backoffice.handlers.load import load_case, lock_case
from loket_backoffice.store.answers import read_answer
from loket_backoffice.views.case_view import CaseView, case_for
from loket_backoffice.views.clock_view import ClockView, clocks_for
from loket_shared.contracts.texts import Text
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import FieldError, InvalidInput
from loket_shared.identity.principal import Principal


async def read_case(work: UnitOfWork, principal: Principal, reference: str) -> CaseView:
    """Return the case as ``principal`` may see it, and record that it was read.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await load_case(work, principal, reference)
    await work.audit(principal, "case.read", reference)
    return await case_for(work, principal, case)


async def lock_case_versions(work: UnitOfWork, principal: Principal, reference: str) -> tuple[int, int]:
    """Return the versions of the case and of its answer, which stay as they are until the transaction ends.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await lock_case(work, principal, reference)
    answer, _ = await read_answer(work, case.id)
    return version_of(case.file), answer.version


async def read_case_actions(work: UnitOfWork, principal: Principal, reference: str) -> frozenset[str]:
    """Return what ``principal`` could do to the case now; nothing where its content is not for this reader.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await load_case(work, principal, reference)
    if sight_of(principal, case.file) is not Sight.CONTENT:
        return frozenset()
    answer, _ = await read_answer(work, case.id)
    return possible_on_case(principal, case.file, answer)


FARTHEST = timedelta(days=366)
"""How far ahead clocks are told: the days up to a moment are counted one by one, while everybody waits."""

_TOO_FAR = Text(nl="Kies een moment binnen een jaar van nu.", en="Choose a moment within a year from now.")


async def read_clocks(
    work: UnitOfWork, principal: Principal, reference: str, at: datetime | None
) -> tuple[ClockView, ...]:
    """Return the clocks at ``at``, or now.

    Raises:
        InvalidInput: ``at`` is more than ``FARTHEST`` ahead.
        NotFound: the case does not exist for this reader.
    """
    now = work.clock.now()
    if at is not None and at > now + FARTHEST:
        raise InvalidInput(FieldError("at", _TOO_FAR))
    case = await load_case(work, principal, reference)
    await work.audit(principal, "clocks.read", reference)
    return clocks_for(principal, case.file, at or now)
