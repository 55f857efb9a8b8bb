"""Somebody looks at a case."""

from loket_backoffice.handlers.find import case_to_read
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def read_case(work: UnitOfWork, reader: Principal, reference: str) -> CaseView:
    """Return the case as ``reader`` may see it, and record that it was read.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await case_to_read(work, reader, reference)
    await work.audit(reader, "case.read", reference)
    return await case_for(work, reader, case)
