"""Locking what the forms of a page change, to tell by its version whether somebody else changed it."""

from uuid import UUID

from loket_backoffice.domain.case import version_of
from loket_backoffice.handlers.find import case_to_lock, request_to_lock
from loket_backoffice.store.answers import read_answer
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def lock_case_versions(work: UnitOfWork, reader: Principal, reference: str) -> tuple[int, int]:
    """Return the versions of the case and of its answer, which stay as they are until the transaction ends.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await case_to_lock(work, reader, reference)
    answer, _ = await read_answer(work, case.id)
    return version_of(case.file), answer.version


async def lock_request_version(work: UnitOfWork, reader: Principal, request_id: UUID) -> int:
    """Return the version of the request, which stays as it is until the transaction ends.

    Raises:
        NotFound: it does not exist for this reader.
    """
    _, request = await request_to_lock(work, reader, request_id)
    return request.version
