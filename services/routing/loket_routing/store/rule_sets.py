"""Rule sets with their steps, and their activations: added, cancelled, and announced once they begin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy.orm import defer
from sqlmodel import col, or_, select

from loket_routing.domain.lifecycle.examples import EXAMPLES, ExpectedExample, examples_as_json
from loket_routing.domain.lifecycle.state_machine import Lifecycle, RuleSetStep, StepKind
from loket_routing.domain.lifecycle.timetable import Activation, Timetable
from loket_routing.domain.lifecycle.verdict import RuleSetVerdict
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.store.tables import ActivationRow, RuleSetRow, RuleSetStepRow
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

_VERSIONS = "LOCK TABLE rule_sets IN SHARE ROW EXCLUSIVE MODE"


@dataclass(frozen=True)
class StoredRuleSet:
    """The row of a rule set with its lifecycle."""

    row: RuleSetRow
    life: Lifecycle


async def newest_rule_sets(work: UnitOfWork, most: int, before: UUID | None = None) -> tuple[StoredRuleSet, ...]:
    """Return at most ``most`` rule sets, newest first; ``before``: only those drafted before this one.

    Their documents and examples are not loaded: a list shows neither, and they are large.
    """
    # The mapper types a column as its value.
    large = [defer(column, raiseload=True) for column in (RuleSetRow.document, RuleSetRow.examples)]  # type: ignore[arg-type]
    wanted = select(RuleSetRow).options(*large).order_by(col(RuleSetRow.id).desc()).limit(most)
    rows = (await work.session.exec(wanted.where(col(RuleSetRow.id) < before) if before else wanted)).all()
    return await _with_lives(work, rows)


async def find_rule_set(work: UnitOfWork, version: str, *, lock: bool = False) -> StoredRuleSet | None:
    """Return one version, None if there is none; ``lock`` keeps it unchanged until the transaction ends."""
    wanted = select(RuleSetRow).where(RuleSetRow.version == version)
    row = (await work.session.exec(wanted.with_for_update() if lock else wanted)).one_or_none()
    return None if row is None else (await _with_lives(work, [row]))[0]


async def lock_versions(work: UnitOfWork) -> tuple[str, ...]:
    """Return the names of all versions; none can be added until the transaction ends."""
    await work.driver.execute(_VERSIONS)
    return tuple((await work.session.exec(select(RuleSetRow.version))).all())


def new_rule_set_row(
    version: str, based_on: str | None, rule_set: RuleSet, examples: Sequence[ExpectedExample], verdict: RuleSetVerdict
) -> RuleSetRow:
    """Return the row of a new version; ``based_on``: the version it was copied from, if any."""
    empty = RuleSetRow(version=version, based_on=based_on, revision=0, document="", digest="", examples="", verdict="")
    write_revision(empty, rule_set, examples, verdict)
    return empty


def write_revision(
    row: RuleSetRow, rule_set: RuleSet, examples: Sequence[ExpectedExample], verdict: RuleSetVerdict
) -> None:
    """Write the next revision into ``row``."""
    row.revision += 1
    row.document = orjson.dumps(rule_set.document()).decode()
    row.digest = rule_set.digest
    row.examples = examples_as_json(examples)
    row.verdict = verdict.model_dump_json(by_alias=True)


def examples_of(row: RuleSetRow) -> tuple[ExpectedExample, ...]:
    """Return the examples of the rule set."""
    return EXAMPLES.validate_json(row.examples)


def verdict_of(row: RuleSetRow) -> RuleSetVerdict:
    """Return the verdict on the rule set when it was saved."""
    return RuleSetVerdict.model_validate_json(row.verdict)


async def add_rule_set(work: UnitOfWork, row: RuleSetRow) -> None:
    """Add a new version."""
    work.session.add(row)
    await work.session.flush()


async def is_known_rule_set(work: UnitOfWork, digest: str, drafted_by: str, reason: str) -> bool:
    """Return whether a rule set has this ``digest``, or was drafted by this subject for this ``reason``."""
    drafted = select(RuleSetStepRow.rule_set_id).where(RuleSetStepRow.by == drafted_by, RuleSetStepRow.reason == reason)
    wanted = select(RuleSetRow.id).where(or_(RuleSetRow.digest == digest, col(RuleSetRow.id).in_(drafted)))
    return (await work.session.exec(wanted.limit(1))).first() is not None


async def add_step(work: UnitOfWork, rule_set_id: UUID, step: RuleSetStep) -> None:
    """Record ``step``."""
    work.session.add(
        RuleSetStepRow(
            rule_set_id=rule_set_id,
            kind=step.kind,
            at=step.at,
            by=step.by,
            name=step.name,
            sound=step.sound,
            reason=step.reason,
        )
    )
    await work.session.flush()


async def load_timetable(work: UnitOfWork) -> Timetable:
    """Return all activations."""
    joined = select(ActivationRow, RuleSetRow.version).join(RuleSetRow, col(RuleSetRow.id) == ActivationRow.rule_set_id)
    return Timetable.of(_activation(row, version) for row, version in (await work.session.exec(joined)).all())


async def _with_lives(work: UnitOfWork, rows: Sequence[RuleSetRow]) -> tuple[StoredRuleSet, ...]:
    ids = [row.id for row in rows]
    of_rows = select(RuleSetStepRow).where(col(RuleSetStepRow.rule_set_id).in_(ids))
    steps = (await work.session.exec(of_rows.order_by(col(RuleSetStepRow.position)))).all()
    planned = await load_timetable(work)
    return tuple(StoredRuleSet(row, Lifecycle(row.version, tuple(_steps(row.id, steps)), planned)) for row in rows)


def _steps(rule_set_id: UUID, rows: Iterable[RuleSetStepRow]) -> Iterable[RuleSetStep]:
    return (
        RuleSetStep(kind=StepKind(row.kind), at=row.at, by=row.by, name=row.name, sound=row.sound, reason=row.reason)
        for row in rows
        if row.rule_set_id == rule_set_id
    )


def _activation(row: ActivationRow, version: str) -> Activation:
    return Activation(
        version=version,
        active_from=row.active_from,
        position=row.position or 0,
        by=row.by,
        name=row.name,
        at=row.at,
        reason=row.reason,
        cancelled_at=row.cancelled_at,
    )


async def add_activation(
    work: UnitOfWork, rule_set_id: UUID, principal: Principal, active_from: datetime, reason: str | None
) -> None:
    """Add an activation from ``active_from`` on; the timetable must be locked."""
    row = ActivationRow(
        rule_set_id=rule_set_id,
        active_from=active_from,
        at=work.clock.now(),
        by=principal.subject,
        name=principal.name,
        reason=reason,
    )
    work.session.add(row)
    await work.session.flush()


async def cancel_activations(work: UnitOfWork, rule_set_id: UUID, after: datetime, now: datetime) -> bool:
    """Cancel the activations of a rule set that begin ``after`` a moment; return whether there were any.

    The timetable must be locked.
    """
    coming = select(ActivationRow).where(
        ActivationRow.rule_set_id == rule_set_id,
        col(ActivationRow.cancelled_at).is_(None),
        ActivationRow.active_from > after,
    )
    rows = (await work.session.exec(coming)).all()
    for row in rows:
        row.cancelled_at = now
    return bool(rows)


async def next_unannounced(work: UnitOfWork, now: datetime) -> tuple[ActivationRow, RuleSetRow] | None:
    """Lock and return the first activation that began and is not announced; None if there is none or it is locked."""
    begun = (
        select(ActivationRow, RuleSetRow)
        .join(RuleSetRow, col(RuleSetRow.id) == ActivationRow.rule_set_id)
        .where(
            col(ActivationRow.announced_at).is_(None),
            col(ActivationRow.cancelled_at).is_(None),
            ActivationRow.active_from <= now,
        )
        .order_by(col(ActivationRow.active_from), col(ActivationRow.position))
        .limit(1)
    )
    return (await work.session.exec(begun.with_for_update(skip_locked=True, of=ActivationRow))).one_or_none()


async def mark_announced(work: UnitOfWork, row: ActivationRow) -> None:
    """Record that a locked activation is announced."""
    row.announced_at = work.clock.now()
    await work.session.flush()
