"""What a page offers its reader to do."""

from uuid import UUID

from loket_backoffice.domain.access import Sight, sight_of
from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.domain.permissions import possible_on_case, possible_on_request
from loket_backoffice.handlers.find import case_to_read, request_to_read
from loket_backoffice.store.answers import read_answer
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def offer_on_case(work: UnitOfWork, reader: Principal, reference: str) -> frozenset[str]:
    """Return what ``reader`` could do to the case now; nothing where its content is not for this reader.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await case_to_read(work, reader, reference)
    if sight_of(reader, case.file) is not Sight.CONTENT:
        return frozenset()
    answer, _ = await read_answer(work, case.id)
    return possible_on_case(reader, case.file, answer)


async def offer_on_request(work: UnitOfWork, reader: Principal, request_id: UUID) -> frozenset[RequestAct]:
    """Return what ``reader`` could do to the contribution request now.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case, request = await request_to_read(work, reader, request_id)
    return possible_on_request(reader, case.file, request)
