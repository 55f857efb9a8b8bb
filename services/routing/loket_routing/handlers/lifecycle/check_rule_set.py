"""What would be found about a rule set if it were saved as it is typed."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from loket_routing.domain.deciding.examples import ExpectedExample
from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.verdict import Verdict
from loket_routing.handlers.lifecycle.find import rule_set_to_change
from loket_routing.handlers.lifecycle.judge import judge
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def check_rule_set(
    work: UnitOfWork,
    owner: Principal,
    version: str,
    document: Mapping[str, Any],
    examples: Sequence[ExpectedExample],
    seen: int | None = None,
) -> Verdict:
    """Return the verdict on ``document`` and ``examples``; nothing is saved.

    Raises:
        InvalidInput: the document is not a rule set; otherwise as ``rule_set_to_change``.
    """
    await rule_set_to_change(work, owner, Act.SAVE, version, seen)
    return (await asyncio.to_thread(judge, version, document, examples, work.clock.now())).verdict
