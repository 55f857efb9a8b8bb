"""A contribution request by itself, with the question it is about."""

from loket_backoffice.domain.contributions import Request
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.questions import read_question
from loket_backoffice.views.request_view import RequestWithQuestion, request_fields
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def request_for(work: UnitOfWork, reader: Principal, case: StoredCase, request: Request) -> RequestWithQuestion:
    """Return the request as ``reader``, who may know of it, may see it."""
    fields = await request_fields(work, reader, case, request)
    fields |= {"reference": case.reference, "question": await read_question(work, case.row)}
    return RequestWithQuestion.model_validate(fields)
