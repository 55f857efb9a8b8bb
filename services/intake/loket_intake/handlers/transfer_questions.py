"""Transfers a person's questions to the new subject that the identity provider gave that person."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from loket_intake.domain.access import require_operator
from loket_intake.domain.field_types import EmailAddress, RorId
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.store.questions import transfer
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.model import InputModel
from loket_shared.db.ids import new_id
from loket_shared.principal import Principal
from loket_shared.text_types import Line, Prose
from loket_shared.unit_of_work import Place, UnitOfWork

Subject = Annotated[Line, Field(min_length=1, max_length=500)]

_DESK = UUID(int=0)
"""No question's id: names the desk's own key, under which the reason stays readable."""


class TransferBody(InputModel):
    """An order to transfer questions; ``old_issuer`` if another identity provider knew the old subject."""

    institution: RorId
    email: Annotated[EmailAddress, Field(max_length=254)]
    old_subject: Subject
    new_subject: Subject
    old_issuer: Subject | None = None
    reason: Annotated[Prose, Field(min_length=1, max_length=2_000)]


async def transfer_questions(
    work: UnitOfWork, principal: Principal, body: TransferBody, issuer: str, at: datetime
) -> datetime:
    """Transfer what the old subject submitted with the verified address, and return ``at``, the moment of the order.

    ``issuer`` names the identity provider of the new subject.
    The new subject sees it only while a token says that the subject belongs to the same institution and that the
    same address is verified, so a mistaken subject sees nothing. The operator learns of no question.

    Raises:
        NotFoundError: the principal is not the operator.
    """
    require_operator(principal)
    pseudonyms, order_id = Pseudonyms(work.vault.pseudonym), new_id()
    references = await transfer(
        work,
        pseudonyms.known_submitter(body.old_issuer or issuer, body.old_subject),
        pseudonyms.address(body.institution, body.email),
        pseudonyms.known_submitter(issuer, body.new_subject),
    )
    for reference in references:
        await work.audit(principal, "question.transferred", reference)
    place = Place("audit_records", order_id, "content")
    sealed = await work.seal(body.reason.encode(), KeyName(_DESK, Compartment.QUESTION), place)
    await work.audit(principal, "transfer.ordered", str(order_id), content=sealed)
    return at
