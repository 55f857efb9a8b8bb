"""Somebody looks at a case."""

from loket_backoffice.handlers.find import case_to_read
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_case(work: UnitOfWork, reader: Principal, reference: str) -> CaseView:
    """Return the case as ``reader`` may see it, and record that it was read.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await case_to_read(work, reader, reference)
    await work.audit(reader, "case.read", reference)
    return await case_for(work, reader, case)
