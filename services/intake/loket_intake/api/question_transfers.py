"""``/v1/question-transfers``: the operator gives somebody's questions to the subject that the person has now."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from loket_intake.api.input_route import InputRoute
from loket_intake.domain.access import require_operator
from loket_intake.domain.codes import Email, RorId
from loket_intake.handlers.transfer_questions import Transfer, transfer_questions
from loket_shared.contracts.model import InputModel, WireModel
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.principal import Principal
from loket_shared.text_types import Line, Prose
from loket_shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/question-transfers", tags=["operations"], route_class=InputRoute)

Subject = Annotated[Line, Field(min_length=1, max_length=500)]


class TransferBody(InputModel):
    """An order to transfer questions; ``oldIssuer`` where another identity provider knew the old subject."""

    institution: RorId
    email: Annotated[Email, Field(max_length=254)]
    old_subject: Subject
    new_subject: Subject
    old_issuer: Subject | None = None
    reason: Annotated[Prose, Field(min_length=1, max_length=2_000)]


class TransferView(WireModel):
    """The moment of the transfer, and nothing of the questions: only their asker sees those."""

    transferred_at: datetime


async def current_operator(principal: CurrentPrincipal) -> Principal:
    """Return the principal of a call that is the operator's.

    Raises:
        NotFound: for everybody else there is no such call.
    """
    require_operator(principal)
    return principal


@router.post("")
async def transfer(
    body: TransferBody,
    operator: Annotated[Principal, Depends(current_operator)],
    runtime: RuntimeDep,
    once: OnceDep,
) -> TransferView:
    """Transfer the questions that were handed in under a mail address to the subject that has the address now."""
    order = Transfer(
        at=runtime.clock.now(),
        institution=body.institution,
        email=body.email,
        old_subject=body.old_subject,
        new_subject=body.new_subject,
        old_issuer=body.old_issuer or runtime.settings.issuer_name,
        issuer=runtime.settings.issuer_name,
        reason=body.reason,
    )
    moment = order.at.isoformat()  # all that a repeated call is told
    at = await once.do(moment, lambda work: transfer_questions(work, operator, order), _as_told_before)
    return TransferView(transferred_at=at)


async def _as_told_before(_: UnitOfWork, moment: str) -> datetime:
    return datetime.fromisoformat(moment)
