"""Reads a contribution request, and the actions that the reader may take on it now."""

from uuid import UUID

from loket_backoffice.domain.access import is_own
from loket_backoffice.domain.contributions import ContributionRequest, RequestAction
from loket_backoffice.domain.permissions import allowed_on_request
from loket_backoffice.handlers.load import load_request
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.questions import read_question
from loket_backoffice.store.requests import read_contribution_texts
from loket_backoffice.views.request_view import SingleRequestView, request_for
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_request(work: UnitOfWork, principal: Principal, request_id: UUID) -> SingleRequestView:
    """Return the request, and audit the reading.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored, request = await load_request(work, principal, request_id)
    await work.audit(principal, "request.read", str(request_id), apart=True)
    return await show_request(work, principal, stored, request)


async def show_request(
    work: UnitOfWork, principal: Principal, stored: StoredCase, request: ContributionRequest
) -> SingleRequestView:
    """Open the parts of a visible request that ``principal`` may see, and return the view of it."""
    own = [request.id] if is_own(principal, request) else []
    texts = (await read_contribution_texts(work, [request.id], drafts_of=own))[request.id]
    question = await read_question(work, stored.row)
    return request_for(principal, stored, request, texts, question, work.clock.now())


async def lock_request_version(work: UnitOfWork, principal: Principal, request_id: UUID) -> int:
    """Return the version of the request, which stays as it is until the transaction ends.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    _, request = await load_request(work, principal, request_id, lock=True)
    return request.version


async def read_request_actions(work: UnitOfWork, principal: Principal, request_id: UUID) -> frozenset[RequestAction]:
    """Return the actions that ``principal`` may take on the contribution request now.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored, request = await load_request(work, principal, request_id)
    return allowed_on_request(principal, stored.case, request)
