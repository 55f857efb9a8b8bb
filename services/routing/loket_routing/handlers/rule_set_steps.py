"""The steps that people take in the life of a rule set, with the bodies of the calls.

Every step is written down and audited. A state that does not allow it is a conflict.
"""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from loket_routing.domain.lifecycle.errors import examples_fail, four_eyes, wrong_state
from loket_routing.domain.lifecycle.state_machine import RuleSetAction, RuleSetState, Step, StepKind
from loket_routing.domain.lifecycle.timetable import LEAD, earliest_start
from loket_routing.handlers.rule_set_access import lock_rule_set, require_owner
from loket_routing.store.activations import add_activation, cancel_activations
from loket_routing.store.in_force import hold_timetable
from loket_routing.store.rule_sets import add_step, verdict_of
from loket_routing.store.tables import ActivationRow, RuleSetRow
from loket_shared.contracts.model import InputModel
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal
from loket_shared.moment_types import Moment
from loket_shared.text_types import printable, tidied

Words = Annotated[str, Field(min_length=1, max_length=2_000), tidied, printable]


class RevisionBody(InputModel):
    """A body that may name the ``revision`` of the rule set it changes."""

    revision: int | None = Field(default=None, ge=0)


class RemarkBody(RevisionBody):
    """Why a proposed rule set goes back."""

    remark: Words


class ApprovalBody(RevisionBody):
    """``reason``: why examples that fail are accepted."""

    reason: Words | None = None


class ActivationBody(RevisionBody):
    """From when the rule set decides; as soon as can be where ``from`` is left out."""

    active_from: Moment | None = Field(default=None, alias="from")
    reason: Words | None = None

    @property
    def wanted(self) -> datetime | None:
        """The moment that is asked for."""
        return self.active_from


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
    step = Step(kind=kind, at=work.clock.now(), by=principal.subject, name=principal.name, sound=sound, reason=reason)
    await add_step(work, row.id, step)
    await work.audit(principal, f"rule-set.{kind}", row.version)


async def propose_rule_set(
    work: UnitOfWork, principal: Principal, version: str, expected_revision: int | None = None
) -> None:
    """Propose ``version``; from now on it does not change. Raises as ``rule_set_to_change``."""
    found = await lock_rule_set(work, principal, RuleSetAction.PROPOSE, version, expected_revision)
    await record_step(work, principal, found.row, StepKind.PROPOSED)


async def return_rule_set(
    work: UnitOfWork, principal: Principal, version: str, remark: str, expected_revision: int | None = None
) -> None:
    """Return ``version`` to its authors with a remark; an author may take it back alike.

    Raises as ``rule_set_to_change``.
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
    """Approve ``version``; where examples fail, only with the ``reason`` why that is accepted.

    Raises:
        Forbidden: the owner wrote or proposed it.
        Conflict: examples fail and no reason is given; otherwise as ``rule_set_to_change``.
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
    """Put the draft ``version`` away; it stays readable. Raises as ``rule_set_to_change``."""
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
    """Put ``version`` in force from ``wanted`` on, or as soon as can be; return from when.

    Raises as ``rule_set_to_change``.
    """
    require_owner(principal)
    # Before the row: who decides holds the timetable, and may mark the row.
    await hold_timetable(work)
    found = await lock_rule_set(work, principal, RuleSetAction.ACTIVATE, version, expected_revision)
    now = work.clock.now()
    begins = earliest_start(now, wanted)
    await add_activation(
        work,
        ActivationRow(
            rule_set_id=found.row.id,
            active_from=begins,
            at=now,
            by=principal.subject,
            name=principal.name,
            reason=reason,
        ),
    )
    await work.audit(principal, "rule-set.activated", version)
    return begins


async def cancel_activation(
    work: UnitOfWork, principal: Principal, version: str, expected_revision: int | None = None
) -> None:
    """Take back that ``version`` will come into force.

    Raises:
        Conflict: it begins so soon that a question may have been decided by it; otherwise as ``rule_set_to_change``.
    """
    require_owner(principal)
    await hold_timetable(work)
    found = await lock_rule_set(work, principal, RuleSetAction.CANCEL, version, expected_revision)
    now = work.clock.now()
    if not await cancel_activations(work, found.row.id, now + LEAD, now):
        raise wrong_state(RuleSetState.ACTIVE)
    await work.audit(principal, "rule-set.activation-cancelled", version)
