"""``/v1/question-transfers``: the operator transfers a person's questions to that person's new subject."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from loket_intake.api.input_route import InputRoute
from loket_intake.domain.access import require_operator
from loket_intake.handlers.transfer_questions import TransferBody, transfer_questions
from loket_shared.contracts.model import WireModel
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/question-transfers", tags=["operations"], route_class=InputRoute)


class TransferView(WireModel):
    """The moment of the transfer. It says nothing about the questions: only their asker sees those."""

    transferred_at: datetime


async def current_operator(principal: CurrentPrincipal) -> Principal:
    """Return the operator who calls.

    Raises:
        NotFoundError: the call does not exist for anybody else.
    """
    require_operator(principal)
    return principal


@router.post("")
async def transfer(
    body: TransferBody,
    principal: Annotated[Principal, Depends(current_operator)],
    runtime: RuntimeDep,
    once: OnceDep,
) -> TransferView:
    """Transfer the questions that were submitted with a mail address to the subject that has the address now."""
    now, issuer = runtime.clock.now(), runtime.settings.issuer_name
    subject = now.isoformat()  # a repeated call gets no more than this
    at = await once.do(
        subject, lambda work: transfer_questions(work, principal, body, issuer, now), _transferred_before
    )
    return TransferView(transferred_at=at)


async def _transferred_before(_: UnitOfWork, subject: str) -> datetime:
    return datetime.fromisoformat(subject)
