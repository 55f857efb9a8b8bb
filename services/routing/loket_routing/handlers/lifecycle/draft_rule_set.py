"""A rule owner begins a new version as a copy of another."""

import asyncio

import orjson

from loket_routing.domain.lifecycle.numbering import next_version
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.handlers.lifecycle.find import require_owner, rule_set_to_read
from loket_routing.handlers.lifecycle.judge import judge
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_routing.store.rule_sets import add_rule_set, examples_of, lock_versions, new_row
from loket_shared.idempotency.claims import Sending, claim
from loket_shared.local_time import local_date
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def draft_rule_set(work: UnitOfWork, owner: Principal, based_on: str, sending: Sending | None = None) -> str:
    """Copy the version ``based_on`` with its examples, and return the name of the new one.

    A ``sending`` that was there before makes no other: the version that came of it is named again.

    Raises:
        NotFound: there is no such version, or there are none for this reader.
        Forbidden: the reader may not change rule sets.
        IdempotencyKeyReused: the key was used for something else.
    """
    require_owner(owner)
    base = (await rule_set_to_read(work, owner, based_on)).row
    now = work.clock.now()
    version = next_version(await lock_versions(work), local_date(now).year)
    if sending and (first := await claim(work, sending, version)):
        return first.subject
    judged = await asyncio.to_thread(judge, version, orjson.loads(base.document), examples_of(base), now)
    row = new_row(version, based_on, judged.rule_set, judged.examples, judged.verdict)
    await add_rule_set(work, row)
    await take_step(work, owner, row, StepKind.DRAFTED, sound=judged.verdict.sound)
    return version
