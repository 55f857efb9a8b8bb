"""Erases a question: records the intent, destroys the keys, publishes ``cases.erased``.

See docs/architecture.md#erasure.
"""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from loket_backoffice.domain.access import require_operator
from loket_backoffice.handlers.bodies import ShortText
from loket_backoffice.handlers.for_each_isolated import for_each_isolated
from loket_backoffice.handlers.load import load_case
from loket_backoffice.store.erasures import erased_at, finish_erasure, intend_erasure, unfinished_erasures
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.model import InputModel, WireModel
from loket_shared.idempotency import IdempotentRequest, claim
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import Place, UnitOfWork


class ErasureBody(InputModel):
    """The question to erase, and the reason."""

    reference: ShortText
    reason: ShortText


class ErasureView(WireModel):
    """A question that is erased."""

    reference: str
    erased_at: datetime


RETRY_AFTER = timedelta(minutes=1)

_DESK = UUID(int=0)
"""The id of no question: it names the desk's own key, so that the reason of an erasure stays readable."""


async def erase_question(
    runtime: Runtime, principal: Principal, reference: str, reason: str, sending: IdempotentRequest | None = None
) -> datetime:
    """Erase the question and return the moment of the erasure; ``finish_erasures`` completes an interrupted attempt.

    A repeated ``sending`` orders nothing again.

    Raises:
        NotFoundError: the question, or the right to erase, does not exist for this reader.
        VaultUnreachableError: the keys could not be destroyed yet; the intent stands.
    """
    async with runtime.unit_of_work() as work:
        case_id = await order_erasure(work, principal, reference, reason, sending)
    return await _carry_out_erasure(runtime, case_id)


async def order_erasure(
    work: UnitOfWork, principal: Principal, reference: str, reason: str, sending: IdempotentRequest | None = None
) -> UUID:
    """Record the order to erase with its author and reason; return the question's id."""
    require_operator(principal)
    stored = await load_case(work, principal, reference)
    # The idempotency key belongs to the order itself, so that erasing the question does not delete it.
    if sending and await claim(work, sending, ""):
        return stored.id
    await intend_erasure(work, stored.id, principal.subject)
    place = Place("audit_records", stored.id, "content")
    sealed = await work.seal(reason.encode(), KeyName(_DESK, Compartment.PARTICIPATION), place)
    await work.audit(principal, "case.erased", reference, content=sealed)
    return stored.id


async def _carry_out_erasure(runtime: Runtime, case_id: UUID) -> datetime:
    """Destroy the keys, then publish ``cases.erased``; return the moment of the erasure, also on a repeated call."""
    await runtime.vault.destroy(case_id)
    async with runtime.unit_of_work() as work:
        now = work.clock.now()
        reference = await finish_erasure(work, case_id)
        if reference is None:
            return await erased_at(work, case_id)
        await work.publish(CaseErased(question_id=case_id, reference=reference, erased_at=now))
    return now


async def finish_erasures(runtime: Runtime) -> None:
    """Carry out the erasures that were ordered some time ago and are not complete."""
    async with runtime.unit_of_work() as work:
        unfinished = await unfinished_erasures(work, work.clock.now() - RETRY_AFTER)
    await for_each_isolated(unfinished, partial(_carry_out_erasure, runtime))
