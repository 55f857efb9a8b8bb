"""Somebody's subject at the identity provider changed: give that person's questions to the new one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loket_intake.domain.access import require_operator
from loket_intake.domain.marks import Marks
from loket_intake.store.questions import transfer
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.ids import new_id
from loket_shared.principal import Principal
from loket_shared.unit_of_work import Place, UnitOfWork

_DESK = UUID(int=0)
"""No question's id: names the desk's own key, under which the reason stays readable."""


@dataclass(frozen=True)
class Transfer:
    """An order of the operator, given ``at``; ``email`` is what both subjects have at the ``institution``."""

    at: datetime
    institution: str
    email: str
    old_subject: str
    new_subject: str
    old_issuer: str
    issuer: str
    reason: str


async def transfer_questions(work: UnitOfWork, operator: Principal, order: Transfer) -> datetime:
    """Transfer what the old subject handed in under the verified address, and return when it was ordered.

    The new subject sees it only while a token says that the subject is of the same institution and that
    the same address is verified, so a mistaken subject sees nothing. The operator learns of no question.

    Raises:
        NotFound: for whoever is not the operator.
    """
    require_operator(operator)
    marks, order_id = Marks(work.vault.pseudonym), new_id()
    references = await transfer(
        work,
        marks.known_submitter(order.old_issuer, order.old_subject),
        marks.address(order.institution, order.email),
        marks.known_submitter(order.issuer, order.new_subject),
    )
    for reference in references:
        await work.audit(operator, "transfer-question", reference)
    place = Place("audit_records", order_id, "content")
    sealed = await work.seal(order.reason.encode(), KeyName(_DESK, Compartment.QUESTION), place)
    await work.audit(operator, "order-transfer", str(order_id), content=sealed)
    return order.at
