"""The steps in the lifecycle of a rule set, from the proposal to the announcement, with the bodies of the calls.

Every step of a person is recorded and audited. A step that the state does not allow is a conflict.
"""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from loket_routing.domain.lifecycle.errors import examples_fail, four_eyes, wrong_state
from loket_routing.domain.lifecycle.state_machine import RuleSetAction, RuleSetState, RuleSetStep, StepKind
from loket_routing.domain.lifecycle.timetable import LEAD, earliest_start
from loket_routing.handlers.rule_set_access import lock_rule_set, require_rule_set_owner
from loket_routing.store.active_rule_set import lock_activations
from loket_routing.store.rule_sets import (
    add_activation,
    add_step,
    cancel_activations,
    load_timetable,
    mark_announced,
    next_unannounced,
    verdict_of,
)
from loket_routing.store.tables import RuleSetRow
from loket_shared.contracts.events.routing_rule_set_activated import RuleSetActivated
from loket_shared.contracts.model import InputModel
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime
from loket_shared.text_types import printable, tidied
from loket_shared.timestamps import Moment
from loket_shared.unit_of_work import UnitOfWork

OwnerText = Annotated[str, Field(min_length=1, max_length=2_000), tidied, printable]


class RevisionBody(InputModel):
    """A body that may name the ``revision`` of the rule set it changes."""

    revision: int | None = Field(default=None, ge=0)


class RemarkBody(RevisionBody):
    """``remark``: why a proposed rule set is returned."""

    remark: OwnerText


class ApprovalBody(RevisionBody):
    """``reason``: why examples that fail are accepted."""

    reason: OwnerText | None = None


class ActivationBody(RevisionBody):
    """``from``: when the activation begins; as soon as possible if it is left out."""

    active_from: Moment | None = Field(default=None, alias="from")
    reason: OwnerText | None = None


async def record_step(
    work: UnitOfWork,
    principal: Principal,
    row: RuleSetRow,
    kind: StepKind,
    *,
    sound: bool = True,
    reason: str | None = None,
) -> None:
    """Record that ``principal`` took a step of ``kind``; ``sound`` says that the set has no findings."""
    step = RuleSetStep(
        kind=kind, at=work.clock.now(), by=principal.subject, name=principal.name, sound=sound, reason=reason
    )
    await add_step(work, row.id, step)
    await work.audit(principal, f"rule-set.{kind}", row.version)


async def propose_rule_set(
    work: UnitOfWork, principal: Principal, version: str, expected_revision: int | None = None
) -> None:
    """Propose ``version``; from now on it does not change. Raises as ``lock_rule_set``."""
    found = await lock_rule_set(work, principal, RuleSetAction.PROPOSE, version, expected_revision)
    await record_step(work, principal, found.row, StepKind.PROPOSED)


async def return_rule_set(
    work: UnitOfWork, principal: Principal, version: str, remark: str, expected_revision: int | None = None
) -> None:
    """Return ``version`` to its authors with a remark; an author may do this too.

    Raises as ``lock_rule_set``.
    """
    found = await lock_rule_set(work, principal, RuleSetAction.RETURN, version, expected_revision)
    await record_step(work, principal, found.row, StepKind.RETURNED, reason=remark)


async def approve_rule_set(
    work: UnitOfWork,
    principal: Principal,
    version: str,
    reason: str | None = None,
    expected_revision: int | None = None,
) -> None:
    """Approve ``version``; if examples fail, this needs a ``reason``.

    Raises:
        ForbiddenError: the approver wrote or proposed the set.
        ConflictError: examples fail and no reason is given; otherwise as ``lock_rule_set``.
    """
    found = await lock_rule_set(work, principal, RuleSetAction.APPROVE, version, expected_revision)
    if principal.subject in found.life.authors:
        raise four_eyes()
    failing = len(verdict_of(found.row).failing)
    if failing and not reason:
        raise examples_fail(failing)
    await record_step(work, principal, found.row, StepKind.APPROVED, reason=reason)


async def discard_draft(
    work: UnitOfWork, principal: Principal, version: str, expected_revision: int | None = None
) -> None:
    """Discard the draft ``version``; it stays readable. Raises as ``lock_rule_set``."""
    found = await lock_rule_set(work, principal, RuleSetAction.DISCARD, version, expected_revision)
    await record_step(work, principal, found.row, StepKind.DISCARDED)


async def activate_rule_set(
    work: UnitOfWork,
    principal: Principal,
    version: str,
    wanted: datetime | None = None,
    reason: str | None = None,
    expected_revision: int | None = None,
) -> datetime:
    """Activate ``version`` from ``wanted`` on, or as soon as possible; return the moment.

    Raises as ``lock_rule_set``.
    """
    require_rule_set_owner(principal)
    # Lock the timetable before the row: a decision does so too, and may mark the row.
    await lock_activations(work)
    found = await lock_rule_set(work, principal, RuleSetAction.ACTIVATE, version, expected_revision)
    begins = earliest_start(work.clock.now(), wanted)
    await add_activation(work, found.row.id, principal, begins, reason)
    await work.audit(principal, "rule-set.activated", version)
    return begins


async def cancel_activation(
    work: UnitOfWork, principal: Principal, version: str, expected_revision: int | None = None
) -> None:
    """Cancel the coming activation of ``version``.

    Raises:
        ConflictError: the activation may already have decided a question; otherwise as ``lock_rule_set``.
    """
    require_rule_set_owner(principal)
    await lock_activations(work)
    found = await lock_rule_set(work, principal, RuleSetAction.CANCEL, version, expected_revision)
    now = work.clock.now()
    if not await cancel_activations(work, found.row.id, now + LEAD, now):
        raise wrong_state(RuleSetState.ACTIVE)
    await work.audit(principal, "rule-set.activation-cancelled", version)


async def announce_activations(runtime: Runtime) -> None:
    """Publish ``routing.rule-set-activated`` for each activation that has begun, each in its own transaction."""
    announced = True
    while announced:
        async with runtime.unit_of_work() as work:
            announced = await announce_next(work)


async def announce_next(work: UnitOfWork) -> bool:
    """Announce the first activation that has begun and is not announced; return whether there was one."""
    found = await next_unannounced(work, work.clock.now())
    if found is None:
        return False
    activation, rule_set = found
    planned = await load_timetable(work)
    await work.publish(
        RuleSetActivated(
            rule_set_id=rule_set.id,
            version=rule_set.version,
            previous_version=planned.previous(activation.active_from),
            digest=rule_set.digest,
            active_from=activation.active_from,
        )
    )
    await mark_announced(work, activation)
    return True
