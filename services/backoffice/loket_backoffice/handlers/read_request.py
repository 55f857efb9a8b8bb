"""Somebody looks at a contribution request."""

from uuid import UUID

from loket_backoffice.handlers.find import request_to_read
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_backoffice.views.single_request import request_for
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_request(work: UnitOfWork, reader: Principal, request_id: UUID) -> RequestWithQuestion:
    """Return the request, and record that it was read.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case, request = await request_to_read(work, reader, request_id)
    await work.audit(reader, "request.read", str(request_id), apart=True)
    return await request_for(work, reader, case, request)
