"""A rule owner changes a version that is not proposed yet."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from loket_routing.domain.deciding.examples import ExpectedExample
from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.domain.lifecycle.verdict import Verdict
from loket_routing.handlers.lifecycle.find import rule_set_to_change
from loket_routing.handlers.lifecycle.judge import judge
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_routing.store.rule_sets import examples_of, write_down
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def save_rule_set(
    work: UnitOfWork,
    owner: Principal,
    version: str,
    document: Mapping[str, Any] | None = None,
    examples: Sequence[ExpectedExample] | None = None,
    seen: int | None = None,
) -> Verdict:
    """Save ``document`` and ``examples``, each as it stands where it is left out; return what is found about them.

    Raises:
        InvalidInput: the document is not a rule set; nothing is saved.
        Conflict: it was saved since ``seen``, or is proposed; otherwise as ``rule_set_to_change``.
    """
    found = await rule_set_to_change(work, owner, Act.SAVE, version, seen)
    judged = await asyncio.to_thread(
        judge,
        version,
        orjson.loads(found.row.document) if document is None else document,
        examples_of(found.row) if examples is None else examples,
        work.clock.now(),
    )
    write_down(found.row, judged.rule_set, judged.examples, judged.verdict)
    await take_step(work, owner, found.row, StepKind.SAVED, sound=judged.verdict.sound)
    return judged.verdict
