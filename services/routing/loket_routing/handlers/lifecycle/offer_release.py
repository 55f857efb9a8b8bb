"""The rule set of a release waits for the rule owner as a draft; what decides is never changed by a release."""

import asyncio

from sqlmodel import col, or_, select

from loket_routing.domain.lifecycle.numbering import next_version
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.handlers.lifecycle.judge import judge
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_routing.policy.loader import examples, rule_set, versions
from loket_routing.store.rule_sets import add_rule_set, lock_versions, new_row
from loket_routing.store.tables import RuleSetRow, RuleSetStepRow
from loket_shared.local_time import local_date
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

RELEASE = Principal("release", "Release", "", Role.SYSTEM)
"""Who drafts what comes with the software: nobody, so that a person proposes it and a second one approves it."""


async def offer_release(work: UnitOfWork) -> str | None:
    """Draft the newest rule set of the release, unless it is known here; return the name of the draft.

    It is known where a set is the same to the letter, or where it was drafted before, whatever became of the draft.
    """
    shipped = versions()[-1]
    released = await asyncio.to_thread(rule_set, shipped)
    if await _is_known(work, released.digest):
        return None
    known = await lock_versions(work)
    if await _is_known(work, released.digest):
        return None
    now = work.clock.now()
    version = next_version(known, local_date(now).year)
    judged = await asyncio.to_thread(judge, version, released.document(), examples(shipped), now)
    row = new_row(version, None, judged.rule_set, judged.examples, judged.verdict)
    await add_rule_set(work, row)
    await take_step(work, RELEASE, row, StepKind.DRAFTED, sound=judged.verdict.sound, reason=_mark(released.digest))
    return version


async def _is_known(work: UnitOfWork, digest: str) -> bool:
    drafted = select(RuleSetStepRow.rule_set_id).where(
        RuleSetStepRow.by == RELEASE.subject, RuleSetStepRow.reason == _mark(digest)
    )
    wanted = select(RuleSetRow.id).where(or_(RuleSetRow.digest == digest, col(RuleSetRow.id).in_(drafted)))
    return (await work.session.exec(wanted.limit(1))).first() is not None


def _mark(digest: str) -> str:
    return f"SHA-256 {digest}"
